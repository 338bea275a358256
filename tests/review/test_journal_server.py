"""The journal on a server: what is lost on the way, rights, names, other versions."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import pytest

from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.review.chain import verify
from disclosure_audit.review.entry import Draft
from disclosure_audit.review.journal import open_journal, open_run_journal
from disclosure_audit.review.postgres_journal import TABLE, PostgresJournal, split_address
from tests.postgres_server import line_to
from tests.postgres_server import server as server  # the fixture

psycopg = pytest.importorskip("psycopg")
DRAFTS = [Draft("note", "finding", "a", {"text": "机密甲案"}), Draft("confirm", "finding", "a")]
COMMIT = b"COMMIT\x00"  # a transaction begins with READ COMMITTED


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """The address of an empty database."""
    name = f"d{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield server.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def ask(url: str, *statements: str) -> list[Any]:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            answer = connection.execute(statement)
        return answer.fetchall() if answer.description else []


def name_of(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def said(error: InputError) -> str:
    assert error.hint is not None
    whole = " ".join(
        (error.message.en, error.message.zh, error.hint.en, error.hint.zh, repr(error))
    )
    assert "geheim" not in whole
    assert "机密" not in whole
    assert error.__cause__ is None
    return whole


def test_looking_creates_nothing(database: str) -> None:
    journal = open_journal(database, name="run")
    assert journal.since(0) == []
    assert ask(database, f"SELECT to_regclass('{TABLE}')::text") == [(None,)]
    journal.append("王", DRAFTS)
    assert ask(database, f"SELECT count(*) FROM {TABLE}") == [(2,)]
    journal.close()


def test_journals_of_several_runs_have_a_chain_each(database: str, tmp_path: Any) -> None:
    (tmp_path / "2023").mkdir()
    (tmp_path / "2024").mkdir()
    first, second = (open_run_journal(tmp_path / year, database) for year in ("2023", "2024"))
    first.append("王", DRAFTS)
    second.append("王", DRAFTS)
    first.append("王", DRAFTS)
    assert (first.last()[0], second.last()[0]) == (4, 2)
    assert verify(first.frame()).ok
    assert verify(second.frame()).ok
    assert first.name == f"localhost/{name_of(database)}[2023]"
    with pytest.raises(UsageError, match="which journal") as caught:
        open_journal(database)
    assert caught.value.hint is not None
    assert "2023, 2024" in caught.value.hint.en
    named = open_run_journal(tmp_path / "2024", f"{database}&journal=2024")
    assert named.last()[0] == 2
    with pytest.raises(UsageError, match="“2023”, but that of the run is “2024”"):
        open_run_journal(tmp_path / "2024", f"{database}&journal=2023")
    for journal in (first, second, named):
        journal.close()


def test_the_only_journal_needs_no_name(database: str) -> None:
    with pytest.raises(UsageError, match="which journal"):
        open_journal(database)
    journal = open_journal(database, name="2023")
    journal.append("王", DRAFTS)
    only = open_journal(database, read_only=True)
    assert isinstance(only, PostgresJournal)
    assert (only.journal, only.last()[0]) == ("2023", 2)
    journal.close()
    only.close()


@pytest.mark.parametrize(
    "statement",
    [f"UPDATE {TABLE} SET at = '' WHERE seq = 1", f"DELETE FROM {TABLE}", f"TRUNCATE {TABLE}"],
)
def test_the_table_itself_refuses_changes(database: str, statement: str) -> None:
    journal = open_journal(database, name="run")
    journal.append("王", DRAFTS)
    with pytest.raises(psycopg.errors.RaiseException, match="only appended to"):
        ask(database, statement)
    assert journal.last()[0] == 2
    journal.close()


def test_what_was_acknowledged_is_on_disk_whatever_the_server_prefers(database: str) -> None:
    ask(database, f"ALTER DATABASE {name_of(database)} SET synchronous_commit = off")
    journal = open_journal(database, name="run")
    asked: list[Any] = []

    def work(store: Any) -> None:
        asked.append(store._connection.execute("SHOW synchronous_commit").fetchone())

    journal._writing(work)
    assert asked == [("on",)]
    journal.close()


def test_a_connection_that_was_closed_is_made_again(database: str) -> None:
    journal = open_journal(database, name="run")
    journal.append("王", DRAFTS)
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'disclosure-audit'"
    ask(database, end)
    assert [entry.seq for entry in journal.append("王", DRAFTS)] == [3, 4]
    ask(database, end)
    assert len(journal.since(0)) == 4
    journal.close()


def test_an_append_whose_answer_is_lost_is_written_once(server: str) -> None:
    with line_to(server) as (line, url):
        journal = open_journal(url, name=secrets.token_hex(4))
        journal.append("王", DRAFTS)
        line.cut_after = COMMIT
        entries = journal.append("王", DRAFTS)
        assert line.cuts == 1
        assert [entry.seq for entry in entries] == [3, 4]
        assert journal.last() == (4, entries[-1].hash)
        line.cut_after = "机密甲案".encode()
        assert [entry.seq for entry in journal.append("李", DRAFTS)] == [5, 6]
        assert line.cuts == 2
        assert verify(journal.frame()).entries == 6
        journal.close()


def test_a_server_that_stays_away_is_named_and_the_retry_writes_once(server: str) -> None:
    name = secrets.token_hex(4)
    with line_to(server) as (line, url):
        journal = open_journal(url, name=name)
        journal.append("王", DRAFTS)
        line.cut_after = COMMIT
        line.refuse()
        with pytest.raises(InputError, match="no connection") as caught:
            journal.append("王", DRAFTS)
        assert "127.0.0.1" in said(caught.value)
        assert line.cuts == 1
        with pytest.raises(InputError, match="no connection"):
            journal.since(0)
        direct = open_journal(server, name=name)
        assert direct.last()[0] == 4, "the server has heard it"
        journal._target = direct._target  # type: ignore[attr-defined]  # the network is back
        assert [entry.seq for entry in journal.append("王", DRAFTS)] == [3, 4]
        assert [entry.seq for entry in journal.append("王", DRAFTS)] == [5, 6], "meant again"
        journal.close()
        direct.close()


def test_what_is_known_to_be_written_is_not_taken_for_a_retry(server: str) -> None:
    name = secrets.token_hex(4)
    with line_to(server) as (line, url):
        journal = open_journal(url, name=name)
        journal.append("王", DRAFTS)
        line.cut_after = COMMIT
        line.refuse()
        with pytest.raises(InputError):
            journal.append("王", DRAFTS)
        direct = open_journal(server, name=name)
        journal._target = direct._target  # type: ignore[attr-defined]  # the network is back
        assert len(journal.since(2)) == 2
        assert [entry.seq for entry in journal.append("王", DRAFTS)] == [5, 6]
        journal.close()
        direct.close()


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(InputError, match="no connection") as caught:
        open_journal("postgresql://auditor:geheim@127.0.0.1:1/audit?connect_timeout=2", name="run")
    assert "127.0.0.1/audit" in said(caught.value)


def test_who_has_no_rights_is_told_which(database: str) -> None:
    journal = open_journal(database, name="run")
    journal.append("王", DRAFTS)
    role = f"r{secrets.token_hex(4)}"
    ask(database, f"CREATE ROLE {role} LOGIN")
    url = database.replace("auditor:geheim", role)
    with pytest.raises(InputError, match="no permission") as caught:
        open_journal(url, name="run")
    assert TABLE in said(caught.value)
    ask(database, f"GRANT SELECT ON {TABLE} TO {role}")
    theirs = open_journal(url, name="run")
    assert theirs.last()[0] == 2
    with pytest.raises(InputError, match="no permission"):
        theirs.append("李", DRAFTS)
    ask(database, f"GRANT INSERT ON {TABLE} TO {role}")
    assert theirs.append("李", DRAFTS)[-1].seq == 4
    theirs.close()
    journal.close()
    ask(database, f"REVOKE ALL ON {TABLE} FROM {role}", f"DROP ROLE {role}")


def test_a_held_journal_is_named(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from disclosure_audit.review import postgres_journal

    monkeypatch.setattr(postgres_journal, "_PREPARE", ("SET LOCAL lock_timeout = '100ms'",))
    mine, theirs = (open_journal(database, name="run") for _ in range(2))
    mine.append("王", DRAFTS)

    def hold(_: Any) -> None:
        with pytest.raises(InputError, match="in use by someone else") as caught:
            theirs.append("李", DRAFTS)
        said(caught.value)
        other = open_journal(database, name="another run")  # each has a lock of its own
        assert other.append("李", DRAFTS)[0].seq == 1
        other.close()

    mine._writing(hold)
    assert theirs.append("李", DRAFTS)[0].seq == 3
    mine.close()
    theirs.close()


def test_tables_of_others_and_of_newer_versions(database: str) -> None:
    ask(database, f"CREATE TABLE {TABLE} (a text)")
    with pytest.raises(InputError, match="no review journal"):
        open_journal(database, name="run")
    ask(database, f"COMMENT ON TABLE {TABLE} IS 'format 2'")
    with pytest.raises(InputError, match="newer version"):
        open_journal(database, name="run")
    ask(database, f"COMMENT ON TABLE {TABLE} IS 'format 1'")
    with pytest.raises(InputError, match="42703"):  # no such column
        open_journal(database, name="run")


def test_addresses() -> None:
    assert split_address("postgres://u@h/d?journal=%E5%8F%91&sslmode=require") == (
        "postgresql://u@h/d?sslmode=require", "发",
    )  # fmt: skip
    with pytest.raises(InputError, match="file or on a PostgreSQL server"):
        open_journal("sqlite:///journal.sqlite")
    with pytest.raises(InputError):
        open_journal("oracle://u:geheim@h/d")
