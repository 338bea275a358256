"""In which line of a TOML file its terms and their keys stand; the parser does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEAD = re.compile(r"^\s*\[\[\s*[\"']?term[\"']?\s*\]\]")
_TABLE = re.compile(r"^\s*\[")


def lines_of_terms(text: str, count: int) -> list[int | None]:
    """Return the line (from 1) of each ``[[term]]``.

    All are ``None`` where the file has another number of such lines than ``count``: the terms are
    written otherwise, or the words stand inside a longer text.
    """
    found: list[int | None] = [
        number for number, line in enumerate(text.splitlines(), 1) if _HEAD.match(line)
    ]
    return found if len(found) == count else [None] * count


def line_of_key(text: str, start: int | None, key: str) -> int | None:
    """Return the line of ``key`` in the table that begins in line ``start``, else ``start``."""
    if start is None:
        return None
    lines: Sequence[str] = text.splitlines()
    pattern = re.compile(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*=")
    for number in range(start, len(lines)):
        if _TABLE.match(lines[number]):
            break
        if pattern.match(lines[number]):
            return number + 1
    return start
