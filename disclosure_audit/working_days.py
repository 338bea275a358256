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
