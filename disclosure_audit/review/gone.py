"""Decisions on what is no longer there."""

from __future__ import annotations

import polars as pl

from disclosure_audit.review.state import decode

UNAPPLIED: dict[str, pl.DataType | type[pl.DataType]] = {
    "kind": pl.String,
    "target": pl.String,
    "status": pl.String,
    "reason": pl.String,
    "note": pl.String,
    "by": pl.String,
    "at": pl.String,
    "from_run": pl.String,
    "rule": pl.String,
    "message": pl.String,
}
"""A decision that applies to nothing: a confirmed omission, say, that has been published since.

``from_run`` names the run that it was made in, null if that is this one; ``rule`` and ``message``
are those of the finding as it was then, masked, null where nobody knows them any more."""

_LEFT = pl.List(pl.Struct({name: pl.String for name in UNAPPLIED if name != "from_run"}))
_CARRY = pl.Struct({"from_run": pl.String, "left": _LEFT})


def unapplied(
    entries: pl.DataFrame,
    decisions: pl.DataFrame,
    findings: pl.DataFrame,
    found: pl.Series | None,
) -> pl.DataFrame:
    """Return the decisions (``UNAPPLIED``) whose finding or record is no longer there, by time.

    They are those of this journal, and those that were not carried over from an earlier run.

    Args:
        entries: the journal (``ENTRIES``).
        decisions: what it comes to (``DECISIONS``).
        findings: today's findings; only ``finding_id`` is looked at.
        found: targets of the records and pairs that are there; nobody knows while it is ``None``.
    """
    is_gone = (pl.col("kind") == "finding") & ~pl.col("target").is_in(
        findings["finding_id"].implode()
    )
    if found is not None:
        is_gone |= (pl.col("kind") != "finding") & ~pl.col("target").is_in(found.implode())
    own = decisions.filter(is_gone).select(
        pl.col(name).cast(pl.String)
        if name in decisions.columns
        else pl.lit(None, pl.String).alias(name)
        for name in UNAPPLIED
    )
    before = left_behind(entries).join(decisions, on=["kind", "target"], how="anti")
    return pl.concat([own, before]).sort("at", "kind", "target")


def left_behind(entries: pl.DataFrame) -> pl.DataFrame:
    """Return the decisions (``UNAPPLIED``) of earlier runs that had nothing to apply to."""
    carries = entries.filter(pl.col("kind") == "journal", pl.col("action") == "carry")
    details = decode(carries["details"], _CARRY)
    rows = (
        pl.DataFrame({"details": details})
        .unnest("details")
        .explode("left")
        .drop_nulls("left")
        .unnest("left")
    )
    return rows.select(*UNAPPLIED).unique(["kind", "target"], keep="last", maintain_order=True)
