"""Days, months and years in a filter."""

from __future__ import annotations

import calendar
import datetime as dt
import re

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.review.query.amounts import RANGE
from disclosure_audit.review.query.error import QueryError
from disclosure_audit.review.query.fold import fold
from disclosure_audit.review.query.tree import Value
from disclosure_audit.review.query.words import TODAY, Field

_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:[-/.年](?:(?P<month>[0-9]{1,2})(?:[-/.月](?:(?P<day>[0-9]{1,2})日?)?)?)?)?"
)
_FROM_TODAY = re.compile(rf"(?:{'|'.join(TODAY)})(?P<days>[+-][0-9]{{1,5}})?")


def compare_date(field: Field, operator: str, value: Value, today: dt.date) -> pl.Expr:
    """Return whether the field lies so to the day, month or year that ``value`` names.

    ``2024`` is the whole year: ``>2024`` begins with 2025, ``<=2024`` ends with 2024.
    ``2023-11..2024-02`` means both included.
    """
    if operator in (":", "=") and RANGE in value.text:
        low, _, high = value.text.partition(RANGE)
        begin = _span(low, field, value, today)[0] if low.strip() else None
        end = _span(high, field, value, today)[1] if high.strip() else None
    else:
        first, after = _span(value.text, field, value, today)
        if operator == ">" and after is None:
            return pl.lit(value=False)
        begin, end = {
            ">": (after, None), ">=": (first, None), "<": (None, first), "<=": (None, after),
        }.get(operator, (first, after))  # fmt: skip
    column = pl.col(field.columns[0])
    inside = column.is_not_null()
    if begin is not None:
        inside &= column >= _written(begin, field)
    if end is not None:
        inside &= column < _written(end, field)
    return inside


def _span(text: str, field: Field, value: Value, today: dt.date) -> tuple[dt.date, dt.date | None]:
    """Return the first day that ``text`` means, and the one after the last.

    There is none after the last day of the calendar. A column that knows months only knows the
    month in which a day lies.
    """
    plain = fold(text).strip().replace(" ", "")
    try:
        if found := _FROM_TODAY.fullmatch(plain):
            day = today + dt.timedelta(days=int(found["days"] or 0))
            parts = [day.year, day.month, day.day]
        elif found := _DATE.fullmatch(plain):
            parts = [int(part) for part in found.groups() if part is not None]
        else:
            raise _no_date(field, value)
        if field.form == "month":
            parts = parts[:2]
        first = dt.date(*[*parts, 1, 1][:3])
    except (ValueError, OverflowError) as error:
        raise _no_date(field, value) from error
    last = first
    if len(parts) < 3:
        month = parts[1] if len(parts) == 2 else 12
        last = first.replace(month=month, day=calendar.monthrange(first.year, month)[1])
    return first, None if last == dt.date.max else last + dt.timedelta(days=1)


def _written(day: dt.date, field: Field) -> dt.date | str:
    """Return ``day`` as the column of the field holds it."""
    if field.form == "day":
        return day
    return day.isoformat()[:7] if field.form == "month" else day.isoformat()


def _no_date(field: Field, value: Value) -> QueryError:
    return QueryError(
        Text(f"“{field.name}” takes a date", f"“{field.title.zh}”须为日期"),
        value.at,
        Text(
            f"for example {field.name}>=2024, {field.name}:2024-03 or {field.name}>today-7",
            f"例如 {field.title.zh}>=2024、{field.title.zh}:2024-03 或 {field.title.zh}>今天-7",
        ),
    )
