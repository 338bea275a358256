"""Cells of delimited text as a frame: by Polars where the text is regular, else record by record."""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import islice

import polars as pl

from disclosure_audit.readers.cell_text import BLANKS
from disclosure_audit.readers.csv_dialect import quoting
from disclosure_audit.readers.csv_records import Record, split_records, swallows_rows
from disclosure_audit.readers.parts import LINE, REASON

SPARE = 16
"""Columns beyond the header's that the fast way can hold; a ragged file rarely needs more."""
_BATCH = 50_000


def read_cells(data: bytes, delimiter: str, width: int, first_line: int) -> pl.DataFrame:
    """Return the records of ``data`` from line ``first_line`` on, one row per physical row.

    Columns ``c0``, ``c1`` ... (at least ``width``), text as it stood, and ``__line__`` and
    ``__reason__`` where the reader knows more than the row number says.
    """
    if len(delimiter.encode()) == 1:
        style = quoting(data, _offset(data, first_line), delimiter)
        if style != "irregular":
            cells = _read_regular(data, delimiter, width, first_line, quoted=style == "regular")
            if cells is not None:
                return cells
    return _read_leniently(data, delimiter, width, first_line)


def _offset(data: bytes, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = data.find(b"\n", at) + 1
        if at == 0:
            return len(data)
    return at


def _read_regular(
    data: bytes, delimiter: str, width: int, first_line: int, *, quoted: bool
) -> pl.DataFrame | None:
    if _offset(data, first_line) >= len(data):
        return pl.DataFrame(schema=_schema(width))
    for columns in (width, width + SPARE):
        try:
            cells = pl.read_csv(
                io.BytesIO(data),
                has_header=False,
                schema=_schema(columns),
                missing_columns="insert",
                separator=delimiter,
                quote_char='"' if quoted else None,
                skip_lines=first_line - 1,
            )
        except pl.exceptions.PolarsError:
            continue
        return _with_lines(cells, delimiter, width, first_line) if quoted else cells
    return None


def _with_lines(
    cells: pl.DataFrame, delimiter: str, width: int, first_line: int
) -> pl.DataFrame | None:
    """Add the line numbers if cells hold line breaks; ``None`` if one swallowed other rows."""
    breaks = cells.select(
        pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True).fill_null(0)).alias("n")
    )["n"]
    if not breaks.sum():
        return cells
    for name in cells.columns:
        long = cells[name].filter(cells[name].str.count_matches("\n", literal=True) >= 3)
        if any(swallows_rows(cell, delimiter, width) for cell in long):
            return None
    before = breaks.cum_sum().shift(1, fill_value=0).cast(pl.Int64)
    at = pl.int_range(pl.len(), dtype=pl.Int64) + first_line
    return cells.with_columns((at + before).cast(pl.UInt32).alias(LINE))


def _read_leniently(data: bytes, delimiter: str, width: int, first_line: int) -> pl.DataFrame:
    text = data.decode("utf-8", "replace")
    records = split_records(text, delimiter, line=first_line, width=width)
    frames = [_batch_frame([], width)]
    while batch := list(islice(records, _BATCH)):
        frames.append(_batch_frame(batch, width))
    return pl.concat(frames)


def _batch_frame(batch: list[Record], width: int) -> pl.DataFrame:
    rows = [_fit(record.cells, width) for record in batch]
    columns = {f"c{i}": [row[i] for row in rows] for i in range(width)}
    reasons = [_reason(record, width) for record in batch]
    lines = [record.line for record in batch]
    return pl.DataFrame(
        {**columns, REASON: reasons, LINE: lines},
        schema={**_schema(width), REASON: pl.String, LINE: pl.UInt32},
    )


def _fit(cells: list[str], width: int) -> list[str | None]:
    return [*cells[:width], *([None] * (width - len(cells)))]


def _reason(record: Record, width: int) -> str | None:
    if record.reason:
        return record.reason
    beyond: Iterable[str] = record.cells[width:]
    return "too_many_cells" if any(cell.strip(BLANKS) for cell in beyond) else None


def _schema(width: int) -> dict[str, type[pl.DataType]]:
    return {f"c{i}": pl.String for i in range(width)}
