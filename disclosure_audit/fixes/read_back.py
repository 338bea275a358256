"""Proof that a copy is the list with the corrections in it and nothing else."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from disclosure_audit.config import Config
from disclosure_audit.intake import Intake, read_list
from disclosure_audit.readers import ROW
from disclosure_audit.schema.columns import Side

_REASONS = ["row", "reason"]


def is_true(draft: Path, side: Side, expected: Expected, config: Config) -> bool:
    """Return whether ``draft``, read as the list was, has the rows, columns and cells expected.

    Raises ``InputError`` if it cannot be read at all.
    """
    found = read_list(draft, side, config)
    cells = found.frame.select(ROW, *found.headers)
    counts = {
        "read": sum(source.rows for source in found.sources),
        "rejected": found.rejects.height,
        "blank": sum(source.blank_rows for source in found.sources),
    }
    return (
        cells.columns == expected.cells.columns
        and cells.equals(expected.cells)
        and found.rejects.select(_REASONS).equals(expected.rejects.select(_REASONS))
        and counts == expected.counts
    )


class Expected:
    """What reading a copy must give: the cells by ``ROW``, the rows that no reader reads, the counts."""

    def __init__(self, intake: Intake, sources: range, changes: pl.DataFrame) -> None:
        """Take the list as it was read, the sources that lie in the file, and the changes to them."""
        chosen = [intake.sources[place] for place in sources]
        first = sum(one.rows + one.blank_rows for one in intake.sources[: sources.start])
        rows = sum(one.rows + one.blank_rows for one in chosen)
        last = first + rows - 1
        headers = list(dict.fromkeys(header for one in chosen for header in one.headers))
        cells = intake.originals.filter(pl.col(ROW).is_between(first, last)).select(ROW, *headers)
        for (header,), part in changes.group_by("header", maintain_order=True):
            after = cells.select(pl.col(ROW).alias("row")).join(
                part.select("row", "after"), on="row", how="left", maintain_order="left"
            )["after"]
            name = str(header)
            cells = cells.with_columns(
                pl.when(after.is_not_null()).then(after).otherwise(pl.col(name)).alias(name)
            )
        self.cells = cells.with_columns((pl.col(ROW) - first).cast(pl.UInt32))
        self.rejects = intake.rejects.filter(pl.col("row").is_between(first, last)).with_columns(
            (pl.col("row") - first).cast(pl.UInt32)
        )
        self.counts = {
            "read": sum(one.rows for one in chosen),
            "rejected": self.rejects.height,
            "blank": sum(one.blank_rows for one in chosen),
        }
        self.height = rows
