"""Which rows of a list are shown, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from disclosure_audit.presentation.marks import Mask, Order

if TYPE_CHECKING:
    from disclosure_audit.review.sheets import Column

SortKey = tuple[str, bool]
"""Column, and whether it is reversed."""

SMALL = 100_000
"""Rows that are sorted or filtered faster than a person notices."""


def next_keys(
    keys: Sequence[SortKey], name: str, *, more: bool, falls: bool = False
) -> tuple[SortKey, ...]:
    """Return the sorting after its key was pressed on a column: up, down, then not at all.

    A column that ``falls`` goes down first. ``more`` keeps the other columns and sorts within them.
    """
    now = dict(keys)
    state = now.get(name)
    rest = tuple(key for key in keys if key[0] != name) if more else ()
    if state is None or (not more and len(keys) > 1):
        return (*rest, (name, falls))
    if state is falls:
        return tuple((k, not r) if k == name else (k, r) for k, r in keys if more or k == name)
    return rest


def sort_rows(
    frame: pl.DataFrame, columns: Sequence[Column], keys: Sequence[SortKey]
) -> Order | None:
    """Return the rows of ``frame`` in the order of ``keys`` (``None``: as they are).

    Codes are sorted in the order of their table, empty cells last; rows alike stay as they were.
    """
    known = {column.name: column for column in columns}
    kept = [(name, down) for name, down in keys if name in frame.columns]
    if not kept:
        return None
    by = [_rank(frame, name, known.get(name)) for name, _ in kept]
    order = frame.select(
        pl.arg_sort_by(
            by, descending=[down for _, down in kept], nulls_last=True, maintain_order=True
        )
    )
    return order.to_series().to_numpy().astype(np.uint32)


def _rank(frame: pl.DataFrame, name: str, column: Column | None) -> pl.Expr:
    coded = column.coded if column is not None else None
    if not coded or frame.schema[name] != pl.String:
        return pl.col(name)
    codes = list(coded)
    rank = pl.col(name).replace_strict(
        codes, range(len(codes)), default=len(codes), return_dtype=pl.UInt32
    )
    return pl.when(pl.col(name).is_not_null()).then(rank)


def filter_rows(frame: pl.DataFrame, expr: pl.Expr | None) -> Mask | None:
    """Return which rows of ``frame`` pass (``None``: all do)."""
    if expr is None:
        return None
    passed = frame.select(expr.cast(pl.Boolean).fill_null(False).alias("passed"))["passed"]
    if passed.len() != frame.height:  # an expression without a column is one value for all
        value = bool(passed[0]) if passed.len() else False
        return np.full(frame.height, value, dtype=np.bool_)
    return passed.to_numpy().astype(np.bool_)


def arrange(order: Order | None, mask: Mask | None) -> Order | None:
    """Return the rows that pass, in their order."""
    if mask is None:
        return order
    if order is None:
        return np.flatnonzero(mask).astype(np.uint32)
    return order[mask[order]]
