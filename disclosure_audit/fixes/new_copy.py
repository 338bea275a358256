"""A copy of a list as another kind of file: its header and rows, cells as they were read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl

from disclosure_audit.fixes import refusals
from disclosure_audit.fixes.csv_copy import MARKS
from disclosure_audit.language import Text
from disclosure_audit.writers.xlsx_cells import LONGEST_CELL, MOST_ROWS, OPTIONS

COMPUTED = r"^[=+\-@\t\r＝＋－＠]."
"""How a cell begins that a spreadsheet would compute; a sign alone is a sign."""
_BATCH = 50_000
_NO_TIME = dt.datetime(1980, 1, 1)
"""A workbook must say when it was made; two copies of one list are equal, so none does."""
_PLAIN = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}


def write_csv(frame: pl.DataFrame, draft: Path, name: str, encoding: str | None) -> None:
    """Write ``frame`` (text columns) as CSV, UTF-8 with a byte order mark unless asked otherwise.

    Raises ``UsageError`` if a cell is one that a spreadsheet computes: in a workbook it was text, in
    CSV it would be run, and to mark it would be to change it; or if the encoding cannot hold it.
    """
    if frame.select(pl.any_horizontal(pl.all().str.contains(COMPUTED)).any()).item():
        why = Text(
            "a cell begins like a formula, which a CSV file cannot keep harmless",
            "有单元格以公式符号开头，在 CSV 中无法确保不被执行",
        )
        raise refusals.cannot_be_converted(name, why)
    encoding = encoding or "utf-8-sig"
    with draft.open("xb") as file:
        file.write(MARKS.get(encoding, b""))
        head = pl.DataFrame([frame.columns], schema=frame.schema, orient="row")
        for part in (head, *frame.iter_slices(_BATCH)):
            try:
                text = part.write_csv(include_header=False)
                file.write(text.encode(_PLAIN.get(encoding, encoding)))
            except UnicodeEncodeError as error:
                raise refusals.not_encodable(encoding) from error


def write_xlsx(frame: pl.DataFrame, draft: Path, name: str, encoding: str | None) -> None:
    """Write ``frame`` (text columns) as a workbook of one sheet, every cell text.

    ``encoding`` says nothing here. Raises ``UsageError`` for a list that no sheet can hold.
    """
    import xlsxwriter

    del encoding
    longest = frame.select(pl.max_horizontal(pl.all().str.len_chars().max())).item() or 0
    if frame.height > MOST_ROWS or longest > LONGEST_CELL // 2:
        why = Text(
            "a sheet cannot hold so many rows, or so long a cell", "行数或单元格长度超出工作表上限"
        )
        raise refusals.cannot_be_converted(name, why)
    with xlsxwriter.Workbook(str(draft), OPTIONS) as book:
        book.set_properties({"created": _NO_TIME})
        sheet = book.add_worksheet()
        for place, header in enumerate(frame.columns):
            sheet.write_string(0, place, header)
        for line, row in enumerate(frame.iter_rows(), start=1):
            for place, cell in enumerate(row):
                if cell is not None:
                    sheet.write_string(line, place, cell)


WRITERS: dict[str, Callable[[pl.DataFrame, Path, str, str | None], None]] = {
    ".csv": write_csv,
    ".xlsx": write_xlsx,
}
"""What writes a copy, by the ending of its name."""
