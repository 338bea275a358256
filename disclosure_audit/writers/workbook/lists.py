"""Lists as sheets: a header that stays, filters, widths that fit, and further sheets when one is full."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.review.sheets import Column
from disclosure_audit.writers.sheet import in_words, texts_of, titles_of
from disclosure_audit.writers.workbook.book import Book
from disclosure_audit.writers.xlsx_cells import MOST_ROWS, fit, putter, width

_SLICE = 20_000
_NARROW = 46.0
"""Widest column: a longer text goes on in the next line of its cell."""
_LINE, _MOST_LINES = 15, 27
"""Height of a line in points; a row is at most 409 points high."""
_PAGE = 250.0
"""Digits that a page of A4 landscape holds in a size that can be read."""


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
    for place, (column, title) in enumerate(zip(listing.columns, titles, strict=True)):
        head = "head_number" if column.align == "right" else "head"
        sheet.write_string(0, place, title, book.forms[head])
    widths = [width(title, pl.Series([], dtype=pl.String)) for title in titles]
    cut, line = 0, 0
    for rows in part.iter_slices(_SLICE):
        made = listing.make(rows) if listing.make else rows
        said, shortened = fit(in_words(made, listing.columns, book.lang), book.lang)
        cut += shortened
        widths = [max(*pair) for pair in zip(widths, _widths(titles, said), strict=True)]
        line = _put(book, sheet, said, line)
    widths = [min(wide, _NARROW) for wide in widths]
    for place, wide in enumerate(widths):
        sheet.set_column(place, place, wide)
    across = math.ceil(sum(widths) / _PAGE)
    if across > 1:  # printed on one page, it would be too small to be read
        sheet.fit_to_pages(across, 0)
        sheet.repeat_columns(0, min(listing.kept, len(titles) - 1) - 1)
    return cut


def _widths(titles: Sequence[str], said: pl.DataFrame) -> list[float]:
    return [width(title, column) for title, column in zip(titles, said.iter_columns(), strict=True)]


def _put(book: Book, sheet: Any, said: pl.DataFrame, line: int) -> int:
    """Write rows below ``line`` and return the last line."""
    puts = [putter(sheet, dtype, book.forms[_form(dtype)]) for dtype in said.dtypes]
    for lines, row in zip(_lines(said), said.iter_rows(), strict=True):
        line += 1
        if lines > 1:
            sheet.set_row(line, _LINE * lines)
        for place, value in enumerate(row):
            if value is not None:
                puts[place](line, place, value)
    return line


def _lines(said: pl.DataFrame) -> pl.Series:
    """Return how many lines each row takes (Int64): not every program finds out by itself.

    A text is as wide as half its characters and bytes together, and goes on where its column ends.
    """
    names = texts_of(said)
    if not names:
        return pl.Series([1]).new_from_index(0, said.height)
    wide = (pl.col(names).str.len_chars() + pl.col(names).str.len_bytes()) / 2
    breaks = pl.col(names).str.count_matches("\n", literal=True)
    lines = (wide / _NARROW).ceil() + breaks
    return said.select(
        pl.max_horizontal(lines.fill_null(1)).clip(1, _MOST_LINES).cast(pl.Int64)
    ).to_series()


def _form(dtype: pl.DataType) -> str:
    if dtype.is_float():
        return "decimal"
    if dtype.is_numeric():
        return "number"
    return "day" if dtype.is_temporal() else "text"
