"""The list of changes beside a corrected copy: a paper, masked and safe to open."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import BinaryIO

import polars as pl

from disclosure_audit.glyphs import visible
from disclosure_audit.writers.inert import inert
from disclosure_audit.writers.whole_file import whole_file

COLUMNS: dict[str, str] = {
    "side": "side",
    "record_id": "record_id",
    "row": "row",
    "column": "column",
    "header": "shown_header",
    "before": "shown_before",
    "after": "shown_after",
    "rule": "rule",
    "finding_id": "finding_id",
}
"""Columns of the file, and what of a change they hold."""
_TEXTS = [name for name in COLUMNS if name != "row"]
_BATCH = 50_000


def shown(changes: pl.DataFrame) -> pl.DataFrame:
    """Return the changes (schema ``CHANGES``) as they may be shown: the columns of :data:`COLUMNS`.

    Secrets are masked, hidden characters spelled out (``<U+200B>``).
    """
    told = changes.select(pl.col(held).alias(name) for name, held in COLUMNS.items())
    spelled = ["record_id", "header", "before", "after"]
    return told.with_columns(
        pl.when(pl.col(name).str.contains(r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]"))
        .then(pl.col(name).map_elements(visible, return_dtype=pl.String))
        .otherwise(name)
        .alias(name)
        for name in spelled
    )


def write_changes(path: Path, changes: pl.DataFrame, *, replace: bool = False) -> None:
    """Write the changes as CSV: UTF-8 with a byte order mark, formulas made harmless.

    Raises ``UsageError`` if the file is there and shall not be replaced, or cannot be written.
    """
    with whole_file(path, replace=replace) as draft, draft.open("xb") as file:
        put_changes(file, changes)


def put_changes(file: BinaryIO, changes: pl.DataFrame) -> None:
    """Write the changes to ``file``, a batch at a time."""
    file.write(codecs.BOM_UTF8)
    pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String)).write_csv(file)
    for part in changes.iter_slices(_BATCH):
        shown(part).with_columns(inert(_TEXTS)).write_csv(file, include_header=False)
