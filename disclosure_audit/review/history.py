"""What a person can take back, and what they can bring back again.

Both follow from the journal alone, so they survive a restart. Each key press is one batch.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from disclosure_audit.review.decisions import MARKS, OUTCOMES, TARGETS

_EVENTS = ("seq", "user", "batch", "action", "kind", "target")


@dataclass(slots=True)
class History:
    """The batches of one user: those that can be undone, and those that can be redone.

    A batch counts if it decides something: to have looked (``reveal``) is not taken back, nor is
    what was carried over from another run. A new decision clears what could be redone.
    """

    user: str
    last: str | None = None
    """The batch of this user's last decision, taken back or not."""
    _born: dict[str, int] = field(default_factory=dict)
    """Batch -> the place of its first entry."""
    _standing: list[tuple[int, str]] = field(default_factory=list)
    """Batches that count, in the order in which they were written."""
    _taken_back: list[str] = field(default_factory=list)
    _carrying: set[str] = field(default_factory=set)

    def undoable(self) -> str | None:
        """Return the newest batch that is not taken back."""
        return self._standing[-1][1] if self._standing else None

    def redoable(self) -> str | None:
        """Return the batch taken back last, unless something was decided since."""
        return self._taken_back[-1] if self._taken_back else None

    def depth(self) -> tuple[int, int]:
        """Return how many batches can be undone and redone."""
        return len(self._standing), len(self._taken_back)

    def take(self, entries: pl.DataFrame) -> None:
        """Take in further entries (``ENTRIES``, by ``seq``) of whichever users."""
        is_mine = (pl.col("user") == self.user) & (
            pl.col("kind").is_in(TARGETS) & pl.col("action").is_in([*OUTCOMES, *MARKS])
            | (pl.col("action") == "carry")
        )
        self._follow(
            entries.filter(is_mine | (pl.col("kind") == "batch"))
            .select(_EVENTS)
            .filter(  # of a batch one entry will do, but each undo and redo is told apart
                (pl.col("kind") == "batch") | pl.struct("batch", "kind").is_first_distinct()
            )
            .iter_rows()
        )

    def _follow(self, events: Iterable[tuple[int, str, str, str, str, str]]) -> None:
        for seq, _, batch, action, kind, target in events:
            if kind == "batch":
                if action == "undo":
                    self._undo(target)
                elif action == "redo":
                    self._redo(target)
            elif action == "carry":
                self._carrying.add(batch)
            elif batch not in self._born and batch not in self._carrying:
                self._born[batch] = seq
                self._standing.append((seq, batch))
                self._taken_back.clear()
                self.last = batch

    def _undo(self, batch: str) -> None:
        place = self._place(batch)
        if place is not None:
            del self._standing[place]
            self._taken_back.append(batch)

    def _redo(self, batch: str) -> None:
        if batch in self._born and self._place(batch) is None:
            bisect.insort(self._standing, (self._born[batch], batch))
            if batch in self._taken_back:
                self._taken_back.remove(batch)

    def _place(self, batch: str) -> int | None:
        """Return where ``batch`` is among those that count."""
        if batch not in self._born:
            return None
        place = bisect.bisect_left(self._standing, (self._born[batch], batch))
        found = place < len(self._standing) and self._standing[place][1] == batch
        return place if found else None


def read_history(entries: pl.DataFrame, user: str) -> History:
    """Return the history of ``user`` in a journal (``ENTRIES``)."""
    history = History(user)
    history.take(entries.sort("seq"))
    return history
