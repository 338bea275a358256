"""The strata of a run: what there is to check, in groups that differ in how sure they are.

``certain``, ``probable`` and ``review`` hold the links; ``near_miss`` the pairs that came near and
were refused; ``omitted`` and ``unregistered`` the records without a partner. A refused pair of an
omitted or an unregistered record is not a near miss of its own: its record is asked about, so
that no missed pair can be counted twice.
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.matching.verdicts import CERTAIN
from disclosure_audit.run import Run
from disclosure_audit.schema.columns import Side

LINK_STRATA: tuple[str, ...] = ("certain", "probable", "review")
STRATA: tuple[str, ...] = (*LINK_STRATA, "near_miss", "omitted", "unregistered")
ASKED_SIDE: dict[str, Side] = {"omitted": "register", "unregistered": "catalog"}
"""Strata of single records: the side on which the record stands."""
NEAR = -CERTAIN
"""Bits from which a refused pair is a near miss: odds of one to a thousand."""

UNITS: dict[str, pl.DataType | type[pl.DataType]] = {
    "stratum": pl.String,
    "register_row": pl.UInt32,
    "catalog_row": pl.UInt32,
    "score": pl.Float64,
    "veto": pl.String,
}
"""One unit to judge. In a stratum of single records the other row, ``score`` and ``veto`` are
those of the nearest refused pair, null where there is none."""


def list_units(run: Run) -> pl.DataFrame:
    """Return every unit of the run (schema ``UNITS``), by stratum and rows."""
    frames = [
        run.links.select(
            pl.col("status").alias("stratum"),
            "register_row",
            "catalog_row",
            "score",
            pl.lit(None, dtype=pl.String).alias("veto"),
        ).filter(pl.col("stratum").is_in(LINK_STRATA)),
        _near_misses(run),
        *(_alone(run, stratum, side) for stratum, side in ASKED_SIDE.items()),
    ]
    order = pl.col("stratum").replace_strict(STRATA, range(len(STRATA)), return_dtype=pl.Int8)
    return pl.concat([frame.select(list(UNITS)) for frame in frames]).sort(
        order, "register_row", "catalog_row", nulls_last=True
    )


def count_far(run: Run) -> int:
    """Return how many refused pairs are kept in the run and too far to be asked about."""
    return run.candidates.filter(pl.col("score") < NEAR).height


def _near_misses(run: Run) -> pl.DataFrame:
    near = run.candidates.filter(pl.col("score") >= NEAR).with_columns(
        pl.lit("near_miss").alias("stratum")
    )
    for stratum, side in ASKED_SIDE.items():
        asked = _rows(run, stratum, side).select(pl.col("row").alias(f"{side}_row"))
        near = near.join(asked, on=f"{side}_row", how="anti")
    return near


def _alone(run: Run, stratum: str, side: Side) -> pl.DataFrame:
    other = "catalog_row" if side == "register" else "register_row"
    nearest = (
        run.candidates.select("register_row", "catalog_row", "score", "veto")
        .sort("score", other, descending=[True, False])
        .unique(f"{side}_row", keep="first", maintain_order=True)
    )
    records = _rows(run, stratum, side).select(
        pl.lit(stratum).alias("stratum"), pl.col("row").alias(f"{side}_row")
    )
    return records.join(nearest, on=f"{side}_row", how="left")


def _rows(run: Run, disposition: str, side: Side) -> pl.DataFrame:
    return run.dispositions.filter(
        pl.col("side") == side, pl.col("disposition") == disposition
    ).select("row")
