"""What a correction comes to, said to a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from disclosure_audit.fixes.change_list import shown
from disclosure_audit.fixes.plan import Plan
from disclosure_audit.glyphs import shorten
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import SIDES

MOST_SHOWN = 20
"""Changes after which a preview is cut; --changes lists them all."""
_WIDEST = 48
"""Cells of a text in the preview."""


def say_changes(changes: pl.DataFrame) -> Text:
    """Return how many cells of how many records change, by rule."""
    if changes.is_empty():
        return Text("nothing to correct", "没有可更正之处")
    records = changes["row"].n_unique()
    by_rule = (
        changes.select(pl.col("rule").str.split(" ").explode())
        .group_by("rule")
        .len()
        .sort("rule")
        .iter_rows()
    )
    rules = [f"{code} {count:,}" for code, count in by_rule]
    return Text(
        f"{changes.height:,} cells in {records:,} records corrected ({', '.join(rules)})",
        f"更正 {records:,} 条记录的 {changes.height:,} 个单元格（{'、'.join(rules)}）",
    )


def say_left(left: Mapping[str, int]) -> Text | None:
    """Return how many findings are left to a person, ``None`` if there are none."""
    if not left:
        return None
    counts = [f"{code} {count:,}" for code, count in left.items()]
    return Text(
        f"left to a person, because no value is certain: {', '.join(counts)}",
        f"无确定的更正值，须人工处理：{'、'.join(counts)}",
    )


def preview(planned: Plan, lang: Lang) -> str:
    """Return what would change, for the eye: the counts and the first changes."""
    return "\n".join(_lines(planned, lang)) + "\n"


def _lines(planned: Plan, lang: Lang) -> Iterator[str]:
    side = SIDES[planned.side].to(lang)
    yield f"{side}: " + say_changes(planned.changes).to(lang)
    if left := say_left(planned.left):
        yield left.to(lang)
    first = shown(planned.changes.head(MOST_SHOWN))
    for row in first.iter_rows(named=True):
        before, after = (shorten(row[name], _WIDEST) for name in ("before", "after"))
        place = Text(f"row {row['row']}", f"第 {row['row']} 行").to(lang)
        header = shorten(row["header"], _WIDEST)
        yield f"  {row['rule']}  {place}  {header}: {before} → {after}"
    if (rest := planned.changes.height - MOST_SHOWN) > 0:
        yield Text(f"  … {rest:,} more", f"  …… 另有 {rest:,} 处").to(lang)
