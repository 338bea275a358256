"""The filter that keeps what is like one cell of a sheet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from disclosure_audit.language import Lang
from disclosure_audit.review.query.tree import quoted
from disclosure_audit.review.query.words import of_column


def like_cell(kind: str, column: str, value: Any, lang: Lang = "en") -> str:
    """Return the filter that keeps the rows of a sheet of ``kind`` with ``value`` in ``column``.

    ``""`` for a value too long for a filter. Raises ``KeyError`` for a column that no field looks at.
    """
    field = of_column(kind, column)
    name = field.called(lang)
    if field.type == "yes":
        words = ("是", "否") if lang == "zh" else ("yes", "no")
        return f"{name}:{words[0] if value else words[1]}"
    if value is None or value == "":
        return f"{name}:{'无' if lang == 'zh' else 'none'}"
    match field.type:
        case "percent":
            return f"{name}={value:.1f}"
        case "date":
            day = value.isoformat() if isinstance(value, dt.date) else str(value)
            return f"{name}={day[:10]}"
        case "number":
            return f"{name}={value}"
        case "row":
            return f"{name}={value + 1}"
        case "code" if value in field.codes:
            return f"{name}:{field.codes[value].zh if lang == 'zh' else value}"
        case "rule" if str(value).isalnum():
            return f"{name}={value}"
        case _:
            text = f"{name}={quoted(str(value))}"
            return text if len(text) <= _LONGEST else ""


_LONGEST = 1900
"""Characters; it must fit into a filter together with what stands there already."""
