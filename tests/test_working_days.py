"""Working days follow the official calendar, moved weekends included."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.working_days import official_years, working_days_between


@pytest.mark.parametrize(
    ("made", "until", "days"),
    [
        ("2024-01-02", "2024-01-05", 3),
        (
            "2024-02-08",
            "2024-02-19",
            3,
        ),  # Spring Festival 10-17 February; the 9th and 18th are worked
        ("2024-04-30", "2024-05-06", 1),  # Labour Day 1-5 May
        ("2024-05-10", "2024-05-13", 2),  # Saturday 11 May is worked in its stead
        ("2024-01-05", "2024-01-05", 0),
        ("2024-01-08", "2024-01-05", -1),
        ("2035-01-05", "2035-01-08", 1),  # beyond the notices: Monday to Friday
    ],
)
def test_working_days(made: str, until: str, days: int) -> None:
    one, other = (pl.Series([text]).str.to_date() for text in (made, until))
    assert working_days_between(one, other).to_list() == [days]


def test_no_date_no_count() -> None:
    none = pl.Series([None], dtype=pl.Date)
    assert working_days_between(none, pl.Series([dt.date(2024, 1, 1)])).to_list() == [None]


@pytest.mark.parametrize(("year", "reason"), [(2024, None), (1995, "by_plain_weekdays")])
def test_a_guessed_calendar_is_said(year: int, reason: str | None) -> None:
    assert (year in official_years()) == (reason is None)
    register = pl.DataFrame({"标题": ["关于开展消防检查的通知"], "成文日期": [f"{year}-06-03"]})
    catalog = pl.DataFrame({"标题": ["关于公布河长名单的公告"], "成文日期": [f"{year}-06-03"]})
    config = Config.model_validate({"lang": "en", "time_limit": {"as_of": f"{year}-06-10"}})
    fate = scan(register, catalog, config).dispositions.filter(pl.col("side") == "register")
    assert fate.select("disposition", "reason").rows() == [("not_due", reason)]
