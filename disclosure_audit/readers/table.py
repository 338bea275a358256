"""What every reader returns: cells as they stood, and the rows that could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

ROW, SOURCE = "__row__", "__source__"
"""Names of the two columns that a reader adds to the file's own."""

REJECTS: dict[str, type[pl.DataType]] = {
    "row": pl.UInt32,
    "source": pl.String,
    "line": pl.UInt32,
    "reason": pl.String,
}
"""Schema of the rejected rows. ``line`` is the 1-based line or sheet row; ``reason`` is a code
of :data:`REASONS` and holds no text of the record."""


LINES: dict[str, type[pl.DataType]] = {"row": pl.UInt32, "line": pl.UInt32}
"""Schema of what must be known to tell the 1-based line of every row: the rows with which a new count
begins, because a cell before them held line breaks. From there on each row is one line further;
before the first of them, from ``first_line`` of the source on."""


def no_lines() -> pl.DataFrame:
    """Return the lines of a list in which each row is one line below the row before."""
    return pl.DataFrame(schema=LINES)


@dataclass(frozen=True, slots=True)
class Source:
    """One file, sheet or table that was read."""

    name: str
    """What ``source`` of a record says: the file's name, with ``[sheet]`` where there are several."""
    path: str | None
    """Path as it was given; ``None`` for a frame or a database."""
    sha256: str | None
    size: int | None
    """Size in bytes."""
    kind: str
    """``csv``, ``spreadsheet``, ``parquet``, ``json``, ``ndjson``, ``database`` or ``frame``."""
    encoding: str | None
    rows: int
    """Data rows read, rejects included, blank rows not."""
    blank_rows: int = 0
    headers: tuple[str, ...] = ()
    """Its own column names, in its order."""
    channel: str | None = None
    """What its catalog was called, where several were given by name."""
    first_line: int | None = None
    """Line of the file, or row of the sheet, in which row 0 stands, from 1; ``None`` where there are
    neither lines nor sheet rows."""
    rejected: int | None = None
    """How many of the rows could not be read."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sheet that was left out, and why: a code of :data:`~.reasons.SKIPPED`."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """One list as it was read.

    ``frame`` holds the file's columns in their order, every cell text (``null`` where empty),
    and ``__row__`` (UInt32) and ``__source__`` (String). ``__row__`` counts the physical rows
    below the header from 0, blank ones included, and runs on over several files.
    """

    frame: pl.DataFrame
    rejects: pl.DataFrame
    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...] = ()
    """Sheets and tables of the input that were not read."""
    lines: pl.DataFrame = field(default_factory=no_lines)
    """Schema :data:`LINES`."""

    @property
    def headers(self) -> list[str]:
        """The file's own column names, in the file's order."""
        return [name for name in self.frame.columns if name not in (ROW, SOURCE)]
