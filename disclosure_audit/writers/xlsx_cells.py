"""What a cell of an Excel workbook can hold, and how values are put there as what they are."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

import polars as pl

from disclosure_audit.glyphs import cells
from disclosure_audit.language import Lang, Text
from disclosure_audit.writers.inert import printable
from disclosure_audit.writers.sheet import texts_of

LONGEST_CELL = 32_767
"""Most characters of a cell, counted in UTF-16 as Excel does."""
MOST_ROWS = 1_048_575
"""Most rows below the header of one sheet."""
WIDEST = 60
"""Widest column, in digits."""
OPTIONS = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}
"""Of every workbook: written row by row, and text is never anything but text."""
_FIRST_YEAR = 1900
_LOOKED_AT = 40
"""How many of a column's longest values are measured."""
_NO_XML = "[\ufffe\uffff]"
_CUT = Text("…[cut: {n:,} characters in all]", "…［已截断，原文共 {n:,} 字］")


def fit(frame: pl.DataFrame, lang: Lang) -> tuple[pl.DataFrame, int]:
    """Return the frame with texts that a workbook can hold, and how many cells had to be cut.

    What steers a terminal or is no XML becomes U+FFFD. A text above :data:`LONGEST_CELL`, which
    Excel would cut in silence, ends with how long it was.
    """
    names = texts_of(frame)
    frame = frame.with_columns(printable(names).str.replace_all(_NO_XML, "\ufffd"))
    cut = 0
    for name in names:
        texts = frame[name]
        long = texts.filter(texts.str.len_bytes() > LONGEST_CELL)  # bytes are never fewer
        long = long.filter(long.map_elements(_units, return_dtype=pl.Int64) > LONGEST_CELL)
        if not long.is_empty():
            cut += long.len()
            long = long.unique()
            frame = frame.with_columns(texts.replace(long, long.map_elements(
                lambda text: _shortened(text, lang), return_dtype=pl.String
            )))  # fmt: skip
    return frame, cut


def putter(sheet: Any, dtype: pl.DataType, form: Any = None) -> Callable[[int, int, Any], None]:
    """Return what puts a value of ``dtype`` into a cell of ``sheet`` as what it is.

    ``form`` is the format of the cells.
    """

    def put_number(line: int, place: int, value: float) -> None:
        if math.isfinite(value):  # a cell knows no other
            sheet.write_number(line, place, value, form)

    def put_day(line: int, place: int, value: dt.date) -> None:
        if value.year > _FIRST_YEAR:
            sheet.write_datetime(line, place, value, form)
        else:  # Excel counts days from 1900 and shows no earlier one
            sheet.write_string(line, place, value.isoformat(), form)

    def put_text(line: int, place: int, value: object) -> None:
        sheet.write_string(line, place, str(value), form)

    if dtype.is_numeric():
        return put_number
    return put_day if dtype.is_temporal() else put_text


def width(title: str, values: pl.Series) -> float:
    """Return how wide a column is in Excel's unit, a digit; a Chinese character takes two.

    Characters and bytes together grow with the cells a text takes, so the longest by them are
    measured.
    """
    texts = values.cast(pl.String).drop_nulls().unique()
    size = texts.str.len_chars() + texts.str.len_bytes()
    longest = texts.gather(size.arg_sort(descending=True).head(_LOOKED_AT))
    most = max((cells(text[: 2 * WIDEST]) for text in longest), default=0)
    return float(min(max(most, cells(title) + 3) * 1.1 + 1, WIDEST))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _shortened(text: str, lang: Lang) -> str:
    mark = _CUT.to(lang, n=len(text))
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - len(mark))]
    return kept.decode("utf-16-le", "ignore") + mark
