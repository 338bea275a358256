"""Timeliness as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import polars as pl

from disclosure_audit.writers.inert import inert
from disclosure_audit.writers.timeliness import Timeliness


def write(found: Timeliness) -> str:
    """Return one line per group with the columns of ``SUMMARY``."""
    return _csv(found.groups)


def write_due_soon(found: Timeliness) -> str:
    """Return one line per document that is due soon, with the columns of ``DUE_SOON``."""
    return _csv(found.due_soon)


def _csv(frame: pl.DataFrame) -> str:
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    return frame.with_columns(inert(texts)).write_csv()
