"""The account of the series, gathered to one row per series."""

from __future__ import annotations

import polars as pl

from disclosure_audit.series.account import Account
from disclosure_audit.series.gaps import EXTENT

MISSING = ("register", "catalog", "both")


def series_rows(account: Account) -> pl.DataFrame:
    """Return one row per series, in the order of ``account.extent``.

    Columns: those of ``EXTENT``; for each of ``register``, ``catalog`` and ``both`` ``missing_<where>``
    (UInt32, how many serials) and ``ranges_<where>`` (list of struct ``serial_from``, ``serial_to``);
    ``voided`` and ``implausible`` (lists of Int64).
    """
    rows = account.extent
    for where in MISSING:
        found = (
            account.gaps.filter(pl.col("missing_in") == where)
            .sort("series", "serial_from")
            .group_by("series", maintain_order=True)
            .agg(
                pl.col("count").sum().cast(pl.UInt32).alias(f"missing_{where}"),
                pl.struct("serial_from", "serial_to").alias(f"ranges_{where}"),
            )
        )
        rows = rows.join(found, on="series", how="left", maintain_order="left").with_columns(
            pl.col(f"missing_{where}").fill_null(0), pl.col(f"ranges_{where}").fill_null([])
        )
    for why in ("voided", "implausible"):
        apart = (
            account.apart.filter(pl.col("why") == why)
            .sort("series", "serial")
            .group_by("series", maintain_order=True)
            .agg(pl.col("serial").alias(why))
        )
        rows = rows.join(apart, on="series", how="left", maintain_order="left").with_columns(
            pl.col(why).fill_null([])
        )
    return rows.select(
        *EXTENT,
        *(f"missing_{where}" for where in MISSING),
        *(f"ranges_{where}" for where in MISSING),
        "voided",
        "implausible",
    )
