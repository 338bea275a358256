"""Draws a stratified sample that the same seed draws again, on any machine."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import numpy as np
import polars as pl

from disclosure_audit.errors import UsageError
from disclosure_audit.evaluation.strata import STRATA, UNITS
from disclosure_audit.language import Text

DRAWN: dict[str, pl.DataType | type[pl.DataType]] = {
    **UNITS,
    "stratum_size": pl.UInt32,
    "weight": pl.Float64,
}
"""``weight`` is the number of units of the stratum that one drawn unit stands for."""


def allocate(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """Return how many units of each stratum to draw: ``n`` in all, or all units if there are fewer.

    Half of the sample is spread evenly over the strata, so that each can be judged by itself; the
    rest goes by the square root of the size (power allocation: M. D. Bankier, "Power allocations:
    determining sample sizes for subnational areas", The American Statistician 42 (1988),
    174-177). What a small stratum cannot take goes to the others.

    Raises ``UsageError`` if ``n`` is smaller than the number of strata that are not empty.
    """
    filled = {name: size for name, size in sizes.items() if size}
    if n < max(len(filled), 1):
        raise UsageError(
            Text("{n} are too few: there are {k} strata to judge",
                 "{n} 条太少：共有 {k} 层需要抽查").fill(n=n, k=len(filled)),
            Text("ask for at least {k} with --n, better 50 or more",
                 "请用 --n 指定至少 {k} 条，最好不少于 50 条").fill(k=max(len(filled), 1)),
        )  # fmt: skip
    even = max(1, n // (2 * max(len(filled), 1)))
    share = {name: min(size, even) for name, size in filled.items()}
    left = min(n, sum(filled.values())) - sum(share.values())
    while left > 0:
        # One at a time to the stratum that is furthest behind (Sainte-Laguë's divisors): exact,
        # and no stratum is asked for more than it holds.
        name = max(
            (name for name in filled if share[name] < filled[name]),
            key=lambda name: sqrt(filled[name]) / (2 * (share[name] - even) + 1),
        )
        share[name] += 1
        left -= 1
    return {name: share.get(name, 0) for name in sizes}


def draw(units: pl.DataFrame, n: int, seed: int) -> pl.DataFrame:
    """Return ``n`` of ``units`` (schema ``DRAWN``), drawn without replacement within strata.

    Every unit of a stratum has the same chance. Each unit gets a number from the raw stream of
    PCG64, which NumPy promises never to change, and the smallest numbers of each stratum are
    taken; by these numbers the rows are shuffled too, so that whoever judges them does not know
    from the place what the tool thinks.

    Raises ``UsageError`` as :func:`allocate` does.
    """
    sizes = {name: units.filter(pl.col("stratum") == name).height for name in STRATA}
    wanted = allocate(sizes, n)
    chosen = []
    for place, name in enumerate(STRATA):
        mine = units.filter(pl.col("stratum") == name)
        stream = np.random.PCG64(np.random.SeedSequence([seed, place]))
        numbers = pl.Series("number", stream.random_raw(mine.height), dtype=pl.UInt64)
        chosen.append(
            mine.with_columns(
                numbers,
                pl.lit(sizes[name], dtype=pl.UInt32).alias("stratum_size"),
                pl.lit(sizes[name] / max(wanted[name], 1)).alias("weight"),
            )
            .sort("number", "register_row", "catalog_row")
            .head(wanted[name])
        )
    return pl.concat(chosen).sort("number", "register_row", "catalog_row").select(list(DRAWN))
