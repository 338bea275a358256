"""Which sheets of a workbook are the list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from disclosure_audit.readers.table import Skipped

SAME_SHAPE = 0.6
"""Least share of equal headers (of the wider sheet's) that makes two sheets one list."""
_BOOK = re.compile("[发收来]文")
"""What the names of a registry's books say."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a sheet looks like from outside; ``known`` says that its header was recognised."""

    name: str
    headers: frozenset[str]
    rows: int
    known: bool


def choose_sheets(
    sheets: Sequence[Outline], wanted: Sequence[str] = ()
) -> tuple[set[str], list[Skipped]]:
    """Return the names of the sheets that make up the list, and the others with the reason.

    The main sheet is the longest whose header is recognised, else the longest of all; sheets of
    its shape belong to it, as offices keep one sheet a year, and so do the other books of a
    registry (发文, 收文). ``wanted`` sheets are all taken.
    """
    if wanted:
        return {sheet.name for sheet in sheets}, []
    known = [sheet for sheet in sheets if sheet.known]
    candidates = known or [sheet for sheet in sheets if len(sheet.headers) > 1] or list(sheets)
    main = max(candidates, key=lambda sheet: (sheet.rows > 0, sheet.rows * len(sheet.headers)))
    chosen, skipped = set(), []
    for sheet in sheets:
        if sheet is main or _same_shape(sheet, main) or _same_registry(sheet, main):
            chosen.add(sheet.name)
        else:
            reason = "no_header" if known and not sheet.known else "other_shape"
            skipped.append(Skipped(sheet.name, reason))
    return chosen, skipped


def _same_registry(one: Outline, other: Outline) -> bool:
    return one.known and bool(_BOOK.search(one.name) and _BOOK.search(other.name))


def _same_shape(one: Outline, other: Outline) -> bool:
    wider = max(len(one.headers), len(other.headers), 1)
    return len(one.headers & other.headers) >= SAME_SHAPE * wider
