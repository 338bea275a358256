"""What the findings of a run propose for the cells of one list, where the right value is certain."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

import polars as pl

from disclosure_audit.corrections.characters import correct_characters
from disclosure_audit.corrections.dates import correct_dates
from disclosure_audit.corrections.index_numbers import correct_hyphens
from disclosure_audit.corrections.numbers import correct_numbers
from disclosure_audit.corrections.schema import nothing_to_correct
from disclosure_audit.errors import UsageError
from disclosure_audit.intake import Intake
from disclosure_audit.language import Text
from disclosure_audit.rules.registry import find_rule
from disclosure_audit.schema.columns import Side

CORRECTORS: Mapping[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
    "FD002": correct_numbers,
    "FD013": correct_dates,
    "FD014": correct_characters,
    "FD015": correct_hyphens,
}
"""The rules whose findings can be corrected, and what makes the corrections. Where two of them have
something to say of one cell, the later one's proposal holds the earlier one's."""

CHANGES: dict[str, type[pl.DataType]] = {
    "side": pl.String,
    "row": pl.UInt32,
    "source": pl.String,
    "record_id": pl.String,
    "column": pl.String,
    "header": pl.String,
    "before": pl.String,
    "after": pl.String,
    "shown_header": pl.String,
    "shown_before": pl.String,
    "shown_after": pl.String,
    "rule": pl.String,
    "finding_id": pl.String,
}
"""One cell each. ``before`` and ``after`` are what stands in the list and what shall, unmasked;
``shown_*`` the same as a paper may show it. ``rule`` and ``finding_id`` may name several, parted by a
space. Sorted by row, then in the order of the list's columns."""

_FIELD_OF = {"FD002": "doc_number"}
"""The column of the rules whose evidence does not name it."""
_BLOTTED = "█"
_NOTHING = nothing_to_correct().with_columns(rule=pl.lit(None, pl.String))


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is proposed for one list, and what is left to a person."""

    changes: pl.DataFrame = field(repr=False)
    """Schema :data:`CHANGES`."""
    left: Mapping[str, int]
    """Findings of the same rules, by code, for which no value is certain."""


def rules_of(names: Collection[str]) -> tuple[str, ...]:
    """Return the codes of the rules that ``names`` ask for, all that can be corrected if empty.

    Raises ``UsageError`` for a rule that does not exist or proposes nothing certain.
    """
    codes = [find_rule(name).code for name in names] or list(CORRECTORS)
    for code in codes:
        if code not in CORRECTORS:
            known = ", ".join(CORRECTORS)
            raise UsageError(
                Text(f"{code} proposes no value that is certain", f"{code} 没有确定的更正值"),
                Text(f"rules that do: {known}", f"可更正的规则：{known}"),
            )
    return tuple(code for code in CORRECTORS if code in codes)


def propose(
    intake: Intake,
    masked: pl.DataFrame,
    side: Side,
    findings: pl.DataFrame,
    rules: Collection[str],
    *,
    hide: Callable[[str], str],
) -> Proposals:
    """Return what ``findings`` (schema ``FINDINGS``) of ``rules`` propose for the list ``intake``.

    ``masked`` are its records as they may be shown, and ``hide`` masks a header. A finding says which cell is meant; the value is
    made from the cell itself, because evidence may be masked or cut short.
    """
    asked = _asked(findings, side, rules)
    told = _corrections(intake.records, asked)
    keys = ["rule", "row", "field"]
    left = asked.join(told, on=keys, how="anti")
    cells = _as_shown(asked.join(told, on=keys, how="inner"), masked)
    merged = (
        cells.sort("row", "field", "rule", "finding_id")
        .group_by("row", "field", maintain_order=True)
        .agg(
            pl.col("record_id").first(),
            pl.col("written").first().alias("before"),
            pl.col("proposed").last().alias("after"),
            pl.col("shown_before").first(),
            pl.col("shown_after").last(),
            pl.col("rule").unique(maintain_order=True).str.join(" "),
            pl.col("finding_id").unique(maintain_order=True).str.join(" "),
        )
    )
    where = intake.records.select("row", "source")
    placed = (
        merged.join(where, on="row", how="left")
        .join(_headers(intake), on=["source", "field"], how="inner")
        .sort("row", "place")
        .rename({"field": "column"})
        .with_columns(
            pl.col("header").map_elements(hide, return_dtype=pl.String).alias("shown_header"),
            side=pl.lit(side),
        )
    )
    counts = dict(left.group_by("rule").len().sort("rule").iter_rows())
    return Proposals(placed.select(pl.col(k).cast(v) for k, v in CHANGES.items()), counts)


def _asked(findings: pl.DataFrame, side: Side, rules: Collection[str]) -> pl.DataFrame:
    """Return the cells that the findings are about: ``rule, row, field, record_id, finding_id``."""
    named = pl.element().filter(pl.element().struct.field("name") == "field")
    return findings.filter(pl.col("side") == side, pl.col("rule").is_in(list(rules))).select(
        "rule",
        pl.col(f"{side}_row").alias("row"),
        pl.coalesce(
            pl.col("evidence").list.eval(named.struct.field("value")).list.first(),
            pl.col("rule").replace_strict(_FIELD_OF, default=None, return_dtype=pl.String),
        ).alias("field"),
        "record_id",
        "finding_id",
    )


def _corrections(records: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """Return the corrections by the rules that ask for some; the whole list is looked at, for some
    follow what most of it does."""
    found = [
        CORRECTORS[code](records).with_columns(rule=pl.lit(code))
        for code in CORRECTORS
        if code in asked["rule"]
    ]
    return pl.concat([_NOTHING, *found], how="diagonal")


def _as_shown(cells: pl.DataFrame, masked: pl.DataFrame) -> pl.DataFrame:
    """Add ``shown_before`` and ``shown_after``: what stands in ``masked`` where that differs."""
    texts = [name for name in cells["field"].unique() if masked.schema.get(name) == pl.String]
    shown = (
        masked.join(cells.select("row"), on="row", how="semi")
        .select("row", *texts)
        .unpivot(texts, index="row", variable_name="field", value_name="shown_before")
    )
    blotted = (
        cells.join(shown, on=["row", "field"], how="inner")
        .filter(pl.col("written").ne_missing(pl.col("shown_before")))
        .select("row", "field", "shown_before")
    )
    some = masked.join(blotted, on="row", how="semi")
    again = correct_characters(some).select("row", "field", pl.col("proposed").alias("shown_after"))
    blotted = blotted.join(again, on=["row", "field"], how="left").with_columns(
        pl.col("shown_before", "shown_after").fill_null(_BLOTTED)
    )
    return cells.join(
        blotted.unique(["row", "field"]), on=["row", "field"], how="left"
    ).with_columns(
        pl.coalesce("shown_before", "written").alias("shown_before"),
        pl.coalesce("shown_after", "proposed").alias("shown_after"),
    )


def _headers(intake: Intake) -> pl.DataFrame:
    """Return ``source, field, header, place``: which header of which source means which column."""
    order = {header: place for place, header in enumerate(intake.originals.columns)}
    rows = [
        (source, name, header, order[header])
        for shape in intake.shapes
        for source in shape.sources
        for name, header in shape.mapping.as_dict().items()
    ]
    schema = {"source": pl.String, "field": pl.String, "header": pl.String, "place": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")
