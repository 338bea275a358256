"""Finds the record of one list again in another, later one, though rows moved and cells changed."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

PAIRS: dict[str, pl.DataType | type[pl.DataType]] = {
    "before_row": pl.UInt32,
    "after_row": pl.UInt32,
    "by": pl.String,
}
"""Records of both lists. ``by``: ``same`` (every field is equal), ``identity``, ``all_but_one`` (one
field differs), the name of a key that no other record left over has (``index_number``, ``doc_number``,
``url``, ``title``, ``record_id``), or ``place`` (it stands where the other stood)."""

KEYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("index_number", ("index_number", "title")),
    ("doc_number", ("doc_number", "title")),
    ("url", ("url", "title")),
    ("doc_number", ("doc_number", "issued_on")),
    ("index_number", ("index_number",)),
    ("url", ("url",)),
    ("doc_number", ("doc_number",)),
    ("title", ("title", "issued_on")),
    ("title", ("title", "published_on")),
    ("title", ("title",)),
    ("record_id", ("record_id", "issued_on")),
    ("record_id", ("record_id", "published_on")),
)
"""What a record is recognised by, surest first."""

_NO_ROWS = pl.DataFrame(schema={"before_row": pl.UInt32, "after_row": pl.UInt32})
_LEAST_EQUAL = 2
"""Fields that must be filled, and equal, where one differs."""


def pair_records(
    before: pl.DataFrame,
    after: pl.DataFrame,
    *,
    fields: Sequence[str],
    identity: Sequence[str] = (),
) -> pl.DataFrame:
    """Return which record of ``after`` is which of ``before`` (:data:`PAIRS`), by ``before_row``.

    Both frames have ``row``, ``fields``, and ``record_id`` if their lists have serial numbers; of
    equal type on both sides, texts or tokens. Each record is in one pair at most. Of records that
    are equal word for word, those at the same row belong together, then the first and the first.
    """
    fields = [name for name in fields if not all(f[name].is_null().all() for f in (before, after))]
    if not fields:
        return pl.DataFrame(schema=PAIRS)
    left = before.select(pl.col("row").alias("before_row"), pl.exclude("row"))
    right = after.select(pl.col("row").alias("after_row"), pl.exclude("row"))
    found: list[pl.DataFrame] = []

    def take(pairs: pl.DataFrame, by: str) -> None:
        nonlocal left, right
        if pairs.height:
            found.append(pairs.select("before_row", "after_row", pl.lit(by).alias("by")))
            left = left.join(pairs, on="before_row", how="anti", maintain_order="left")
            right = right.join(pairs, on="after_row", how="anti", maintain_order="left")

    take(_unmoved(left, right, fields), "same")
    take(_numbered(left, right, fields), "same")
    if identity:
        take(_numbered(_filled(left, identity), _filled(right, identity), identity), "identity")
    for name in fields:
        others = [other for other in fields if other != name]
        if left.is_empty() or right.is_empty():
            break
        if len(others) >= _LEAST_EQUAL:
            one, other = (_filled(frame, others, _LEAST_EQUAL) for frame in (left, right))
            take(_numbered(one, other, others), "all_but_one")
    for by, names in KEYS:
        if left.is_empty() or right.is_empty():
            break
        if set(names) <= set(left.columns) & set(right.columns):
            take(_unique(left, right, names), by)
    take(_in_place(left, right, before, after, found, fields), "place")
    if not found:
        return pl.DataFrame(schema=PAIRS)
    return pl.concat(found).cast(PAIRS).sort("before_row")  # type: ignore[arg-type]  # a dict is invariant


def _unmoved(left: pl.DataFrame, right: pl.DataFrame, fields: Sequence[str]) -> pl.DataFrame:
    """Return the rows at which both lists say the same; no text is hashed for it."""
    both = left.join(
        right, left_on="before_row", right_on="after_row", how="inner", suffix="_after"
    )
    return both.filter(
        pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_after")) for name in fields)
    ).select("before_row", pl.col("before_row").alias("after_row"))


def _numbered(left: pl.DataFrame, right: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Return pairs equal in all of ``names``: the first of its like with the first, and so on.

    They are looked for by a hash, which is quick, and then compared, which is sure.
    """
    if left.is_empty() or right.is_empty():
        return _NO_ROWS
    one, other = (
        frame.select(row, *names, pl.struct(names).hash().alias("__hash__")).with_columns(
            pl.int_range(pl.len()).over("__hash__").alias("__nth__")
        )
        for frame, row in ((left, "before_row"), (right, "after_row"))
    )
    return (
        one.join(other, on=["__hash__", "__nth__"], how="inner", suffix="_after")
        .filter(pl.all_horizontal(pl.col(n).eq_missing(pl.col(f"{n}_after")) for n in names))
        .select("before_row", "after_row")
    )


def _filled(frame: pl.DataFrame, names: Sequence[str], least: int = 1) -> pl.DataFrame:
    """Return the records in which at least so many of ``names`` are filled."""
    return frame.filter(pl.sum_horizontal(pl.col(n).is_not_null() for n in names) >= least)


def _unique(left: pl.DataFrame, right: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Return the pairs of which the key stands once in what is left of either list."""
    one, other = (
        frame.select(row, *names).drop_nulls().unique(list(names), keep="none")
        for frame, row in ((left, "before_row"), (right, "after_row"))
    )
    return one.join(other, on=list(names), how="inner").select("before_row", "after_row")


def _in_place(
    left: pl.DataFrame,
    right: pl.DataFrame,
    before: pl.DataFrame,
    after: pl.DataFrame,
    found: Sequence[pl.DataFrame],
    fields: Sequence[str],
) -> pl.DataFrame:
    """Return the pairs that stand behind the same record, as the how-manieth of those left over.

    Half of what the earlier record says must be equal, or it say one thing only: two records that
    share little but their place are two records.
    """
    if left.is_empty() or right.is_empty():
        return _NO_ROWS
    pairs = pl.concat(found).select("before_row", "after_row") if found else _NO_ROWS
    one = _behind(left, before["row"], pairs, "before_row")
    other = _behind(right, after["row"], pairs, "after_row")
    both = one.join(
        other, on=["__behind__", "__nth__"], how="inner", nulls_equal=True, suffix="_after"
    )
    filled = pl.sum_horizontal(pl.col(name).is_not_null() for name in fields)
    equal = pl.sum_horizontal(
        (pl.col(name) == pl.col(f"{name}_after")).fill_null(value=False) for name in fields
    )
    alike = (equal * 2 >= filled) & (equal > 0)
    return both.filter(alike | (filled == 1)).select("before_row", "after_row")


def _behind(rest: pl.DataFrame, rows: pl.Series, pairs: pl.DataFrame, side: str) -> pl.DataFrame:
    """Return ``rest`` with the paired record before each, by its row in the earlier list."""
    known = pairs.select(
        pl.col(side).cast(rows.dtype), pl.col("before_row").cast(pl.UInt32).alias("__behind__")
    )
    order = (
        rows.alias(side)
        .to_frame()
        .join(known, on=side, how="left")
        .sort(side)
        .with_columns(pl.col("__behind__").forward_fill())
    )
    return (
        rest.join(order, on=side, how="left")
        .sort(side)
        .with_columns(pl.int_range(pl.len()).over("__behind__").alias("__nth__"))
    )
