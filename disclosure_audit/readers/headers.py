"""Where the header stands and what its columns are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.readers.cell_text import BLANKS
from disclosure_audit.readers.request import FindHeader

HEAD_ROWS = 50
"""How many of the first rows are looked at for the header."""

_NUMBER_OR_DATE = re.compile(r"[\d\s.,%:/年月日+-]+", re.ASCII)
_PATTERN = re.compile(r"\*|\^.*\$", re.DOTALL)
_LINE_BREAK = re.compile(r"\s*[\r\n]+\s*")
_INNER_SPACE = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")


def locate_header(
    rows: Sequence[Sequence[str]], find_header: FindHeader | None, header_row: int | None
) -> int:
    """Return the 0-based header row: as told, else as ``find_header`` says, else by structure.

    Raises:
        InputError: ``header_row`` lies below the last row, or every row is blank.
    """
    if header_row is not None:
        if header_row > len(rows):
            raise InputError(
                Text("row {row} does not exist", "不存在第 {row} 行").fill(row=header_row),
                Text("correct reading.header_row", "请修改 reading.header_row"),
            )
        return header_row - 1
    head = [[cell.strip(BLANKS) for cell in row] for row in rows[:HEAD_ROWS]]
    if find_header and (found := find_header(head)) is not None:
        return found
    return guess_header(head)


def guess_header(rows: Sequence[Sequence[str]]) -> int:
    """Return the first row that is filled like the table and reads like names, not like values.

    Titles and notes above a table fill fewer cells than the table does, and most header cells are
    neither numbers nor dates. A stray row with more cells than most does not count for more.
    """
    filled = [[cell for cell in row if cell] for row in rows]
    lengths = Counter(len(row) for row, cells in zip(rows, filled, strict=True) if cells)
    if not lengths:
        raise InputError(
            Text("the input is empty", "输入为空"),
            Text("give a table with a header row", "请提供带表头的表格"),
        )
    usual = max(lengths, key=lambda length: (lengths[length], length))
    widest = max(min(len(cells), usual) for cells in filled)
    enough = min(widest, max(2, round(0.6 * widest)))
    full = [index for index, cells in enumerate(filled) if len(cells) >= enough]
    named = (index for index in full if _reads_like_names(filled[index]))
    return next(named, full[0])


def _reads_like_names(cells: list[str]) -> bool:
    values = sum(1 for cell in cells if _NUMBER_OR_DATE.fullmatch(cell) or len(cell) > 60)
    return values * 3 <= len(cells)


def clean_header(cell: str) -> str:
    """Return a header cell without line breaks and outer blanks."""
    return _INNER_SPACE.sub("", _LINE_BREAK.sub(" ", cell.strip(BLANKS)))


def name_columns(headers: Iterable[str], reserved: Iterable[str] = ()) -> list[str]:
    """Return one distinct name per column.

    An empty header becomes ``column_3`` (its 1-based position); the second of two equal headers
    becomes ``标题_2``. ``reserved`` names are treated as taken. A name that Polars would read as a
    pattern (``*``, ``^...$``) gets a final ``_``, so that ``pl.col`` of it means that column.
    """
    wanted = [clean_header(h) or f"column_{n}" for n, h in enumerate(headers, start=1)]
    wanted = [f"{name}_" if _PATTERN.fullmatch(name) else name for name in wanted]
    taken = set(reserved)
    names: list[str] = []
    for name in wanted:
        free, count = name, 2
        while free in taken or (free != name and free in wanted):
            free, count = f"{name}_{count}", count + 1
        taken.add(free)
        names.append(free)
    return names
