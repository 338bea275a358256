"""Which things of a queue are still open, and which comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.presentation.subject import Subject

if TYPE_CHECKING:
    from disclosure_audit.review.desk import Desk

_PAIR = ("left_side", "left_row", "right_side", "right_row")


def place_in(queue: Sequence[Subject], subject: Subject) -> int | None:
    """Return where ``subject`` stands in ``queue``; a finding is found by its id alone."""
    try:
        return queue.index(subject)
    except ValueError:
        pass
    if subject.finding_id is None or not isinstance(queue, tuple | list):
        return None
    same = (n for n, one in enumerate(queue) if one.finding_id == subject.finding_id)
    return next(same, None)


def next_open(desk: Desk, queue: Sequence[Subject], subject: Subject, step: int) -> int | None:
    """Return the place of the open thing nearest to ``subject`` in the direction of ``step``.

    Goes round at the end of the queue; ``None`` if nothing but ``subject`` is open.
    """
    here = place_in(queue, subject)
    closed = _Closed(desk)
    start = -1 if here is None and step > 0 else here or 0
    for away in range(1, len(queue) + 1):
        place = (start + step * away) % len(queue)
        if place != here and closed.lets_through(queue[place]):
            return place
    return None


class _Closed:
    """What is settled: looked up once for a whole walk."""

    def __init__(self, desk: Desk) -> None:
        settled = desk.decisions.filter(
            pl.col("status").is_not_null() & (pl.col("status") != "open")
        )
        self._findings = set(settled.filter(pl.col("kind") == "finding")["target"])
        self._pairs = set(settled.filter(pl.col("kind") == "pair").select(_PAIR).iter_rows())

    def lets_through(self, subject: Subject) -> bool:
        if subject.finding_id is not None:
            return subject.finding_id not in self._findings
        if subject.ends is None:
            return True
        left, right = subject.ends
        return not {(*left, *right), (*right, *left)} & self._pairs
