"""The record at which a finding about a serial is placed."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from disclosure_audit.schema.columns import SIDES, Side
from disclosure_audit.series.presence import Numbered

_STEADY = ("issued_on", "published_on", "title", "doc_number", "index_number", "url", "row")
_PLACE = ("series_no", "serial")


def stand_for(
    wanted: pl.DataFrame, found: Numbered, records: Callable[[Side], pl.LazyFrame]
) -> pl.DataFrame:
    """Return ``wanted`` with ``register_row`` and ``catalog_row`` of a record that has its serial.

    One of them is null: the register's record is taken, else the catalog's. Among several with one
    serial the first by date, title, number and address is taken, so that shuffled rows give the
    same one. ``wanted`` has ``series_no`` and ``serial``, and gets the name of the ``series``; without a
    record a row falls out. ``records`` gives those of a side that may be named.
    """
    rows = found.rows.join(wanted, on=_PLACE, how="semi").select("side", "row", *_PLACE)
    named = pl.concat(
        rows.lazy()
        .filter(pl.col("side") == side)
        .join(records(side).select(_STEADY), on="row")
        .select("side", *_PLACE, *_STEADY)
        for side in SIDES
    )
    first = (
        named.sort(pl.col("side") == "catalog", *_STEADY, nulls_last=True)
        .unique(_PLACE, keep="first", maintain_order=True)
        .select(
            *_PLACE,
            *(
                pl.when(pl.col("side") == side).then(pl.col("row")).alias(f"{side}_row")
                for side in SIDES
            ),
        )
        .collect()
    )
    names = found.names.select("series_no", "series")
    return wanted.join(first, on=_PLACE).join(names, on="series_no")
