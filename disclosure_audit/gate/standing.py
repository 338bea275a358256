"""How the findings stand before the gate: decided on, waived, known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import polars as pl

from disclosure_audit.gate.baseline import Baseline
from disclosure_audit.gate.comparison import Comparison, compare
from disclosure_audit.gate.waivers import Waiver, Waivers
from disclosure_audit.paper import Paper

_COLUMNS = (
    "finding_id", "rule", "severity", "side", "register_row", "catalog_row", "record_id", "title",
    "status", "until", "is_known",
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """The findings of a paper as the gate counts them."""

    paper: Paper
    today: dt.date
    counted: pl.DataFrame = field(repr=False)
    """The findings that count, worst first: ``finding_id``, ``rule``, ``severity``, ``side``,
    ``register_row``, ``catalog_row``, ``record_id``, ``title``, ``status``, ``until``, ``is_known``."""
    new: pl.DataFrame = field(repr=False)
    """Those of them that no baseline holds."""
    run_out: pl.DataFrame = field(repr=False)
    """The findings whose waiver by a reviewer has run out, in the same columns."""
    unused: tuple[Waiver, ...] = ()
    """Waivers of the file that hold and that no finding needs."""
    waived: int = 0
    """Findings that a waiver of the file takes out."""
    decided: int = 0
    """Findings that reviewers dismissed or waived."""
    left_out: int = 0
    """Known findings that do not count because only new ones do."""
    waivers: Waivers | None = None
    comparison: Comparison | None = None
    new_only: bool = False
    """Whether known findings are left out of those that count."""


def take_stand(
    paper: Paper,
    *,
    today: dt.date,
    baseline: Baseline | None = None,
    waivers: Waivers | None = None,
    new_only: bool = False,
) -> Standing:
    """Return how the findings of ``paper`` stand on ``today``.

    A finding counts unless a reviewer dismissed it, or a waiver holds that a reviewer or the waivers
    file gave; with ``new_only`` unless it is known too. What is known, the baseline says, and
    ``Paper.is_known`` where there is none.
    """
    is_waiver = pl.col("until").is_not_null() & pl.col("status").is_in(["open", "waived"])
    holds = pl.col("until") >= today
    findings = paper.findings.select(_COLUMNS).with_columns(
        pl.when(is_waiver & holds)
        .then(pl.lit("waived"))
        .when(is_waiver)
        .then(pl.lit("open"))
        .otherwise("status")
        .alias("status")
    )
    is_standing = findings["status"].is_in(["open", "confirmed"])
    standing = findings.filter(is_standing)
    valid = waivers.valid(today) if waivers else ()
    mask = _waived(standing, valid)
    unwaived = standing.filter(~mask)
    comparison = None
    if baseline is not None:
        comparison = compare(unwaived, baseline, judged_rules(paper), paper.findings)
        unwaived = unwaived.with_columns((~comparison.is_new).alias("is_known"))
    fresh = unwaived.filter(~pl.col("is_known"))
    return Standing(
        paper=paper,
        today=today,
        counted=fresh if new_only else unwaived,
        new=fresh,
        run_out=findings.filter(is_waiver & ~holds),
        unused=tuple(waiver for waiver in valid if not _is_needed(waiver, standing)),
        waived=int(mask.sum()),
        decided=findings.height - standing.height,
        left_out=unwaived.height - fresh.height if new_only else 0,
        waivers=waivers,
        comparison=comparison,
        new_only=new_only,
    )


def judged_rules(paper: Paper) -> list[str]:
    """Return the codes of the rules that ran and could judge."""
    return [code for code, rule in paper.rules.items() if rule.not_applicable is None]


def accepts(waiver: Waiver) -> pl.Expr:
    """Return whether the waiver is about a finding (``finding_id``, ``rule``, ``record_id``)."""
    if waiver.finding is not None:
        return pl.col("finding_id") == waiver.finding
    of_rule = pl.col("rule") == waiver.rule
    return of_rule if waiver.record is None else of_rule & (pl.col("record_id") == waiver.record)


def _is_needed(waiver: Waiver, findings: pl.DataFrame) -> bool:
    return findings.lazy().filter(accepts(waiver)).head(1).collect().height > 0


def _waived(findings: pl.DataFrame, waivers: tuple[Waiver, ...]) -> pl.Series:
    """Return per finding whether one of the waivers accepts it (Boolean)."""
    ids = [waiver.finding for waiver in waivers if waiver.finding is not None]
    rules = [w.rule for w in waivers if w.rule is not None and w.record is None]
    records = pl.DataFrame(
        [(w.rule, w.record) for w in waivers if w.record is not None],
        schema={"rule": pl.String, "record_id": pl.String}, orient="row",
    ).unique()  # fmt: skip
    by_record = findings.join(
        records.with_columns(pl.lit(value=True).alias("hit")),
        on=["rule", "record_id"], how="left", maintain_order="left",
    )["hit"].fill_null(value=False)  # fmt: skip
    return (
        findings["finding_id"].is_in(ids)
        | findings["rule"].is_in(rules)
        | by_record.alias("finding_id")
    )
