"""Where in the texts some strings stand, overlapping ones too."""

from __future__ import annotations

import polars as pl

PLACES = {"cell": pl.UInt32, "start": pl.UInt32, "end": pl.UInt32, "key": pl.String}
"""``start`` and ``end`` count characters; ``key`` is what was found, in lower case."""


def only_with(cells: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Return the cells whose ``folded`` text holds one of ``keys``, in their order.

    One automaton looks for all of them at once (Aho and Corasick 1975), and stops at the first.
    """
    if not keys or cells.is_empty():
        return cells.clear()
    return cells.filter(pl.col("folded").str.contains_any(keys, ascii_case_insensitive=True))


def find_places(cells: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Return every place of every key in ``folded`` (columns ``PLACES``), by cell and start.

    ``cell`` must be unique. The library counts bytes: each gap between two places is counted in
    characters, so that a text is walked through once however much is found in it.
    """
    if not keys or cells.is_empty():
        return pl.DataFrame(schema=PLACES)
    found = cells.select(
        "cell",
        pl.col("folded").cast(pl.Binary).alias("bytes"),
        pl.col("folded")
        .str.find_many(keys, ascii_case_insensitive=True, overlapping=True)
        .alias("at"),
        pl.col("folded")
        .str.extract_many(keys, ascii_case_insensitive=True, overlapping=True)
        .alias("found"),
    )
    found = found.explode("at", "found").drop_nulls("at").sort("cell", "at", "found")
    before = pl.col("at").shift(1, fill_value=0).over("cell")
    gap = pl.col("bytes").bin.slice(before, pl.col("at") - before).cast(pl.String).str.len_chars()
    return (
        found.with_columns(gap.alias("gap"))
        .with_columns(pl.col("gap").cum_sum().over("cell").alias("start"))
        .select(
            "cell",
            pl.col("start").cast(pl.UInt32),
            (pl.col("start") + pl.col("found").str.len_chars()).cast(pl.UInt32).alias("end"),
            pl.col("found").str.to_lowercase().alias("key"),
        )
    )
