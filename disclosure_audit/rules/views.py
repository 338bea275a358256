"""The tables as rules look at them: the records to judge, the linked pairs, the nearest miss."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from disclosure_audit.rules.base import Tables
from disclosure_audit.schema.columns import SIDES, Side

OUT_OF_SCOPE, UNREADABLE = "out_of_scope", "unreadable"


def judged(tables: Tables, side: Side) -> pl.LazyFrame:
    """Return the records of ``side`` that the audit is about, with ``disposition``.

    What the settings put out of scope is left out: no rule judges it.
    """
    became = (
        tables.dispositions.lazy()
        .filter(pl.col("side") == side, pl.col("disposition") != OUT_OF_SCOPE)
        .select("row", "disposition")
    )
    return tables.side(side).lazy().join(became, on="row", how="inner")


def place(side: Side) -> list[pl.Expr]:
    """Return ``register_row`` and ``catalog_row`` for records of ``side``."""
    return [
        (pl.col("row") if name == side else pl.lit(None)).cast(pl.UInt32).alias(f"{name}_row")
        for name in SIDES
    ]


def both_sides(find: Callable[[Side], pl.LazyFrame]) -> pl.LazyFrame:
    """Return what ``find`` finds on either side, one below the other."""
    return pl.concat([find(side) for side in SIDES], how="vertical")


def pairs(tables: Tables, *columns: str) -> pl.LazyFrame:
    """Return the linked pairs that the audit is about, with ``columns`` of both records.

    The frame has ``register_row, catalog_row, status, confidence`` (``low`` where a person has
    still to say whether the link is right) and, for each column, ``registered_<column>`` and
    ``published_<column>``.
    """
    frame = tables.links.lazy().select("register_row", "catalog_row", "status")
    for side, prefix in zip(SIDES, ("registered", "published"), strict=True):
        facts = judged(tables, side).select(
            pl.col("row").alias(f"{side}_row"),
            *(pl.col(column).alias(f"{prefix}_{column}") for column in columns),
        )
        frame = frame.join(facts, on=f"{side}_row", how="inner")
    return frame.with_columns(confidence=surety("status"))


def surety(status: str) -> pl.Expr:
    """Return the confidence of a finding that rests on a link of this status."""
    return pl.when(pl.col(status) == "review").then(pl.lit("low")).otherwise(pl.lit("high"))


def nearest(tables: Tables, side: Side, disposition: str) -> pl.LazyFrame:
    """Return the best of the pairs that were weighed and refused, for each record of ``side`` that
    came to ``disposition``.

    The frame has ``row`` and, of the other side's record, ``nearest_row``, ``nearest_title`` and
    ``nearest_number``; ``nearest_score`` (bits, one decimal) and ``refused_because`` (the veto).
    Among equal scores the record that comes first by title, number and row is taken.
    """
    other: Side = "catalog" if side == "register" else "register"
    facts = tables.side(other).lazy().select(
        pl.col("row").alias("nearest_row"),
        pl.col("title").alias("nearest_title"),
        pl.col("doc_number").alias("nearest_number"),
    )  # fmt: skip
    asked = tables.dispositions.lazy().filter(
        pl.col("side") == side, pl.col("disposition") == disposition
    )
    return (
        tables.candidates.lazy()
        .join(asked, left_on=f"{side}_row", right_on="row", how="semi")
        .select(
            pl.col(f"{side}_row").alias("row"),
            pl.col(f"{other}_row").alias("nearest_row"),
            pl.col("score").round(1).alias("nearest_score"),
            pl.col("veto").alias("refused_because"),
        )
        .join(facts, on="nearest_row", how="inner")
        .sort(
            ["row", "nearest_score", "nearest_title", "nearest_number", "nearest_row"],
            descending=[False, True, False, False, False],
        )
        .unique("row", keep="first", maintain_order=True)
    )


def same_document_surety() -> pl.Expr:
    """Return the confidence that two records are one document, from ``kind`` and the record.

    ``high`` where a reviewer says so; ``low`` where only the title speaks for it: notices of the
    same title come out every month.
    """
    anything_but_title = pl.any_horizontal(
        pl.col(name).is_not_null() for name in ("number_key", "index_key", "issued_on")
    )
    return (
        pl.when(pl.col("kind") == "reviewer")
        .then(pl.lit("high"))
        .when(~anything_but_title)
        .then(pl.lit("low"))
        .when(pl.col("kind") == "exact")
        .then(pl.lit("high"))
        .otherwise(pl.lit("medium"))
        .alias("confidence")
    )
