"""The working paper: a run and what reviewers made of it, as every paper and gate looks at it.

A :class:`Paper` is made of a saved run and, if there is one, of its desk. It computes no finding and
no disposition of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from disclosure_audit.findings import EVIDENCE, FINDINGS
from disclosure_audit.language import Lang, Text
from disclosure_audit.recall import Texts
from disclosure_audit.review.desk import Desk
from disclosure_audit.review.sheets import make_sheet
from disclosure_audit.review.state import counting
from disclosure_audit.rules.registry import all_rules
from disclosure_audit.run import Run

REPORTED: dict[str, pl.DataType | type[pl.DataType]] = {
    **FINDINGS,
    "title": pl.String,
    "doc_number": pl.String,
    "issuer": pl.String,
    "month": pl.String,
    "score": pl.Float64,
    "status": pl.String,
    "reason": pl.String,
    "note": pl.String,
    "flagged": pl.Boolean,
    "reviewer": pl.String,
    "decided_at": pl.String,
    "until": pl.Date,
    "is_known": pl.Boolean,
    "evidence": EVIDENCE,
}
"""Columns of a paper's findings. ``owner`` is whom it was assigned to, else whose the record is;
``title`` to ``month`` are the record's (null where neither texts nor message tell), masked;
``score`` the probability of the link in percent; ``status`` to ``until`` what a reviewer decided
(``open`` where nobody did); ``is_known`` whether the baseline holds it."""


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """What became of one rule in the run."""

    code: str
    name: str
    title: Text
    severity: str
    version: int
    findings: int
    page: str
    """The rule's page; empty if this version no longer has the rule."""
    not_applicable: Text | None = None


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decided how much, and when (UTC, ISO 8601)."""

    name: str
    decisions: int
    first: str
    last: str


@dataclass(frozen=True)
class Paper:
    """All that a paper tells of. Confidential text is masked in it unless the run reveals it."""

    lang: Lang
    info: Mapping[str, Any] = field(repr=False)
    """What ``run.json`` says: inputs with SHA-256, command, settings, versions, ``as_of``."""
    name: str
    """Of the run's folder."""
    findings: pl.DataFrame = field(repr=False)
    """Schema :data:`REPORTED`, worst first."""
    dispositions: pl.DataFrame = field(repr=False)
    links: pl.DataFrame = field(repr=False)
    control_totals: Mapping[str, Any]
    rules: Mapping[str, RuleSaid] = field(repr=False)
    reviewers: tuple[Reviewer, ...] = ()
    journal_entries: int = 0
    journal_head: str | None = None
    """Hash of the journal's last entry; noted down, it proves later that nothing was cut off."""
    texts: Texts | None = field(default=None, repr=False)
    lines: pl.DataFrame | None = field(default=None, repr=False)
    """The rows with which the lines of a file are counted anew (``lines`` of the run)."""

    @property
    def counted(self) -> pl.DataFrame:
        """The findings that still stand: open or confirmed."""
        return self.findings.filter(pl.col("status").is_in(["open", "confirmed"]))


def make_paper(
    desk: Desk,
    *,
    lang: Lang | None = None,
    texts: Texts | None = None,
    known: Collection[str] = (),
) -> Paper:
    """Return the paper of the run on ``desk``, as reviewed so far.

    Args:
        desk: a read-only one will do; without decisions every finding is open.
        lang: language of the paper; messages stay in that of the scan.
        texts: the lists read again with :data:`disclosure_audit.review.sheets.TEXT_COLUMNS`, if the
            paper shall show the records.
        known: ids of the findings that the baseline holds.
    """
    run = desk.run
    lang = lang or run.info["lang"]
    sheet = make_sheet("findings", desk, texts, lang).frame
    findings = (
        sheet.with_columns(
            desk.findings["evidence"],
            pl.col("finding_id").is_in(list(known)).alias("is_known"),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in REPORTED.items())
    )  # fmt: skip
    entries = desk.entries
    return Paper(
        lang=lang,
        info=run.info,
        name=run.folder.resolve().name,
        findings=findings,
        dispositions=desk.dispositions,
        links=desk.links,
        control_totals=desk.control_totals,
        rules=_rules(run),
        reviewers=_reviewers(entries),
        journal_entries=entries.height,
        journal_head=entries["hash"][-1] if entries.height else None,
        texts=texts,
        lines=run.lines,
    )


def _rules(run: Run) -> dict[str, RuleSaid]:
    pages = {code: rule.page for code, rule in all_rules().items()}
    return {
        rule["code"]: RuleSaid(
            code=rule["code"],
            name=rule["name"],
            title=Text(**rule["title"]),
            severity=rule["severity"],
            version=rule["version"],
            findings=rule["findings"],
            page=pages.get(rule["code"], ""),
            not_applicable=Text(**rule["not_applicable"]) if rule["not_applicable"] else None,
        )
        for rule in run.info["rules"]
    }


def _reviewers(entries: pl.DataFrame) -> tuple[Reviewer, ...]:
    told = (
        counting(entries)
        .group_by("user")
        .agg(pl.len().alias("n"), pl.col("at").min().alias("first"), pl.col("at").max().alias("last"))
        .sort("user")
    )  # fmt: skip
    return tuple(Reviewer(*row) for row in told.iter_rows())
