"""Timeliness by department, month or category: how many were late, and how long it took."""

from __future__ import annotations

from typing import Literal

import polars as pl

By = Literal["owner", "month", "category"]

SUMMARY: dict[str, pl.DataType | type[pl.DataType]] = {
    "group": pl.String,
    "published": pl.UInt32,
    "counted": pl.UInt32,
    "late": pl.UInt32,
    "share_late": pl.Float64,
    "median": pl.Float64,
    "p90": pl.Float64,
    "p95": pl.Float64,
    "longest": pl.Int32,
    "overdue": pl.UInt32,
    "due_soon": pl.UInt32,
}
"""``counted`` are the published documents whose days can be counted and that a limit in force holds
for; ``share_late`` (0 to 1), ``median``, ``p90``, ``p95`` and ``longest`` (working days, quantiles
interpolated, four decimals) are of these, null where there are none. ``overdue`` are documents that are not public
after their last day, ``due_soon`` those whose last day is near. ``group`` is null for all records
that name none; the month is that in which the document was made."""


def summarise(published: pl.DataFrame, unpublished: pl.DataFrame, by: By) -> pl.DataFrame:
    """Return one row per group (schema ``SUMMARY``), by name, what names none last.

    ``published`` is what :func:`~disclosure_audit.time_limits.publications.publications` gives,
    ``unpublished`` what :func:`~disclosure_audit.time_limits.unpublished.unpublished` gives.
    """
    group = pl.col("issued_on").dt.strftime("%Y-%m") if by == "month" else pl.col(by)
    return _totals(
        published.with_columns(group.alias("group")), unpublished.with_columns(group.alias("group"))
    ).sort("group", nulls_last=True)


def total(published: pl.DataFrame, unpublished: pl.DataFrame) -> pl.DataFrame:
    """Return the same for all records together: one row whose ``group`` is null."""
    group = pl.lit(None, dtype=pl.String).alias("group")
    found = _totals(published.with_columns(group), unpublished.with_columns(group))
    if found.height:
        return found
    nothing = {name: [0 if dtype == pl.UInt32 else None] for name, dtype in SUMMARY.items()}
    return pl.DataFrame(nothing, schema=SUMMARY)


def _totals(published: pl.DataFrame, unpublished: pl.DataFrame) -> pl.DataFrame:
    counts = pl.col("working_days_taken").is_not_null() & pl.col("basis").is_not_null()
    taken = pl.col("working_days_taken").filter(counts)
    one = published.group_by("group").agg(
        pl.len().alias("published"),
        counts.sum().alias("counted"),
        pl.col("is_late").sum().alias("late"),
        taken.median().alias("median"),
        taken.quantile(0.9, "linear").alias("p90"),
        taken.quantile(0.95, "linear").alias("p95"),
        taken.max().alias("longest"),
    )
    other = unpublished.group_by("group").agg(
        pl.col("is_overdue").sum().alias("overdue"), pl.col("is_due_soon").sum().alias("due_soon")
    )
    numbers = ("published", "counted", "late", "overdue", "due_soon")
    return (
        one.join(
            other.filter(pl.col("overdue") + pl.col("due_soon") > 0),
            on="group", how="full", coalesce=True, nulls_equal=True,
        )
        .with_columns(pl.col(numbers).fill_null(0))
        .with_columns(
            pl.when(pl.col("counted") > 0)
            .then(pl.col("late") / pl.col("counted"))
            .alias("share_late")
        )
        .with_columns(pl.col(pl.Float64).round(4))  # the last digits are noise of the interpolation
        .select(pl.col(name).cast(dtype) for name, dtype in SUMMARY.items())
    )  # fmt: skip
