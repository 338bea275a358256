"""DuckDB, opened read-only and shut off from every other file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from disclosure_audit.readers.database import (
    Answer,
    Session,
    batches_of,
    missing_extra,
    quote_name,
)


@contextmanager
def connect(target: str) -> Iterator[Session]:
    """Open the file ``target``."""
    try:
        import duckdb
    except ImportError:
        raise missing_extra("duckdb") from None
    config: dict[str, str | bool | int | float | list[str]] = {"enable_external_access": False}
    with closing(duckdb.connect(target, read_only=True, config=config)) as connection:
        found = connection.execute(
            "SELECT table_schema, table_name, table_type FROM information_schema.tables"
            " WHERE table_catalog = current_database() ORDER BY 1, 2"
        ).fetchall()

        def ask(sql: str) -> Answer:
            described = connection.execute(f"DESCRIBE {sql}").fetchall()
            columns = [
                # The driver turns zoned times into objects of a package that we do not need.
                f"{quote_name(name)}::VARCHAR" if "TIME ZONE" in kind else quote_name(name)
                for name, kind, *_ in described
            ]
            names = [name for name, *_ in described]
            if any(column.endswith("::VARCHAR") for column in columns):
                sql = f"SELECT {', '.join(columns)} FROM ({sql})"
            return Answer(names, batches_of(connection.execute(sql)))

        yield Session(
            {_name(s, t): quote_name(s, t) for s, t, kind in found if kind != "VIEW"},
            {_name(s, t): quote_name(s, t) for s, t, kind in found if kind == "VIEW"},
            ask,
        )


def _name(schema: str, table: str) -> str:
    return table if schema == "main" else f"{schema}.{table}"
