"""Tables of a database, read only: SQLite, DuckDB, PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import polars as pl

from disclosure_audit.config import Limits
from disclosure_audit.errors import AuditError, InputError
from disclosure_audit.language import Text
from disclosure_audit.readers.cell_text import cell_text
from disclosure_audit.readers.database_url import Address, parse_address
from disclosure_audit.readers.fingerprint import hash_file
from disclosure_audit.readers.locate import missing_error
from disclosure_audit.readers.parts import Header, build_part, check_columns, check_rows
from disclosure_audit.readers.request import Parts
from disclosure_audit.readers.table import Source

BATCH = 20_000
Batches = Iterator[list[Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """Column names of a query and its rows, batch by batch."""

    names: list[str]
    batches: Batches


@dataclass(frozen=True, slots=True)
class Session:
    """An open, read-only database: its tables (name -> how SQL writes it) and how to ask it."""

    tables: dict[str, str]
    views: dict[str, str]
    ask: Callable[[str], Answer]


Connect = Callable[[str], AbstractContextManager[Session]]
"""Opens the target of an address."""


def read_database(url: str, limits: Limits) -> Parts:
    """Return one table, or the answer to one query, as a part.

    Raises:
        InputError: no such file, not a database, the extra is missing, no such table, several
            tables and none named, the query fails.
    """
    return read_address(parse_address(url), limits)


def read_address(address: Address, limits: Limits) -> Parts:
    """Return what ``address`` names as a part; see :func:`read_database`."""
    path = _existing_file(address) if address.driver != "postgresql" else None
    if path and path.stat().st_size > limits.file_bytes:
        raise InputError(
            Text("{name} is too large", "{name} 过大").fill(name=address.name),
            Text("raise limits.file_bytes", "请调高 limits.file_bytes"),
        )
    try:
        with _connector(address.driver)(str(path) if path else address.target) as session:
            table, sql = _statement(address, session)
            answer = session.ask(sql)
            check_columns(len(answer.names), address.name, limits)
            cells = _cells(answer, limits)
    except AuditError:
        raise
    except Exception as error:  # each driver has classes of its own
        # Without the cause: a driver's message may quote the address or a value.
        raise _failed(address, error) from None
    source = Source(
        name=f"{address.name}[{table}]" if table else address.name,
        path=None,
        sha256=hash_file(path) if path else None,
        size=path.stat().st_size if path else None,
        kind="database",
        encoding=None,
        rows=0,
    )
    return Parts([build_part(cells, Header(answer.names), source, limits)])


def _connector(driver: str) -> Connect:
    if driver == "sqlite":
        from disclosure_audit.readers.database_sqlite import connect
    elif driver == "duckdb":
        from disclosure_audit.readers.database_duckdb import connect
    else:
        from disclosure_audit.readers.database_postgresql import connect
    return connect


def missing_extra(package: str) -> InputError:
    """Return the error for a driver that is not installed."""
    return InputError(
        Text("reading this database needs {package}", "读取该数据库需要 {package}").fill(
            package=package
        ),
        Text("pip install 'disclosure-audit[sql]'", "pip install 'disclosure-audit[sql]'"),
    )


def _existing_file(address: Address) -> Path:
    path = Path(address.target)
    if not path.exists() and not path.is_absolute() and Path(f"/{address.target}").is_file():
        return Path(f"/{address.target}")  # three slashes where four were meant
    if not path.is_file():
        raise missing_error(path)
    return path


def _statement(address: Address, session: Session) -> tuple[str | None, str]:
    if address.query:
        if not re.match(r"\s*(select|with|values|from)\b", address.query, re.IGNORECASE):
            raise InputError(
                Text("the query is not a SELECT", "查询不是 SELECT 语句"),
                Text("give a query that only reads", "请提供只读查询"),
            )
        return None, address.query.strip().rstrip(";")
    names = ", ".join(session.tables | session.views) or "-"
    known = session.tables | session.views
    if address.table:
        if address.table not in known:
            close = get_close_matches(address.table, known, n=1)
            raise InputError(
                Text("{name} has no table {table}", "{name} 中没有表 {table}").fill(
                    name=address.name, table=address.table
                ),
                Text("did you mean {close}?", "是否指 {close}？").fill(close=close[0])
                if close
                else Text("its tables are: {names}", "现有的表：{names}").fill(names=names),
            )
        return address.table, f"SELECT * FROM {known[address.table]}"
    only = session.tables or session.views
    if len(only) == 1:
        ((name, quoted),) = only.items()
        return name, f"SELECT * FROM {quoted}"
    raise InputError(
        Text("{name} has {n} tables", "{name} 中有 {n} 个表").fill(name=address.name, n=len(only)),
        Text(
            "name one with ?table= in the address: {names}",
            "请在地址中用 ?table= 指定其一：{names}",
        ).fill(names=names),
    )


def _cells(answer: Answer, limits: Limits) -> pl.DataFrame:
    schema = {f"c{i}": pl.String for i in range(len(answer.names))}
    frames, count = [pl.DataFrame(schema=schema)], 0
    for batch in answer.batches:
        count += len(batch)
        check_rows(count, limits)
        columns = zip(*batch, strict=True)
        frames.append(
            pl.DataFrame(
                {f"c{i}": [cell_text(v) for v in column] for i, column in enumerate(columns)},
                schema=schema,
            )
        )
    return pl.concat(frames)


def _failed(address: Address, error: Exception) -> InputError:
    return InputError(
        Text(
            "{name} cannot be read as a {driver} database ({kind})",
            "无法将 {name} 作为 {driver} 数据库读取（{kind}）",
        ).fill(name=address.name, driver=address.driver, kind=type(error).__name__),
        Text(
            "check the address, the rights, and the table or query in it",
            "请检查地址、权限以及其中的表名或查询",
        ),
    )


def batches_of(cursor: Any) -> Batches:
    """Yield the rest of a DB-API cursor in batches."""
    while batch := cursor.fetchmany(BATCH):
        yield batch


def quote_name(*names: str) -> str:
    """Return an SQL identifier, schema first."""
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)
