"""Records that share what only one of them should have, each with the first that had it."""

from __future__ import annotations

import polars as pl

from disclosure_audit.rules.base import Tables
from disclosure_audit.rules.views import judged
from disclosure_audit.schema.columns import Side

_ORDER = ("_day", "title", "doc_number", "index_number", "url", "row")


def collisions(
    tables: Tables, side: Side, key: list[pl.Expr], party: pl.Expr, where: pl.Expr
) -> pl.LazyFrame:
    """Return each record but the first that has the key of another document.

    ``key`` is what two documents must not share, ``party`` (text) whose key it is: records of two
    known parties never collide, an unknown one (``null``) collides with any. Records for which
    ``where`` does not hold are left out. Records that :data:`matching.schema.REPEATS` calls one
    document count as one.

    The first is the one made (else published) first, then the first by title, number and
    address, so that shuffled rows give the same findings. The frame has the record's columns and,
    of the first, ``first_row``, ``first_title`` and ``first_day``.
    """
    documents = tables.repeats.lazy().filter(pl.col("side") == side).select("row", "of_row")
    keys = [f"_key{i}" for i in range(len(key))]
    days = ("issued_on", "published_on") if side == "register" else ("published_on", "issued_on")
    ranked = (
        judged(tables, side)
        .filter(where)
        .join(documents, on="row", how="left")
        .with_columns(
            pl.coalesce("of_row", "row").alias("_document"),
            pl.coalesce(*days).alias("_day"),
            party.alias("_party"),
            *(part.alias(name) for name, part in zip(keys, key, strict=True)),
        )
        .filter(pl.len().over(keys) > 1)
        .sort(*_ORDER, nulls_last=True)
        .unique([*keys, "_document"], keep="first", maintain_order=True)
        .with_row_index("_rank")
    )
    rank = pl.col("_rank")
    first_of_party = rank.min().over([*keys, "_party"])
    first_unknown = rank.filter(pl.col("_party").is_null()).min().over(keys)
    first = (
        pl.when(pl.col("_party").is_null())
        .then(rank.min().over(keys))
        .otherwise(pl.min_horizontal(first_of_party, first_unknown))
    )
    told = ranked.with_columns(_first=first)
    facts = ranked.select(
        pl.col("_rank").alias("_first"),
        pl.col("row").alias("first_row"),
        pl.col("title").alias("first_title"),
        pl.col("_day").alias("first_day"),
    )
    return told.filter(pl.col("_first") < pl.col("_rank")).join(facts, on="_first", how="inner")
