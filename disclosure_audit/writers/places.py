"""Where a finding's record stands: the file, as an address below the project, and the row in it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import polars as pl

from disclosure_audit.schema.columns import SIDES, Side


@dataclass(frozen=True, slots=True)
class Place:
    """A place of one record."""

    side: Side
    path: str
    """Relative, with ``/``, never upwards and never from the root."""
    row: int | None
    """Data row in the file or sheet, counted from 1; the header does not count. ``None`` for a file
    that belongs to no record."""
    line: int
    """Line of the file or row of the sheet, from 1: where an editor or a spreadsheet shows it. Of a
    source that has neither the data row, of a file that belongs to no record 1."""
    source: str
    """The file's name, with ``[sheet]`` where there are several."""

    @property
    def uri(self) -> str:
        """The path as a URI reference (RFC 3986)."""
        return uri_of(self.path)


class Places:
    """Finds the places of findings from what ``run.json`` says of the inputs.

    ``lines`` holds the rows with which the lines of a file are counted anew (``lines`` of a run).
    """

    def __init__(self, inputs: Mapping[str, Any], lines: pl.DataFrame | None = None) -> None:
        self._sources = {side: list(inputs.get(side, ())) for side in SIDES}
        self._firsts = {side: _firsts(sources) for side, sources in self._sources.items()}
        self._counts = {side: _counts(lines, side) for side in SIDES}

    def of(self, finding: Mapping[str, Any]) -> list[Place]:
        """Return the places of a finding, that of the side it is told of first; never empty."""
        own: Side = finding["side"] or "catalog"
        sides = sorted(SIDES, key=lambda side: side != own)
        found = [
            self._at(side, finding[f"{side}_row"])
            for side in sides
            if finding[f"{side}_row"] is not None
        ]
        if found:
            return found
        name = finding["record_id"] or own
        return [Place(own, relative(name), None, 1, name)]

    def _at(self, side: Side, row: int) -> Place:
        sources = self._sources[side]
        if not sources:
            return Place(side, side, row + 1, row + 1, side)
        at = max(bisect_right(self._firsts[side], row) - 1, 0)
        source, first = sources[at], self._firsts[side][at]
        below = row - first
        return Place(
            side, path_of(source), below + 1, self._line(side, source, first, row), source["name"]
        )

    def _line(self, side: Side, source: Mapping[str, Any], first: int, row: int) -> int:
        rows, lines = self._counts[side]
        at = bisect_right(rows, row) - 1
        if at >= 0 and rows[at] >= first:
            return lines[at] + row - rows[at]
        return (source.get("first_line") or 1) + row - first


def path_of(source: Mapping[str, Any]) -> str:
    """Return the relative path of an input; of what has none (a database), its name."""
    return relative(source["path"] or source["name"])


def relative(path: str) -> str:
    """Return ``path`` with ``/``; of one from the root or upwards only the file's name.

    Papers travel: the folders of the machine that they were made on are nobody's business.
    """
    path = path.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    is_below = not path.startswith("/") and ".." not in parts and ":" not in "".join(parts[:1])
    kept = parts if is_below else [part for part in parts if part != ".."][-1:]
    return "/".join(kept) or "unnamed"


def uri_of(path: str) -> str:
    """Return a relative path as a URI reference; whatever is no plain character is escaped."""
    return quote(path, safe="/", errors="replace")


def _firsts(sources: list[Mapping[str, Any]]) -> list[int]:
    """Return the row with which each source begins; rows run on, blank ones counted."""
    firsts, row = [], 0
    for source in sources:
        firsts.append(row)
        row += source["rows"] + source.get("blank_rows", 0)
    return firsts


def _counts(lines: pl.DataFrame | None, side: Side) -> tuple[array[int], array[int]]:
    """Return rows and their lines where a new count begins, both rising; there may be a million."""
    if lines is None:
        return array("L"), array("L")
    found = lines.filter(pl.col("side") == side).sort("row")
    return array("L", found["row"]), array("L", found["line"])
