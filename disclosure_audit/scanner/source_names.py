"""Blots secrets out of the names of files and sheets that records and rejected rows come from."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from disclosure_audit.scanner.masking import blot


def mask_sources(frame: pl.DataFrame, terms: Sequence[str] = ()) -> pl.DataFrame:
    """Return ``frame`` with the secrets in its column ``source`` (String) blotted out."""
    names = frame["source"].unique().drop_nulls()
    shown = [blot(name, terms) for name in names]
    return frame.with_columns(pl.col("source").replace(names, pl.Series(shown, dtype=pl.String)))
