"""Measures the findings of a run by labels: how many of them are right, and for which rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from disclosure_audit.evaluation.finding_labels import FindingLabels
from disclosure_audit.evaluation.finding_sample import count_strata
from disclosure_audit.evaluation.results import Measure
from disclosure_audit.evaluation.shares import weighted_share
from disclosure_audit.evaluation.stratified import Stratum
from disclosure_audit.language import Text
from disclosure_audit.run import Run

PROMISES: dict[str, float | None] = {"high": 0.9, "medium": 0.5, "low": None}
"""Least share of right findings that a confidence promises: nine of ten, more right than wrong, and
nothing. 36 labels without an error are the fewest that prove the first."""

Promise = Literal["kept", "broken", "open", "none", "not_judged"]
Strata = Mapping[tuple[str, str], Stratum]
"""By rule and confidence; a hit is a finding that is right."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How many findings of a group are right."""

    name: str
    findings: int
    covered: int
    """Findings of the strata in which something is labelled: ``share`` speaks of these."""
    labelled: int
    right: int
    share: Measure


@dataclass(frozen=True, slots=True)
class RulePrecision(Precision):
    """How many findings of a rule are right."""

    version: int | None = None


@dataclass(frozen=True, slots=True)
class ConfidencePrecision(Precision):
    """How many findings of a confidence are right, and whether that is what it promises."""

    promised: float | None = None
    verdict: Promise = "not_judged"


@dataclass(frozen=True, slots=True)
class FindingsEvaluation:
    """The outcome. Rules, families and confidences are those that have findings."""

    unlabelled: int
    """Rows of the sheet that were left empty."""
    overall: Precision
    rules: tuple[RulePrecision, ...]
    families: tuple[Precision, ...]
    confidences: tuple[ConfidencePrecision, ...]
    labels: pl.DataFrame
    """As in :class:`.finding_labels.FindingLabels`."""
    notes: tuple[Text, ...]


def evaluate_findings(run: Run, labels: FindingLabels) -> FindingsEvaluation:
    """Return how many findings of ``run`` are right, as far as the labels tell.

    The strata are rule and confidence, as :func:`.finding_sample.draw_findings` draws; each is
    weighted by its size in the run. Intervals say what lists of this kind give. Where nothing is labelled in a stratum the share speaks of the
    other strata only, and a note says so.
    """
    strata = _count(run, labels.frame)
    versions = {rule["code"]: rule["version"] for rule in run.info["rules"]}
    overall = measure("all", strata.values())
    return FindingsEvaluation(
        unlabelled=labels.unlabelled,
        overall=overall,
        rules=tuple(
            RulePrecision(*_fields(name, parts), version=versions.get(name))
            for name, parts in _group(strata, lambda rule, _: rule)
        ),
        families=tuple(
            measure(name, parts) for name, parts in _group(strata, lambda rule, _: family(rule))
        ),
        confidences=tuple(
            _confidence(name, parts)
            for name, parts in _group(strata, lambda _, confidence: confidence)
        ),
        labels=labels.frame,
        notes=_notes(strata, overall, labels),
    )


def measure(name: str, strata: Iterable[Stratum]) -> Precision:
    """Return the precision of what several strata hold together."""
    return Precision(*_fields(name, list(strata)))


def family(rule: str) -> str:
    """Return the letters of a rule's code."""
    return rule.rstrip("0123456789")


def _fields(name: str, strata: Sequence[Stratum]) -> tuple[str, int, int, int, int, Measure]:
    judged = [stratum for stratum in strata if stratum.judged]
    return (
        name,
        sum(stratum.size for stratum in strata),
        sum(stratum.size for stratum in judged),
        sum(stratum.judged for stratum in judged),
        sum(stratum.hits for stratum in judged),
        weighted_share("precision", judged, finite=False),
    )


def _count(run: Run, labelled: pl.DataFrame) -> dict[tuple[str, str], Stratum]:
    said = {
        (rule, confidence): (judged, right)
        for rule, confidence, judged, right in labelled.group_by("rule", "confidence")
        .agg(pl.len(), pl.col("right").sum().alias("hits"))
        .rows()
    }
    return {
        (rule, confidence): Stratum(size, *said.get((rule, confidence), (0, 0)))
        for rule, parts in count_strata(run.findings).items()
        for confidence, size in parts.items()
    }


def _group(
    strata: Strata, key: Callable[[str, str], str]
) -> Iterable[tuple[str, Sequence[Stratum]]]:
    groups: dict[str, list[Stratum]] = {}
    for (rule, confidence), stratum in strata.items():
        groups.setdefault(key(rule, confidence), []).append(stratum)
    order = list(PROMISES)
    return sorted(
        groups.items(), key=lambda item: (order.index(item[0]) if item[0] in order else -1, item[0])
    )


def _confidence(name: str, strata: Sequence[Stratum]) -> ConfidencePrecision:
    fields = _fields(name, strata)
    promised = PROMISES.get(name)
    return ConfidencePrecision(*fields, promised, _judge(fields[-1], promised))


def _judge(share: Measure, promised: float | None) -> Promise:
    if share.low is None or share.high is None:
        return "not_judged"
    if promised is None:
        return "none"
    if share.low >= promised:
        return "kept"
    return "broken" if share.high < promised else "open"


def _notes(strata: Strata, overall: Precision, labels: FindingLabels) -> tuple[Text, ...]:
    notes = []
    if labels.unlabelled:
        notes.append(
            Text(
                "{n} rows of the sheet are not labelled and left out: sound only if they were not"
                " left out because they are hard",
                "表中有 {n} 行未标注而未计入：若因难以判断而留空，结果会有偏差",
            ).fill(n=labels.unlabelled)
        )
    if empty := sorted({rule for (rule, _), s in strata.items() if not s.judged}):
        notes.append(
            Text(
                "nothing is labelled in {n} findings of {rules}: the shares speak of the others",
                "{rules} 中有 {n} 个问题所在的层没有标注：各比例只针对其余问题",
            ).fill(n=overall.findings - overall.covered, rules=", ".join(empty))
        )
    notes.append(
        Text(
            "intervals are for lists of this kind: Wilson, or Clopper-Pearson (exact) for few labels;"
            " MOVER where strata are weighted by their sizes",
            "区间针对同类清单而言：Wilson 区间，标注少时用 Clopper-Pearson 精确区间；"
            "各层按大小加权时用 MOVER",
        )
    )
    notes.append(
        Text(
            "precision says how many findings are right, not what the rules have missed",
            "精确率只说明所报问题有多少属实，不说明遗漏了什么",
        )
    )
    return tuple(notes)
