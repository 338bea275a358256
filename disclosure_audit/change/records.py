"""What became of the records of one list: new, gone, or altered in some field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from rapidfuzz import fuzz

from disclosure_audit.change.cells import COMPARED
from disclosure_audit.change.lists import Listed
from disclosure_audit.change.pairing import PAIRS, pair_records
from disclosure_audit.change.schema import FIELDS, RECORDS, shaped
from disclosure_audit.findings import IDENTITY
from disclosure_audit.schema.columns import Side

FACTS: tuple[str, ...] = ("record_id", "title", "doc_number")
"""What a changed record is known by."""
_WEAK = ("all_but_one", "place", "record_id")
_KEYED = ("index_number", "doc_number", "url")
_LEAST_ALIKE = 50.0
"""Percent of two titles that must be alike (normalised indel similarity) where no key is equal: one
document of a day removed and another added are two documents."""


@dataclass(frozen=True, slots=True)
class SideChange:
    """What the comparison of one list gave."""

    pairs: pl.DataFrame
    """Which record is which (:data:`.pairing.PAIRS`)."""
    records: pl.DataFrame
    fields: pl.DataFrame


def compare_lists(before: Listed, after: Listed, side: Side) -> SideChange:
    """Return what differs between two states of one list (``RECORDS``, ``FIELDS``), by row."""
    one, other = before.plain, after.plain
    pairs = pair_records(one, other, fields=COMPARED, identity=IDENTITY)
    pairs = _believed(pairs, one, other)
    fields = _fields(pairs, before, after, side)
    changed = (
        fields.group_by("before_row", "after_row", maintain_order=True)
        .agg(pl.col("field").alias("fields"))
        .join(pairs, on=["before_row", "after_row"])
        .with_columns(pl.lit("changed").alias("change"))
    )
    gone = one.select(pl.col("row").alias("before_row")).join(pairs, on="before_row", how="anti")
    new = other.select(pl.col("row").alias("after_row")).join(pairs, on="after_row", how="anti")
    parts = [
        new.with_columns(pl.lit("new").alias("change")),
        gone.with_columns(pl.lit("gone").alias("change")),
        changed,
    ]
    records = pl.concat(parts, how="diagonal").with_columns(pl.lit(side).alias("side"))
    order = {"new": 0, "gone": 1, "changed": 2}
    records = add_facts(records, before, after).sort(
        pl.col("change").replace_strict(order), pl.coalesce("after_row", "before_row")
    )
    return SideChange(pairs, shaped(records, RECORDS), shaped(fields, FIELDS))


def add_facts(frame: pl.DataFrame, before: Listed | None, after: Listed | None) -> pl.DataFrame:
    """Return ``frame`` with :data:`FACTS` of its records: as they are after, if they are there."""
    later = pl.col("after_row").is_not_null() if after else pl.lit(value=False)
    for listed, row, suffix in (
        (after, "after_row", "_of_after"),
        (before, "before_row", "_of_before"),
    ):
        names = [f"{name}{suffix}" for name in FACTS]
        if listed is None:
            frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in names)
            continue
        needed = frame if suffix == "_of_after" else frame.filter(~later)
        facts = listed.show(needed[row].drop_nulls().unique())
        number = pl.coalesce("record_id", "index_number", pl.col("row").cast(pl.String))
        facts = facts.with_columns(number.alias("record_id")).select(
            pl.col("row").alias(row), *(pl.col(name).alias(f"{name}{suffix}") for name in FACTS)
        )
        frame = frame.join(facts, on=row, how="left", maintain_order="left")
    return frame.with_columns(
        pl.when(later).then(f"{name}_of_after").otherwise(f"{name}_of_before").alias(name)
        for name in FACTS
    )


def _believed(pairs: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return ``pairs`` without those whose titles say that they are two documents."""
    names = ("title", *_KEYED)
    weak = (
        pairs.filter(pl.col("by").is_in(_WEAK))
        .join(before.select(pl.col("row").alias("before_row"), *names), on="before_row")
        .join(after.select(pl.col("row").alias("after_row"), *names), on="after_row", suffix="_after")
        .filter(
            pl.col("title") != pl.col("title_after"),
            ~pl.any_horizontal(
                (pl.col(key) == pl.col(f"{key}_after")).fill_null(value=False) for key in _KEYED
            ),
        )
    )  # fmt: skip
    alike = [fuzz.ratio(*both) for both in weak.select("title", "title_after").iter_rows()]
    strangers = weak.filter(pl.Series(alike, dtype=pl.Float64) < _LEAST_ALIKE)
    return pairs.join(strangers, on=["before_row", "after_row"], how="anti").select(PAIRS.keys())


def _fields(pairs: pl.DataFrame, before: Listed, after: Listed, side: Side) -> pl.DataFrame:
    """Return one row per altered field of the pairs, by record and in the order of the columns."""
    altered = pairs.filter(pl.col("by") != "same").select("before_row", "after_row")
    both = _side_by_side(altered, before.plain, after.plain, COMPARED)
    found = pl.concat(
        both.filter(pl.col(name).ne_missing(pl.col(f"{name}_after"))).select(
            "before_row", "after_row", pl.lit(name).alias("field"), pl.lit(place).alias("place")
        )
        for place, name in enumerate(COMPARED)
    )
    cells = _side_by_side(
        found.select("before_row", "after_row").unique(),
        before.show(found["before_row"].unique()),
        after.show(found["after_row"].unique()),
        COMPARED,
    )
    told = pl.concat(
        found.filter(pl.col("field") == name)
        .join(cells, on=["before_row", "after_row"])
        .select(
            *found.columns, pl.col(name).alias("before"), pl.col(f"{name}_after").alias("after")
        )
        for name in COMPARED
    )
    told = add_facts(told, before, after).sort("before_row", "place")
    return told.with_columns(pl.lit(side).alias("side"))


def _side_by_side(
    pairs: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame, names: Sequence[str]
) -> pl.DataFrame:
    one = before.select(pl.col("row").alias("before_row"), *names)
    other = after.select(pl.col("row").alias("after_row"), *names)
    return pairs.join(one, on="before_row").join(other, on="after_row", suffix="_after")
