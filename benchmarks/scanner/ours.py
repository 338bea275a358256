"""This project's scanner, asked as a scan of records asks it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from benchmarks.scanner.spans import KINDS, spans_of
from disclosure_audit.config import Scanner
from disclosure_audit.scanner.scan import (
    Detectors,
    make_detectors,
    scan_records,
    scan_texts,
)
from disclosure_audit.spans import FULL_TEXT

AS_OF = dt.date(2024, 12, 31)
_SORTS = {kind: kind for kind in KINDS} | {"resident_id_15": "resident_id"}


def bundled_detectors() -> Detectors:
    """Return the detectors of the default settings.

    The fingerprint of a value is the value itself: the texts are made up or public, and digits must
    be compared.
    """
    return make_detectors(Scanner(), str, AS_OF)


def scan_cells(
    texts: Sequence[str] | pl.Series, detectors: Detectors, field: str = "title"
) -> pl.DataFrame:
    """Return the hits in a catalog whose column ``field`` holds ``texts``; ``row`` is the place.

    ``FULL_TEXT`` stands for the documents themselves.

    """
    records = pl.DataFrame({field: texts}, schema_overrides={field: pl.String})
    records = records.with_row_index("row").with_columns(
        pl.lit(None, dtype=pl.Date).alias("issued_on"), pl.lit(None, dtype=pl.String).alias("file")
    )
    if field == FULL_TEXT:
        files = records.rename({field: "text"})
        made = records.select("row", "issued_on")
        return scan_texts(files, made, "catalog", detectors)
    return scan_records(records, None, "catalog", detectors)


def identifiers_in(hits: pl.DataFrame) -> pl.DataFrame:
    """Return the kept identifiers of the compared kinds as ``benchmarks.scanner.spans.SPANS``."""
    kept = hits.filter(
        pl.col("kind") == "identifier", pl.col("dropped").is_null(), pl.col("what").is_in(list(_SORTS))
    )  # fmt: skip
    chosen = kept.select("row", "start", "end", "what", "token")
    return spans_of(
        (row, start, end, _SORTS[what], value or "")
        for row, start, end, what, value in chosen.iter_rows()
    )
