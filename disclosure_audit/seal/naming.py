"""How records are called in what a person reads: with their secrets masked."""

from __future__ import annotations

import datetime as dt

import polars as pl

from disclosure_audit.audit import masked
from disclosure_audit.config import Config
from disclosure_audit.scanner.scan import make_detectors, scan_records
from disclosure_audit.scanner.secret_terms import secret_terms
from disclosure_audit.seal.sheet import Sheet

NAMES: tuple[str, ...] = ("record_id", "title", "doc_number", "index_number")
"""What a record is called by, all String; null where the list has no such column."""
_LONG_AGO = dt.date(1949, 1, 1)
"""On which no mark of secrecy has run out: no clock decides what is masked."""


def name_records(sheet: Sheet, rows: pl.Series, config: Config) -> pl.DataFrame:
    """Return ``row`` and :data:`NAMES` of these records, masked as a scan masks them."""
    cells = sheet.cells.filter(pl.col("row").is_in(rows.cast(pl.UInt32).implode()))
    records = cells.select(
        "row",
        pl.lit("").alias("source"),
        pl.lit(None, dtype=pl.Date).alias("issued_on"),
        *(
            pl.col(name) if name in cells.columns else pl.lit(None, dtype=pl.String).alias(name)
            for name in NAMES
        ),
    )
    if records.is_empty() or config.reveal:
        return records.select("row", *NAMES)
    detectors = make_detectors(config.scanner, str, _LONG_AGO)
    hits = scan_records(records, None, "catalog", detectors)
    terms = secret_terms(config.scanner)
    return masked(records, hits, "catalog", config, terms).select("row", *NAMES)
