"""A list as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.writers.inert import inert
from disclosure_audit.writers.sheet import SheetFormat, Written, in_words, texts_of, titles_of
from disclosure_audit.writers.whole_file import whole_file

if TYPE_CHECKING:
    from disclosure_audit.review.sheets import Column


def write(
    path: Path,
    frame: pl.DataFrame,
    columns: Sequence[Column],
    lang: Lang,
    *,
    replace: bool = False,
) -> Written:
    """Write UTF-8 with line feeds; a text cell that would be computed gets a leading ``'``."""
    with whole_file(path, replace=replace) as draft, draft.open("xb") as file:
        _put(file, frame, columns, lang)
    return Written(frame.height)


def write_marked(
    path: Path,
    frame: pl.DataFrame,
    columns: Sequence[Column],
    lang: Lang,
    *,
    replace: bool = False,
) -> Written:
    """Write the same with a byte order mark, without which Excel takes UTF-8 for a local code."""
    with whole_file(path, replace=replace) as draft, draft.open("xb") as file:
        file.write(codecs.BOM_UTF8)
        _put(file, frame, columns, lang)
    return Written(frame.height)


def _put(file: BinaryIO, frame: pl.DataFrame, columns: Sequence[Column], lang: Lang) -> None:
    """Write the titles apart from the rows: two columns may have the same title."""
    titles = pl.DataFrame(
        [titles_of(columns, lang)], schema=[c.name for c in columns], orient="row"
    )
    said = in_words(frame, columns, lang)
    for part in (titles, said):
        part.with_columns(inert(texts_of(part))).write_csv(file, include_header=False)


FORMAT = SheetFormat("csv", Text("CSV (UTF-8)", "CSV（UTF-8）"), ".csv", write)
MARKED = SheetFormat(
    "csv-excel", Text("CSV for Excel (with a byte order mark)", "CSV（带 BOM，供 Excel 打开）"), ".csv", write_marked
)  # fmt: skip
