"""The things of a list, one after the other, without an object for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

import polars as pl

from disclosure_audit.presentation.marks import Mask, Order, find_marked, find_row, place_of
from disclosure_audit.presentation.subject import Subject

if TYPE_CHECKING:
    from disclosure_audit.schema.columns import Side

KEYS: dict[str, tuple[str, ...]] = {
    "findings": ("finding_id",),
    "links": ("register_row", "catalog_row"),
    "register": ("row",),
    "catalog": ("row",),
}
"""What makes a row of each list itself, wherever it stands."""


class RowQueue(Sequence[Subject]):
    """The subjects of the rows ``order`` of a list (``None``: all); made when they are asked for."""

    def __init__(
        self, kind: str, frame: pl.DataFrame, order: Order | None, repeats: pl.DataFrame
    ) -> None:
        self._kind, self._frame, self._order, self._repeats = kind, frame, order, repeats

    def __len__(self) -> int:
        """Return how many there are."""
        return self._frame.height if self._order is None else len(self._order)

    @overload
    def __getitem__(self, place: int) -> Subject: ...
    @overload
    def __getitem__(self, place: slice) -> list[Subject]: ...
    def __getitem__(self, place: int | slice) -> Subject | list[Subject]:
        """Return one or several of them."""
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        if place < 0:
            place += len(self)
        if not 0 <= place < len(self):
            raise IndexError(place)
        row = place if self._order is None else int(self._order[place])
        return subject_of(self._kind, self._frame, row, self._repeats)

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """Return where ``value`` stands. Raises ``ValueError`` if it does not."""
        if isinstance(value, Subject):
            row = find_row(self._frame, KEYS[self._kind], key_of(self._kind, value))
            place = None if row is None else place_of(self._order, row, self._frame.height)
            if place is not None and start <= place < (len(self) if stop is None else stop):
                return place
        raise ValueError("not in the queue")

    def __contains__(self, value: object) -> bool:
        """Return whether it is among them."""
        try:
            self.index(value)
        except ValueError:
            return False
        return True


def key_of(kind: str, subject: Subject) -> tuple[object, ...]:
    """Return what :data:`KEYS` looks for."""
    if kind == "findings":
        return (subject.finding_id,)
    if kind == "links":
        return subject.register_row, subject.catalog_row
    return (subject.register_row if kind == "register" else subject.catalog_row,)


def rows_of(kind: str, frame: pl.DataFrame, subjects: Sequence[Subject]) -> Mask:
    """Return which rows of a list ``subjects`` are."""
    names = KEYS[kind]
    keys = pl.DataFrame(
        [key_of(kind, one) for one in subjects],
        {name: frame.schema[name] for name in names},
        orient="row",
    )
    return find_marked(frame, keys)


def subject_of(kind: str, frame: pl.DataFrame, row: int, repeats: pl.DataFrame) -> Subject:
    """Return what the row of a list is about."""
    return subjects_of(kind, frame[row : row + 1], repeats)[0]


def subjects_of(kind: str, rows: pl.DataFrame, repeats: pl.DataFrame) -> list[Subject]:
    """Return what each of ``rows`` of a list is about.

    A finding of a repeated record has the other one with it: the one that it repeats, else the
    first that repeats it.
    """
    if kind == "register":
        return [Subject(register_row=row) for row in rows["row"]]
    if kind == "catalog":
        return [Subject(catalog_row=row) for row in rows["row"]]
    both = list(rows.select("register_row", "catalog_row").iter_rows())
    if kind == "links":
        return [Subject(None, *pair) for pair in both]
    twins = _twins(rows, repeats)
    return [
        Subject(finding, register_row, catalog_row, twins.get(place))
        for place, (finding, (register_row, catalog_row)) in enumerate(
            zip(rows["finding_id"], both, strict=True)
        )
    ]


def _twins(rows: pl.DataFrame, repeats: pl.DataFrame) -> dict[int, tuple[Side, int]]:
    """Return the other record of those of ``rows`` that report a repeated one, by their place."""
    alone = pl.col("register_row").is_null() != pl.col("catalog_row").is_null()
    mine = rows.select("rule", "register_row", "catalog_row").with_row_index("place").filter(
        alone, pl.col("rule").str.starts_with("DU")
    )  # fmt: skip
    if mine.is_empty() or repeats.is_empty():
        return {}
    of_register = pl.col("register_row").is_not_null()
    mine = mine.select(
        "place",
        side=pl.when(of_register).then(pl.lit("register")).otherwise(pl.lit("catalog")),
        row=pl.coalesce("register_row", "catalog_row"),
    )
    earlier = repeats.select("side", "row", twin="of_row")
    later = repeats.select("side", row="of_row", twin="row")
    known = pl.concat([earlier, later]).unique(["side", "row"], keep="first", maintain_order=True)
    found = mine.join(known, on=["side", "row"], how="inner")
    return {
        place: (side, twin)
        for place, side, twin in found.select("place", "side", "twin").iter_rows()
    }
