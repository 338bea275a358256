"""The kindest reading of a peer's scores: best link per catalog record, best threshold."""

from __future__ import annotations

import polars as pl

from benchmarks.quality.pooling import share

_KEYS = ("register_row", "catalog_row")


def best_links(links: pl.DataFrame) -> pl.DataFrame:
    """Return the highest-scored link of each catalog record, the first of equals."""
    ordered = links.sort("score", *_KEYS, descending=[True, False, False])
    return ordered.unique("catalog_row", keep="first", maintain_order=True)


def best_threshold(links: pl.DataFrame, pairs: pl.DataFrame) -> float | None:
    """Return the score from which on ``links`` have the greatest F1, ``None`` without links.

    ``pairs`` are the true ones; links of one score stand or fall together.
    """
    if links.is_empty():
        return None
    right = pairs.select(pl.col(_KEYS).cast(pl.UInt32), pl.lit(value=True).alias("right"))
    steps = (
        links.join(right, on=_KEYS, how="left")
        .group_by("score")
        .agg(pl.len().alias("links"), pl.col("right").fill_null(value=False).sum())
        .sort("score", descending=True)
        .with_columns(pl.col("links", "right").cum_sum())
    )
    f1 = [share(2 * right, n + pairs.height) for n, right in steps.select("links", "right").rows()]
    return float(steps["score"][f1.index(max(f1))])
