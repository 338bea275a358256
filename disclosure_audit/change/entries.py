"""All that changed as one long frame, for formats that have one line per change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import polars as pl

from disclosure_audit.change.comparison import Change
from disclosure_audit.change.schema import ENTRIES, empty, shaped

Part = Literal["records", "dispositions", "findings"]
PARTS: tuple[Part, ...] = get_args(Part)


def entries(change: Change, parts: Sequence[Part] = PARTS) -> pl.DataFrame:
    """Return one row per change (``ENTRIES``): records, then dispositions, then findings."""
    makers = {"records": _records, "dispositions": _dispositions, "findings": _findings}
    frames = [
        shaped(part, ENTRIES) for name in PARTS if name in parts for part in makers[name](change)
    ]
    return pl.concat([empty(ENTRIES), *frames])


def _records(change: Change) -> list[pl.DataFrame]:
    kind = pl.lit("record").alias("kind")
    whole = change.records.filter(pl.col("change") != "changed")
    altered = change.fields.with_columns(pl.lit("changed").alias("change"))
    return [whole.with_columns(kind), altered.with_columns(kind)]


def _dispositions(change: Change) -> list[pl.DataFrame]:
    return [
        change.dispositions.with_columns(
            pl.lit("disposition").alias("kind"),
            pl.lit("changed").alias("change"),
            pl.lit("disposition").alias("field"),
        )
    ]


def _findings(change: Change) -> list[pl.DataFrame]:
    told = []
    for name, frame, cell in (("new", change.new, "after"), ("gone", change.gone, "before")):
        row = pl.when(pl.col("side") == "catalog").then("catalog_row").otherwise("register_row")
        told.append(
            frame.with_columns(
                pl.lit("finding").alias("kind"),
                pl.lit(name).alias("change"),
                row.alias(f"{cell}_row"),
                pl.col("message").alias(cell),
            )
        )
    about = change.after.findings.select("finding_id", "side", "severity", "record_id")
    about = about.unique("finding_id", keep="first", maintain_order=True)
    told.append(
        change.changed.join(about, on="finding_id", how="left", maintain_order="left").with_columns(
            pl.lit("finding").alias("kind"), pl.lit("changed").alias("change")
        )
    )
    return told


def differs_in(change: Change, parts: Sequence[Part] = PARTS) -> bool:
    """Return whether anything of these parts differs, as far as it was compared."""
    if set(parts) == set(PARTS):
        return change.differs
    counts = {
        "records": change.records.height,
        "dispositions": change.dispositions.height + (change.totals["difference"] != 0).sum(),
        "findings": sum(frame.height for frame in (change.new, change.gone, change.changed))
        + (change.rules["before"] != change.rules["after"]).sum(),
    }
    return any(counts[part] for part in parts)
