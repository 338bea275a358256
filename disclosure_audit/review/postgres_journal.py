"""The journal as a table of a PostgreSQL server, for offices that review together."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.readers.database import missing_extra
from disclosure_audit.readers.database_url import parse_address
from disclosure_audit.review import postgres_errors as errors
from disclosure_audit.review.entry import ENTRIES, GENESIS, Row, plain
from disclosure_audit.review.stored import Store, StoredJournal

if TYPE_CHECKING:
    from psycopg import Connection

T = TypeVar("T")

TABLE = "disclosure_audit_journal"
FORMAT_VERSION = 1

_SECONDS = 15
"""How long a server may take to answer the first call."""
_LONGEST_NAME = 80
_TABLES = (
    f"CREATE TABLE {TABLE} (journal text NOT NULL, seq bigint NOT NULL, at text NOT NULL,"
    ' "user" text NOT NULL, batch text NOT NULL, action text NOT NULL, kind text NOT NULL,'
    " target text NOT NULL, details text NOT NULL, prev text NOT NULL, hash text NOT NULL,"
    " PRIMARY KEY (journal, seq), UNIQUE (journal, prev))",
    f"CREATE INDEX ON {TABLE} (journal, batch)",
    f"CREATE FUNCTION {TABLE}_is_appended_to() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the journal is only appended to'; END $$",
    f"CREATE TRIGGER only_appended_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_is_appended_to()",
    f"COMMENT ON TABLE {TABLE} IS 'format {FORMAT_VERSION}'",
)
_COLUMNS = ", ".join(f'"{name}"' for name in ENTRIES)
_INSERT = f"INSERT INTO {TABLE} (journal, {_COLUMNS}) VALUES ({', '.join(['%s'] * 11)})"
_PREPARE = (
    "SET LOCAL lock_timeout = '30s'",
    # a decision that has been acknowledged is on the server's disk, whatever its settings
    "SELECT set_config('synchronous_commit', 'on', true)"
    " WHERE current_setting('synchronous_commit') = 'off'",
)


class PostgresJournal(StoredJournal):
    """One of the journals in the table of a server; those of several runs live side by side.

    Opening it creates nothing; the first append creates the table if it is not there. A lost
    connection is made again once; what was being written then is written once.
    """

    def __init__(self, url: str, name: str | None = None, *, read_only: bool = False) -> None:
        import_driver()
        target, asked = split_address(url)
        host = parse_address(target).name
        if name and asked and name != asked:
            raise _two_names(name, asked)
        journal = name or asked
        self._target = target
        self._connection: Connection[Any] | None = None
        super().__init__(visible(shorten(host, _LONGEST_NAME)), read_only=read_only)
        if not journal:
            journal = self._only_one()
        self.journal = plain(journal)
        """Which of the server's journals this is."""
        self.name = visible(shorten(f"{host}[{journal}]", _LONGEST_NAME))
        self._lock_key = int.from_bytes(
            hashlib.sha256(self.journal.encode()).digest()[:8], "big", signed=True
        )
        self._reading(lambda store: store.last(), (0, GENESIS))  # what is wrong is said at once

    def _reading(self, work: Callable[[Store], T], empty: T) -> T:
        def read(connection: Connection[Any]) -> T:
            if not _is_filled(connection, self.name):
                return empty
            return work(_PostgresStore(connection, self.journal))

        return self._ask(read)

    def _writing(self, work: Callable[[Store], T]) -> T:
        def write(connection: Connection[Any]) -> T:
            with connection.transaction():
                for setting in _PREPARE:
                    connection.execute(setting.encode())
                if not _is_filled(connection, self.name):
                    _create(connection, self.name)
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (self._lock_key,))
                return work(_PostgresStore(connection, self.journal))

        return self._ask(write)

    def _release(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _ask(self, work: Callable[[Connection[Any]], T]) -> T:
        """Return what ``work`` returns; where the connection is lost, make it anew and ask again.

        Whether the first asking was heard nobody knows: ``work`` must find out (by the batch).
        """
        import psycopg

        is_old = self._connection is not None
        try:
            return work(self._connected())
        except psycopg.Error as error:
            is_lost = self._connection is None or self._connection.closed
            if not (is_lost and is_old):
                raise self._told(error) from None
        self._drop()
        try:
            return work(self._connected())
        except psycopg.Error as error:
            raise self._told(error) from None

    def _connected(self) -> Connection[Any]:
        if self._connection is None:
            import psycopg

            given = psycopg.conninfo.conninfo_to_dict(self._target)
            usual: dict[str, Any] = {
                "connect_timeout": _SECONDS,
                "keepalives_idle": 30,
                "tcp_user_timeout": 30_000,  # a server that has gone silent is no reason to hang
                "application_name": "disclosure-audit",
            }
            self._connection = psycopg.connect(**(usual | given), autocommit=True)
            self._connection.read_only = self.read_only
            # who waited for the lock must then see what the one before has written
            self._connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        return self._connection

    def _told(self, error: Any) -> InputError:
        lost = self._connection is None or bool(self._connection.closed)
        if lost:
            self._drop()
        # Without the cause: a driver's message may quote the address or a value.
        return errors.told(self.name, error, lost=lost)

    def _drop(self) -> None:
        with contextlib.suppress(Exception):  # it is lost anyway
            self._release()

    def _only_one(self) -> str:
        """Return the name of the server's only journal; raises ``UsageError`` if there are more."""

        def names(connection: Connection[Any]) -> list[str]:
            if not _is_filled(connection, self.name):
                return []
            asked = f"SELECT DISTINCT journal FROM {TABLE} ORDER BY 1 LIMIT 20"
            return [name for (name,) in connection.execute(asked.encode())]

        found = self._ask(names)
        if len(found) == 1:
            return found[0]
        listed = ", ".join(visible(shorten(name, _LONGEST_NAME)) for name in found)
        raise UsageError(
            Text("the address does not say which journal is meant", "地址未说明是哪一份审阅日志"),
            Text(f"add ?journal=NAME to it; there are: {listed or 'none yet'}",
                 f"请在地址后加 ?journal=名称；现有：{listed or '无'}"),
        )  # fmt: skip


class _PostgresStore:
    """The entries of one journal, as a transaction sees them."""

    def __init__(self, connection: Connection[Any], journal: str) -> None:
        self._connection = connection
        self._journal = journal

    def last(self) -> tuple[int, str]:
        """Return ``seq`` and hash of the last entry; of none, 0 and 64 zeros."""
        found: tuple[int, str] | None = self._connection.execute(
            f"SELECT seq, hash FROM {TABLE} WHERE journal = %s ORDER BY seq DESC LIMIT 1".encode(),
            (self._journal,),
        ).fetchone()
        return found or (0, GENESIS)

    def after(self, seq: int) -> list[Row]:
        """Return the entries after ``seq``, in order."""
        return self._rows("seq > %s", seq)

    def of_batch(self, batch: str) -> list[Row]:
        """Return the entries of a batch, in order."""
        return self._rows("batch = %s", batch)

    def insert(self, rows: Sequence[Row]) -> None:
        """Add entries at the end."""
        with self._connection.cursor() as cursor:
            cursor.executemany(_INSERT.encode(), [(self._journal, *row) for row in rows])

    def _rows(self, where: str, value: object) -> list[Row]:
        asked = f"SELECT {_COLUMNS} FROM {TABLE} WHERE journal = %s AND {where} ORDER BY seq"
        return self._connection.execute(asked.encode(), (self._journal, value)).fetchall()


def import_driver() -> None:
    """Raise ``InputError`` unless the driver is installed."""
    try:
        import psycopg  # noqa: F401 - only whether it is there
    except ImportError:
        raise missing_extra("psycopg") from None


def split_address(url: str) -> tuple[str, str | None]:
    """Return the address as the server wants it, and the journal that it names with ``journal=``.

    Raises ``InputError`` for an address that cannot be read, or of another kind of database.
    """
    if parse_address(url).driver != "postgresql":
        raise InputError(
            Text("a journal is kept in a file or on a PostgreSQL server", "审阅日志只能存于文件或 PostgreSQL 服务器"),
            Text("give an address that begins with postgresql://, or a path",
                 "请给出以 postgresql:// 开头的地址，或文件路径"),
        )  # fmt: skip
    parts = urlsplit(url)
    options = parse_qsl(parts.query, keep_blank_values=True)
    others = [(key, value) for key, value in options if key != "journal"]
    target = urlunsplit(parts._replace(scheme="postgresql", query=urlencode(others), fragment=""))
    return target, next((value for key, value in options if key == "journal"), None)


def _two_names(name: str, asked: str) -> UsageError:
    given, meant = (visible(shorten(each, _LONGEST_NAME)) for each in (asked, name))
    return UsageError(
        Text(f"the address names the journal “{given}”, but that of the run is “{meant}”",
             f"地址中写的是日志“{given}”，而该结果的日志是“{meant}”"),
        Text("leave ?journal= out: the journal of a run has the name of its folder",
             "请去掉 ?journal=：结果的日志以其文件夹命名"),
    )  # fmt: skip


def _is_filled(connection: Connection[Any], name: str) -> bool:
    """Return whether the table is there.

    Raises ``InputError`` if a newer version of the tool made it, or something else did.
    """
    asked = "SELECT to_regclass(%s)::oid, obj_description(to_regclass(%s), 'pg_class')"
    found = connection.execute(asked, (TABLE, TABLE)).fetchone()
    if found is None or found[0] is None:
        return False
    word, _, version = (found[1] or "").partition(" ")
    if word != "format" or not version.isdigit():
        raise errors.no_journal(name)
    if int(version) > FORMAT_VERSION:
        raise errors.too_new(name)
    return True


def _create(connection: Connection[Any], name: str) -> None:
    """Create the table, unless another has done so while this waited."""
    connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (TABLE,))
    if not _is_filled(connection, name):
        for statement in _TABLES:
            connection.execute(statement.encode())
