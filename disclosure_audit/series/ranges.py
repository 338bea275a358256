"""Serials as people write them: ``3-5, 9``."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl


def write_ranges(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """Return ``3-5`` for each range, and ``9`` where it is one serial (String)."""
    return (
        pl.when(first == last)
        .then(first.cast(pl.String))
        .otherwise(pl.format("{}-{}", first, last))
    )


def shorten_ranges(ranges: Iterable[str], most: int) -> str:
    """Return the ranges joined by commas, only the first of them if they are more than ``most``."""
    texts = list(ranges)
    left = len(texts) - most
    return ", ".join(texts) if left <= 0 else f"{', '.join(texts[:most])}, … (+{left})"
