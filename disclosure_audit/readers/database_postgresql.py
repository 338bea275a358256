"""PostgreSQL through psycopg, in a read-only transaction, rows fetched as they are needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from disclosure_audit.readers.database import (
    Answer,
    Session,
    batches_of,
    missing_extra,
    quote_name,
)

_TABLES = """
SELECT table_schema, table_name, table_type FROM information_schema.tables
WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""
_SECONDS = 15
"""How long a server may take to answer the first call."""


@contextmanager
def connect(target: str) -> Iterator[Session]:
    """Connect to ``target``; tables outside the schema ``public`` are called ``schema.table``."""
    try:
        import psycopg
    except ImportError:
        raise missing_extra("psycopg") from None
    with psycopg.connect(target, connect_timeout=_SECONDS) as connection:
        connection.read_only = True
        found = connection.execute(_TABLES).fetchall()

        def ask(sql: str) -> Answer:
            cursor = connection.cursor(name="disclosure_audit")
            cursor.execute(sql.encode())
            first = cursor.fetchmany(1)
            names = [column.name for column in cursor.description or ()]

            def batches() -> Iterator[list[tuple[object, ...]]]:
                if first:
                    yield first
                yield from batches_of(cursor)

            return Answer(names, batches())

        yield Session(
            {_name(s, t): quote_name(s, t) for s, t, kind in found if kind != "VIEW"},
            {_name(s, t): quote_name(s, t) for s, t, kind in found if kind == "VIEW"},
            ask,
        )


def _name(schema: str, table: str) -> str:
    return table if schema == "public" else f"{schema}.{table}"
