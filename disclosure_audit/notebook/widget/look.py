"""The list as a person looks at it: its kind, filter, order and columns, marks and the cursor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from disclosure_audit.language import Lang
from disclosure_audit.presentation.marks import Mask, Order, carry_marks, find_row, place_of
from disclosure_audit.presentation.ordering import (
    SortKey,
    arrange,
    filter_rows,
    next_keys,
    sort_rows,
)
from disclosure_audit.presentation.queue import KEYS, rows_of, subjects_of
from disclosure_audit.presentation.subject import Subject
from disclosure_audit.review import query
from disclosure_audit.review.sheets import DECIDED, Kind, Sheet
from disclosure_audit.review.sheets.columns import Column

MOST_MARKED = 100_000
"""Rows that one decision is for at most."""
_COMPACT: dict[str, tuple[str, ...]] = {
    "findings": ("severity", "rule", "status", "title", "doc_number", "owner"),
    "links": ("status", "score", "decided", "register_title", "catalog_title"),
    "register": ("row", "disposition", "title", "doc_number", "issued_on", "findings"),
    "catalog": ("row", "disposition", "title", "doc_number", "published_on", "findings"),
}


@dataclass(frozen=True, slots=True)
class Aim:
    """What is asked to be seen of a list."""

    query: str = ""
    keys: tuple[SortKey, ...] = ()
    columns: tuple[str, ...] = ()
    view: str | None = None
    """The view that it was taken from."""


class Look:
    """One list at a time; ``sheet_of`` gives a list as it is today."""

    def __init__(self, sheet_of: Callable[[Kind], Sheet]) -> None:
        self._sheet_of = sheet_of
        self.kind: Kind = "findings"
        self.aims: dict[str, Aim] = {name: Aim() for name in KEYS}
        self.sheet = sheet_of(self.kind)
        self.order: Order | None = None
        """The rows of the frame that are shown (``None``: all, as they stand)."""
        self.row: int | None = None
        """The row of the frame under the cursor."""
        self.marks: Mask = np.zeros(self.sheet.frame.height, dtype=np.bool_)
        self._rows: dict[str, tuple[object, ...]] = {}
        self._sorted: tuple[object, tuple[SortKey, ...], Order | None] = (None, (), None)
        self._expr: pl.Expr | None = None

    # What is seen

    @property
    def aim(self) -> Aim:
        """What is asked of the present list."""
        return self.aims[self.kind]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are shown."""
        known = {column.name: column for column in self.sheet.columns}
        asked = self.aim.columns or _COMPACT[self.kind]
        return tuple(known[name] for name in asked if name in known)

    @property
    def height(self) -> int:
        """How many rows pass."""
        return self.sheet.frame.height if self.order is None else len(self.order)

    @property
    def place(self) -> int | None:
        """Where the cursor stands among them."""
        if self.row is None:
            return None
        return place_of(self.order, self.row, self.sheet.frame.height)

    def rows(self, first: int, most: int) -> list[int]:
        """Return rows of the frame, from the place ``first`` on."""
        last = min(first + most, self.height)
        places = range(first, last) if self.order is None else self.order[first:last]
        return [int(row) for row in places]

    def open_mask(self) -> Mask:
        """Return which rows of the frame are still to be decided on."""
        frame = self.sheet.frame
        if self.kind == "findings":
            return (frame["status"] == "open").to_numpy().astype(np.bool_)
        if self.kind == "links":
            return frame["decided"].is_null().to_numpy().astype(np.bool_)
        return np.ones(frame.height, dtype=np.bool_)

    def count_open(self) -> int:
        """Return how many of the rows that are shown are open."""
        return int(self._shown(self.open_mask()).sum())

    # Which rows

    def open(self, kind: Kind, aim: Aim | None, lang: Lang) -> None:
        """Show another list, as it was looked at last unless ``aim`` is given.

        Raises ``QueryError`` for a filter without a meaning; what was shown stays then.
        """
        aim = aim or self.aims[kind]
        expr = _expression(aim.query, kind, lang)
        if self.row is not None:
            self._rows[self.kind] = self._key(self.row)
        self.kind, self.aims[kind], self._expr = kind, aim, expr
        self.sheet = self._sheet_of(kind)
        self.marks = np.zeros(self.sheet.frame.height, dtype=np.bool_)
        self._arrange()
        kept = self._rows.get(kind)
        self.row = None if kept is None else find_row(self.sheet.frame, KEYS[kind], kept)
        if self.place is None:
            self.go_first()

    def renew(self) -> None:
        """Take in what has changed in the list; cursor and marks stay on their rows."""
        old, place = self.sheet, self.place
        kept = None if self.row is None else self._key(self.row)
        self.sheet = self._sheet_of(self.kind)
        if self.sheet.frame is old.frame:
            return
        names = KEYS[self.kind]
        self.marks = carry_marks(old.frame, self.marks, self.sheet.frame, names)
        self._arrange()
        self.row = None if kept is None else find_row(self.sheet.frame, names, kept)
        if self.place is None and self.height:  # it no longer passes: the next one moves up
            self.row = self.rows(min(place or 0, self.height - 1), 1)[0]

    def sort(self, name: str, lang: Lang) -> None:
        """Sort by a column: up, down, then not at all."""
        column = next((one for one in self.columns if one.name == name), None)
        if column is not None:
            aim = self.aim
            keys = next_keys(aim.keys, name, more=False, falls=column.falls)
            self.open(self.kind, Aim(aim.query, keys, aim.columns, aim.view), lang)

    # The cursor

    def go(self, key: str) -> bool:
        """Put the cursor on the row with this key; return whether it is there."""
        row = self.find(key)
        found = row is not None and place_of(self.order, row, self.sheet.frame.height) is not None
        if found:
            self.row = row
        return found

    def move(self, place: int) -> None:
        """Put the cursor on a place, the last one if there are fewer."""
        if self.height:
            self.row = self.rows(min(place, self.height - 1), 1)[0]

    def go_first(self) -> None:
        """Put the cursor where work is left, else on the first row."""
        places = np.flatnonzero(self._shown(self.open_mask()))
        self.row = None
        self.move(int(places[0]) if places.size else 0)

    def go_next(self, step: int, without: Mask | None = None) -> bool:
        """Put the cursor on the next open row, going round at the end; return whether there is one."""
        mask = self.open_mask()
        if without is not None:
            mask &= ~without
        here = -1 if self.place is None else self.place
        places = np.flatnonzero(self._shown(mask))
        places = places[places != here]
        if not places.size:
            return False
        beyond = places[places > here] if step > 0 else places[places < here]
        self.move(int((beyond if beyond.size else places)[0 if step > 0 else -1]))
        return True

    # Marks and what rows are about

    def mark(self, key: str) -> None:
        """Mark a row, or take its mark."""
        row = self.find(key)
        if row is not None:
            self.marks[row] = not self.marks[row]

    def mark_all(self) -> bool:
        """Mark all rows that are shown, or none if all are; return ``False`` where they are too many."""
        shown = np.zeros(self.marks.size, dtype=np.bool_)
        shown[slice(None) if self.order is None else self.order] = True
        if int(shown.sum()) > MOST_MARKED:
            return False
        self.marks = np.zeros_like(shown) if bool(self.marks[shown].all()) else shown
        return True

    def subjects(self, repeats: pl.DataFrame) -> list[Subject]:
        """Return what the marked rows are about, or the one under the cursor."""
        frame = self.sheet.frame
        if self.marks.any():
            rows = frame.filter(pl.Series(self.marks))
            return subjects_of(self.kind, rows, repeats)
        return [] if self.row is None else self.subject(repeats)

    def subject(self, repeats: pl.DataFrame) -> list[Subject]:
        """Return what the row under the cursor is about; nothing in an empty list."""
        if self.row is None:
            return []
        return subjects_of(self.kind, self.sheet.frame[self.row : self.row + 1], repeats)

    def mask_of(self, subjects: list[Subject]) -> Mask:
        """Return which rows of the frame ``subjects`` are."""
        return rows_of(self.kind, self.sheet.frame, subjects)

    def key(self, row: int) -> str:
        """Return what the page calls a row."""
        return self.keys([row])[0]

    def keys(self, rows: list[int]) -> list[str]:
        """Return what the page calls several rows."""
        # the few rows first: the list may hold millions
        parts = self.sheet.frame[rows].select(KEYS[self.kind]).rows()
        return [":".join(str(part) for part in one) for one in parts]

    def find(self, key: str) -> int | None:
        """Return the row of the frame that the page calls ``key``."""
        names, parts = KEYS[self.kind], key.split(":")
        if len(parts) != len(names):
            return None
        if self.kind != "findings" and not all(
            part.isascii() and part.isdigit() and int(part) < 2**32 for part in parts
        ):
            return None
        values = parts if self.kind == "findings" else [int(part) for part in parts]
        return find_row(self.sheet.frame, names, values)

    def _key(self, row: int) -> tuple[object, ...]:
        return self.sheet.frame[row : row + 1].select(KEYS[self.kind]).row(0)

    def _shown(self, mask: Mask) -> Mask:
        return mask if self.order is None else mask[self.order]

    def _arrange(self) -> None:
        sheet, keys = self.sheet, self.aim.keys
        # a decision moves no row of a list that is sorted by something else
        lasting = sheet.plain is not None and not {name for name, _ in keys} & DECIDED
        frame = sheet.plain if lasting else sheet.frame
        if self._sorted[0] is not frame or self._sorted[1] != keys:
            self._sorted = (frame, keys, sort_rows(sheet.frame, sheet.columns, keys))
        self.order = arrange(self._sorted[2], filter_rows(sheet.frame, self._expr))


def _expression(text: str, kind: str, lang: Lang) -> pl.Expr | None:
    return query.parse(text, kind, lang).expr if text.strip() else None
