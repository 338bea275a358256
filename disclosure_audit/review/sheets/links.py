"""The list of links."""

from __future__ import annotations

import polars as pl

from disclosure_audit.matching.schema import Veto
from disclosure_audit.recall import Texts
from disclosure_audit.review.sheets.codes import UNLINKED
from disclosure_audit.review.sheets.sources import Source, facts, on_pairs, on_records, percent
from disclosure_audit.schema.columns import SIDES

_PAIR = ["register_row", "catalog_row"]
_LINK = (*_PAIR, "status", "score", "method")


def links_frame(desk: Source, texts: Texts | None) -> pl.DataFrame:
    """Return the links of every status, and the pairs that a person has parted (``unlinked``).

    ``score`` is in percent; ``flagged``, ``note`` and ``owner`` are those of the pair, else of the
    register record, else of the catalog record.
    """
    decided = on_pairs(desk.decisions)
    parted = (
        desk.candidates.filter(pl.col("veto") == str(Veto.REVIEWER))
        .join(decided.filter(pl.col("decided") == "differ"), on=_PAIR, how="semi")
        .with_columns(pl.lit(UNLINKED).alias("status"))
        .unique(_PAIR, maintain_order=True)
    )
    frame = pl.concat([desk.links.select(_LINK), parted.select(_LINK)])
    if parted.height:
        frame = frame.sort(_PAIR)
    frame = frame.join(decided, on=_PAIR, how="left", maintain_order="left")
    for side in SIDES:
        told = facts(texts, side, ("title", "doc_number", "month", "owner"))
        said = on_records(desk.decisions, side)
        for known in (told, said):
            frame = frame.join(known, on=f"{side}_row", how="left", maintain_order="left")
    return frame.select(
        *_PAIR,
        "status",
        percent(pl.col("score")).alias("score"),
        "method",
        "decided",
        "register_title",
        "catalog_title",
        pl.col("register_doc_number").alias("register_number"),
        pl.col("catalog_doc_number").alias("catalog_number"),
        pl.any_horizontal(
            pl.col("flagged", "register_said_flagged", "catalog_said_flagged").fill_null(
                value=False
            )
        ).alias("flagged"),
        pl.coalesce("note", "register_said_note", "catalog_said_note").alias("note"),
        pl.coalesce(
            "owner", "register_said_owner", "catalog_said_owner", "register_owner", "catalog_owner"
        ).alias("owner"),
        pl.coalesce("register_month", "catalog_month").alias("month"),
    )
