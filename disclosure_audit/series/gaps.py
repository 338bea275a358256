"""The serials that a series should have and a list does not hold, as ranges."""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Config
from disclosure_audit.series.presence import Numbered, numbered, presence
from disclosure_audit.series.serials import SERIES

GAPS: dict[str, type[pl.DataType]] = {
    **SERIES,
    "serial_from": pl.Int64,
    "serial_to": pl.Int64,
    "count": pl.Int64,
    "missing_in": pl.String,
}
"""Schema of :func:`gaps`."""

EXTENT: dict[str, type[pl.DataType]] = {
    **SERIES,
    "first": pl.Int64,
    "last": pl.Int64,
    "in_register": pl.UInt32,
    "in_catalog": pl.UInt32,
    "in_both": pl.UInt32,
}
"""Schema of :func:`extent`."""

FOLLOWED: dict[str, type[pl.DataType]] = {
    "series_no": pl.UInt32,
    "serial_from": pl.Int64,
    "serial_to": pl.Int64,
    "count": pl.Int64,
    "missing_in": pl.String,
    "followed_by": pl.Int64,
}
"""Schema of :func:`shared_gaps`."""

_ORDER = ("agency", "year", "kind", "series")


def gaps(register: pl.DataFrame, catalog: pl.DataFrame, config: Config) -> pl.DataFrame:
    """Return the ranges of serials that are missing (schema ``GAPS``), by series and serial.

    Args:
        register: normalised records (:func:`disclosure_audit.records.conform`).
        catalog: the same.
        config: ``series`` says where a series starts, which codes are ignored and which numbers
            were voided. Of ``series.voided`` only numbers are heeded here; a scan has put them in
            the place of files (:func:`disclosure_audit.series.voided.read_voided`).

    Returns:
        One row per range. ``missing_in`` is ``register`` (the catalog holds these serials),
        ``catalog`` (the register does) or ``both`` (neither does); no serial is in two ranges.
        ``count`` is ``serial_to - serial_from + 1``. A series of one year begins at
        ``series.start``, one that runs on over the years with its first serial, and both end with
        the last plausible one. Voided serials are in no range and part two of them.
    """
    found = numbered(register, catalog, config)
    return gaps_of(presence(found, config), found, config)


def extent(register: pl.DataFrame, catalog: pl.DataFrame, config: Config) -> pl.DataFrame:
    """Return how far each series reaches (schema ``EXTENT``), by agency, year and kind.

    ``first`` and ``last`` are the lowest and the highest plausible serial that either list holds;
    ``in_register``, ``in_catalog`` and ``in_both`` count such serials (UInt32), each once.
    """
    found = numbered(register, catalog, config)
    return extent_of(presence(found, config), found)


def extent_of(present: pl.DataFrame, found: Numbered) -> pl.DataFrame:
    """Return :func:`extent` of the serials of :func:`disclosure_audit.series.presence.presence`."""
    register, catalog = pl.col("in_register"), pl.col("in_catalog")
    return (
        present.filter(register | catalog, ~pl.col("is_implausible"))
        .group_by("series_no")
        .agg(
            pl.col("serial").min().alias("first"),
            pl.col("serial").max().alias("last"),
            register.sum(),
            catalog.sum(),
            (register & catalog).sum().alias("in_both"),
        )
        .join(found.names, on="series_no")
        .sort(_ORDER, nulls_last=True)
        .select(pl.col(name).cast(dtype) for name, dtype in EXTENT.items())
    )


def gaps_of(present: pl.DataFrame, found: Numbered, config: Config) -> pl.DataFrame:
    """Return :func:`gaps` of the serials of :func:`disclosure_audit.series.presence.presence`."""
    register, catalog = pl.col("in_register"), pl.col("in_catalog")
    lacks = pl.when(register).then(pl.lit("catalog")).otherwise(pl.lit("register"))
    one_sided = (
        present.filter(~pl.col("is_implausible"), ~pl.col("is_voided"), register != catalog)
        .with_columns(lacks.alias("missing_in"))
        # of serials that follow each other the distance to their place in the list is the same
        .with_columns(
            (pl.col("serial") - pl.int_range(pl.len()))
            .over("series_no", "missing_in")
            .alias("_run")
        )
        .group_by("series_no", "missing_in", "_run")
        .agg(
            pl.col("serial").min().alias("serial_from"),
            pl.col("serial").max().alias("serial_to"),
        )
        .with_columns((pl.col("serial_to") - pl.col("serial_from") + 1).alias("count"))
    )
    columns = [name for name in FOLLOWED if name != "followed_by"]
    shared = shared_gaps(present, found, config)
    return (
        pl.concat([one_sided.select(columns), shared.select(columns)])
        .join(found.names, on="series_no")
        .sort(*_ORDER, "serial_from", nulls_last=True)
        .select(GAPS.keys())
    )


def shared_gaps(present: pl.DataFrame, found: Numbered, config: Config) -> pl.DataFrame:
    """Return the ranges that neither list holds (schema ``FOLLOWED``), by series and serial.

    ``followed_by`` is the next serial that one of the lists holds.
    """
    serial = pl.col("serial")
    is_held = pl.col("in_register") | pl.col("in_catalog")
    yearly = found.names.filter(pl.col("year").is_not_null())["series_no"]
    start = pl.when(pl.col("series_no").is_in(yearly.implode())).then(
        pl.lit(config.series.start, pl.Int64)
    )
    return (
        present.filter(~pl.col("is_implausible"))
        .sort("series_no", "serial")
        .with_columns(
            pl.max_horizontal(serial.shift().over("series_no") + 1, start).alias("serial_from"),
            (serial - 1).alias("serial_to"),
            pl.when(is_held).then(serial).alias("_held"),
        )
        .with_columns(pl.col("_held").backward_fill().over("series_no").alias("followed_by"))
        .filter(pl.col("serial_from") <= pl.col("serial_to"), pl.col("followed_by").is_not_null())
        .with_columns(
            (pl.col("serial_to") - pl.col("serial_from") + 1).alias("count"),
            pl.lit("both").alias("missing_in"),
        )
        .select(FOLLOWED.keys())
    )
