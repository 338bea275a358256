"""The journal as a file of the run folder: SQLite, whose log is on disk before a decision counts."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from disclosure_audit.errors import system_reason
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.review import sqlite_errors as errors
from disclosure_audit.review.entry import ENTRIES, GENESIS, Row
from disclosure_audit.review.network_disk import is_shared
from disclosure_audit.review.stored import Store, StoredJournal

T = TypeVar("T")

FORMAT_VERSION = 1
APPLICATION_ID = 0x44414A31
"""Tells the file from other databases: ``DAJ1`` in ASCII, at byte 68."""

_PATIENCE = 30.0
"""Seconds to wait for another who writes."""
_PAUSE = 0.02
_LONGEST_PATH = 120
_APPEND_ONLY = "BEGIN SELECT RAISE(ABORT, 'the journal is only appended to'); END"
_TABLES = (
    "CREATE TABLE entries (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, user TEXT NOT NULL,"
    " batch TEXT NOT NULL, action TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL,"
    " details TEXT NOT NULL, prev TEXT NOT NULL UNIQUE, hash TEXT NOT NULL UNIQUE)",
    "CREATE INDEX entries_by_batch ON entries (batch)",
    f"CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries {_APPEND_ONLY}",
    f"CREATE TRIGGER entries_are_not_removed BEFORE DELETE ON entries {_APPEND_ONLY}",
    # REPLACE removes without asking the trigger above
    "CREATE TRIGGER entries_follow_each_other BEFORE INSERT ON entries"
    f" WHEN NEW.seq IS NOT (SELECT COALESCE(MAX(seq), 0) + 1 FROM entries) {_APPEND_ONLY}",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {FORMAT_VERSION}",
)
_COLUMNS = ", ".join(name if name == "seq" else f"CAST({name} AS TEXT)" for name in ENTRIES)
"""What somebody put in by hand may be of any type."""


class SqliteJournal(StoredJournal):
    """A journal in a file. Opening it creates nothing; the first append creates the file.

    With a write-ahead log and full synchronisation; on a network disk, where that log is not safe,
    with SQLite's older rollback journal, which is.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        super().__init__(visible(shorten(str(path), _LONGEST_PATH)), read_only=read_only)
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._mode_is_set = False
        self._check_place()
        self._reading(lambda store: store.last(), (0, GENESIS))  # what is wrong is said at once

    def _reading(self, work: Callable[[Store], T], empty: T) -> T:
        def read() -> T:
            if self._connection is None and not self._path.exists():
                return empty
            connection = self._connected("mode=rw")
            return work(_SqliteStore(connection)) if _is_filled(connection) else empty

        try:
            return self._patiently(read)
        finally:
            if self.read_only:  # the next look sees what others have written since
                self._release()

    def _writing(self, work: Callable[[Store], T]) -> T:
        def write() -> T:
            connection = self._connected("mode=rwc")
            self._set_mode(connection)
            connection.execute("BEGIN IMMEDIATE")
            try:
                if not _is_filled(connection):
                    for statement in _TABLES:
                        connection.execute(statement)
                done = work(_SqliteStore(connection))
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return done

        return self._patiently(write)

    def _release(self) -> None:
        connection, self._connection = self._connection, None
        self._mode_is_set = False
        if connection is not None:
            connection.close()  # the last one to close folds the log into the file

    def _patiently(self, work: Callable[[], T]) -> T:
        """Return what ``work`` returns; where another holds the file, try for a while."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                return work()
            except sqlite3.Error as error:
                # not every wait is SQLite's own: setting the mode and recovering a log fail at once
                if errors.is_busy(error) and time.monotonic() < deadline:
                    time.sleep(_PAUSE)
                    continue
                with contextlib.suppress(sqlite3.Error):
                    self._release()
                raise errors.told(self.name, error) from None
            except OSError as error:
                raise errors.unreachable(self.name, system_reason(error)) from None

    def _check_place(self) -> None:
        """Raise ``InputError`` where no journal can be, or none can be written."""
        try:
            if self._path.is_dir() or not self._path.absolute().parent.is_dir():
                raise errors.no_place(self.name)
            places = [self._path.absolute().parent, *([self._path] if self._path.exists() else [])]
        except OSError as error:
            raise errors.unreachable(self.name, system_reason(error)) from None
        if not self.read_only and not all(os.access(place, os.W_OK) for place in places):
            raise errors.not_writable(self.name)

    def _connected(self, mode: str) -> sqlite3.Connection:
        if self._connection is not None:
            self._check_still_there()
            return self._connection
        if self.read_only:
            mode = "mode=ro&immutable=1" if _is_at_rest(self._path) else "mode=ro"
        connection = sqlite3.connect(
            f"{_address(self._path)}?{mode}", uri=True, timeout=_PATIENCE,
            isolation_level=None, check_same_thread=False,
        )  # fmt: skip
        try:
            connection.text_factory = _decode
            _check_format(connection, self.name)
            # On disk means on the disk, not in its cache (macOS makes a difference).
            for setting in ("synchronous = FULL", "fullfsync = 1", "checkpoint_fullfsync = 1"):
                connection.execute(f"PRAGMA {setting}")
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        self._inode = self._path.stat().st_ino
        return connection

    def _check_still_there(self) -> None:
        """Raise ``InputError`` if the file was removed or replaced: entries would go nowhere."""
        with contextlib.suppress(FileNotFoundError):
            if self._path.stat().st_ino == self._inode:
                return
        raise errors.replaced(self.name)

    def _set_mode(self, connection: sqlite3.Connection) -> None:
        if self._mode_is_set:
            return
        if is_shared(self._path):
            # alone, the log of a file that was copied there can be folded without shared memory
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA locking_mode = NORMAL")
            _is_filled(connection)  # lets go of the lock
        else:
            connection.execute("PRAGMA journal_mode = WAL")  # where it cannot, the mode stays
        self._mode_is_set = True


class _SqliteStore:
    """The entries, as an open connection sees them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def last(self) -> tuple[int, str]:
        """Return ``seq`` and hash of the last entry; of none, 0 and 64 zeros."""
        found: tuple[int, str] | None = self._connection.execute(
            "SELECT seq, CAST(hash AS TEXT) FROM entries ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        return found or (0, GENESIS)

    def after(self, seq: int) -> list[Row]:
        """Return the entries after ``seq``, in order."""
        return self._rows("seq > ?", seq)

    def of_batch(self, batch: str) -> list[Row]:
        """Return the entries of a batch, in order."""
        return self._rows("batch = ?", batch)

    def insert(self, rows: Sequence[Row]) -> None:
        """Add entries at the end."""
        self._connection.executemany("INSERT INTO entries VALUES (?,?,?,?,?,?,?,?,?,?)", rows)

    def _rows(self, where: str, value: object) -> list[Row]:
        return self._connection.execute(
            f"SELECT {_COLUMNS} FROM entries WHERE {where} ORDER BY seq", (value,)
        ).fetchall()  # fmt: skip


def _is_filled(connection: sqlite3.Connection) -> bool:
    """Return whether the first append has been: before it the file may be there, but is empty."""
    asked = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'entries'"
    return connection.execute(asked).fetchone() is not None


def _check_format(connection: sqlite3.Connection, name: str) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (things,) = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    if things and application != APPLICATION_ID:
        raise errors.no_journal(name)
    if version > FORMAT_VERSION:
        raise errors.too_new(name)


def _is_at_rest(path: Path) -> bool:
    """Return whether the file has a write-ahead log that nobody holds open.

    Then it can be read without making the log's files, which a folder may not allow.
    """
    with path.open("rb") as file:
        head = file.read(20)
    log = path.with_name(path.name + "-wal")
    return head[18:20] == b"\x02\x02" and not (log.exists() and log.stat().st_size)


def _address(path: Path) -> str:
    address = path.absolute().as_uri()
    if address.startswith("file:///"):
        return address
    return "file:////" + address.removeprefix("file://")  # a share of Windows


def _decode(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
