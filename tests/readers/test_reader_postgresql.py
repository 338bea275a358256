"""PostgreSQL, against a server that the test starts on a socket of its own and stops again."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from disclosure_audit.errors import InputError
from tests.postgres_server import server as server  # the fixture

psycopg = pytest.importorskip("psycopg")


@pytest.fixture(scope="module")
def filled(server: str) -> str:
    with psycopg.connect(server) as connection:
        connection.execute(
            'CREATE TABLE "发文" (标题 text, 号 bigint, 值 numeric(8, 2), 日期 date,'
            " 时刻 timestamp, 旗 boolean, 嵌 jsonb)"
        )
        connection.execute(
            "INSERT INTO \"发文\" VALUES (' 甲 ', 110101199003071234, 12.00, '2023-01-02',"
            " '2023-01-02 10:30', true, '{\"a\": [1]}')"
        )
        connection.execute("INSERT INTO \"发文\" (标题) VALUES (NULL), ('乙%')")
        connection.execute("CREATE SCHEMA 旧; CREATE TABLE 旧.收文 (a int)")
    return server


def test_a_table(filled: str, load: Any, cells: Any) -> None:
    table = load(f"{filled}&table={quote('发文')}")
    assert cells(table) == [
        ("甲", "110101199003071234", "12", "2023-01-02", "2023-01-02 10:30:00", "TRUE", '{"a": [1]}'),
        ("乙%", None, None, None, None, None, None),
    ]  # fmt: skip
    (source,) = table.sources
    assert (source.kind, source.sha256, source.blank_rows) == ("database", None, 1)
    assert source.name == "localhost/postgres[发文]"


def test_a_query_with_a_percent_sign(filled: str, load: Any, cells: Any) -> None:
    query = quote("SELECT 标题, 标题 FROM \"发文\" WHERE 标题 LIKE '%乙%' ;")
    table = load(f"{filled}&query={query}")
    assert table.headers == ["标题", "标题_2"]
    assert cells(table) == [("乙%", "乙%")]


def test_an_empty_table_has_columns(filled: str, load: Any) -> None:
    table = load(f"{filled}&table={quote('旧.收文')}")
    assert (table.headers, len(table.frame)) == (["a"], 0)


def test_several_tables_and_wrong_ones(filled: str, load: Any) -> None:
    with pytest.raises(InputError, match="has 2 tables") as caught:
        load(filled)
    assert caught.value.hint is not None
    assert "旧.收文" in caught.value.hint.en
    with pytest.raises(InputError, match="no table 来文"):
        load(f"{filled}&table={quote('来文')}")


def test_nothing_is_written(filled: str, load: Any) -> None:
    query = quote('WITH gone AS (DELETE FROM "发文" RETURNING 1) SELECT * FROM gone')
    with pytest.raises(InputError, match="cannot be read"):
        load(f"{filled}&query={query}")
    assert len(load(f"{filled}&table={quote('发文')}").frame) == 2


def test_a_wrong_database(server: str, load: Any) -> None:
    with pytest.raises(InputError, match="OperationalError") as caught:
        load(server.replace("/postgres?", "/nowhere?"))
    assert "geheim" not in repr((caught.value, caught.value.message, caught.value.hint))
