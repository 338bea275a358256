"""Counts working days by the official calendar, moved weekends included.

The State Council announces each year which weekends are worked; `chinesecalendar` holds these
notices. Beyond the years it knows, Monday to Friday are working days.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

_FIRST = dt.date(1949, 1, 1)
_LAST = dt.date(2100, 1, 1)


def working_days_between(made: pl.Series, until: pl.Series) -> pl.Series:
    """Return how many working days lie after ``made`` up to and including ``until`` (Int32).

    Null where either date is; negative where ``until`` comes first.
    """
    running = pl.Series(_running_count(), dtype=pl.Int32)

    def count(days: pl.Series) -> pl.Series:
        at = (days - _FIRST).dt.total_days()
        inside = at.is_between(0, running.len() - 1)
        return running.gather(at.set(~inside.fill_null(value=False), None))

    return (count(until) - count(made)).alias("working_days")


def add_working_days(made: pl.Series, days: pl.Series) -> pl.Series:
    """Return ``due_on`` (Date): the ``days``-th working day after each date of ``made``.

    The day itself for 0 days. Null where either is, or where that lies beyond the days counted.
    """
    running, at, known = _places(made)
    steps = days.cast(pl.Int64)
    known = known & steps.is_not_null().to_numpy()
    wanted = running[at] + steps.fill_null(0).to_numpy()
    return _days(np.maximum(at, np.searchsorted(running, wanted)), known).alias("due_on")


def first_working_day(on: pl.Series) -> pl.Series:
    """Return each day (Date), or where it is a day off the next working day; null where it is."""
    running, at, known = _places(on)
    before = np.where(at > 0, running[at - 1], 0)
    return _days(np.searchsorted(running, before + 1), known).alias(on.name)


def _places(days: pl.Series) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.bool_]]:
    """Return the running count, the place of each day in it, and whether it has one (else 0)."""
    running = _running_count()
    at = (days.cast(pl.Date) - _FIRST).dt.total_days()
    known = at.is_between(0, len(running) - 1).fill_null(value=False)
    return running, at.set(~known, 0).cast(pl.Int64).to_numpy(), known.to_numpy()


def _days(at: NDArray[np.int64], known: NDArray[np.bool_]) -> pl.Series:
    """Return the days at these places; null where they are not ``known`` or lie beyond the count."""
    inside = known & (at < len(_running_count()))
    start = np.datetime64(_FIRST, "D")
    days = pl.Series(start + at.astype("timedelta64[D]")).cast(pl.Date)
    return days.set(pl.Series(~inside), None)


@cache
def official_years() -> range:
    """Return the years whose official calendar is known."""
    import chinese_calendar  # costs 30 ms; most commands need no calendar

    years = [day.year for day in chinese_calendar.holidays]
    return range(min(years), max(years) + 1)


@cache
def _running_count() -> NDArray[np.int32]:
    """Return for each day from ``_FIRST`` on how many working days there were up to it."""
    import chinese_calendar

    days = np.arange(np.datetime64(_FIRST), np.datetime64(_LAST))
    working = np.is_busday(days)
    for special, works in ((chinese_calendar.holidays, False), (chinese_calendar.workdays, True)):
        at = np.array([(day - _FIRST).days for day in special])
        working[at] = works
    return np.cumsum(working).astype(np.int32)
