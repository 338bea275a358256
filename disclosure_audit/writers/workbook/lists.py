"""Lists as sheets: a header that stays, filters, widths that fit, and further sheets when one is full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.review.sheets import Column
from disclosure_audit.writers.sheet import in_words, titles_of
from disclosure_audit.writers.workbook.book import Book
from disclosure_audit.writers.xlsx_cells import MOST_ROWS, fit, putter, width

_SLICE = 20_000
_NARROW = 46.0
"""Widest column: a longer text goes on in the next line of its cell."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list to be written.

    ``frame`` has the ``columns``, or what ``make`` makes them of: it is given some thousand rows at
    a time, so that what a column says in words never lies in memory for all rows.
    """

    title: Text
    about: Text
    """What the list holds, for the table of contents."""
    columns: tuple[Column, ...]
    frame: pl.DataFrame
    make: Callable[[pl.DataFrame], pl.DataFrame] | None = None
    kept: int = 1
    """Columns on the left that stay when the sheet is scrolled."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of a list: its sheets, its rows, and the cells that no workbook could hold whole."""

    title: Text
    about: Text
    sheets: tuple[str, ...]
    rows: int
    cut: int


def put_list(book: Book, listing: Listing) -> Filled:
    """Write a list into one sheet, or as many as it needs, and return what was written."""
    sheets: list[str] = []
    cut = 0
    title = listing.title.to(book.lang)
    for number, start in enumerate(range(0, max(listing.frame.height, 1), MOST_ROWS), 1):
        sheet = book.add(title if number == 1 else f"{title} {number}")
        sheets.append(book.names[-1])
        cut += _fill(book, sheet, listing, listing.frame.slice(start, MOST_ROWS))
    return Filled(listing.title, listing.about, tuple(sheets), listing.frame.height, cut)


def _fill(book: Book, sheet: Any, listing: Listing, part: pl.DataFrame) -> int:
    titles = titles_of(listing.columns, book.lang)
    sheet.freeze_panes(1, min(listing.kept, len(titles) - 1))
    sheet.autofilter(0, 0, part.height, len(titles) - 1)
    sheet.repeat_rows(0)
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, book.forms["head"])
    widths = [width(title, pl.Series([], dtype=pl.String)) for title in titles]
    cut, line = 0, 0
    for rows in part.iter_slices(_SLICE):
        made = listing.make(rows) if listing.make else rows
        said, shortened = fit(in_words(made, listing.columns, book.lang), book.lang)
        cut += shortened
        widths = [max(*pair) for pair in zip(widths, _widths(titles, said), strict=True)]
        line = _put(book, sheet, said, line)
    for place, wide in enumerate(widths):
        sheet.set_column(place, place, min(wide, _NARROW))
    return cut


def _widths(titles: Sequence[str], said: pl.DataFrame) -> list[float]:
    return [width(title, column) for title, column in zip(titles, said.iter_columns(), strict=True)]


def _put(book: Book, sheet: Any, said: pl.DataFrame, line: int) -> int:
    """Write rows below ``line`` and return the last line."""
    puts = [putter(sheet, dtype, book.forms[_form(dtype)]) for dtype in said.dtypes]
    for row in said.iter_rows():
        line += 1
        for place, value in enumerate(row):
            if value is not None:
                puts[place](line, place, value)
    return line


def _form(dtype: pl.DataType) -> str:
    if dtype.is_float():
        return "decimal"
    if dtype.is_numeric():
        return "number"
    return "day" if dtype.is_temporal() else "text"
