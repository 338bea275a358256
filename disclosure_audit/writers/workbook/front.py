"""Sheets that are read, not filtered: statements and small tables one below the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import polars as pl

from disclosure_audit.glyphs import cells
from disclosure_audit.writers.section import Section, Value, say
from disclosure_audit.writers.workbook.book import Book
from disclosure_audit.writers.xlsx_cells import fit

_GRID, _WIDE = 20, 8.0
"""Columns of the sheet, and how wide each is in digits; what is written spans as many as it needs."""
_LABEL = 4
"""Columns of the label of a statement."""
_LONGEST = 66
"""Cells of a text beyond which it goes on in another line; a SHA-256 fits."""
_LINE, _MOST_LINES = 15, 27
"""Height of a line in points; a row is at most 409 points high."""


def put_sections(book: Book, sheet: Any, title: str, sections: Sequence[Section]) -> int:
    """Write sections into an empty sheet and return how many cells could not be held whole."""
    return _Front(book, sheet).put(title, sections)


class _Front:
    def __init__(self, book: Book, sheet: Any) -> None:
        self._book, self._sheet = book, sheet
        self._line = 0
        self._cut = 0

    def put(self, title: str, sections: Sequence[Section]) -> int:
        lang = self._book.lang
        self._sheet.set_column(0, _GRID - 1, _WIDE)
        self._sheet.hide_gridlines(2)
        self._row([title], [_GRID], "title", height=1.6)
        for section in sections:
            self._line += 1
            self._row([section.title], [_GRID], "section", height=1.2)
            for label, value in section.rows:
                self._row([label, value], [_LABEL, _GRID - _LABEL], is_stated=True)
            if section.heads:
                spans = _spans(
                    [[say(v, lang) for v in row] for row in (section.heads, *section.table)]
                )
                self._row(section.heads, spans, "head")
                for row in section.table:
                    self._row(row, spans)
        return self._cut

    def _row(
        self,
        values: Sequence[Value],
        spans: Sequence[int],
        form: str = "",
        *,
        height: float = 1.0,
        is_stated: bool = False,
    ) -> None:
        """Write values side by side, each as many columns wide as its span.

        One that is stated beside its label stands on the left, number or not.
        """
        texts = [self._fitted(say(value, self._book.lang)) for value in values]
        lines = max(_lines(text, span) for text, span in zip(texts, spans, strict=True))
        self._sheet.set_row(self._line, _LINE * height * min(lines, _MOST_LINES))
        place = 0
        for value, text, span in zip(values, texts, spans, strict=True):
            look = self._book.forms[form or _form(value, is_stated=is_stated)]
            if span > 1:
                self._sheet.merge_range(self._line, place, self._line, place + span - 1, "", look)
            self._put(place, value, text, look)
            place += span
        self._line += 1

    def _put(self, place: int, value: Value, text: str, look: Any) -> None:
        if value is None or value == "":
            self._sheet.write_blank(self._line, place, None, look)
        elif isinstance(value, int | float):
            self._sheet.write_number(self._line, place, value, look)
        elif isinstance(value, dt.date):
            self._sheet.write_datetime(self._line, place, value, look)
        else:
            self._sheet.write_string(self._line, place, text, look)

    def _fitted(self, text: str) -> str:
        frame, cut = fit(pl.DataFrame({"text": [text]}), self._book.lang)
        self._cut += cut
        return str(frame["text"][0])


def _form(value: Value, *, is_stated: bool = False) -> str:
    if value == "":
        return "blank"
    if isinstance(value, int):
        return "stated" if is_stated else "number"
    if isinstance(value, float):
        return "decimal"
    return "day" if isinstance(value, dt.date) else "text"


def _spans(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how many columns of the sheet each column of a table spans; together at most all."""
    needs = [
        max(min(cells(text), _LONGEST) for text in column) for column in zip(*rows, strict=True)
    ]
    spans = [max(-(-int(need * 1.1 + 1) // int(_WIDE)), 1) for need in needs]
    while sum(spans) > _GRID and max(spans) > 1:
        spans[spans.index(max(spans))] -= 1
    return spans


def _lines(text: str, span: int) -> int:
    """Return how many lines a text takes, one more than its width says where words may not fit."""
    wide = span * _WIDE / 1.1
    lines = sum(max(-(-cells(part) // int(wide)), 1) for part in text.split("\n"))
    return lines + (1 if lines > 1 and " " in text else 0)
