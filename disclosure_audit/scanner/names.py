"""Blots secrets out of names: files and sheets that records come from, headers of columns."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from disclosure_audit.scanner.masking import blot


def mask_names(
    frame: pl.DataFrame, columns: Sequence[str], terms: Sequence[str] = ()
) -> pl.DataFrame:
    """Return ``frame`` with the secrets in these columns of names (String) blotted out.

    Each distinct name is looked at once.
    """
    for column in columns:
        names = frame[column].unique().drop_nulls()
        shown = pl.Series([blot(name, terms) for name in names], dtype=pl.String)
        frame = frame.with_columns(pl.col(column).replace(names, shown))
    return frame
