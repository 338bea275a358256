"""Text of one value, and which characters around a cell are no part of it."""

from __future__ import annotations

import datetime as dt
import json
import math
from decimal import Decimal
from typing import Any

BLANKS = (
    "\0\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""White space of Unicode, the byte order mark and NUL: stripped from both ends of a cell."""

UNDECODABLE = "\ufdd0"
"""Stands for bytes that could not be decoded. A noncharacter, so no honest text contains it."""


def cell_text(value: Any) -> str | None:
    """Return ``value`` as text, ``None`` for a null.

    Dates are ISO 8601, a datetime at midnight is a date, whole numbers have no ``.0`` and no
    exponent, booleans are ``TRUE``/``FALSE``, nested values are JSON.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, Decimal):
        return _decimal_text(value)
    if isinstance(value, dt.datetime):
        return _datetime_text(value)
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).decode("utf-8", errors="replace").replace("\ufffd", UNDECODABLE)
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, default=_json_default)
    return str(value)


def _float_text(value: float) -> str | None:
    if not math.isfinite(value):
        return None
    if value.is_integer():
        return str(int(value))
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text


def _decimal_text(value: Decimal) -> str | None:
    if not value.is_finite():
        return None
    return str(int(value)) if value == value.to_integral_value() else format(value, "f")


def _datetime_text(value: dt.datetime) -> str:
    if value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat(sep=" ")


def _json_default(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else cell_text(value)
