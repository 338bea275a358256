"""What every reader returns: cells as they stood, and the rows that could not be read."""

from __future__ import annotations

from dataclasses import dataclass

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

    @property
    def headers(self) -> list[str]:
        """The file's own column names, in the file's order."""
        return [name for name in self.frame.columns if name not in (ROW, SOURCE)]
