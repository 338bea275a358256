"""The key on the command line: made once, taken from then on, and said where ids do not last."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from disclosure_audit import run
from disclosure_audit.workspace import KEY_VARIABLE, name_key

if TYPE_CHECKING:
    from tests.command_line import Cli

Lists = tuple[Path, Path]


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE)


def ids(text: str) -> list[str]:
    found: list[dict[str, Any]] = json.loads(text)["findings"]
    return [finding["finding_id"] for finding in found]


def test_two_scans_of_a_workspace_give_the_same_ids(cli: Cli, lists: Lists) -> None:
    one = cli("scan", *lists, "--format", "json")
    key = Path(".disclosure-audit/key").read_text().strip()
    other = cli("scan", *lists, "--format", "json")
    assert ids(one.out)
    assert ids(one.out) == ids(other.out)
    names = {run.read(folder).info["key"] for folder in Path(run.BASE).iterdir()}
    assert names == {name_key(key.encode())}
    assert key not in one.out + one.err
    assert "note:" not in one.err
    assert ids(cli("scan", *lists, "--format", "json", "--no-run").out) == ids(one.out)


def test_another_key_gives_other_ids(
    cli: Cli, lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for key in ("the key of the first office", "the key of the other one"):
        monkeypatch.setenv(KEY_VARIABLE, key)
        done = cli("scan", *lists, "--format", "json", "--out", key)
        found.append(set(ids(done.out)))
        assert run.read(Path(key)).info["key"] == name_key(key.encode())
    assert not found[0] & found[1]
    assert not Path(".disclosure-audit").exists()


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_ids_that_do_not_last_are_said(format_: str, cli: Cli, lists: Lists) -> None:
    arguments = ("scan", *lists, "--format", format_, "--no-run")
    one, other = cli(*arguments), cli(*arguments)
    assert one.out != other.out
    assert one.err.startswith("note: the ids of the findings hold for this output only")
    assert len(one.err.splitlines()) == 1
    assert not Path(".disclosure-audit").exists()


@pytest.mark.parametrize("format_", ["table", "markdown"])
def test_where_no_id_is_shown_nothing_is_said(format_: str, cli: Cli, lists: Lists) -> None:
    assert cli("scan", *lists, "--format", format_, "--no-run").err == ""


def test_a_key_that_cannot_be_used_stops_the_scan_at_once(
    cli: Cli, lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "xyzzy")
    done = cli("scan", *lists)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: the key in DISCLOSURE_AUDIT_KEY is too short")
    assert "xyzzy" not in done.err
    monkeypatch.delenv(KEY_VARIABLE)
    Path(".disclosure-audit").write_text("a file of this name")
    done = cli("scan", *lists, "--out", "run")
    assert done.code == 4
    assert KEY_VARIABLE in done.err
    assert not Path("run").exists()
