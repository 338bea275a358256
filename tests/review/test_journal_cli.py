"""``disclosure-audit journal`` as it is called."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from disclosure_audit import run
from disclosure_audit.review.entry import Draft
from disclosure_audit.review.journal import open_run_journal
from tests.postgres_server import server as server  # the fixture

if TYPE_CHECKING:
    from tests.command_line import Cli


@pytest.fixture
def folder(tmp_path: Path, audit: Any) -> Path:
    return run.write(audit, tmp_path / "results", command=[])


@pytest.fixture
def heads(folder: Path) -> list[str]:
    """The hashes of three entries, written into the journal of the run."""
    journal = open_run_journal(folder)
    entries = [
        *journal.append("王", [Draft("confirm", "finding", "a"), Draft("note", "finding", "a", {"text": "=1"})]),
        *journal.append("李\x1b[31m\u202e[/]", [Draft("dismiss", "finding", "b", {"reason": "other"})]),
    ]  # fmt: skip
    journal.close()
    return [entry.hash for entry in entries]


def change(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / "journal.sqlite") as connection:
        for name in ("not_changed", "not_removed"):
            connection.execute(f"DROP TRIGGER entries_are_{name}")
        connection.execute(statement)
    connection.close()


def test_a_sound_journal(cli: Cli, folder: Path, heads: list[str]) -> None:
    done = cli("journal", "verify", folder)
    assert (done.code, done.err) == (0, "")
    for said in ("entries  3", "王 2", heads[-1], "verdict  sound", "李␛[31m<U+202E>[/] 1"):
        assert said in done.out
    assert "完好" in cli("journal", "verify", folder, "--lang", "zh").out
    assert "sound" in cli("journal", "verify", folder / "journal.sqlite", "--head", heads[0]).out
    assert cli("journal", "verify", folder, "--head", heads[1][:12].upper()).code == 0


def test_the_verdict_for_machines(cli: Cli, folder: Path, heads: list[str]) -> None:
    content = json.loads(cli("journal", "verify", folder, "--format", "json").out)
    assert content.pop("first") <= content.pop("last")
    assert content.pop("journal").endswith("journal.sqlite")
    assert content == {
        "format_version": 1, "ok": True, "entries": 3, "head": heads[-1], "fault": None,
        "users": {"王": 2, "李␛[31m<U+202E>[/]": 1},
    }  # fmt: skip


def test_a_changed_journal(cli: Cli, folder: Path, heads: list[str]) -> None:
    change(folder, "UPDATE entries SET user = '李' WHERE seq = 2")
    done = cli("journal", "verify", folder)
    assert done.code == 1
    assert "broken at entry 2: its content" in done.out
    content = json.loads(cli("journal", "verify", folder, "--format", "json").out)
    assert (content["ok"], content["fault"]["seq"]) == (False, 2)
    exported = cli("journal", "export", folder)
    assert exported.code == 0
    assert "broken at entry 2" in exported.err
    assert len(exported.out.splitlines()) == 3
    assert json.loads(exported.out.splitlines()[1])["user"] == "李"


def test_a_cut_journal_needs_the_noted_hash(cli: Cli, folder: Path, heads: list[str]) -> None:
    change(folder, "DELETE FROM entries WHERE seq = 3")
    assert cli("journal", "verify", folder).code == 0
    done = cli("journal", "verify", folder, "--head", heads[-1])
    assert done.code == 1
    assert "broken at entry 3: the noted hash" in done.out


def test_a_run_that_nobody_has_reviewed(cli: Cli, folder: Path) -> None:
    before = sorted(each.name for each in folder.iterdir())
    done = cli("journal", "verify", folder)
    assert (done.code, "entries  0" in done.out) == (0, True)
    assert cli("journal", "export", folder).out == ""
    assert sorted(each.name for each in folder.iterdir()) == before


def test_out_and_in_again(
    cli: Cli, folder: Path, heads: list[str], tmp_path: Path, audit: Any
) -> None:
    exported = cli("journal", "export", folder).out
    path = tmp_path / "decisions.ndjson"
    path.write_text(exported, encoding="utf-8")
    assert "sound" in cli("journal", "verify", path).out
    other = run.write(audit, tmp_path / "other", command=[])
    done = cli("journal", "replay", path, other)
    assert (done.code, done.out) == (0, "")
    assert f"brought in: 3 of 3 entries; “{other}" in done.err
    assert cli("journal", "export", other).out == exported
    assert "brought in: 0 of 3" in cli("journal", "replay", path, other).err
    path.write_text(exported.replace("confirm", "dismiss"), encoding="utf-8")
    done = cli("journal", "replay", path, other)
    assert done.code == 4
    assert "broken at entry 1" in done.err


def test_forms_of_an_export(cli: Cli, folder: Path, heads: list[str]) -> None:
    rows = list(
        csv.DictReader(io.StringIO(cli("journal", "export", folder, "--format", "csv").out))
    )
    assert [row["hash"] for row in rows] == heads
    assert "\x1b" not in rows[2]["user"]
    content = json.loads(cli("journal", "export", folder, "--format", "json").out)
    assert content["head"] == heads[-1]
    earlier = cli("journal", "export", folder, "--to", "2").out
    assert [json.loads(line)["seq"] for line in earlier.splitlines()] == [1, 2]


def test_the_settings_say_where_the_journal_is(cli: Cli, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "disclosure-audit.toml").write_text("[review]\njournal = 'shared.sqlite'\n")
    journal = open_run_journal(folder, str(tmp_path / "shared.sqlite"))
    journal.append("王", [Draft("confirm", "finding", "a")])
    journal.close()
    done = cli("journal", "verify", folder)
    assert "shared.sqlite" in done.out
    assert "entries  1" in done.out


def test_a_journal_on_a_server(
    cli: Cli, folder: Path, heads: list[str], server: str, tmp_path: Path
) -> None:
    path = tmp_path / "decisions.ndjson"
    path.write_text(cli("journal", "export", folder).out, encoding="utf-8")
    address = f"{server}&journal=results"
    done = cli("journal", "replay", path, address)
    assert (done.code, "3 of 3" in done.err) == (0, True)
    verified = cli("journal", "verify", address, "--head", heads[-1])
    assert verified.code == 0
    assert "localhost/postgres[results]" in verified.out
    assert "geheim" not in done.err + verified.out + verified.err


@pytest.mark.parametrize(
    ("arguments", "code", "message", "hint"),
    [
        (["verify", "nowhere"], 4, "“nowhere” holds no run", "postgresql://"),
        (["verify", "."], 4, "“.” holds no run", "folder of a run"),
        (["verify", "list.csv"], 4, "line 1 of “list.csv”", "--format ndjson"),
        (["verify", "gbk.csv"], 4, "no text in UTF-8", "--format ndjson"),
        (["verify", "empty.ndjson"], 4, "", ""),
        (["verify", "results", "--head", "xyz"], 2, "--head cannot be “xyz”", "64 hexadecimal"),
        (["verify", "results", "--format", "ndjson"], 2, "--format cannot be", "table, json"),
        (["verify", "oracle://u:geheim@h/d"], 4, "oracle://", "postgresql://"),
        (["verify", "postgresql://u:geheim@127.0.0.1:1/d?connect_timeout=2"], 4, "no connection", "network"),
        (["export", "results", "--format", "jsn"], 2, "--format cannot be “jsn”", "did you mean json?"),
        (["export", "results", "--to", "soon"], 2, "“soon” is no time", "2024-01-31"),
        (["replay", "nowhere.ndjson", "results"], 4, "nowhere.ndjson", "path"),
        (["replay", "list.csv", "results"], 4, "line 1 of", "ndjson"),
        (["verfy", "results"], 2, "no command “verfy”", "did you mean verify?"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_one_line_and_a_hint(
    cli: Cli, folder: Path, tmp_path: Path, arguments: list[str], code: int, message: str, hint: str
) -> None:
    (tmp_path / "list.csv").write_text("标题\n机密甲案\n", encoding="utf-8")
    (tmp_path / "gbk.csv").write_bytes("标题".encode("gbk"))
    (tmp_path / "empty.ndjson").touch()
    done = cli("journal", *arguments)
    if arguments == ["verify", "empty.ndjson"]:
        assert (done.code, "entries  0" in done.out) == (0, True)
        return
    assert (done.code, done.out) == (code, "")
    first, second = done.err.splitlines()
    assert message in first
    assert hint in second
    assert "geheim" not in done.err
    assert "机密" not in done.err


def test_the_bare_group_shows_its_help(cli: Cli) -> None:
    out = cli("journal").out
    assert "verify" in out
    assert "replay" in out
