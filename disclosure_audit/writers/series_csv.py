"""The series as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import polars as pl

from disclosure_audit.series.account import Account
from disclosure_audit.writers.inert import inert
from disclosure_audit.writers.series_rows import MISSING, series_rows


def write(account: Account) -> str:
    """Return one line per series with the columns of :func:`series_rows`.

    A range is ``3..5``, because a spreadsheet takes ``3-5`` for a day in March; several are joined by
    ``; ``. The estimate is no part of it: that is JSON's and the table's.
    """
    item = pl.element().struct
    one = item.field("serial_from") == item.field("serial_to")
    text = (
        pl.when(one)
        .then(item.field("serial_from").cast(pl.String))
        .otherwise(pl.format("{}..{}", item.field("serial_from"), item.field("serial_to")))
    )
    rows = series_rows(account).with_columns(
        *(pl.col(f"ranges_{where}").list.eval(text).list.join("; ") for where in MISSING),
        *(
            pl.col(why).cast(pl.List(pl.String)).list.join("; ")
            for why in ("voided", "implausible")
        ),
    )
    texts = [name for name, dtype in rows.schema.items() if dtype == pl.String]
    return rows.with_columns(inert(texts)).write_csv()
