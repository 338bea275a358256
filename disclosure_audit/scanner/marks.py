"""Classification marks in texts: where they stand, how sure, and whether their term has run out.

Longest terms unless otherwise provided: 绝密 30 years, 机密 20, 秘密 10 (Law on Guarding State
Secrets); a term that has run out means declassified. What a mark looks like is
:mod:`disclosure_audit.scanner.mark_shapes`' business.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import polars as pl

from disclosure_audit.scanner.mark_shapes import CHARACTER, GRADE, Mark, marks_in
from disclosure_audit.spans import FULL_TEXT, SPANS, Schema

KIND = "classification_mark"
MARKS: Schema = {**SPANS, "grade": pl.String, "period": pl.String}
"""Spans of marks. Unlike those of the detectors they count characters of the original text: blanks
that folding drops are part of a mark's shape. ``period`` is the term as written, if any."""

_ANSWERS = frozenset({"openness", "openness_reason", "category"})
"""Columns in which a grade alone is an answer (why withheld: 秘密) and no mark."""
_STRENGTH = {"high": 95, "medium": 75, "low": 55}
_HEAD_LINES = 12
"""Lines in which a document carries its mark; further down a text may speak of marks."""
_DAYS = {"年": 365.25, "月": 30.44, "天": 1.0, "日": 1.0}
_HAN = {char: value for value, char in enumerate("一二三四五六七八九十", start=1)}


def find_marks(texts: pl.DataFrame, field: str) -> pl.DataFrame:
    """Return the marks (schema ``MARKS``) in ``texts`` (``cell``, ``text``) of the column ``field``.

    In a full text a mark below the head and amid a line is of low confidence.
    """
    suspects = texts.filter(
        # One character first: a plain search is many times faster than the pattern.
        pl.col("text").str.contains(CHARACTER, literal=True)
    ).filter(pl.col("text").str.contains(GRADE))
    spans: list[tuple[object, ...]] = []
    for cell, text in suspects.select("cell", "text").iter_rows():
        marks = (
            _in_document(text) if field == FULL_TEXT else marks_in(text, bare=field not in _ANSWERS)
        )
        spans += [
            (cell, mark.start, mark.end, KIND, mark.grade, mark.confidence,
             _STRENGTH[mark.confidence], ["shape"], None, None, None, True,
             text[mark.start : mark.end], mark.grade, mark.term)
            for mark in marks
        ]  # fmt: skip
    return pl.DataFrame(spans, schema=MARKS, orient="row")


def _in_document(text: str) -> Iterator[Mark]:
    """Yield the marks of a whole document, line by line."""
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        if CHARACTER in line:
            at_head = number < _HEAD_LINES
            for mark in marks_in(line, bare=at_head):
                alone = not line[: mark.start].strip() and not line[mark.end :].strip()
                yield Mark(
                    start + mark.start,
                    start + mark.end,
                    mark.grade,
                    mark.term,
                    mark.confidence if at_head or alone else "low",
                )
        start += len(line)


def has_expired(period: str | None, made: dt.date | None, as_of: dt.date) -> bool | None:
    """Return whether a mark's term has run out on ``as_of``; ``None`` where nobody can tell."""
    if period is None or made is None:
        return None
    if re.sub(r"\s", "", period) == "长期":
        return False
    number = re.match(r"[0-9０-９]+", period)
    count = int(number.group()) if number else _han_number(period)
    return (as_of - made).days > count * _DAYS[period[-1]]


def _han_number(period: str) -> int:
    """Return what 二十五 (or, as a typist may have it, 二五) stands for."""
    tens, ten, ones = "".join(char for char in period if char in _HAN).partition("十")
    if not ten:
        return int("".join(str(_HAN[char]) for char in tens))
    return (_HAN.get(tens[-1:], 1)) * 10 + _HAN.get(ones[:1], 0)
