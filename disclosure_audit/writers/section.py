"""A section of a paper: what every format says in the same words, before any lays it out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text

Value = str | int | float | dt.date | Text | None
"""``None`` says that there is nothing to say. A text from outside has its control characters spelt
out already (:func:`from_outside`); how it is quoted is the format's business."""

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with statements below it, then a table; either may be empty."""

    name: str
    """A code, the same in every language: ``inputs``, ``rules`` …"""
    title: Text
    rows: tuple[tuple[Text, Value], ...] = ()
    heads: tuple[Text, ...] = ()
    table: tuple[tuple[Value, ...], ...] = ()
    """Each row has as many values as there are ``heads``."""


def say(value: Value, lang: Lang) -> str:
    """Return ``value`` as a person reads it: numbers with thousands, days as 2024-01-31.

    An empty text stays empty: its place is to be filled in by hand.
    """
    if value is None:
        return NOTHING
    if isinstance(value, Text):
        return value.to(lang)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.4g}"
    return value.isoformat() if isinstance(value, dt.date) else value


def from_outside(value: object) -> str | None:
    """Return text that nobody of us wrote, fit to be shown; ``None`` for nothing."""
    return None if value is None or value == "" else visible(str(value))
