"""Counts of a paper's findings: by rule, severity, department and month, and its departments."""

from __future__ import annotations

import dataclasses

import polars as pl

from disclosure_audit.names import SEVERITIES
from disclosure_audit.paper import Paper
from disclosure_audit.review.decisions import STATUS

NO_OWNER = ""
"""Stands for the findings that name no department."""
OMITTED = "OM001"
"""The rule that reports omitted documents."""
_MONTH = r"^\d{4}-\d{2}$"


def of_owner(paper: Paper, owner: str | None) -> Paper:
    """Return ``paper`` with the findings of one department only; all of it for ``None``.

    :data:`NO_OWNER` asks for the findings that name none. Totals, dispositions and links stay those
    of the whole run. Doing it twice changes nothing.
    """
    if owner is None:
        return paper
    mine = paper.findings.filter(pl.col("owner").fill_null(NO_OWNER) == owner)
    return dataclasses.replace(paper, findings=mine)


def owners(paper: Paper) -> list[str]:
    """Return the departments that findings name, :data:`NO_OWNER` last if any names none."""
    found = paper.findings["owner"].fill_null(NO_OWNER).unique().to_list()
    return sorted(found, key=lambda owner: (owner == NO_OWNER, owner))


def by_rule(paper: Paper) -> pl.DataFrame:
    """Return how many findings each rule has, worst first; rules without any come last.

    Columns ``severity, rule, name, title`` (String; a rule that finds things of several severities
    has a row for each), ``findings`` and, by what reviewers decided, ``open, confirmed, dismissed,
    waived`` (UInt32), which add up to it; ``version`` (Int64) of the rule and
    ``not_applicable``, the reason why it could not judge (String, null if it could).
    """
    counted = paper.findings.group_by("severity", "rule").agg(
        pl.len().alias("findings"),
        *((pl.col("status") == status).sum().alias(status) for status in STATUS),
    )
    known = pl.DataFrame(
        [
            (
                rule.code,
                rule.name,
                rule.severity,
                rule.title.to(paper.lang),
                rule.version,
                rule.not_applicable.to(paper.lang) if rule.not_applicable else None,
            )
            for rule in paper.rules.values()
        ],
        schema={
            "rule": pl.String, "name": pl.String, "usual": pl.String, "title": pl.String,
            "version": pl.Int64, "not_applicable": pl.String,
        },
        orient="row",
    )  # fmt: skip
    return (
        counted.join(known, on="rule", how="full", coalesce=True)
        .with_columns(
            pl.coalesce("severity", "usual").alias("severity"),
            pl.col("findings", *STATUS).fill_null(0),
        )
        .sort((pl.col("findings") == 0), _rank("severity"), "rule")
        .select(
            "severity", "rule", "name", "title", "findings", *STATUS, "version", "not_applicable"
        )
    )


def by_severity(paper: Paper) -> pl.DataFrame:
    """Return ``severity`` (String), ``findings`` and one column per status (UInt32), worst first.

    Every severity has a row.
    """
    every = pl.DataFrame({"severity": list(SEVERITIES)})
    counted = paper.findings.group_by("severity").agg(
        pl.len().alias("findings"),
        *((pl.col("status") == status).sum().alias(status) for status in STATUS),
    )
    return every.join(counted, on="severity", how="left", maintain_order="left").with_columns(
        pl.col("findings", *STATUS).fill_null(0)
    )


def by_owner(paper: Paper) -> pl.DataFrame:
    """Return what still stands of each department, the most first.

    Columns ``owner`` (String, :data:`NO_OWNER` where none is named), ``findings`` (open or
    confirmed), ``omitted`` (those of them that report an omission) and one column per severity
    (UInt32).
    """
    found = _spread(paper.counted, pl.col("owner").fill_null(NO_OWNER).alias("owner"))
    return found.sort(
        "findings", pl.col("owner") == NO_OWNER, "owner", descending=[True, False, False]
    )


def by_month(paper: Paper) -> pl.DataFrame:
    """Return what still stands by the month in which the document was made.

    Columns ``month`` (String, ``2024-03``, null at the end where it is not known) and the counts of
    :func:`by_owner`.
    """
    month = pl.when(pl.col("month").str.contains(_MONTH)).then("month").alias("month")
    return _spread(paper.counted, month).sort("month", nulls_last=True)


def _spread(findings: pl.DataFrame, key: pl.Expr) -> pl.DataFrame:
    return findings.group_by(key).agg(
        pl.len().alias("findings"),
        (pl.col("rule") == OMITTED).sum().alias("omitted"),
        *((pl.col("severity") == severity).sum().alias(severity) for severity in SEVERITIES),
    )


def _rank(column: str) -> pl.Expr:
    ranks = {code: place for place, code in enumerate(SEVERITIES)}
    return pl.col(column).replace_strict(ranks, default=len(ranks), return_dtype=pl.Int8)
