"""What is told of a run's timeliness, in whatever format."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import polars as pl

from disclosure_audit.time_limits.summary import By

DUE_SOON: dict[str, pl.DataType | type[pl.DataType]] = {
    "due_on": pl.Date,
    "days_left": pl.Int32,
    "owner": pl.String,
    "record_id": pl.String,
    "doc_number": pl.String,
    "title": pl.String,
    "issued_on": pl.Date,
    "register_row": pl.UInt32,
}
"""Columns of the documents that are due soon; ``days_left`` in working days, rows from 0."""


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How timely a run's documents were published."""

    by: By
    as_of: dt.date
    groups: pl.DataFrame = field(repr=False)
    """One row per group (:data:`disclosure_audit.time_limits.summary.SUMMARY`)."""
    total: pl.DataFrame = field(repr=False)
    """The same of all records, one row."""
    due_soon: pl.DataFrame = field(repr=False)
    """What is due soon (``DUE_SOON``), the most urgent first. Its texts are masked."""
