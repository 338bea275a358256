"""SQLite through the standard library, opened read-only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from disclosure_audit.readers.cell_text import UNDECODABLE
from disclosure_audit.readers.database import Answer, Session, batches_of, quote_name


@contextmanager
def connect(target: str) -> Iterator[Session]:
    """Open the file ``target``; text that is not UTF-8 is marked, not raised."""
    uri = Path(target).absolute().as_uri() + "?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.text_factory = _text
        tables = dict(
            connection.execute(
                "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')"
                " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
            ).fetchall()
        )

        def ask(sql: str) -> Answer:
            cursor = connection.execute(sql)
            return Answer([column[0] for column in cursor.description], batches_of(cursor))

        yield Session(
            {name: quote_name(name) for name, kind in tables.items() if kind == "table"},
            {name: quote_name(name) for name, kind in tables.items() if kind == "view"},
            ask,
        )


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("utf-8", "replace").replace("\ufffd", UNDECODABLE)
