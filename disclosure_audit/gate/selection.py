"""The filter of the review that shows exactly the findings that failed a condition."""

from __future__ import annotations

import polars as pl

from disclosure_audit.gate.conditions import Condition
from disclosure_audit.gate.measured import Measured
from disclosure_audit.gate.standing import Standing
from disclosure_audit.review.query import QueryError, parse

_MOST_IDS = 100
"""Most findings that a filter names one by one; it may have 2,000 characters."""
_COUNTING = "status:open,confirmed"


def filter_of(condition: Condition, found: Measured, standing: Standing) -> str | None:
    """Return the filter for the findings that were counted; ``None`` where findings were not.

    It is made of what the condition asks for and tried on the findings. What the waivers file
    accepts no field tells of: then few findings are named one by one, or the few that are accepted
    are taken out. Where both are many, the filter shows them all.
    """
    if found.findings is None or found.others:
        return None
    said = _asked(condition, standing)
    wanted = found.findings["finding_id"]
    shown = _shown(said, standing)
    if shown is not None:
        more = shown.filter(~shown.is_in(wanted.implode()))
        if more.is_empty() and shown.len() == wanted.len():
            return said
        if more.len() <= _MOST_IDS and shown.len() - more.len() == wanted.len():
            without = f"{said} id!={','.join(more.unique(maintain_order=True))}"
            if more.len() < wanted.len() and _shown(without, standing) is not None:
                return without
    if wanted.len() <= _MOST_IDS:
        return f"id={','.join(wanted.unique(maintain_order=True))}"
    return said


def _asked(condition: Condition, standing: Standing) -> str:
    """Return the filter that a condition reads as."""
    if condition.key == "waiver expired":
        return "status:open until<today"
    status = {"review open": "status:open", "review confirmed": "status:confirmed"}
    parts = [status.get(condition.key, _COUNTING)]
    if condition.key == "rules":
        parts.insert(0, f"rule:{','.join(condition.names)}")
    if condition.key == "severity":
        parts.insert(0, f"severity>={condition.names[0]}")
    if standing.new_only or condition.key == "new":
        parts.append("new:yes")
    return " ".join(parts)


def _shown(query: str, standing: Standing) -> pl.Series | None:
    """Return the ids that a filter shows in the review, ``None`` if it could not be understood."""
    try:
        kept = parse(query, "findings", today=standing.today).expr
    except QueryError:  # too long
        return None
    sheet = standing.paper.findings.with_columns((~pl.col("is_known")).alias("is_new"))
    return sheet.filter(kept)["finding_id"]
