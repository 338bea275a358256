"""What identifiers say of each other: a column of other numbers, a table of persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import polars as pl

from disclosure_audit.scanner.identifiers.checks import right_check_digits
from disclosure_audit.scanner.identifiers.found import Found

BARE = r"^\s*[1-9][0-9]{16}[0-9X]\s*$"
"""A cell that holds nothing but what could be a resident ID."""

_ENOUGH = 11
"""Bare numbers after which one is expected to pass the check digit (modulo 11) by chance."""
_SHARE = 0.5
"""Share with right check digits below which the numbers of a column are no resident IDs."""
_TABLE = 3
"""Persons that make a table."""


def settle_crowds(found: Mapping[int, list[Found]]) -> dict[int, list[Found]]:
    """Return the identifiers by cell, judged with all others of their column.

    Bare numbers with a wrong check digit go; where most are wrong, the right ones are dropped as
    chance. Identifiers beside names say that they stand in a table where there are three or more,
    in one cell or in cells that hold one each.
    """
    bare = [one for cell in found.values() for one in cell if one.is_bare]
    right = sum(one.checksum for one in bare)
    if len(bare) >= _ENOUGH and right < _SHARE * len(bare):
        for one in bare:
            one.dropped = one.dropped or "other_number"
    kept = {
        number: [one for one in cell if one.checksum or not one.is_bare]
        for number, cell in found.items()
    }
    singles = Counter(
        one.what for cell in kept.values() for one in cell if _is_named(one) and len(cell) == 1
    )
    for cell in kept.values():
        _mark_table(cell, singles)
    return kept


def holds_other_numbers(texts: pl.Series) -> bool:
    """Return whether the bare numbers of a column are others: most fail the check digit.

    Asked of the frame before any cell is read, since such a number may stand in every row.
    """
    numbers = texts.filter(texts.str.contains(BARE)).str.strip_chars()
    if numbers.len() < _ENOUGH:
        return False
    return right_check_digits(numbers).sum() < _SHARE * numbers.len()


def _mark_table(cell: Iterable[Found], singles: Counter[str]) -> None:
    named = [one for one in cell if _is_named(one)]
    sorts = Counter(one.what for one in named)
    for one in named:
        alone = len(named) == 1 and singles[one.what] >= _TABLE
        if sorts[one.what] >= _TABLE or alone:
            one.because.append("table")


def _is_named(one: Found) -> bool:
    return one.dropped is None and "name" in one.because
