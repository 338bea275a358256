"""How records and pairs are named in the journal, whatever rows they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from disclosure_audit.review.keys import record_keys
from disclosure_audit.schema.columns import SIDES, Side
from disclosure_audit.workspace import keyed

Place = tuple[Side, int]
"""A side and a row of it."""
PLACES: dict[str, pl.DataType | type[pl.DataType]] = {
    "target": pl.String,
    "left_side": pl.String,
    "left_row": pl.UInt32,
    "right_side": pl.String,
    "right_row": pl.UInt32,
}


class Records:
    """Finds the key of a row and the row of a key, in both lists of one scan.

    ``shown`` are the records as they may be shown; ``key`` is that of the workspace. All keys of a
    list are made only once a key is looked for.
    """

    def __init__(self, shown: Mapping[Side, pl.DataFrame], key: bytes) -> None:
        self._shown = shown
        self._fingerprint = keyed(key)
        self._rows: dict[Side, dict[str, int]] = {}

    def target(self, place: Place) -> str:
        """Return what the journal calls a record. Raises ``KeyError`` if there is no such row."""
        side, row = place
        return f"{side}:{record_keys(self._shown[side], self._fingerprint, [row])[row]}"

    def pair(self, left: Place, right: Place) -> tuple[str, Place, Place]:
        """Return what the journal calls a pair, and its records in the order of that name.

        The name is the same whichever record comes first: that of the register does, of one list
        the one whose key comes first.
        """
        named = sorted(
            ((self.target(place), place) for place in (left, right)),
            key=lambda item: (SIDES.index(item[1][0]), item[0]),
        )
        (one, first), (other, second) = named
        return f"{one}|{other}", first, second

    def find(self, record: str) -> Place | None:
        """Return where the record stands that the journal calls ``side:key``."""
        side_name, _, key = record.partition(":")
        for side in SIDES:
            if side == side_name:
                row = self._rows_of(side).get(key)
                return None if row is None else (side, row)
        return None

    def places(self, targets: Iterable[str]) -> pl.DataFrame:
        """Return where the records and pairs stand (``PLACES``); those no longer there are left out."""
        found = []
        for target in targets:
            places = [self.find(record) for record in target.split("|")]
            if None not in places:
                flat = [part for place in places if place for part in place]
                found.append((target, *flat, *[None] * (4 - len(flat))))
        return pl.DataFrame(found, PLACES, orient="row")

    def _rows_of(self, side: Side) -> dict[str, int]:
        if side not in self._rows:
            keys = record_keys(self._shown[side], self._fingerprint, None)
            self._rows[side] = {key: row for row, key in keys.items()}
        return self._rows[side]
