"""The text of one cell."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from disclosure_audit.language import Lang, Text

if TYPE_CHECKING:
    from disclosure_audit.review.sheets import Column

_YES = Text("yes", "是")


def cell_value(column: Column, value: Any, lang: Lang) -> str:
    """Return what ``value`` is called; nothing is cut and nothing made visible yet."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _YES.to(lang) if value else ""
    if isinstance(value, float):  # a percentage is never rounded to certainty
        return ">99.9" if value >= 99.95 else "<0.1" if 0 <= value < 0.05 else f"{value:.1f}"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes")
    text = str(value + 1 if column.is_row else value)
    if column.coded:
        known = column.coded.get(text)
        return known.to(lang) if known is not None else text
    return text
