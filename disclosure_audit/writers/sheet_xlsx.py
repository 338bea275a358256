"""A list as an Excel workbook in which text stays text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import xlsxwriter

from disclosure_audit.language import Lang, Text
from disclosure_audit.writers.sheet import SheetFormat, Written, in_words, titles_of
from disclosure_audit.writers.whole_file import whole_file
from disclosure_audit.writers.xlsx_cells import (
    LONGEST_CELL,
    MOST_ROWS,
    OPTIONS,
    fit,
    putter,
    width,
)

if TYPE_CHECKING:
    from disclosure_audit.review.sheets import Column

__all__ = ["FORMAT", "LONGEST_CELL", "MOST_ROWS", "write"]

_SLICE = 20_000


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
    said, cut = fit(said, lang)
    titles = titles_of(columns, lang)
    widths = [width(title, said[c.name]) for title, c in zip(titles, columns, strict=True)]
    with whole_file(path, replace=replace) as draft:
        options = OPTIONS | {"tmpdir": str(draft.parent)}  # what it keeps meanwhile goes with it
        with xlsxwriter.Workbook(str(draft), options) as book:
            head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
            for number, start in enumerate(range(0, max(said.height, 1), MOST_ROWS), 1):
                sheet = book.add_worksheet(str(number))
                _fill(sheet, said.slice(start, MOST_ROWS), titles, widths, head)
    return Written(frame.height, cut)


def _fill(
    sheet: Any, part: pl.DataFrame, titles: Sequence[str], widths: Sequence[float], head: Any
) -> None:
    for place, wide in enumerate(widths):
        sheet.set_column(place, place, wide)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, part.height, max(len(titles) - 1, 0))
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, head)
    puts = [putter(sheet, dtype) for dtype in part.dtypes]
    line = 0
    for rows in part.iter_slices(_SLICE):
        for row in rows.iter_rows():
            line += 1
            for place, value in enumerate(row):
                if value is not None:
                    puts[place](line, place, value)


FORMAT = SheetFormat("xlsx", Text("Excel workbook", "Excel 工作簿"), ".xlsx", write)
