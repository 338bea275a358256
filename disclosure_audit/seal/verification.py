"""Compares a catalog with its seal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from disclosure_audit.change.pairing import pair_records
from disclosure_audit.findings import IDENTITY
from disclosure_audit.seal.manifest import Manifest
from disclosure_audit.seal.order import moved
from disclosure_audit.seal.sheet import Sheet
from disclosure_audit.seal.tokens import add_record_tokens, digest, tokens_of

CHANGES: dict[str, pl.DataType | type[pl.DataType]] = {
    "change": pl.String,
    "sealed_row": pl.UInt32,
    "row": pl.UInt32,
    "id": pl.String,
    "fields": pl.List(pl.String),
}
"""A record that is not what, or where, it was. ``change`` is ``added``, ``removed``, ``altered`` or
``moved``; ``id`` is that of the seal, null for an added one; ``fields`` are labels of columns."""

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "change": pl.String,
    "column": pl.String,
    "records": pl.UInt32,
}
"""A whole column that was ``added`` or ``removed``, and in how many records it says something."""

_ORDER = {"altered": 0, "removed": 1, "added": 2, "moved": 3}


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of a sealed catalog."""

    manifest: Manifest
    sheet: Sheet
    changes: pl.DataFrame
    """``CHANGES``: altered, removed, added, then moved records, each by row."""
    columns: pl.DataFrame
    """``COLUMNS``."""

    @property
    def is_same_file(self) -> bool:
        """Whether the files have the SHA-256 of then."""
        then = [one["sha256"] for one in self.manifest.head["files"]]
        return None not in then and then == [one.sha256 for one in self.sheet.sources]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many records are altered, removed, added and moved."""
        counts = dict(self.changes.group_by("change").len().iter_rows())
        return {name: counts.get(name, 0) for name in _ORDER}

    @property
    def rejected(self) -> tuple[int, int]:
        """Rows that could not be read when it was sealed, and now; they are not sealed."""
        return self.manifest.head["rejected"], self.sheet.rejected

    @property
    def is_unchanged(self) -> bool:
        """Whether all records are there and say what they said; they may stand in another order."""
        counts = self.counts
        touched = counts["altered"] + counts["removed"] + counts["added"]
        return not touched and self.columns.is_empty() and self.rejected[0] == self.rejected[1]


def verify(manifest: Manifest, sheet: Sheet, key: bytes) -> Verification:
    """Return what of ``sheet`` differs from what was sealed under ``key``.

    Cells are compared one by one, in columns that both have; the pairing of records is that of
    :func:`disclosure_audit.change.pairing.pair_records`, by tokens.
    """
    sealed = manifest.tokens
    labels = [name for name in manifest.labels if name in sheet.cells.columns]
    now = tokens_of(sheet.cells, labels, key)
    columns = _columns(manifest, sheet)
    if columns.is_empty() and _is_as_sealed(manifest, now, key):
        return Verification(manifest, sheet, pl.DataFrame(schema=CHANGES), columns)
    then = sealed.select("row", *labels)
    identity = [name for name in IDENTITY if name in labels]
    pairs = pair_records(then, now, fields=labels, identity=identity)
    parts = [
        _altered(pairs, then, now, labels),
        then.join(pairs, left_on="row", right_on="before_row", how="anti").select(
            pl.lit("removed").alias("change"), pl.col("row").alias("sealed_row")
        ),
        now.join(pairs, left_on="row", right_on="after_row", how="anti").select(
            pl.lit("added").alias("change"), "row"
        ),
        moved(pairs.select("before_row", "after_row")).select(
            pl.lit("moved").alias("change"),
            pl.col("before_row").alias("sealed_row"),
            pl.col("after_row").alias("row"),
        ),
    ]
    ids = sealed.select(pl.col("row").alias("sealed_row"), "id")
    changes = (
        pl.concat(parts, how="diagonal")
        .join(ids, on="sealed_row", how="left")
        .sort(pl.col("change").replace_strict(_ORDER), "sealed_row", "row")
    )
    names = pl.Series(
        [f"{token:016x}" if token is not None else None for token in changes["id"]], dtype=pl.String
    )
    changes = changes.with_columns(names.alias("id"))
    if "fields" not in changes.columns:
        changes = changes.with_columns(pl.lit(None).alias("fields"))
    return Verification(manifest, sheet, changes.select(CHANGES.keys()).cast(CHANGES), columns)  # type: ignore[arg-type]  # a dict is invariant


def _is_as_sealed(manifest: Manifest, now: pl.DataFrame, key: bytes) -> bool:
    records = add_record_tokens(now, key)["record"]
    same = manifest.tokens["record"].len() == records.len()
    return same and manifest.head["order"] == digest(records, "order", key)


def _columns(manifest: Manifest, sheet: Sheet) -> pl.DataFrame:
    there = [name for name in sheet.cells.columns if name != "row"]
    rows = [
        ("removed", name, manifest.tokens.height - manifest.tokens[name].null_count())
        for name in manifest.labels
        if name not in there
    ]
    rows += [
        ("added", name, sheet.cells.height - sheet.cells[name].null_count())
        for name in there
        if name not in manifest.labels
    ]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _altered(
    pairs: pl.DataFrame, then: pl.DataFrame, now: pl.DataFrame, labels: list[str]
) -> pl.DataFrame:
    touched = pairs.filter(pl.col("by") != "same")
    both = touched.join(then, left_on="before_row", right_on="row").join(
        now, left_on="after_row", right_on="row", suffix="_after"
    )
    differing = [
        pl.when(pl.col(name).ne_missing(pl.col(f"{name}_after"))).then(pl.lit(name))
        for name in labels
    ]
    fields = pl.concat_list(differing).list.drop_nulls() if differing else pl.lit([])
    return both.select(
        pl.lit("altered").alias("change"),
        pl.col("before_row").alias("sealed_row"),
        pl.col("after_row").alias("row"),
        fields.cast(pl.List(pl.String)).alias("fields"),
    ).filter(pl.col("fields").list.len() > 0)
