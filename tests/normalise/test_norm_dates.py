from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.normalise.dates import DATE_COLUMNS, parse_dates
from tests.examples import tries

LATEST = dt.date(2026, 3, 1)
DAY = dt.date(2011, 2, 7)


def read(cell: object, dtype: type[pl.DataType] = pl.String) -> tuple[object, ...]:
    return parse_dates(pl.Series([cell], dtype=dtype), latest=LATEST).row(0)


@pytest.mark.parametrize(
    "cell",
    [
        "2011-2-7", "2011/02/07", "2011.02.07", "2011.2.7.", "2011年2月7日", "2011 年 2 月 7 日",
        "2011年02月07号", "20110207", "20110207.0", "20110207120000", "2011，2，7",
        "二〇一一年二月七日", "二○一一年二月七日", "二零一一年二月七日", "２０１１-２-７",
        "2011-02-07 16:00:00", "2011-02-07T16:00:00.000Z", "2011-02-07T23:30+08:00",
        "2011-2-7 9:05", "2011年2月7日 上午9:30", "40581", "40581.0", "40581.75",
        "7 Feb 2011", "Feb 7, 2011", "February 7 2011", "2011-Feb-07", "07-FEB-2011",
        "Mon Feb 07 00:00:00 CST 2011", "2011年2月7日印发", "2011年2月7日（星期一）",
        "成文日期：2011-02-07", " 2011-02-07 ", "2011-02-\u200b07", "2011-02-\n07",
    ],
)  # fmt: skip
def test_every_form_gives_the_date(cell: str) -> None:
    assert read(cell) == (DAY, None)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("二○一一年十二月三十一日", dt.date(2011, 12, 31)),
        ("二〇〇九年十月廿一日", dt.date(2009, 10, 21)),
        ("一九八一年三月二十日", dt.date(1981, 3, 20)),
        ("25/12/2011", dt.date(2011, 12, 25)),
        ("12/25/2011", dt.date(2011, 12, 25)),
        ("2027-12-31", dt.date(2027, 12, 31)),
    ],
)
def test_dates_of_other_days(cell: str, day: dt.date) -> None:
    assert read(cell) == (day, None)


FLAGS = {
    "unparsable": ["abc", "2/7/2011", "2011-02-07至2011-03-01", "民国100年", "19999", "2011-002-07"],
    "sentinel": [
        "1900-01-01", "1901-01-02", "1899-12-30", "1901年12月31日", "0001-01-01", "9999-12-31",
        "2099-12-31", "1970-01-01", "1970-01-01 08:00:00", "0000-00-00",
    ],
    "impossible": ["2011-02-30", "2011-13-01", "20110230", "二〇一一年二月三十日", "35/12/2011",
                   "30 Feb 2011"],
    "two_digit_year": ["11-2-7", "11.02.07", "110207", "7-Feb-11", "1/2/11", "11年2月7日"],
    "incomplete": ["2011年2月", "2011-02", "2011", "201102", "二〇一一年二月", "2011年", "Feb 2011"],
    "out_of_range": ["1948-12-31", "2028-01-01", "60000", "1850年1月1日"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "flag"),
    [(c, flag) for flag, cells in FLAGS.items() for c in cells],
)
def test_what_is_not_believed_has_a_flag_and_no_date(cell: str, flag: str) -> None:
    assert read(cell) == (None, flag)


@pytest.mark.parametrize("cell", [None, "", " ", "无", "-", "/", "—"])
def test_empty_cells_have_neither(cell: str | None) -> None:
    assert read(cell) == (None, None)


def test_dates_and_numbers_pass_through_the_same_checks() -> None:
    assert read(DAY, pl.Date) == (DAY, None)
    assert read(dt.date(1900, 1, 1), pl.Date) == (None, "sentinel")
    assert read(dt.datetime(2011, 2, 7, 23, 59), pl.Datetime) == (DAY, None)
    assert read(dt.datetime(2031, 1, 1), pl.Datetime) == (None, "out_of_range")
    assert read(40581, pl.Int64) == (DAY, None)
    assert read(20110207.0, pl.Float64) == (DAY, None)
    assert read(None, pl.Null) == (None, None)


def test_a_zoned_datetime_keeps_the_day_as_written() -> None:
    zoned = pl.Series([dt.datetime(2011, 2, 6, 17)]).dt.replace_time_zone("UTC")
    local = zoned.dt.convert_time_zone("Asia/Shanghai")
    assert parse_dates(local, latest=LATEST)["date"].to_list() == [DAY]


def test_order_length_and_schema_are_kept() -> None:
    cells = ["2011-2-7", None, "x", "二〇一一年二月七日", "2011-2-7"] * 40
    found = parse_dates(pl.Series(cells), latest=LATEST)
    assert found["date"].to_list() == [DAY, None, None, DAY, DAY] * 40
    assert found.schema == DATE_COLUMNS
    assert parse_dates(pl.Series([], dtype=pl.String), latest=LATEST).schema == DATE_COLUMNS


SHAPES = (
    "{y}-{m}-{d}", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}.{m:02}.{d:02}", "{y}年{m}月{d}日",
    "{y}{m:02}{d:02}", "{y} 年 {m} 月 {d} 日", "{y}-{m:02}-{d:02}T08:00:00Z", "{y}年{m}月{d}日印发",
)  # fmt: skip


@tries(150)
@given(st.dates(dt.date(1949, 1, 1), dt.date(2027, 12, 31)), st.sampled_from(SHAPES))
def test_any_day_survives_any_shape(day: dt.date, shape: str) -> None:
    cell = shape.format(y=day.year, m=day.month, d=day.day)
    expected = (None, "sentinel") if day == dt.date(1970, 1, 1) else (day, None)
    assert read(cell) == expected


@tries()
@given(st.dates(dt.date(1955, 1, 1), dt.date(2027, 12, 31)).filter(lambda d: d.year != 1970))
def test_excel_serials_count_from_the_1900_epoch(day: dt.date) -> None:
    assert read(str((day - dt.date(1899, 12, 30)).days)) == (day, None)
