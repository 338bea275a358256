"""Tells what the scanner found and took for harmless."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.cli import diagnostics
from disclosure_audit.language import Text
from disclosure_audit.names import SIDES
from disclosure_audit.scanner.reasons import DROPPED, WHAT
from disclosure_audit.writers.evidence import value

if TYPE_CHECKING:
    from disclosure_audit.audit import Audit

_LISTED = 100


def tell_of_dropped(audit: Audit) -> None:
    """Say how many spans were taken for harmless, by reason, and list the first hundred."""
    dropped = audit.hits.filter(pl.col("dropped").is_not_null())
    diagnostics.say(
        Text("found and taken for harmless: {n}", "发现但视为无害：{n} 处").fill(
            n=f"{dropped.height:,}"
        )
    )
    counts = (
        dropped.group_by("dropped", "what")
        .len()
        .sort("dropped", "len", "what", descending=[False, True, False])
    )
    for reason, what, count in counts.iter_rows():
        sort = WHAT.get(what, Text(what, what))
        diagnostics.say(
            Text(
                f"  {count:,} × {sort.en}: {DROPPED[reason].en}",
                f"  {count:,} × {sort.zh}：{DROPPED[reason].zh}",
            )
        )
    columns = ("side", "row", "file", "field", "excerpt", "what", "dropped")
    for side, row, file, name, excerpt, what, reason in (
        dropped.head(_LISTED).select(columns).iter_rows()
    ):
        place = file if row is None else f"{row + 1:,}"
        sort = WHAT.get(what, Text(what, what))
        field = Text(value("field", name, "en"), value("field", name, "zh"))
        diagnostics.say(
            Text(
                f"  {SIDES[side].en} {place}, {field.en}: {excerpt} ({sort.en}: {DROPPED[reason].en})",
                f"  {SIDES[side].zh} {place}，{field.zh}：{excerpt}（{sort.zh}：{DROPPED[reason].zh}）",
            )
        )
    if dropped.height > _LISTED:
        diagnostics.say(
            Text(
                f"  and {dropped.height - _LISTED:,} more; hits.parquet of the run has them all",
                f"  另有 {dropped.height - _LISTED:,} 处；结果文件夹的 hits.parquet 中有全部",
            )
        )
