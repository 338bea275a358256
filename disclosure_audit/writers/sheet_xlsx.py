"""A list as an Excel workbook in which text stays text."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import xlsxwriter

from disclosure_audit.glyphs import cells
from disclosure_audit.language import Lang, Text
from disclosure_audit.writers.inert import printable
from disclosure_audit.writers.sheet import SheetFormat, Written, in_words, texts_of, titles_of
from disclosure_audit.writers.whole_file import whole_file

if TYPE_CHECKING:
    from disclosure_audit.review.sheets import Column

LONGEST_CELL = 32_767
"""Most characters of a cell, counted in UTF-16 as Excel does."""
MOST_ROWS = 1_048_575
"""Most rows below the header of one sheet."""
_SLICE = 20_000
_FIRST_YEAR = 1900
_WIDEST, _LOOKED_AT = 60, 40
"""Widest column, and how many of its longest values are measured."""
_CUT = Text("…[cut: {n:,} characters in all]", "…［已截断，原文共 {n:,} 字］")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}


def write(
    path: Path,
    frame: pl.DataFrame,
    columns: Sequence[Column],
    lang: Lang,
    *,
    replace: bool = False,
) -> Written:
    """Write a workbook with a frozen, filtered header.

    Text is never a formula, a link or a number. A cell above :data:`LONGEST_CELL` characters is cut
    and says so; more than :data:`MOST_ROWS` rows go on in further sheets.
    """
    said = in_words(frame, columns, lang)
    said = said.with_columns(printable(texts_of(said)))
    said, cut = _cut(said, lang)
    titles = titles_of(columns, lang)
    widths = [_width(title, said[c.name]) for title, c in zip(titles, columns, strict=True)]
    with whole_file(path, replace=replace) as draft:
        options = _OPTIONS | {"tmpdir": str(draft.parent)}  # what it keeps meanwhile goes with it
        with xlsxwriter.Workbook(str(draft), options) as book:
            head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
            for number, start in enumerate(range(0, max(said.height, 1), MOST_ROWS), 1):
                sheet = book.add_worksheet(str(number))
                _fill(sheet, said.slice(start, MOST_ROWS), titles, widths, head)
    return Written(frame.height, cut)


def _fill(
    sheet: Any, part: pl.DataFrame, titles: Sequence[str], widths: Sequence[float], head: Any
) -> None:
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, part.height, max(len(titles) - 1, 0))
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, head)
    puts = [_putter(sheet, dtype) for dtype in part.dtypes]
    line = 0
    for rows in part.iter_slices(_SLICE):
        for row in rows.iter_rows():
            line += 1
            for place, value in enumerate(row):
                if value is not None:
                    puts[place](line, place, value)


def _putter(sheet: Any, dtype: pl.DataType) -> Callable[[int, int, Any], None]:
    """Return what puts a value of ``dtype`` into a cell of ``sheet`` as what it is."""

    def put_number(line: int, place: int, value: float) -> None:
        if math.isfinite(value):  # a cell knows no other
            sheet.write_number(line, place, value)

    def put_day(line: int, place: int, value: dt.date) -> None:
        if value.year > _FIRST_YEAR:
            sheet.write_datetime(line, place, value)
        else:  # Excel counts days from 1900 and shows no earlier one
            sheet.write_string(line, place, value.isoformat())

    def put_text(line: int, place: int, value: object) -> None:
        sheet.write_string(line, place, str(value))

    if dtype.is_numeric():
        return put_number
    return put_day if dtype.is_temporal() else put_text


def _cut(said: pl.DataFrame, lang: Lang) -> tuple[pl.DataFrame, int]:
    """Return the frame with the texts cut that Excel would cut in silence, and how many."""
    cut = 0
    for name in texts_of(said):
        texts = said[name]
        long = texts.filter(texts.str.len_bytes() > LONGEST_CELL)  # bytes are never fewer
        long = long.filter(long.map_elements(_units, return_dtype=pl.Int64) > LONGEST_CELL)
        if not long.is_empty():
            cut += long.len()
            long = long.unique()
            said = said.with_columns(texts.replace(long, long.map_elements(
                lambda text: _shortened(text, lang), return_dtype=pl.String
            )))  # fmt: skip
    return said, cut


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _shortened(text: str, lang: Lang) -> str:
    mark = _CUT.to(lang, n=len(text))
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - len(mark))]
    return kept.decode("utf-16-le", "ignore") + mark


def _width(title: str, values: pl.Series) -> float:
    """Return how wide a column is in Excel's unit, a digit; a Chinese character takes two.

    Characters and bytes together grow with the cells a text takes, so the longest by them are
    measured.
    """
    texts = values.cast(pl.String).drop_nulls().unique()
    size = texts.str.len_chars() + texts.str.len_bytes()
    longest = texts.gather(size.arg_sort(descending=True).head(_LOOKED_AT))
    most = max((cells(text[: 2 * _WIDEST]) for text in longest), default=0)
    return float(min(max(most, cells(title) + 3) * 1.1 + 1, _WIDEST))


FORMAT = SheetFormat("xlsx", Text("Excel workbook", "Excel 工作簿"), ".xlsx", write)
