"""What every journal does alike, whatever keeps it: batches, conflicts, the chain's next link."""

from __future__ import annotations

import secrets
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

import polars as pl

from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text
from disclosure_audit.review.entry import (
    GENESIS,
    Draft,
    Entry,
    Row,
    canonical,
    entry_of,
    frame_of,
    now,
    plain,
    seal,
)

T = TypeVar("T")

_DECIDES_NOTHING = frozenset({"reveal", "open"})
"""To have looked, or to have begun on the same scan, is no conflict."""


class Conflict(UsageError):  # noqa: N818 - it is no error of anybody, and the word says it
    """Another user has decided on the same thing meanwhile; nothing was written."""

    def __init__(self, entries: list[Entry]) -> None:
        super().__init__(
            Text("someone else has decided on this meanwhile", "他人已对此作出决定"),
            Text("look at what was decided, then decide again", "请先查看对方的决定，再作决定"),
        )
        self.entries = entries
        """What the others wrote, in order."""


class Store(Protocol):
    """One open transaction on whatever keeps the entries."""

    def last(self) -> tuple[int, str]:
        """Return ``seq`` and hash of the last entry; of none, 0 and 64 zeros."""
        ...

    def after(self, seq: int) -> list[Row]:
        """Return the entries after ``seq``, in order."""
        ...

    def of_batch(self, batch: str) -> list[Row]:
        """Return the entries of a batch, in order."""
        ...

    def insert(self, rows: Sequence[Row]) -> None:
        """Add entries at the end."""
        ...


class StoredJournal(ABC):
    """A journal kept somewhere; see :class:`~disclosure_audit.review.journal.Journal`.

    Threads may share it: what they do goes one after the other.
    """

    def __init__(self, name: str, *, read_only: bool) -> None:
        self.name = name
        self.read_only = read_only
        self._lock = threading.RLock()
        self._unanswered: tuple[tuple[str, str], str] | None = None
        """User and drafts of an append of which nobody knows whether it was written; its batch."""

    @abstractmethod
    def _writing(self, work: Callable[[Store], T]) -> T:
        """Return what ``work`` returns, done in a transaction of which nobody else has another.

        What it wrote is on disk by then, or nothing was written.
        """

    @abstractmethod
    def _reading(self, work: Callable[[Store], T], empty: T) -> T:
        """Return what ``work`` returns, ``empty`` where there is no journal yet."""

    @abstractmethod
    def _release(self) -> None:
        """Let go of the file or the server."""

    def append(
        self,
        user: str,
        drafts: Sequence[Draft],
        *,
        batch: str | None = None,
        seen: int | None = None,
    ) -> list[Entry]:
        """Write ``drafts`` as one batch; see ``Journal.append``."""
        self._refuse_if_read_only()
        if not drafts:
            return []
        user, asked = plain(user), (plain(user), _content(drafts))
        with self._lock:
            if batch is None and self._unanswered and self._unanswered[0] == asked:
                batch = self._unanswered[1]  # the same again: it may be there already
            chosen = batch or secrets.token_hex(8)
            self._unanswered = (asked, chosen)
            try:
                rows = self._writing(lambda store: _write(store, user, drafts, chosen, seen))
            except (Conflict, ValueError):
                self._unanswered = None
                raise
            self._unanswered = None
        return [entry_of(row) for row in rows]

    def adopt(self, rows: Sequence[Row], *, after: tuple[int, str]) -> bool:
        """Add entries that were written elsewhere, as they are, in one transaction.

        Returns False, and writes nothing, unless the last entry is still ``after`` (its ``seq`` and
        hash). Whether they follow it is for the caller to know. Raises as ``append`` does.
        """
        self._refuse_if_read_only()

        def work(store: Store) -> bool:
            if store.last() != after:
                return False
            store.insert(rows)
            return True

        with self._lock:
            return self._writing(work)

    def since(self, seq: int) -> list[Entry]:
        """Return the entries after ``seq``, in order."""
        with self._lock:
            nothing: list[Row] = []
            rows = self._reading(lambda store: store.after(seq), nothing)
            if self._unanswered and any(row[3] == self._unanswered[1] for row in rows):
                self._unanswered = None  # it was written, and is known now
        return [entry_of(row) for row in rows]

    def frame(self) -> pl.DataFrame:
        """Return all entries by ``seq``, with the schema ``ENTRIES``."""
        with self._lock:
            return frame_of(self._reading(lambda store: store.after(0), []))

    def last(self) -> tuple[int, str]:
        """Return ``seq`` and hash of the last entry; of none, 0 and 64 zeros."""
        with self._lock:
            return self._reading(lambda store: store.last(), (0, GENESIS))

    def close(self) -> None:
        """Let go of the file or the server. Using the journal again opens it again."""
        with self._lock:
            self._release()

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            raise UsageError(
                Text("the journal is open for reading only", "审阅日志以只读方式打开"),
                Text("open the review without --read-only to decide",
                     "如需作出决定，请不加 --read-only 重新打开"),
            )  # fmt: skip


def _write(
    store: Store, user: str, drafts: Sequence[Draft], batch: str, seen: int | None
) -> list[Row]:
    """Return the rows of the batch: those that are there already, else new ones, inserted."""
    if there := store.of_batch(batch):
        if {row[2] for row in there} != {user} or _content(map(entry_of, there)) != _content(
            drafts
        ):
            raise ValueError(f"batch {batch} has been written with other entries")
        return there
    if seen is not None:
        touched = {(plain(draft.kind), plain(draft.target)) for draft in drafts}
        others = [
            row
            for row in store.after(seen)
            if row[2] != user and row[4] not in _DECIDES_NOTHING and (row[5], row[6]) in touched
        ]
        if others:
            raise Conflict([entry_of(row) for row in others])
    seq, prev = store.last()
    at, rows = now(), []
    for place, draft in enumerate(drafts, seq + 1):
        row = seal(draft, place, at, user, batch, prev)
        rows.append(row)
        prev = row[9]
    store.insert(rows)
    return rows


def _content(drafts: Iterable[Draft | Entry]) -> str:
    """Return the drafts in one spelling, to tell whether two batches say the same."""
    return canonical(
        [
            [plain(each.action), plain(each.kind), plain(each.target), dict(each.details)]
            for each in drafts
        ]
    )
