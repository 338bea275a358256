"""Which findings are new, gone, or say something else than before."""

from __future__ import annotations

import polars as pl

from disclosure_audit.change.schema import FINDING_FIELDS, RULES, empty, shaped
from disclosure_audit.findings import worst_first

COMPARED = ("severity", "confidence", "owner", "message", "evidence")
"""What may change while a finding stays the same one; its rows move freely."""

_PASSING = r"(?:^|_)(?:row|line|score|source)$"
"""Evidence that says where something stands, or how sure the match was: it changes with every line
that is added above, with the name of a file, and with what is learned from the lists anew."""


def only_in(findings: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Return the ``findings`` whose id ``others`` lack (``FINDINGS``), worst first."""
    return worst_first(findings.join(others, on="finding_id", how="anti"))


def compare_findings(
    before: pl.DataFrame, after: pl.DataFrame, *, with_messages: bool = True
) -> pl.DataFrame:
    """Return what findings of both runs say otherwise (``FINDING_FIELDS``), by rule and id.

    ``with_messages`` is false where the two runs speak different languages.
    """
    fields = [name for name in COMPARED if with_messages or name != "message"]
    both = before.select("finding_id", "rule", *fields).join(
        after.select("finding_id", *fields), on="finding_id", suffix="_after"
    )
    parts = [
        both.filter(pl.col(name).ne_missing(pl.col(f"{name}_after"))).select(
            "finding_id",
            "rule",
            pl.lit(name).alias("field"),
            _as_text(name, name).alias("before"),
            _as_text(name, f"{name}_after").alias("after"),
        )
        for name in fields
    ]
    differing = pl.concat(parts).filter(pl.col("before").ne_missing(pl.col("after")))
    return shaped(differing, FINDING_FIELDS).sort("rule", "finding_id", "field")


def count_rules(
    before: pl.DataFrame,
    after: pl.DataFrame,
    new: pl.DataFrame | None,
    gone: pl.DataFrame | None,
    changed: pl.DataFrame | None,
) -> pl.DataFrame:
    """Return the findings of each rule (``RULES``), by rule; ``None`` for what does not compare."""
    frames = {"before": before, "after": after, "new": new, "gone": gone}
    frames["changed"] = None if changed is None else changed.unique("finding_id")
    counts = {
        name: frame.group_by("rule").agg(pl.len().alias(name))
        for name, frame in frames.items()
        if frame is not None
    }
    if not counts:
        return empty(RULES)
    rules = pl.concat([frame.select("rule") for frame in counts.values()]).unique()
    for frame in counts.values():
        rules = rules.join(frame, on="rule", how="left")
    return shaped(rules.with_columns(pl.col(list(counts)).fill_null(0)), RULES).sort("rule")


def _as_text(field: str, column: str) -> pl.Expr:
    """Return a field as text; of evidence the pieces that do not say where something stands."""
    if field != "evidence":
        return pl.col(column).cast(pl.String)
    item = pl.element().struct
    piece = pl.concat_str(item.field("name"), item.field("value").fill_null(""), separator=": ")
    told = pl.element().filter(~item.field("name").str.contains(_PASSING))
    return pl.col(column).list.eval(told).list.eval(piece).list.join("; ")
