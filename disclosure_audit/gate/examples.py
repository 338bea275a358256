"""Shows which records and findings failed a condition: the first few of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from disclosure_audit.gate.conditions import Condition
from disclosure_audit.gate.measured import Measured
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.names import SIDES
from disclosure_audit.schema.columns import SIDES as BOTH

SHOWN = 5
"""How many are shown of what failed a condition."""
_SAID_BY = {
    "omitted": "OM", "coverage": "OM", "withheld": "OM", "unregistered": "OM",
    "repeated": "DU", "published_differs": "DF",
}  # fmt: skip
"""Disposition -> family of the rules that say it."""
_LONGEST_TITLE, _LONGEST_RECORD = 60, 30


def examples(condition: Condition, measured: Measured, findings: pl.DataFrame) -> tuple[Text, ...]:
    """Return one line for each of the first :data:`SHOWN` things that were counted.

    ``findings`` (columns of ``Standing.counted``) tell what was found about a record.
    """
    if measured.records is not None:
        about = findings_about(condition, measured.records.head(SHOWN), findings)
        return tuple(
            _record(side, row, about, findings)
            for side, row in measured.records.head(SHOWN).select("side", "row").iter_rows()
        )
    lines = list(measured.others)
    if measured.findings is not None and len(lines) < SHOWN:
        lines += [_finding(row) for row in measured.findings.head(SHOWN).iter_rows(named=True)]
    return tuple(lines[:SHOWN])


def findings_about(
    condition: Condition, records: pl.DataFrame, findings: pl.DataFrame
) -> pl.DataFrame:
    """Return the findings that say of ``records`` (``side``, ``row``) what the condition counts."""
    family = _SAID_BY.get(condition.key)
    if family is None:
        return findings.clear()
    said = findings.filter(pl.col("rule").str.starts_with(family))
    return said.filter(
        pl.any_horizontal(
            (pl.col("side") == side) & pl.col(f"{side}_row").is_in(_rows(records, side))
            for side in BOTH
        )
    )


def _rows(records: pl.DataFrame, side: str) -> pl.Series:
    return records.filter(pl.col("side") == side)["row"].implode()


def _record(side: str, row: int, about: pl.DataFrame, findings: pl.DataFrame) -> Text:
    """Return what is to be said of a record; its number and title are known from findings only."""
    is_it = (pl.col("side") == side) & (pl.col(f"{side}_row") == row)
    found = about.filter(is_it).head(1)
    if found.height:
        return _finding(found.row(0, named=True))
    found = findings.filter(is_it).head(1)
    if found.height:
        return _finding(found.row(0, named=True) | {"rule": ""})
    return _place(side, row)


def _finding(found: Mapping[str, Any]) -> Text:
    """Return ``OM001 register row 13, record 2019-7: “title”``, as far as these are known."""
    place = Text("", "")
    for side in dict.fromkeys((found["side"], *BOTH)):
        if side in SIDES and found[f"{side}_row"] is not None:
            place = _place(side, found[f"{side}_row"])
            break
    en, zh = f"{found['rule']} {place.en}".strip(), f"{found['rule']} {place.zh}".strip()
    if found["record_id"] is not None:
        record = visible(shorten(found["record_id"], _LONGEST_RECORD))
        en, zh = f"{en}, record {record}", f"{zh}，序号 {record}"
    if found["title"]:
        title = visible(shorten(found["title"], _LONGEST_TITLE))
        en, zh = f"{en}: “{title}”", f"{zh}：《{title}》"
    return Text(en, zh)


def _place(side: str, row: int) -> Text:
    """Return the record's place; rows are counted from 1 wherever a person sees them."""
    return Text(f"{SIDES[side].en} row {row + 1:,}", f"{SIDES[side].zh}第 {row + 1:,} 行")
