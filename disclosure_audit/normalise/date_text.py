"""Reads one date cell that is not in a common shape."""

from __future__ import annotations

import datetime as dt
import re

from disclosure_audit.normalise.characters import HAN, fold_text
from disclosure_audit.normalise.numerals import NUMERALS, read_numeral

Reading = tuple[dt.date | None, str | None]
"""A date, or the flag that says why there is none."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_LABEL = rf"^[\[【(]?[{HAN}]{{2,8}}[\])】]?\s*:\s*"
_TIME = (
    r"(?:(?:[上下]午|t)?[0-9]{1,2}(?::[0-9]{2}|时|点)[0-9:.时分秒]*(?:z|[+-][0-9:]+)?(?:[ap]m)?)"
)
# a day may be followed by a word (印发), a weekday or a time, never by another number
_TAIL = rf"(?:[(（]?[{HAN}]*[)）]?{_TIME}?[,;。.、]?)"
_YEAR = r"(?P<year>[0-9]{4})"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s*)?"

_NUMERIC = re.compile(
    rf"{_YEAR}[-/.年,](?P<month>[0-9]{{1,2}})[-/.月,](?P<day>[0-9]{{1,2}})[日号]?{_TAIL}"
)
_COMPACT = re.compile(rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})(?:\.0|[0-9]{{6}}|{_TAIL})")
_HAN = re.compile(
    rf"(?P<year>[{NUMERALS}0-9]{{4}})年(?P<month>[{NUMERALS}0-9]{{1,3}})月"
    rf"(?P<day>[{NUMERALS}0-9]{{1,4}})[日号]{_TAIL}"
)
_ENGLISH = tuple(
    re.compile(_WEEKDAY + shape)
    for shape in (
        rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s\-/.]*{_MONTH}[\s,\-/.]*{_YEAR}(?:\s.*:.*)?",
        rf"{_MONTH}[\s\-/.]*(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s,\-/.]+{_YEAR}(?:\s.*:.*)?",
        rf"{_YEAR}[\s\-/.]*{_MONTH}[\s\-/.]*(?P<day>[0-9]{{1,2}})(?:\s.*:.*)?",
        rf"{_MONTH}\s+(?P<day>[0-9]{{1,2}})\s+[0-9:]+\s+[a-z+0-9:]*\s*{_YEAR}",
    )
)
_YEAR_LAST = re.compile(rf"(?P<a>[0-9]{{1,2}})([-/.])(?P<b>[0-9]{{1,2}})\2{_YEAR}{_TAIL}")
_INCOMPLETE = re.compile(
    rf"(?:19|20)[0-9]{{2}}(?:年|[-/.年](?:0?[1-9]|1[0-2])月?份?|0[1-9]|1[0-2])?(?:\.0)?"
    rf"|[{NUMERALS}]{{4}}年(?:[{NUMERALS}]{{1,3}}月)?|{_MONTH}[\s,]*{_YEAR}"
)
_TWO_DIGITS = re.compile(
    r"'?[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}[日号]?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}"
    rf"|[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    rf"|[0-9]{{1,2}}[\s\-/.]*{_MONTH}[\s,\-/.]*'?[0-9]{{2}}"
    rf"|[{NUMERALS}]{{2}}年[{NUMERALS}]{{1,3}}月[{NUMERALS}]{{1,4}}[日号]"
)


def read_date(cell: str) -> Reading:
    """Return the date of one cell, or a flag (see :func:`~.dates.parse_dates`)."""
    text = re.sub(_LABEL, "", fold_text(cell).strip().lower()).strip("\"' ")
    bare = re.sub(r"\s+", " ", text)
    # spaces around a separator mean nothing: 2011 年 2 月 7 日
    close = re.sub(r"\s*([-/.年月日])\s*", r"\1", bare)
    close = re.sub(r"(?<=[日0-9]) (?=[0-9]{1,2}:)", "t", close)
    for shape in (_NUMERIC, _COMPACT):
        if match := shape.fullmatch(close):
            return _make(match["year"], match["month"], match["day"])
    if match := _HAN.fullmatch(close):
        return _make(*(str(_read_part(match[name])) for name in ("year", "month", "day")))
    for shape in _ENGLISH:
        if match := shape.fullmatch(bare):
            return _make(match["year"], str(_MONTHS[match["name"][:3]]), match["day"])
    if match := _YEAR_LAST.fullmatch(close):
        return _read_year_last(match["year"], int(match["a"]), int(match["b"]))
    if _INCOMPLETE.fullmatch(close) or _INCOMPLETE.fullmatch(bare):
        return None, "incomplete"
    if _TWO_DIGITS.fullmatch(close) or _TWO_DIGITS.fullmatch(bare):
        return None, "two_digit_year"
    return None, "unparsable"


def _make(year: str, month: str, day: str) -> Reading:
    if year == "0000":
        return None, "sentinel"
    try:
        return dt.date(int(year), int(month), int(day)), None
    except ValueError:
        return None, "impossible"


def _read_part(text: str) -> int:
    """Return a year, month or day; 0, which is none of them, where the numeral is no number."""
    return int(text) if text.isascii() and text.isdigit() else read_numeral(text) or 0


def _read_year_last(year: str, first: int, second: int) -> Reading:
    """``25/12/2011`` can only be read one way; ``2/7/2011`` can be two days."""
    if first > 12 >= second or first == second:
        return _make(year, str(second), str(first))
    if second > 12 >= first:
        return _make(year, str(first), str(second))
    return None, "impossible" if first > 12 else "unparsable"
