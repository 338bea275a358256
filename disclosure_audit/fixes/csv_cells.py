"""Where the cells of one record of delimited text begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from disclosure_audit.readers.csv_records import swallows_rows


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its place in the text of its record, what it says, whether it is quoted."""

    start: int
    end: int
    value: str
    is_quoted: bool


def cut_cells(record: str, delimiter: str, width: int) -> list[Cell]:
    """Return the cells of the first record of ``record``, quoted as the reader takes them.

    The end of the line is no part of the last cell.
    """
    quoted, plain = _patterns(delimiter)
    cells: list[Cell] = []
    at = 0
    while True:
        found = quoted.match(record, at)
        if found and not swallows_rows(found[1], delimiter, width):
            cells.append(Cell(at, found.end(), found[1].replace('""', '"'), is_quoted=True))
        else:
            found = plain.match(record, at)
            assert found is not None  # it matches the empty text too
            end = found.end()
            if record[end : end + 1] != delimiter and record[at:end].endswith("\r"):
                end -= 1
            cells.append(Cell(at, end, record[at:end], is_quoted=False))
        if not record.startswith(delimiter, found.end()):
            return cells
        at = found.end() + 1


def cell_text(value: str, delimiter: str, *, quote: bool) -> str:
    """Return ``value`` as a cell, in quotation marks if asked for or needed."""
    if quote or delimiter in value or any(sign in value for sign in '"\r\n'):
        return '"' + value.replace('"', '""') + '"'
    return value


@lru_cache(maxsize=8)
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    mark = re.escape(delimiter)
    blanks = "[ ]" if delimiter == "\t" else "[ \t]"
    return (
        re.compile(rf'{blanks}*+"([^"]*+(?:""[^"]*+)*+)"{blanks}*+(?={mark}|\r?\n|\r?\Z)'),
        re.compile(rf"[^{mark}\n]*+"),
    )
