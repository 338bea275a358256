"""The journal of what reviewers decide: only appended to, chained by hashes, shared by many.

Where it is kept is a matter of the modules beside this one: a file of the run folder
(:mod:`.sqlite_journal`) or a table of a server (:mod:`.postgres_journal`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import polars as pl

from disclosure_audit.readers.database_url import is_address
from disclosure_audit.review.entry import Draft, Entry
from disclosure_audit.review.stored import Conflict as Conflict
from disclosure_audit.review.stored import StoredJournal

FILE = "journal.sqlite"
"""The journal's name in a run folder."""


class Journal(Protocol):
    """Takes entries and gives them back; nothing in it is ever changed or removed."""

    read_only: bool
    name: str
    """Path, or address without user and password: for messages."""

    def append(
        self,
        user: str,
        drafts: Sequence[Draft],
        *,
        batch: str | None = None,
        seen: int | None = None,
    ) -> list[Entry]:
        """Write ``drafts`` as one batch and return the entries; they are on disk by then.

        All of them or none. ``batch`` (16 hexadecimal digits) is made up unless given. A batch is
        written once: asked again for the same batch with the same drafts, it returns the entries
        that are there, and with other drafts it raises ``ValueError``.

        Raises :class:`Conflict`, and writes nothing, if ``seen`` is given and after that ``seq``
        another user wrote something on the same kind and target; to have looked (``reveal``) or begun
        (``open``) does not count. Raises ``UsageError`` on a journal opened for reading only, and ``InputError``
        where it cannot be written.
        """
        ...

    def since(self, seq: int) -> list[Entry]:
        """Return the entries after ``seq``, in order."""
        ...

    def frame(self) -> pl.DataFrame:
        """Return all entries by ``seq``, with the schema ``ENTRIES``."""
        ...

    def last(self) -> tuple[int, str]:
        """Return ``seq`` and hash of the last entry; of none, 0 and 64 zeros."""
        ...

    def close(self) -> None:
        """Let go of the file or the server. Using the journal again opens it again."""
        ...


def open_journal(
    where: Path | str, *, read_only: bool = False, name: str | None = None
) -> StoredJournal:
    """Return the journal at ``where``: a file, or an address that begins with ``postgresql://``.

    Nothing is created: the file or the table appears with the first append, and a journal that is
    not there yet is empty. ``name`` says which journal of the server is meant (the run's name);
    without it the address may say so, as ``?journal=NAME``, or there is only one.

    Raises ``InputError`` where the journal cannot be read (damaged, of a newer version, no rights,
    no such server, ``psycopg`` is missing) and ``UsageError`` if nobody says which
    journal of a server is meant, or both do and differ.
    """
    if isinstance(where, str) and is_address(where):
        from disclosure_audit.review.postgres_journal import PostgresJournal

        return PostgresJournal(where, name, read_only=read_only)
    from disclosure_audit.review.sqlite_journal import SqliteJournal

    return SqliteJournal(Path(where), read_only=read_only)


def open_run_journal(
    folder: Path, where: str | None = None, *, read_only: bool = False
) -> StoredJournal:
    """Return the journal of the run in ``folder``; see :func:`open_journal`.

    ``where`` is what the settings say (``review.journal``): an address, under which the journal has
    the name of the folder, or a file. Without it the journal is ``journal.sqlite`` in the folder.
    """
    if where is None:
        return open_journal(folder / FILE, read_only=read_only)
    if not is_address(where):
        return open_journal(Path(where), read_only=read_only)
    return open_journal(where, read_only=read_only, name=folder.resolve().name)
