"""The serials of each series, in runs: which list holds them, and which are missing."""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Config
from disclosure_audit.series.gaps import shared_gaps
from disclosure_audit.series.presence import Numbered, numbered, presence
from disclosure_audit.series.serials import SERIES

RUNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "series": pl.String,
    "agency": pl.String,
    "kind": pl.String,
    "year": pl.Int32,
    "serial_from": pl.Int64,
    "serial_to": pl.Int64,
    "count": pl.Int64,
    "missing_in": pl.String,
    "is_withheld": pl.Boolean,
}
"""One run of serials in one state. ``missing_in`` is ``register``, ``catalog`` or ``both``, null where
both lists hold them. ``is_withheld``: missing in the catalog, and rightly so by the register."""

LEAST = 5
"""Documents from which a series is one."""
_NOT_YET_PUBLIC = ("withheld", "not_due")


def find_runs(
    register: pl.DataFrame, catalog: pl.DataFrame, dispositions: pl.DataFrame, config: Config
) -> pl.DataFrame:
    """Return the runs (schema ``RUNS``) of the office's own series, by series and serial.

    What is a series, where it ends and which serials neither list holds is as the rules count it
    (:mod:`disclosure_audit.series`). Here a series has at least ``LEAST`` documents. Voided serials
    that no list holds are in no run.
    """
    found = numbered(register, catalog, config)
    present = presence(found, config)
    held = (
        present.filter(pl.col("in_register") | pl.col("in_catalog"), ~pl.col("is_implausible"))
        .filter(pl.len().over("series_no") >= LEAST)
        .join(_withheld(found, dispositions), on=["series_no", "serial"], how="left")
    )
    state = (
        pl.when(~pl.col("in_register"))
        .then(pl.lit("register"))
        .when(~pl.col("in_catalog"))
        .then(pl.lit("catalog"))
    )
    kept = held.select(
        "series_no",
        pl.col("serial").alias("serial_from"),
        pl.col("serial").alias("serial_to"),
        state.alias("missing_in"),
        (pl.col("is_withheld").fill_null(value=False) & ~pl.col("in_catalog")).alias("is_withheld"),
    )
    gaps = (
        shared_gaps(present, found, config)
        .join(held, on="series_no", how="semi")
        .with_columns(pl.lit(value=False).alias("is_withheld"))
    )
    joined = _join_up(pl.concat([kept, gaps.select(kept.columns)]).sort("series_no", "serial_from"))
    return (
        joined.with_columns(
            (pl.col("serial_to") - pl.col("serial_from") + 1).alias("count"),
        )
        .join(found.names.select("series_no", *SERIES), on="series_no", maintain_order="left")
        .select(pl.col(name).cast(dtype) for name, dtype in RUNS.items())
    )


def _withheld(found: Numbered, dispositions: pl.DataFrame) -> pl.DataFrame:
    """Return the registered serials, and whether all records of each are rightly not public yet."""
    fates = dispositions.filter(pl.col("side") == "register").select(
        "row", pl.col("disposition").is_in(_NOT_YET_PUBLIC).alias("is_withheld")
    )
    return (
        found.rows.filter(pl.col("side") == "register")
        .join(fates, on="row", how="left")
        .group_by("series_no", "serial")
        .agg(pl.col("is_withheld").fill_null(value=False).all())
    )


def _join_up(pieces: pl.DataFrame) -> pl.DataFrame:
    """Return neighbours of one state as one run; ``pieces`` are in order."""
    follows = pl.col("serial_from") == pl.col("serial_to").shift() + 1
    breaks = (~follows.fill_null(value=False)).cum_sum()
    run = pl.struct("series_no", "missing_in", "is_withheld", breaks.alias("breaks")).rle_id()
    return (
        pieces.with_columns(run.alias("run"))
        .group_by("run", maintain_order=True)
        .agg(
            pl.col("series_no", "missing_in", "is_withheld", "serial_from").first(),
            pl.col("serial_to").last(),
        )
    )
