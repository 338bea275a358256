"""The lists of records: the register and the catalog, each with what became of its records."""

from __future__ import annotations

import polars as pl

from disclosure_audit.recall import Texts
from disclosure_audit.review.sheets.sources import Source, facts, on_records, percent
from disclosure_audit.schema.columns import Side

_TOLD = (
    "title", "doc_number", "issuer", "issued_on", "published_on", "month", "category", "openness",
    "owner", "url",
)  # fmt: skip


def records_frame(side: Side, desk: Source, texts: Texts | None) -> pl.DataFrame:
    """Return the records of one list by row.

    ``linked_row`` is the record of the other list that it is linked to, the likeliest of several,
    and ``score`` that link's probability in percent; ``findings`` counts those about the record.
    """
    mine, other = f"{side}_row", "catalog_row" if side == "register" else "register_row"
    partners = (
        desk.links.select(
            mine, pl.col(other).alias("linked_row"), percent(pl.col("score")).alias("score")
        )
        .sort("score", "linked_row", descending=[True, False])
        .unique(mine, keep="first", maintain_order=True)
    )
    counted = (
        desk.findings.filter(pl.col(mine).is_not_null())
        .group_by(mine)
        .agg(pl.len().alias("findings"))
    )
    frame = desk.dispositions.filter(pl.col("side") == side).select(
        pl.col("row").alias(mine), "disposition", "reason"
    )
    for known in (facts(texts, side, _TOLD), partners, counted, on_records(desk.decisions, side)):
        frame = frame.join(known, on=mine, how="left", maintain_order="left")
    return frame.select(
        pl.col(mine).alias("row"),
        "disposition",
        "reason",
        *(pl.col(f"{side}_{name}").alias(name) for name in _TOLD if name != "owner"),
        pl.coalesce(f"{side}_said_owner", f"{side}_owner").alias("owner"),
        "linked_row",
        "score",
        pl.col("findings").fill_null(0),
        pl.col(f"{side}_said_flagged").fill_null(value=False).alias("flagged"),
        pl.col(f"{side}_said_note").alias("note"),
    )
