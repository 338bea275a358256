"""Which serial of which series stands in which list."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from disclosure_audit.config import Config
from disclosure_audit.normalise.characters import fold_text
from disclosure_audit.schema.columns import SIDES
from disclosure_audit.series.plausible import mark_implausible
from disclosure_audit.series.serials import SERIES, name_series, place, serials_of

ROWS: dict[str, type[pl.DataType]] = {
    "side": pl.String,
    "row": pl.UInt32,
    "series_no": pl.UInt32,
    "serial": pl.Int64,
    "is_firm": pl.Boolean,
}
"""Schema of the serials by record."""

PRESENCE: dict[str, type[pl.DataType]] = {
    "series_no": pl.UInt32,
    "serial": pl.Int64,
    "in_register": pl.Boolean,
    "in_catalog": pl.Boolean,
    "is_implausible": pl.Boolean,
    "is_voided": pl.Boolean,
}
"""Schema of :func:`presence`. A voided serial that neither list holds has a row too."""

_KEY = ("agency", "kind", "year")
_BEYOND_SERIALS = 10**10
"""No serial has eleven digits, so series and serial fit into one whole number."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The serials of both lists. A series is known by a whole number: names would be slow to compare."""

    rows: pl.DataFrame
    """Schema ``ROWS``. A record whose cell holds several numbers has a row for each."""
    names: pl.DataFrame
    """``series_no`` and the columns of ``SERIES``, one row per series."""
    elsewhere: int
    """Numbered records of the catalog whose agency code the register does not send under."""


def numbered(register: pl.DataFrame, catalog: pl.DataFrame, config: Config) -> Numbered:
    """Return the serials of both lists by record.

    Only series of the office itself: the register's records that were received are left out, and so
    is what the catalog holds of agency codes that the register does not send under (another body's
    document that was put up as well); if the register sends under none at all, every code counts.
    Codes in ``series.ignore`` are left out.
    """
    sent = register.filter(~pl.col("is_received").fill_null(value=False))
    placed = pl.concat(
        place(records).with_columns(pl.col(*_KEY[:2]).cast(pl.Categorical), pl.lit(side).alias("side"))
        for side, records in zip(SIDES, (sent, catalog), strict=True)
    )  # fmt: skip
    kinds = placed.group_by(_KEY).agg(
        ((pl.col("side") == "register") & pl.col("is_firm")).any().alias("_is_sent"),
        pl.col("is_firm").any().alias("_is_firm"),
    )
    own = pl.col("_is_sent").any().over("agency", "kind") | ~pl.col("_is_sent").any()
    ignored = [fold_text(code).strip().upper() for code in config.series.ignore]
    kinds = kinds.with_columns(own.alias("_is_own"))
    names = (
        # a series without a firm number is not even named: its code may be what is secret
        kinds.filter("_is_own", "_is_firm", ~pl.col("agency").cast(pl.String).is_in(ignored))
        .select(pl.col(*_KEY[:2]).cast(pl.String), "year")
        .sort(_KEY, nulls_last=True)
        .with_row_index("series_no")
        .with_columns(name_series())
    )
    keys = names.select("series_no", pl.col(*_KEY[:2]).cast(pl.Categorical), "year")
    foreign = placed.filter(pl.col("side") == "catalog").join(
        kinds.filter(~pl.col("_is_own")), on=_KEY, how="semi", nulls_equal=True
    )
    return Numbered(
        rows=placed.join(keys, on=_KEY, nulls_equal=True, maintain_order="left").select(
            ROWS.keys()
        ),
        names=names.select("series_no", *SERIES),
        elsewhere=foreign["row"].n_unique(),
    )


def presence(found: Numbered, config: Config) -> pl.DataFrame:
    """Return each serial once (schema ``PRESENCE``), by series and serial.

    A series needs a number that is spelled as it should be or could be corrected; what stands above
    the highest such number, and is none itself, is left out. Of the voided serials those are added
    that lie below the end of their series.
    """
    seen = (
        found.rows.select(
            (pl.col("series_no").cast(pl.Int64) * _BEYOND_SERIALS + pl.col("serial")).alias("_place"),
            "is_firm",
            *((pl.col("side") == side).alias(f"in_{side}") for side in SIDES),
        )
        .group_by("_place")
        .agg(pl.all().any())
        .select(
            (pl.col("_place") // _BEYOND_SERIALS).cast(pl.UInt32).alias("series_no"),
            (pl.col("_place") % _BEYOND_SERIALS).alias("serial"),
            pl.exclude("_place"),
        )
    )  # fmt: skip
    judged = mark_implausible(seen)
    firm = pl.col("is_firm") & ~pl.col("is_implausible")
    ends = judged.filter(firm).group_by("series_no").agg(pl.col("serial").max().alias("_end"))
    kept = judged.join(ends, on="series_no", maintain_order="left").filter(
        (pl.col("serial") <= pl.col("_end")) | pl.col("is_implausible")
    )
    voided = _voided(found, config)
    if voided.is_empty():
        return kept.with_columns(pl.lit(value=False).alias("is_voided")).select(PRESENCE.keys())
    place_of = ["series_no", "serial"]
    marked = kept.join(voided, on=place_of, how="left").with_columns(
        pl.col("is_voided").fill_null(value=False)
    )
    absent = pl.lit(value=False)
    idle = (
        voided.join(kept, on=place_of, how="anti")
        .join(ends, on="series_no")
        .filter(pl.col("serial") < pl.col("_end"))
        .with_columns(absent.alias(n) for n in ("in_register", "in_catalog", "is_implausible"))
    )
    both = pl.concat([marked.select(PRESENCE.keys()), idle.select(PRESENCE.keys())])
    return both.sort(place_of)


def _voided(found: Numbered, config: Config) -> pl.DataFrame:
    """Return the voided serials of these series: ``series_no``, ``serial``, ``is_voided``."""
    listed = serials_of(pl.Series(config.series.voided, dtype=pl.String))
    return listed.join(found.names, on=_KEY, nulls_equal=True).select(
        "series_no", "serial", pl.lit(value=True).alias("is_voided")
    )
