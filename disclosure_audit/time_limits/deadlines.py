"""By when a document had to be published: the one way in which that is counted."""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Config
from disclosure_audit.time_limits.limits import LIMITS, limit_of
from disclosure_audit.working_days import (
    add_working_days,
    first_working_day,
    official_years,
    working_days_between,
)

DEADLINES: dict[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.UInt32,
    **LIMITS,
    "due_on": pl.Date,
    "is_outside_calendar": pl.Boolean,
}
"""``limit`` is a number of days after the day the document was made, of the ``calendar``
(``working`` or ``calendar``); ``regulation`` the one in force on that day (``2007``, ``2019``, null
before 2008-05-01); ``basis`` the provision that sets the limit, null where none did: then ``due_on``
binds nobody. ``due_on`` is the last day; ``is_outside_calendar`` says that the official calendar is
not known for the year of either day, so that Monday to Friday were counted there."""

NEEDED: tuple[str, ...] = ("row", "issued_on", "title", "category", "number_kind", "number_code")
"""Columns of the records that a deadline depends on."""


def deadlines(records: pl.DataFrame, config: Config) -> pl.DataFrame:
    """Return the deadline of every record (schema ``DEADLINES``), in their order.

    ``records`` has the columns ``NEEDED``. ``due_on`` is null without a date made. Of a limit in
    calendar days that ends on a day off, the next working day is the last.

    Raises ``UsageError`` for a special limit that cannot be meant.
    """
    found = records.select("row", "issued_on", *limit_of(config.time_limit))
    made = found["issued_on"]
    due = add_working_days(made, found["limit"])
    if found["calendar"].eq("calendar").any():
        last = first_working_day(
            found.select(pl.col("issued_on") + pl.duration(days="limit")).to_series()
        )
        due = due.zip_with(found["calendar"] != "calendar", last)
    official = list(official_years())
    return found.with_columns(due.alias("due_on")).select(
        pl.col("row").cast(pl.UInt32),
        *LIMITS,
        "due_on",
        (~(made.dt.year().is_in(official) & due.dt.year().is_in(official)))
        .fill_null(value=False)
        .alias("is_outside_calendar"),
    )


def days_late(due: pl.Series, on: pl.Series) -> pl.Series:
    """Return how many working days lie after the last day up to and including ``on`` (Int32).

    Late is what has at least one: rest days right after the last day make nothing late, because no
    working day has passed. Zero or negative in time; null where either day is.
    """
    return working_days_between(due, on).alias("late_by")
