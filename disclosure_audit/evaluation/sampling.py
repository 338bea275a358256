"""Draws a stratified sample that the same seed draws again, on any machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def allocate(
    sizes: Mapping[str, int], n: int, *, floor: int = 1, least: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Return how many units of each stratum to draw: ``n`` in all, or all units if there are fewer.

    Half of the sample is spread evenly over the strata, so that each can be judged by itself; the
    rest goes by the square root of the size (power allocation: M. D. Bankier, "Power allocations:
    determining sample sizes for subnational areas", The American Statistician 42 (1988),
    174-177). What a small stratum cannot take goes to the others. More than half is spread evenly
    where each stratum would else get less than ``floor``; one named in ``least`` gets no less than
    stands there.

    Raises ``UsageError`` if ``n`` is too small for one unit (or ``least``) of each stratum that is
    not empty.
    """
    filled = {name: size for name, size in sizes.items() if size}

    def spread(even: int) -> dict[str, int]:
        return {
            name: min(size, max(even, (least or {}).get(name, 1))) for name, size in filled.items()
        }

    if n < (needed := max(sum(spread(1).values()), 1)):
        raise UsageError(
            Text("{n} are too few: there are {k} strata to judge",
                 "{n} 条太少：共有 {k} 层需要抽查").fill(n=n, k=needed),
            Text("ask for at least {k} with --n, better 50 or more",
                 "请用 --n 指定至少 {k} 条，最好不少于 50 条").fill(k=needed),
        )  # fmt: skip
    even = max(1, n // (2 * max(len(filled), 1)), floor)
    while sum(spread(even).values()) > n:
        even -= 1
    share = spread(even)
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
    chosen = [
        draw_stratum(units.filter(pl.col("stratum") == name), wanted[name], (seed, place))
        for place, name in enumerate(STRATA)
    ]
    return shuffle(chosen, ("register_row", "catalog_row")).select(list(DRAWN))


def draw_stratum(units: pl.DataFrame, n: int, seeds: Sequence[int]) -> pl.DataFrame:
    """Return ``n`` of the units of one stratum, with ``number``, ``stratum_size`` and ``weight``.

    The units must come in an order that does not change.
    """
    stream = np.random.PCG64(np.random.SeedSequence(seeds))
    numbers = pl.Series("number", stream.random_raw(units.height), dtype=pl.UInt64)
    return (
        units.with_columns(
            numbers,
            pl.lit(units.height, dtype=pl.UInt32).alias("stratum_size"),
            pl.lit(units.height / max(n, 1)).alias("weight"),
        )
        .sort("number", maintain_order=True)
        .head(n)
    )


def shuffle(drawn: Iterable[pl.DataFrame], ties: Sequence[str]) -> pl.DataFrame:
    """Return what was drawn of all strata by its numbers, equal ones by the columns ``ties``."""
    return pl.concat(drawn).sort("number", *ties)
