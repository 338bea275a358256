"""The n-th working day after a day, by the official calendar, for whole columns."""

from __future__ import annotations

import datetime as dt
import random

import polars as pl
import pytest

from disclosure_audit.working_days import (
    add_working_days,
    first_working_day,
    working_days_between,
)


def _days(*texts: str | None) -> pl.Series:
    return pl.Series(texts, dtype=pl.String).str.to_date()


@pytest.mark.parametrize(
    ("made", "days", "due"),
    [
        ("2024-02-08", 3, "2024-02-19"),  # Spring Festival 10-17 February; 9th and 18th are worked
        ("2024-04-30", 1, "2024-05-06"),  # Labour Day 1-5 May
        ("2024-05-10", 1, "2024-05-11"),  # a Saturday that is worked
        ("2024-05-11", 0, "2024-05-11"),
        ("2024-06-08", 0, "2024-06-08"),  # a rest day stays what it is when no day is allowed
        ("2009-09-27", 20, "2009-10-30"),
        ("2035-01-05", 1, "2035-01-08"),  # beyond the notices: Monday to Friday
        ("2099-12-31", 20, None),
        (None, 20, None),
    ],
)
def test_the_nth_working_day(made: str | None, days: int, due: str | None) -> None:
    assert add_working_days(_days(made), pl.Series([days])).to_list() == _days(due).to_list()


def test_each_row_has_its_own_number_of_days() -> None:
    made = _days("2024-05-10", None, "2024-05-10", "2024-05-10")
    found = add_working_days(made, pl.Series([1, 1, None, 2]))
    assert found.to_list() == _days("2024-05-11", None, None, "2024-05-13").to_list()


def test_counting_back_gives_the_number_of_days() -> None:
    rng = random.Random(5)
    made = pl.Series([dt.date(2008, 1, 1) + dt.timedelta(rng.randrange(7000)) for _ in range(3000)])
    days = pl.Series([rng.randrange(1, 60) for _ in range(3000)])
    due = add_working_days(made, days)
    assert working_days_between(made, due).to_list() == days.to_list()
    before = due - pl.Series([dt.timedelta(1)])
    assert (working_days_between(made, before) == days - 1).all()


def test_a_day_off_leads_to_the_next_working_day() -> None:
    on = _days("2021-04-03", "2021-04-02", "2024-05-11", "2024-05-12", None)
    wanted = _days("2021-04-06", "2021-04-02", "2024-05-11", "2024-05-13", None)
    assert first_working_day(on).to_list() == wanted.to_list()
