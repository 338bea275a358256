"""What the writers are given: the same whether a scan was just made or read from its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.run_info import plain
from disclosure_audit.scanner.masking import blot

if TYPE_CHECKING:
    from disclosure_audit.audit import Audit
    from disclosure_audit.run import Run


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What became of one rule. ``not_applicable`` is the reason why it could not judge."""

    code: str
    name: str
    title: Text
    severity: str
    findings: int
    not_applicable: Text | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All that a summary tells of."""

    lang: Lang
    as_of: str | None
    control_totals: Mapping[str, Any]
    findings: pl.DataFrame
    """Schema ``FINDINGS``, worst first."""
    rules: tuple[RuleOutcome, ...]
    folder: Path | None
    """Where the run lies, if it was saved."""
    inputs: Mapping[str, tuple[str, ...]]
    """Names of the sources of each list."""

    @property
    def verdicts(self) -> dict[str, str]:
        """The title of each rule in the report's language, by code."""
        return {rule.code: rule.title.to(self.lang) for rule in self.rules}


def of_audit(audit: Audit, folder: Path | None) -> Report:
    """Return the report of a scan just made and, if so, saved to ``folder``.

    Secrets in the names of the sources are blotted out unless the settings reveal them.
    """

    def shown(name: str) -> str:
        return name if audit.settings.reveal else blot(name, audit.secret_terms)

    return Report(
        lang=audit.lang,
        as_of=plain(audit.as_of),
        control_totals=audit.control_totals,
        findings=audit.findings,
        rules=tuple(
            RuleOutcome(
                code=outcome.rule.code,
                name=outcome.rule.name,
                title=outcome.rule.title,
                severity=str(outcome.rule.severity),
                findings=outcome.findings,
                not_applicable=outcome.not_applicable,
            )
            for outcome in audit.outcomes
        ),
        folder=folder,
        inputs={
            side: tuple(shown(source.name) for source in sources)
            for side, sources in audit.inputs.items()
        },
    )


def of_run(run: Run) -> Report:
    """Return the report of a scan that was saved."""
    return Report(
        lang=run.info["lang"],
        as_of=run.info["as_of"],
        control_totals=run.info["control_totals"],
        findings=run.findings,
        rules=tuple(
            RuleOutcome(
                code=rule["code"],
                name=rule["name"],
                title=Text(**rule["title"]),
                severity=rule["severity"],
                findings=rule["findings"],
                not_applicable=Text(**rule["not_applicable"]) if rule["not_applicable"] else None,
            )
            for rule in run.info["rules"]
        ),
        folder=run.folder,
        inputs={
            side: tuple(source["name"] for source in sources)
            for side, sources in run.info["inputs"].items()
        },
    )
