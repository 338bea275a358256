"""Records of delimited text, one by one, forgiving about quotation marks.

A cell is quoted only if its closing mark stands right before a delimiter or the end of the line;
every other mark is text, as in ``关于"十四五"规划``. So a mark that is never closed costs its
own row, not the rest of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """Cells as they stood; ``line`` is the 1-based line the record begins on."""

    line: int
    cells: list[str]
    reason: str | None = None


def split_records(
    text: str, delimiter: str, *, line: int = 1, width: int | None = None
) -> Iterator[Record]:
    """Yield the records of ``text`` from line ``line`` on; a blank line is a record of one cell.

    With ``width``, the number of columns, a quoted cell that spans whole lines of the table's own
    shape is taken for an unclosed mark.
    """
    mark = re.escape(delimiter)
    blanks = "[ ]" if delimiter == "\t" else "[ \t]"
    quoted = re.compile(rf'{blanks}*+"([^"]*+(?:""[^"]*+)*+)"{blanks}*+(?={mark}|\r?\n|\r?\Z)')
    plain = re.compile(rf"[^{mark}\n]*+")
    at, number = _start_of_line(text, line), line
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text.find('"', at, end) < 0:
            yield Record(number, text[at:end].split(delimiter))
            at, number = end + 1, number + 1
            continue
        cells, reason, after = _split_quoted(text, at, delimiter, quoted, plain, width)
        yield Record(number, cells, reason)
        number += text.count("\n", at, after)
        at = after


def _split_quoted(
    text: str,
    at: int,
    delimiter: str,
    quoted: re.Pattern[str],
    plain: re.Pattern[str],
    width: int | None,
) -> tuple[list[str], str | None, int]:
    cells: list[str] = []
    reason = None
    while True:
        found = quoted.match(text, at)
        if found and not swallows_rows(found[1], delimiter, width):
            cells.append(found[1].replace('""', '"'))
        else:
            found = plain.match(text, at)
            assert found is not None
            cells.append(found[0])
            if found[0].lstrip().startswith('"') and found[0].count('"') % 2:
                reason = "unclosed_quote"
        at = found.end()
        if text.startswith(delimiter, at):
            at += 1
            continue
        if text.startswith("\r", at):
            at += 1
        return cells, reason, at + 1


def swallows_rows(cell: str, delimiter: str, width: int | None) -> bool:
    """Say whether a quoted cell holds at least two lines that look like rows of the table."""
    if width is None or width < 3 or cell.count("\n") < 3:
        return False
    inner = cell.split("\n")[1:-1]
    rows = sum(1 for line in inner if line.count(delimiter) == width - 1)
    return rows >= 2 and rows * 2 >= len(inner)


def _start_of_line(text: str, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
        if at == 0:
            return len(text)
    return at
