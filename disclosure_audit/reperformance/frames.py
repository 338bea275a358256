"""How one frame of two runs differs: by rows that only one has, and by columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

IDENTITY: Mapping[str, tuple[str, ...]] = {
    "links": ("register_row", "catalog_row"),
    "candidates": ("register_row", "catalog_row"),
    "repeats": ("side", "row", "of_row"),
    "dispositions": ("side", "row"),
    "findings": ("rule", "side", "register_row", "catalog_row", "record_id"),
    "hits": ("side", "row", "field", "file", "start", "end", "kind"),
    "texts": ("side", "row", "file"),
    "addresses": ("row",),
    "rejects": ("side", "row", "source", "line"),
    "lines": ("side", "row"),
}
"""What a row of each frame is about. An id is none: it is made with the key."""

KEYED: Mapping[str, str] = {"findings": "finding_id", "hits": "token"}
"""The columns that are made with the key."""

_NTH, _THEN, _NOW = "__nth__", "__then__", "__now__"


@dataclass(frozen=True, slots=True)
class Difference:
    """What two frames do not have in common, in rows."""

    only_then: int = 0
    only_now: int = 0
    columns: tuple[tuple[str, int], ...] = ()
    """Columns that differ in rows that both have, and in how many of them."""
    changed: int = 0
    """Rows that both have and that differ."""
    is_keyed: bool = False
    """Whether nothing differs but what is made with the key."""

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.only_then or self.only_now or self.changed)


NONE = Difference()
"""What equal frames come to."""


def compare_frames(name: str, then: pl.DataFrame, now: pl.DataFrame) -> Difference:
    """Return how ``now`` differs from ``then``, two frames ``name`` of run folders.

    Rows about the same thing are compared; of several about one thing, the first with the first,
    and so on.
    """
    if then.equals(now):
        return NONE
    identity = [column for column in IDENTITY[name] if column in then.columns]
    columns = [column for column in then.columns if column not in identity]
    joined = _numbered(then, name, identity, _THEN).join(
        _numbered(now, name, identity, _NOW),
        on=[*identity, _NTH],
        how="full",
        coalesce=True,
        nulls_equal=True,
        suffix="__of_now",
    )
    both = joined.filter(pl.col(_THEN) & pl.col(_NOW)).select(
        pl.col(column).ne_missing(pl.col(f"{column}__of_now")).alias(column) for column in columns
    )
    counts = {column: int(both[column].sum()) for column in columns}
    differing = tuple((column, count) for column, count in counts.items() if count)
    only_then = joined[_NOW].null_count()
    only_now = joined[_THEN].null_count()
    return Difference(
        only_then=only_then,
        only_now=only_now,
        columns=differing,
        changed=both.select(pl.any_horizontal(columns).sum()).item() if columns else 0,
        is_keyed=not only_then and not only_now and [c for c, _ in differing] == [KEYED.get(name)],
    )


def _numbered(frame: pl.DataFrame, name: str, identity: list[str], mark: str) -> pl.DataFrame:
    """Return ``frame`` with the how-manieth of its like each row is, whatever the key was."""
    others = [column for column in frame.columns if column not in (*identity, KEYED.get(name))]
    return frame.sort(*identity, *(_sortable(frame, one) for one in others), nulls_last=True).select(
        pl.all(), pl.int_range(pl.len()).over(identity).alias(_NTH), pl.lit(True).alias(mark)
    )  # fmt: skip


def _sortable(frame: pl.DataFrame, column: str) -> pl.Expr:
    """Return what ``column`` is sorted by: lists have no order, their text has one."""
    dtype = frame.schema[column]
    if not isinstance(dtype, pl.List):
        return pl.col(column)
    element = pl.element()
    if isinstance(dtype.inner, pl.Struct):
        element = element.struct.json_encode()
    return pl.col(column).list.eval(element).list.join("\n")
