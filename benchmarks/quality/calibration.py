"""Whether scores mean what they say: per band, how many links are wrong and how many should be."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any

import polars as pl

from benchmarks.score import PROPOSED

_Z = 1.959964
"""Normal quantile of a two-sided 95 % interval."""
_KEYS = ("register_row", "catalog_row")


def wilson(wrong: int, links: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share (Wilson 1927); the whole range if there is none."""
    if not links:
        return 0.0, 1.0
    share = wrong / links
    middle = share + _Z**2 / (2 * links)
    half = _Z * sqrt(share * (1 - share) / links + _Z**2 / (4 * links**2))
    scale = 1 + _Z**2 / links
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def judge_links(links: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return ``status``, ``wrong`` (Boolean) and ``expected`` (probability of being wrong).

    A score is the log2 odds of a link, so it is wrong with probability 1 / (1 + 2**score).
    """
    right = pairs.select(pl.col(_KEYS).cast(pl.UInt32), pl.lit(value=False).alias("wrong"))
    return (
        links.with_columns(pl.col(_KEYS).cast(pl.UInt32))
        .join(right, on=_KEYS, how="left")
        .select(
            "status",
            pl.col("wrong").fill_null(value=True),
            (1 / (1 + (2.0 ** pl.col("score").clip(-60, 60)))).alias("expected"),
        )
    )


def calibrate(judged: Sequence[pl.DataFrame]) -> list[dict[str, Any]]:
    """Return one row per band for all judged links together.

    ``band, links, wrong, observed, low, high`` (share wrong and its 95 % interval), ``expected``
    (share wrong according to the scores; ``None`` where the band is empty).
    """
    every = pl.concat(judged)
    rows = []
    for band in PROPOSED:
        mine = every.filter(pl.col("status") == band)
        links, wrong = mine.height, int(mine["wrong"].sum())
        low, high = wilson(wrong, links)
        rows.append(
            {
                "band": band,
                "links": links,
                "wrong": wrong,
                "observed": wrong / links if links else None,
                "low": low,
                "high": high,
                "expected": mine["expected"].mean(),
            }
        )
    return rows
