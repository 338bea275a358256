"""Ways in which a date comes to be wrong."""

from __future__ import annotations

import datetime as dt
from random import Random


def mistake_date(date: dt.date, random: Random) -> dt.date:
    """Return a wrong date: one to three days off, month and day swapped, or a year later."""
    way = random.random()
    if way < 0.25 and date.day <= 12 and date.day != date.month:
        return dt.date(date.year, date.day, date.month)
    if way < 0.45:
        # Day 28 at most, so that 29 February has a next year.
        return date.replace(year=date.year + 1, day=min(date.day, 28))
    return date + dt.timedelta(days=random.choice((-3, -2, -1, 1, 2, 3)))
