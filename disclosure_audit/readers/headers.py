"""Where the header stands and what its columns are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.readers.cell_text import BLANKS
from disclosure_audit.readers.request import FindHeader
from disclosure_audit.schema.heading import is_generic, stack_headers

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


def read_header(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    """Return one header cell per column where row ``at`` is the header's lowest line.

    The lines above it that belong to it count too, as :func:`join_stacks` says.
    """
    head = [[clean_header(cell) for cell in row] for row in rows[: at + 1]]
    return join_stacks(stack_headers(head, at))


def join_stacks(stacks: Sequence[Sequence[str]]) -> list[str]:
    """Return one header cell per column from its lines, the upper one first: the lowest.

    The headings above are put in front where the lowest alone leaves two columns with one name, or
    says nothing by itself (时间 under 发布情况).
    """
    lowest = [stack[-1] if stack else "" for stack in stacks]
    return [
        _join(stack) if name and (lowest.count(name) > 1 or is_generic(name)) else name
        for name, stack in zip(lowest, stacks, strict=True)
    ]


def _join(stack: Sequence[str]) -> str:
    text = stack[0]
    for word in stack[1:]:
        text += (" " if text[-1].isascii() and word[0].isascii() else "") + word
    return text


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
