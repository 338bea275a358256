"""Which records something else became of, and which links lead elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from disclosure_audit.change.lists import Listed
from disclosure_audit.change.records import add_facts
from disclosure_audit.change.schema import DISPOSITIONS, FLOWS, LINKS, TOTALS, shaped
from disclosure_audit.names import DISPOSITIONS as NAMES
from disclosure_audit.run import Run
from disclosure_audit.schema.columns import SIDES, Side


def compare_dispositions(
    before: Run, after: Run, side: Side, pairs: pl.DataFrame, listed: Listed | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the records of ``pairs`` of which something else became (``DISPOSITIONS``), and how many
    records went from what to what (``FLOWS``). ``listed`` is the later list, if it is at hand."""
    one, other = (
        run.dispositions.filter(pl.col("side") == side).select(
            pl.col("row").alias(f"{name}_row"),
            pl.col("disposition").alias(name),
            pl.col("reason").alias(f"{name}_reason"),
        )
        for name, run in (("before", before), ("after", after))
    )
    known = pairs.select("before_row", "after_row")
    both = (
        known.join(one, on="before_row", how="full", coalesce=True)
        .join(other, on="after_row", how="full", coalesce=True)
        .with_columns(pl.lit(side).alias("side"))
    )
    codes = list(NAMES)
    flows = (
        both.group_by("before", "after")
        .agg(pl.len().alias("count"))
        .with_columns(pl.lit(side).alias("side"))
        .sort(
            *(
                pl.col(name).replace_strict(codes, range(len(codes)), default=len(codes))
                for name in ("before", "after")
            )
        )
    )
    moved = both.filter(
        pl.col("before_row").is_not_null(),
        pl.col("after_row").is_not_null(),
        pl.col("before") != pl.col("after"),
    )
    told = add_facts(moved, None, listed).sort("after_row")
    return shaped(told, DISPOSITIONS), shaped(flows, FLOWS)


def compare_links(before: Run, after: Run, pairs: Mapping[Side, pl.DataFrame]) -> pl.DataFrame:
    """Return the catalog records whose link is new, gone or swapped (``LINKS``), by row.

    ``pairs`` are those of both sides. Whether a link leads to the same register record as before is
    asked of the pairs of the register, not of row numbers.
    """
    catalog, register = (
        pairs[side].select("before_row", "after_row") for side in ("catalog", "register")
    )
    then = before.links.select(
        pl.col("catalog_row").alias("catalog_before_row"),
        pl.col("register_row").alias("register_before_row"),
    ).join(
        register.rename({"before_row": "register_before_row", "after_row": "register_same_row"}),
        on="register_before_row",
        how="left",
    )
    now = after.links.select(
        pl.col("catalog_row").alias("catalog_after_row"),
        pl.col("register_row").alias("register_after_row"),
    )
    joined = (
        catalog.rename({"before_row": "catalog_before_row", "after_row": "catalog_after_row"})
        .join(then, on="catalog_before_row", how="left")
        .join(now, on="catalog_after_row", how="left")
    )
    was, is_ = (
        pl.col("register_before_row").is_not_null(),
        pl.col("register_after_row").is_not_null(),
    )
    elsewhere = pl.col("register_same_row").ne_missing(pl.col("register_after_row"))
    change = (
        pl.when(is_ & ~was)
        .then(pl.lit("new"))
        .when(was & ~is_)
        .then(pl.lit("gone"))
        .when(was & is_ & elsewhere)
        .then(pl.lit("swapped"))
    )
    told = joined.with_columns(change.alias("change")).drop_nulls("change")
    return shaped(told, LINKS).sort("catalog_after_row")


def count_dispositions(before: Run, after: Run) -> pl.DataFrame:
    """Return how many records became what in either run (``TOTALS``); needs no list."""
    counted = pl.concat(
        run.dispositions.group_by("side", "disposition")
        .agg(pl.len().cast(pl.Int64).alias("count"))
        .with_columns(pl.lit(name).alias("run"))
        for name, run in (("before", before), ("after", after))
    )
    codes, sides = list(NAMES), list(SIDES)
    totals = (
        counted.group_by("side", "disposition")
        .agg(
            pl.col("count").filter(pl.col("run") == name).sum().alias(name)
            for name in ("before", "after")
        )
        .with_columns((pl.col("after") - pl.col("before")).alias("difference"))
        .sort(
            pl.col("side").replace_strict(sides, range(len(sides)), default=len(sides)),
            pl.col("disposition").replace_strict(codes, range(len(codes)), default=len(codes)),
        )
    )
    return shaped(totals, TOTALS)
