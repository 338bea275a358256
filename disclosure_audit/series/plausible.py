"""The plausible end of a series: a serial far beyond all others is a slip, not a thousand gaps.

Nobody can see from a number alone that it is wrong, so a serial is doubted only if everything
speaks against it. Going down from the highest serial of a series, one is doubted where the step
from the serial below it is

- at least 100 serials: a person looks through a shorter gap faster than through a wrong excuse;
- at least twice the serial below, so that the series would be three times as long because of it: a
  digit too many makes it about ten times as long, while a missing page or a quarter that was
  lost makes it longer by a part.

Chance leaves no such step. If the lists hold each serial with the chance that they hold those below
(``n`` of ``s``), a step of ``2 s`` stays open with ``(1 - n / s) ** (2 s)``, which is below
``exp(-2 n)``: for five serials below the step, less than once in 20,000 series, whatever their density.

So at least five serials must stand below; with fewer only a step of 10,000 is doubted. The first
step down that is not so long ends it, so that a block of numbers reserved far above the others (5001,
5002, ...) is taken as it is. Where more than three serials, and more than one in twenty, would be
doubted, none is: so many are no slips.
"""

from __future__ import annotations

import polars as pl

SHORTEST_STEP, LONGEST_STEP = 100, 10_000
TIMES, FEWEST = 2, 5
MOST, MOST_SHARE = 3, 0.05


def mark_implausible(seen: pl.DataFrame) -> pl.DataFrame:
    """Return ``seen`` with ``is_implausible`` (Boolean), in the order of series and serial.

    ``seen`` has ``series_no`` (UInt32) and ``serial`` (Int64), each pair once; other columns are kept.
    """
    below, n = pl.col("_below"), pl.col("_n")
    step = pl.col("serial") - below
    shortest = pl.when(n >= FEWEST).then(SHORTEST_STEP).otherwise(LONGEST_STEP)
    far = (step >= TIMES * below) & (step >= shortest)
    ordered = seen.sort("series_no", "serial").with_row_index("_at")
    begins = pl.col("series_no").ne_missing(pl.col("series_no").shift())  # cheaper than a window
    ordered = ordered.with_columns(
        pl.when(~begins).then(pl.col("serial").shift()).alias("_below"),
        pl.col("_at").cast(pl.Int64).alias("_n")
        - pl.when(begins).then(pl.col("_at")).forward_fill().cast(pl.Int64),
    ).drop("_at")
    marked = ordered.with_columns(far.fill_null(value=False).alias("is_implausible"))
    doubted = marked.filter(pl.col("is_implausible").any().over("series_no"))
    if doubted.is_empty():
        return marked.drop("_below", "_n")
    # only few series have such a step: of these, what lies above it, if all steps above are long too
    is_far = pl.col("is_implausible")
    tail = is_far.cast(pl.UInt8).reverse().cum_prod().reverse().cast(pl.Boolean).over("series_no")
    bearable = (pl.col("_tail").sum() <= MOST) | (pl.col("_tail").mean() <= MOST_SHARE)
    settled = (
        doubted.with_columns(tail.alias("_tail"))
        .with_columns((pl.col("_tail") & bearable.over("series_no")).alias("is_implausible"))
        .drop("_tail")
    )
    rest = marked.join(doubted.select("series_no").unique(), on="series_no", how="anti")
    return pl.concat([rest, settled]).sort("series_no", "serial").drop("_below", "_n")
