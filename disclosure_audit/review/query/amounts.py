"""Numbers and percentages in a filter."""

from __future__ import annotations

import re

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.review.query.error import QueryError
from disclosure_audit.review.query.fold import fold
from disclosure_audit.review.query.tree import Value
from disclosure_audit.review.query.words import Field

_WHOLE = re.compile(r"[+-]?[0-9]{1,12}")
_SHARE = re.compile(r"([+-]?[0-9]{1,4}(?:\.([0-9]{0,12}))?)%?")
RANGE = ".."
_HAIR = 1e-9
"""Slack for what a percentage loses in binary."""


def compare_amount(field: Field, operator: str, value: Value) -> pl.Expr:
    """Return whether the field compares with ``value`` so; ``3..5`` means both ends included.

    A percentage equals another that is rounded to as many places: ``97`` is 96.5 to 97.5.
    """
    column = pl.col(field.columns[0])
    if field.type == "row":  # people count rows from 1, frames from 0
        column = column.cast(pl.Int64) + 1
    if operator in (":", "=") and RANGE in value.text:
        low, _, high = value.text.partition(RANGE)
        ends = [end for text in (low, high) if (end := text.strip())]
        if ends:
            above = column >= _amount(field, low, value)[0] if low.strip() else pl.lit(value=True)
            below = column <= _amount(field, high, value)[0] if high.strip() else pl.lit(value=True)
            return column.is_not_null() & above & below
    amount, slack = _amount(field, value.text, value)
    match operator:
        case ">":
            return column > amount
        case ">=":
            return column >= amount
        case "<":
            return column < amount
        case "<=":
            return column <= amount
        case _ if slack:
            return column.is_between(amount - slack - _HAIR, amount + slack + _HAIR)
        case _:
            return column == amount


def _amount(field: Field, text: str, value: Value) -> tuple[int | float, float]:
    """Return the number that ``text`` holds, and half of its last place if it is a percentage."""
    plain = fold(text).strip()
    if field.type in ("number", "row") and _WHOLE.fullmatch(plain):
        return int(plain), 0
    if field.type == "percent" and (found := _SHARE.fullmatch(plain)):
        return float(found[1]), 0.5 * 10 ** -len(found[2] or "")
    raise QueryError(
        Text(f"“{field.name}” takes a number", f"“{field.title.zh}”须为数字"),
        value.at,
        Text(
            f"for example {field.name}>=10 or {field.name}:10..20",
            f"例如 {field.title.zh}>=10 或 {field.title.zh}:10..20",
        ),
    )
