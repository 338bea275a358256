"""Blots out, in the records, what the scanner found secret."""

from __future__ import annotations

import polars as pl

from disclosure_audit.scanner.mark_shapes import blot

_REWRITTEN = {"doc_number": ("number_correction",)}
"""Columns made from a scanned one that a finding can show."""


def secrets_of(hits: pl.DataFrame) -> pl.DataFrame:
    """Return the hits that are masked wherever they are shown."""
    return hits.filter(pl.col("secret"), pl.col("dropped").is_null())


def redact(records: pl.DataFrame, hits: pl.DataFrame) -> pl.DataFrame:
    """Return ``records`` of one side with every secret hit blotted out, character by character.

    ``hits`` (schema ``HITS``) are those of the side. What was made from a cell with a hit and can be
    shown (a corrected number) becomes null.
    """
    secret = secrets_of(hits).filter(pl.col("file").is_null(), pl.col("row").is_not_null())
    for field in secret["field"].unique(maintain_order=True):
        if field not in records.columns:  # a column that no finding shows
            continue
        spans: dict[int, list[tuple[int, int]]] = {}
        chosen = secret.filter(pl.col("field") == field)
        for row, start, end in chosen.select("row", "start", "end").iter_rows():
            spans.setdefault(row, []).append((start, end))
        rows = pl.Series("row", list(spans), dtype=pl.UInt32)
        hit = pl.col("row").is_in(rows.implode())
        texts = dict(records.filter(hit).select("row", field).iter_rows())
        masked = pl.Series([blot(texts[row], spans[row]) for row in spans], dtype=pl.String)
        rewritten = [name for name in _REWRITTEN.get(field, ()) if name in records.columns]
        records = records.with_columns(
            pl.coalesce(pl.col("row").replace_strict(rows, masked, default=None), field).alias(
                field
            ),
            *(pl.when(~hit).then(name).alias(name) for name in rewritten),
        )
    return records
