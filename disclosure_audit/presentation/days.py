"""Reads the day that a person types: ``2030-12-31``, ``2030.12.31``, ``2030年12月31日`` or ``90``."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from disclosure_audit.language import Text

_DAY = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})"
)
_COUNT = re.compile(r"\+?\s*(\d{1,4})\s*(?:d|days?|天|日)?", re.IGNORECASE)
_FORM = Text("write the day as 2030-12-31, or a number of days", "请写成 2030-12-31，或填写天数")


def read_day(typed: str, today: dt.date) -> dt.date | Text:
    """Return the day meant by ``typed``, not before ``today``; or what is wrong with it.

    A number of up to four digits counts days from ``today``; eight digits are a day.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text:
        return Text("a waiver needs the day it ends on", "豁免必须有截止日期")
    if count := _COUNT.fullmatch(text):
        try:
            return today + dt.timedelta(days=int(count[1]))
        except OverflowError:
            return _FORM
    found = _DAY.fullmatch(text)
    if not found:
        return _FORM
    try:
        day = dt.date(*(int(part) for part in found.groups() if part is not None))
    except ValueError:
        return Text("there is no such day", "没有这一天")
    if day < today:
        return Text(
            f"that day is past; give one from {today} on",
            f"该日期已过，请填写 {today} 或之后的日期",
        )
    return day
