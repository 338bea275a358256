"""The documents that should be public and are not yet, and how much time is left."""

from __future__ import annotations

import datetime as dt

import polars as pl

from disclosure_audit.config import Config
from disclosure_audit.time_limits.deadlines import DEADLINES, NEEDED, days_late, deadlines
from disclosure_audit.working_days import official_years

NEEDED_OF_UNPUBLISHED: tuple[str, ...] = (*NEEDED, "owner")
"""Columns of the register records that :func:`unpublished` looks at."""

UNPUBLISHED: dict[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.UInt32,
    "owner": pl.String,
    "category": pl.String,
    "issued_on": pl.Date,
    **{name: dtype for name, dtype in DEADLINES.items() if name != "row"},
    "days_left": pl.Int32,
    "is_overdue": pl.Boolean,
    "is_due_soon": pl.Boolean,
}
"""``days_left`` counts working days after the audit's day up to and including the last one, negative
once it is over; overdue and due soon is only what a limit in force holds for."""


def unpublished(
    register: pl.DataFrame, dispositions: pl.DataFrame, config: Config, as_of: dt.date
) -> pl.DataFrame:
    """Return the register records that are ``omitted`` or ``not_due`` (schema ``UNPUBLISHED``), by row.

    ``register`` has the columns ``NEEDED_OF_UNPUBLISHED``; ``as_of`` is the audit's day. Raises
    ``UsageError`` for a special limit that cannot be meant.
    """
    open_ones = dispositions.filter(
        pl.col("side") == "register", pl.col("disposition").is_in(["omitted", "not_due"])
    ).select("row", "disposition")
    found = register.select(NEEDED_OF_UNPUBLISHED).join(open_ones, on="row").sort("row")
    due = deadlines(found, config)
    today = pl.Series([as_of], dtype=pl.Date).new_from_index(0, due.height)
    left = -days_late(due["due_on"], today)
    known = as_of.year in official_years()
    return (
        found.with_columns(*due.drop("row").get_columns(), left.alias("days_left"))
        .with_columns(
            pl.col("is_outside_calendar") | pl.lit(not known),
            (
                (pl.col("disposition") == "omitted")
                & (pl.col("days_left") < 0)
                & pl.col("basis").is_not_null()
            ).fill_null(value=False).alias("is_overdue"),
            (
                (pl.col("disposition") == "not_due")
                & pl.col("days_left").is_between(0, config.time_limit.due_soon_days)
                & pl.col("basis").is_not_null()
            ).fill_null(value=False).alias("is_due_soon"),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in UNPUBLISHED.items())
    )  # fmt: skip
