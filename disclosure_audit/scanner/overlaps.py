"""Of two spans that overlap the surer one stays; the other is kept as dropped, with the reason."""

from __future__ import annotations

import polars as pl

OVERLAPPED = "overlapped"
TAMPERING = "tampering"


def settle_overlaps(spans: pl.DataFrame) -> pl.DataFrame:
    """Return ``spans`` with ``dropped`` set where a stronger kept span of the cell overlaps.

    Stronger is what has the higher ``strength``, then what is longer, then what begins first.
    Traces of tampering stand beside the rest: they say how a text was changed, not what it holds.
    """
    kept = spans.filter(pl.col("dropped").is_null(), pl.col("kind") != TAMPERING)
    crowded = kept.filter(pl.len().over("cell") > 1)
    if crowded.is_empty():
        return spans
    order = crowded.with_columns((pl.col("end") - pl.col("start")).alias("_length")).sort(
        "cell", "strength", "_length", "start", descending=[False, True, True, False]
    )
    covered: list[tuple[int, int, int, str]] = []
    held: dict[int, list[tuple[int, int]]] = {}
    for cell, start, end, what in order.select("cell", "start", "end", "what").iter_rows():
        standing = held.setdefault(cell, [])
        if any(start < other_end and other_start < end for other_start, other_end in standing):
            covered.append((cell, start, end, what))
        else:
            standing.append((start, end))
    keys = ["cell", "start", "end", "what"]
    losers = pl.DataFrame(covered, schema={key: spans.schema[key] for key in keys}, orient="row")
    return (
        spans.join(
            losers.unique().with_columns(pl.lit(OVERLAPPED).alias("_covered")),
            on=keys,
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.coalesce("dropped", "_covered").alias("dropped"))
        .drop("_covered")
    )
