"""Which rows of a table are marked, and where a person stands in it when its rows move."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

Mask = npt.NDArray[np.bool_]
Order = npt.NDArray[np.uint32]


def place_of(order: Order | None, row: int, height: int) -> int | None:
    """Return where ``row`` of the frame stands in ``order``; ``None`` if it is left out."""
    if order is None:
        return row if 0 <= row < height else None
    found = np.flatnonzero(order == row)
    return int(found[0]) if found.size else None


def find_row(frame: pl.DataFrame, key: Sequence[str], values: Sequence[object]) -> int | None:
    """Return the first row of ``frame`` whose ``key`` columns hold ``values``."""
    if not key or frame.is_empty() or any(name not in frame.columns for name in key):
        return None
    same = [
        pl.col(name).eq_missing(pl.lit(value, dtype=frame.schema[name]))
        for name, value in zip(key, values, strict=True)
    ]
    found = frame.select(pl.all_horizontal(same).arg_true()).to_series()
    return int(found[0]) if found.len() else None


def carry_marks(old: pl.DataFrame, mask: Mask, new: pl.DataFrame, key: Sequence[str]) -> Mask:
    """Return the marks of ``old`` on the rows of ``new`` that have the same ``key``."""
    if not mask.any():
        return np.zeros(new.height, dtype=np.bool_)
    if not key or any(name not in new.columns for name in key):
        return mask.copy() if old.height == new.height else np.zeros(new.height, dtype=np.bool_)
    return find_marked(new, marked_keys(old, mask, key))


def marked_keys(frame: pl.DataFrame, mask: Mask, key: Sequence[str]) -> pl.DataFrame:
    """Return the ``key`` columns of the marked rows: what marks are remembered by."""
    return frame.select(key).filter(pl.Series(mask, dtype=pl.Boolean)).unique(maintain_order=True)


def find_marked(frame: pl.DataFrame, keys: pl.DataFrame) -> Mask:
    """Return which rows of ``frame`` have one of ``keys``."""
    found = np.zeros(frame.height, dtype=np.bool_)
    if keys.height:
        rows = frame.select(keys.columns).with_row_index("_row")
        kept = rows.join(keys, on=keys.columns, how="semi", nulls_equal=True)
        found[kept["_row"].to_numpy()] = True
    return found
