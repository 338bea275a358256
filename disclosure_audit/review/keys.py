"""Keys of records that survive moved rows: what a decision on a record is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import polars as pl

from disclosure_audit.findings import IDENTITY, identity

_FIRST_DAY, _LAST_DAY = dt.date(1000, 1, 1), dt.date(9999, 12, 31)
_DAY_CHARACTERS = 10
_BETWEEN, _SEPARATOR = "\x1e", "\x1f"


def record_keys(
    shown: pl.DataFrame, fingerprint: Callable[[str], str], rows: Sequence[int] | None
) -> dict[int, str]:
    """Return the key of each record of one list, by row; of all if ``rows`` is ``None``.

    ``shown`` holds the whole list as it may be shown (:func:`disclosure_audit.audit.masked`). A key
    is the ``fingerprint`` (:func:`disclosure_audit.workspace.keyed`) of the record's identity and of
    how many records of the same identity stand above it: no two records of a list share one, and
    moving other records changes none. Rows that the list does not have are left out.
    """
    if rows is not None:
        asked = shown.filter(pl.col("row").is_in(pl.Series(rows, dtype=pl.UInt32).implode()))
        shown = _like(shown, asked)
    numbered = (
        shown.select("row", identity(shown))
        .sort("row")
        .with_columns(pl.int_range(pl.len()).over("identity").cast(pl.String).alias("nth"))
    )
    if rows is not None:
        numbered = numbered.join(asked.select("row"), on="row", how="semi")
    texts = numbered.select(pl.concat_str("identity", "nth", separator=_BETWEEN)).to_series()
    return dict(zip(numbered["row"], map(fingerprint, texts), strict=True))


def _like(shown: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """Return all records that may have the identity of one that is asked for, and few others.

    Equal identities are equally long, and a length is had a hundred times faster than the text.
    Where no separator stands within a text, equal identities have equal days too.
    """
    length = _length(shown)
    parts = [name for name in IDENTITY if name in shown.columns]
    wanted = asked.select(length.alias("length"), *parts)
    shown = shown.select("row", *parts, length.alias("length")).filter(
        pl.col("length").is_in(wanted["length"].unique().implode())
    )
    texts = [pl.col(name) for name in parts if shown.schema[name] == pl.String]
    days = [name for name in parts if shown.schema[name] == pl.Date]
    strange = pl.any_horizontal(
        pl.lit(value=False), *(text.str.contains(_SEPARATOR, literal=True) for text in texts)
    )
    if not wanted.select(strange.any()).item():
        shown = shown.join(wanted, on=["length", *days], how="semi", nulls_equal=True)
    return shown.drop("length")


def _length(shown: pl.DataFrame) -> pl.Expr:
    """Return how many bytes the parts of the identity have together."""
    parts = []
    for name in IDENTITY:
        if name not in shown.columns:
            continue
        column, part = shown[name], pl.col(name)
        if column.dtype == pl.String:
            parts.append(part.str.len_bytes())
        elif column.dtype == pl.Date and bool(
            column.is_between(_FIRST_DAY, _LAST_DAY).fill_null(value=True).all()
        ):
            parts.append(part.is_not_null().cast(pl.UInt32) * _DAY_CHARACTERS)
        else:
            parts.append(part.cast(pl.String).str.len_bytes())
    return pl.sum_horizontal(part.fill_null(0) for part in parts)
