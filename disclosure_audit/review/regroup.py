"""Repeats of one list as people want them: groups of records, each with its first."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from disclosure_audit.matching.schema import REPEATS
from disclosure_audit.schema.columns import Side

_Pair = tuple[int, int]


def regroup(
    repeats: pl.DataFrame,
    side: Side,
    words: Iterable[tuple[int, int, bool]],
    *,
    kind: str,
    score: float,
) -> pl.DataFrame:
    """Return ``repeats`` after what people said of two records of ``side``, the last word last.

    ``words`` are two rows and whether they are one document. What people say goes before what the
    matching found, and a later word before an earlier one that contradicts it. As before, every
    record that repeats another one has one row, which names the first of its document: the first
    that the matching named, else that of the lowest row. A tie that only people know has ``kind``
    and ``score``. Groups of which nobody spoke stay as they are.
    """
    said = list(words)
    spoken_of = {row for a, b, _ in said for row in (a, b)}
    mine = repeats.filter(pl.col("side") == side)
    rows = pl.Series(sorted(spoken_of), dtype=pl.UInt32)
    firsts = mine.filter(pl.col("row").is_in(rows.implode()))["of_row"]
    touched = pl.concat([rows, firsts]).unique()
    part = mine.filter(pl.col("of_row").is_in(touched.implode())).sort("row", "of_row")
    edges = list(part.select("row", "of_row").iter_rows())
    groups = _Groups()
    for a, b, same in reversed(said):
        groups.join(a, b) if same else groups.part(a, b)
    for row, of_row in edges:
        groups.join(row, of_row)
    led = {of_row for _, of_row in edges}
    people = {(a, b) for a, b, same in said if same}
    known = {(row, of_row): (how, bits) for row, of_row, how, bits in part.select(
        "row", "of_row", "kind", "score").iter_rows()}  # fmt: skip
    new = []
    for members in groups.of_two_or_more():
        first = min(members, key=lambda row: (row not in led, row))
        for row in sorted(members - {first}):
            how = known.get((row, first), (kind, score))
            confirmed = (min(row, first), max(row, first)) in people and how[0] != "exact"
            new.append((side, row, first, *((kind, score) if confirmed else how)))
    rest = repeats.filter(
        (pl.col("side") != side) | ~pl.col("of_row").is_in(touched.implode())
    )  # fmt: skip
    return pl.concat([rest, pl.DataFrame(new, schema=REPEATS, orient="row")]).sort(
        "side", "row", "of_row"
    )


class _Groups:
    """Records joined to groups, some of which must stay apart."""

    def __init__(self) -> None:
        self._group: dict[int, set[int]] = {}
        self._apart: dict[int, set[int]] = {}

    def _of(self, row: int) -> set[int]:
        return self._group.setdefault(row, {row})

    def join(self, a: int, b: int) -> None:
        """Make one group of both records' unless a word keeps two of their members apart."""
        one, other = self._of(a), self._of(b)
        if one is other or any(self._apart.get(row, set()) & other for row in one):
            return
        one |= other
        for row in other:
            self._group[row] = one

    def part(self, a: int, b: int) -> None:
        """Keep both records apart from now on, unless they are in one group already."""
        if self._of(a) is not self._of(b):
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def of_two_or_more(self) -> list[set[int]]:
        """Return the groups by their lowest row."""
        groups = {id(group): group for group in self._group.values() if len(group) > 1}
        return sorted(groups.values(), key=min)
