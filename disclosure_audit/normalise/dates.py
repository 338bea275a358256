"""Dates as people and systems write them, and what is wrong with those not believed.

The common shapes are read by expressions over the distinct cells, the rest by
:mod:`~disclosure_audit.normalise.date_text`.
"""

from __future__ import annotations

import datetime as dt

import polars as pl

from disclosure_audit.normalise.characters import is_placeholder
from disclosure_audit.normalise.date_text import read_date

DATE_COLUMNS: dict[str, pl.DataType] = {"date": pl.Date(), "date_flag": pl.String()}
"""Schema of :func:`parse_dates`."""

EARLIEST = dt.date(1949, 1, 1)
SENTINELS = (dt.date(1970, 1, 1), dt.date(2099, 12, 31))
"""Days that systems fill in. So are all of 1899 to 1901 and of the years 1 and 9999."""

_TIME = r"(?:[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?[ ]?(?:Z|[+-][0-9:]{2,5})?)?"
_SHAPE = (
    r"^([0-9]{4})(?:-|/|\.|年)?([0-9]{2})(?:-|/|\.|月)?([0-9]{2})日?" + _TIME + "$",
    r"^([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?" + _TIME + "$",
)
_EXCEL_SERIAL = r"^([2-5][0-9]{4}|60000)(?:\.[0-9]+)?$"
_EXCEL_EPOCH = dt.date(1899, 12, 30)  # the 1900 system counts a 29 February 1900 that never was


def parse_dates(column: pl.Series, *, latest: dt.date | None = None) -> pl.DataFrame:
    """Read a column of dates: text, numbers of a spreadsheet, Date or Datetime.

    Args:
        column: The cells. Of a time of day with a zone, the calendar date is taken as written.
        latest: The day it is now (default: today). Dates from 1949 to the end of the next year
            are believed.

    Returns:
        One row for each value, in order:

        - ``date`` (Date): null where the cell is empty, and wherever there is a flag;
        - ``date_flag`` (String): null, or why the cell is not believed: ``unparsable``;
          ``sentinel`` (a day that systems fill in, see :data:`SENTINELS`); ``impossible``
          (30 February); ``two_digit_year``; ``incomplete`` (a year or month only);
          ``out_of_range``.
    """
    last = dt.date((latest or dt.date.today()).year + 1, 12, 31)
    if column.dtype in (pl.Date, pl.Datetime):
        days = column.dt.date() if column.dtype == pl.Datetime else column  # a cast would take UTC
        dates = pl.DataFrame({"date": days})
        return _judge(dates.with_columns(pl.lit(None, pl.String).alias("date_flag")), last)
    cells = pl.DataFrame({"cell": column.cast(pl.String).str.strip_chars()})
    read = _read(cells["cell"].unique().drop_nulls())
    return _judge(cells.join(read, on="cell", how="left", maintain_order="left"), last)


def _read(cells: pl.Series) -> pl.DataFrame:
    read = cells.to_frame("cell").with_columns(
        *(pl.col("cell").str.extract_groups(shape).alias(f"s{i}") for i, shape in enumerate(_SHAPE))
    )
    year, month, day = (
        pl.coalesce(pl.col("s0").struct.field(part), pl.col("s1").struct.field(part))
        for part in ("1", "2", "3")
    )
    serial = pl.col("cell").str.extract(_EXCEL_SERIAL).cast(pl.Int32)
    is_written = year.is_not_null()
    written = pl.concat_str(year, month, day, separator="-").str.to_date("%Y-%m-%d", strict=False)
    read = read.select(
        "cell",
        is_read=is_written | serial.is_not_null(),
        date=pl.when(serial.is_not_null())
        .then(pl.lit(_EXCEL_EPOCH) + pl.duration(days=serial))
        .otherwise(written),
        date_flag=pl.when(is_written & (year == "0000"))
        .then(pl.lit("sentinel"))
        .when(is_written & written.is_null())
        .then(pl.lit("impossible")),
    )
    irregular = read.filter(~pl.col("is_read"))["cell"].to_list()
    rows = [
        (cell, *((None, None) if is_placeholder(cell) else read_date(cell))) for cell in irregular
    ]
    rest = pl.DataFrame(rows, schema={"cell": pl.String, **DATE_COLUMNS}, orient="row")
    return pl.concat([read.filter("is_read").drop("is_read"), rest])


def _judge(read: pl.DataFrame, last: dt.date) -> pl.DataFrame:
    date = pl.col("date")
    year = date.dt.year()
    flag = (
        pl.when(pl.col("date_flag").is_not_null())
        .then("date_flag")
        .when(year.is_between(1899, 1901) | year.is_in([0, 1, 9999]) | date.is_in(SENTINELS))
        .then(pl.lit("sentinel"))
        .when(~date.is_between(EARLIEST, last))
        .then(pl.lit("out_of_range"))
    )
    return read.select(date, date_flag=flag).select(
        pl.when(pl.col("date_flag").is_null()).then("date").alias("date"), "date_flag"
    )
