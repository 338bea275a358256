"""SQLite and DuckDB by address, and the addresses themselves."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pytest

from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.readers import ROW
from disclosure_audit.readers.database_url import parse_address


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    path = tmp_path / "登记.db"
    with sqlite3.connect(path) as connection:
        connection.execute('CREATE TABLE "发文 表" (标题, 号, 值)')
        connection.executemany(
            'INSERT INTO "发文 表" VALUES (?, ?, ?)',
            [(" 甲 ", 110101199003071234, 12.0), (None, "", None), ("乙", "007", 0.5)],
        )
        connection.execute("CREATE VIEW 视图 AS SELECT 标题 FROM \"发文 表\" WHERE 号 = '007'")
    connection.close()
    return path


def test_a_database_with_one_table(load: Any, sqlite_file: Path, cells: Any) -> None:
    wanted = [("甲", "110101199003071234", "12"), ("乙", "007", "0.5")]
    for source in (f"sqlite:///{sqlite_file}", f"sqlite://{sqlite_file}", sqlite_file):
        table = load(source)
        assert table.headers == ["标题", "号", "值"]
        assert cells(table) == wanted
        assert table.frame[ROW].to_list() == [0, 2]
    (source,) = table.sources
    assert (source.name, source.kind, source.path) == ("登记.db[发文 表]", "database", None)
    assert source.size == sqlite_file.stat().st_size


def test_a_relative_path(load: Any, sqlite_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sqlite_file.parent)
    assert len(load(f"sqlite:///{quote('登记.db')}?table=视图").frame) == 1


def test_a_table_a_view_and_a_query(load: Any, sqlite_file: Path, cells: Any) -> None:
    url = f"sqlite:///{sqlite_file}"
    assert cells(load(f"{url}?table={quote('视图')}")) == [("乙",)]
    query = quote('SELECT 标题 AS "a&b", 标题 AS "a&b" FROM "发文 表" ORDER BY 1 DESC')
    table = load(f"{url}?query={query}")
    assert table.headers == ["a&b", "a&b_2"]
    assert table.sources[0].name == "登记.db"


def test_several_tables_are_named(load: Any, sqlite_file: Path) -> None:
    with sqlite3.connect(sqlite_file) as connection:
        connection.execute("CREATE TABLE 收文 (a)")
    with pytest.raises(InputError, match="has 2 tables") as caught:
        load(f"sqlite:///{sqlite_file}")
    assert caught.value.hint is not None
    assert "发文 表, 收文" in caught.value.hint.en
    with pytest.raises(InputError, match="no table 收文表") as caught:
        load(f"sqlite:///{sqlite_file}?table=收文表")
    assert caught.value.hint is not None
    assert "收文" in caught.value.hint.en


def test_a_database_is_only_read(load: Any, sqlite_file: Path) -> None:
    before = sqlite_file.read_bytes()
    for query in (
        "DELETE FROM 视图",
        'WITH x AS (SELECT 1) DELETE FROM "发文 表"',
        "SELECT 1; DROP VIEW 视图",
    ):
        with pytest.raises(InputError):
            load(f"sqlite:///{sqlite_file}?query={quote(query)}")
    assert sqlite_file.read_bytes() == before


def test_text_that_cannot_be_decoded(load: Any, tmp_path: Path, rejected: Any) -> None:
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.execute("INSERT INTO t VALUES (CAST(x'fffe' AS TEXT)), ('x')")
    table = load(path)
    assert table.frame["a"].to_list() == ["x"]
    assert rejected(table) == [(0, 1, "undecodable")]


@pytest.mark.parametrize("driver", ["sqlite", "duckdb"])
def test_not_a_database_and_not_there(driver: str, load: Any, write: Any) -> None:
    path = write("登记.db", "标题,文号\n" * 99)
    with pytest.raises(InputError, match=f"cannot be read as a {driver} database"):
        load(f"{driver}:///{path}")
    with pytest.raises(InputError, match="does not exist") as caught:
        load(f"{driver}:///{path.parent}/登纪.db")
    assert caught.value.hint is not None
    assert "登记.db" in caught.value.hint.en


def test_duckdb(load: Any, tmp_path: Path, cells: Any) -> None:
    path = tmp_path / "a.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE t (a VARCHAR, b DOUBLE, c DATE, d TIMESTAMPTZ, e INT[])")
        connection.execute(
            "INSERT INTO t VALUES (' 甲 ', 12, '2023-01-02', '2023-01-02 10:30:00+00', [1, 2])"
        )
    for source in (f"duckdb:///{path}", path, f"duckdb:///{path}?query=FROM%20t;"):
        (row,) = cells(load(source))
        assert row[:3] == ("甲", "12", "2023-01-02")
        assert row[3].startswith("2023-01-02")
        assert row[4] == "[1, 2]"
    secret = tmp_path / "other.csv"
    secret.write_text("a\n1\n", "utf-8")
    with pytest.raises(InputError):
        load(f"duckdb:///{path}?query={quote(f'SELECT * FROM read_csv({str(secret)!r})')}")


@pytest.mark.parametrize(
    ("package", "url"), [("duckdb", "duckdb:///{path}"), ("psycopg", "postgresql://localhost/x")]
)
def test_a_missing_extra_is_one_line(
    package: str, url: str, load: Any, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError, match=package) as caught:
        load(url.format(path=write("a.duckdb", "x")))
    assert caught.value.hint is not None
    assert caught.value.hint.en == "pip install 'disclosure-audit[sql]'"


def test_limits(load: Any, sqlite_file: Path) -> None:
    for setting in ("rows", "columns", "file_bytes"):
        with pytest.raises(InputError) as caught:
            load(f"sqlite:///{sqlite_file}", limits={setting: 1})
        assert caught.value.hint is not None
        assert f"limits.{setting}" in caught.value.hint.en


def test_no_password_leaves_an_address(load: Any) -> None:
    url = "postgresql+psycopg://bob:geheim@127.0.0.1:1/db?table=t&connect_timeout=2"
    address = parse_address(url)
    assert address.name == "127.0.0.1/db"
    assert "geheim" not in repr(address)
    assert address.target == "postgresql://bob:geheim@127.0.0.1:1/db?connect_timeout=2"
    for bad in (url, "postgresql://bob:geheim@[::1/db", "postgresql://bob:geheim@h:port/db"):
        with pytest.raises(InputError) as caught:
            load(bad)
        said = [caught.value.message, caught.value.hint, caught.value.__cause__]
        assert "geheim" not in repr(said) + str(caught.value)
        assert caught.value.__suppress_context__


def test_unknown_and_contradictory_addresses(load: Any) -> None:
    with pytest.raises(InputError, match="mysql://"):
        load("mysql://bob:geheim@h/d")
    with pytest.raises(UsageError, match="both"):
        load("sqlite:///a.db?table=t&query=SELECT 1")
