"""What a reader is asked for, and what it hands back before the parts become one list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from disclosure_audit.config import Limits, Reading
from disclosure_audit.readers.table import Skipped, Source

FindHeader = Callable[[list[list[str]]], int | None]
"""Given the first rows, says which is the header (0-based), or ``None`` if it knows none."""


@dataclass(frozen=True, slots=True)
class Request:
    """One file to read. ``name`` is what its records' ``source`` will say."""

    path: Path
    name: str
    limits: Limits
    reading: Reading
    sheets: tuple[str, ...] = ()
    find_header: FindHeader | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One file, sheet or table after reading: ``frame`` and ``rejects`` as in ``Table``."""

    frame: pl.DataFrame
    rejects: pl.DataFrame
    source: Source
    span: int
    """Physical rows below the header up to the last that is not blank."""
    lines: pl.DataFrame
    """As in ``Table``."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What one input gave."""

    parts: list[Part]
    skipped: list[Skipped] = field(default_factory=list)
