"""A journal and what it comes to, kept together while entries arrive."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import polars as pl

from disclosure_audit.review.decisions import TARGETS
from disclosure_audit.review.entry import Draft, Entry, canonical, entry_of, frame_of
from disclosure_audit.review.history import read_history
from disclosure_audit.review.journal import Journal
from disclosure_audit.review.state import fold, refold, scan_name, turns_of

_MOST_CHUNKS = 64
"""Pieces that the frame of entries may lie in before it is made one again."""


class Ledger:
    """The entries of a journal, their fold, and what one user can take back.

    Threads may share it. What waits for the disk or the server holds up no reader. ``opening`` says
    which scan is decided on: it is written before the first decision on that scan.
    """

    def __init__(self, journal: Journal, user: str, opening: Draft) -> None:
        self.journal = journal
        self.user = user
        self._opening = opening
        self._writing = threading.RLock()
        self._folding = threading.RLock()
        self._unheard: list[Entry] = []
        self.entries: pl.DataFrame = journal.frame()
        """All entries known, with the schema ``ENTRIES``."""
        self.folded: pl.DataFrame = fold(self.entries)
        """What they come to, with the schema ``FOLDED``."""
        self._turns = turns_of(self.entries)
        self._scan = scan_name(self._turns)
        self._history = read_history(self.entries, user)
        self.version = 0
        """Goes up with every change."""

    @property
    def seq(self) -> int:
        """The last entry known; 0 if there is none."""
        return int(self.entries["seq"][-1]) if self.entries.height else 0

    def write(self, drafts: Sequence[Draft], *, checked: bool = True) -> list[Entry]:
        """Write ``drafts``, at least one, as one batch and return their entries.

        Raises ``Conflict`` if ``checked`` is set and somebody else was quicker with one of them.
        """
        with self._writing:
            opens = self._scan != self._opening.details["scan"]
            written = self.journal.append(
                self.user,
                [self._opening, *drafts] if opens else drafts,
                seen=self.seq if checked else None,
            )
            self._take_new(mine=written[0].batch)
        return written[opens:]

    def refresh(self) -> list[Entry]:
        """Return what others wrote since the last call, taken in by now."""
        with self._writing:
            self._take_new()
            heard, self._unheard = self._unheard, []
        return heard

    def undo(self) -> list[Entry]:
        """Take this user's last batch back and return its decisions; none if nothing is left."""
        with self._writing:
            self._take_new()  # the same user may sit at another screen too
            return self._turn("undo", self._history.undoable())

    def redo(self) -> list[Entry]:
        """Bring back what was taken back last and return it; none if nothing is."""
        with self._writing:
            self._take_new()
            return self._turn("redo", self._history.redoable())

    def depth(self) -> tuple[int, int]:
        """Return how many batches this user can undo and redo."""
        with self._folding:
            return self._history.depth()

    def last_decision(self) -> list[Entry]:
        """Return the entries of this user's last decision, taken back or not."""
        with self._folding:
            return self._decisions_of(self._history.last)

    def _turn(self, action: str, batch: str | None) -> list[Entry]:
        if batch is None:
            return []
        turned = self._decisions_of(batch)
        self.write([Draft(action, "batch", batch)], checked=False)
        return turned

    def _decisions_of(self, batch: str | None) -> list[Entry]:
        if batch is None:
            return []
        rows = self.entries.filter(pl.col("batch") == batch, pl.col("kind").is_in(TARGETS))
        return [entry_of(row) for row in rows.iter_rows()]

    def _take_new(self, mine: str | None = None) -> None:
        new = self.journal.since(self.seq)
        if not new:
            return
        self._unheard += [entry for entry in new if entry.batch != mine and entry.user != self.user]
        fresh = frame_of([_row(entry) for entry in new])
        entries = self.entries.vstack(fresh)
        if entries.n_chunks() > _MOST_CHUNKS:
            entries = entries.rechunk()
        turns = turns_of(fresh)
        scan = scan_name(turns) if turns.height else None
        turns = pl.concat([self._turns, turns]) if turns.height else self._turns
        folded = refold(self.folded, entries, fresh, turns)
        with self._folding:
            self.entries, self.folded, self._turns = entries, folded, turns
            self._scan = scan or self._scan
            self._history.take(fresh)
            self.version += 1


def _row(entry: Entry) -> tuple[int, str, str, str, str, str, str, str, str, str]:
    return (
        entry.seq, entry.at, entry.user, entry.batch, entry.action, entry.kind, entry.target,
        canonical(entry.details), entry.prev, entry.hash,
    )  # fmt: skip
