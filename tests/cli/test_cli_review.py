"""``disclosure-audit review`` and the bare command: what opens, and what is said where nothing can."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import polars as pl
import pytest
from disclosure_audit_tui.themes import TITLES

from disclosure_audit import run as run_room
from disclosure_audit.cli import review, reviewing
from disclosure_audit.cli.newest_run import RUNS, newest_run
from disclosure_audit.config import Review
from disclosure_audit.review.chain import verify
from disclosure_audit.review.journal import open_journal
from disclosure_audit.review.sheets import KINDS
from tests.command_line import Cli
from tests.keeping import Keep
from tests.terminal import Terminal

Open = Callable[..., Terminal]


@pytest.fixture
def made(cli: Cli, lists: tuple[Path, Path], tmp_path: Path, keep: Keep) -> Path:
    """A run of two short lists, with two findings that say so."""

    def make() -> None:
        done = cli("scan", *(path.name for path in lists), "--out", "results")
        assert done.code == 0, done.err

    return keep("review", tmp_path / "results", make)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Open]:
    """Opens a terminal on which a command runs; closed at the end."""
    opened: list[Terminal] = []

    def start(*arguments: str | Path, **environment: str) -> Terminal:
        opened.append(Terminal(arguments, tmp_path, environment=environment))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def entries(place: Path) -> pl.DataFrame:
    file = place / "journal.sqlite" if place.is_dir() else place
    return open_journal(file, read_only=True).frame()


def wait_for_entries(place: Path, number: int) -> None:
    end = time.monotonic() + 30
    while entries(place).height < number:
        assert time.monotonic() < end, "nothing was written"
        time.sleep(0.05)


def test_what_the_help_names_is_what_there_is() -> None:
    assert tuple(KINDS) == review.LISTS
    assert tuple(TITLES) == review.THEMES
    (theme, _) = get_args(Review.model_fields["theme"].annotation)
    assert get_args(theme) == review.THEMES
    assert RUNS == run_room.BASE


def test_without_a_terminal_it_says_so_at_once(cli: Cli, made: Path) -> None:
    done = cli("review", made)
    assert done.code == 2
    assert done.out == ""
    assert done.err.splitlines() == [
        "error: review needs a terminal",
        "  hint: run it without pipes and redirections, or in a browser with --web",
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--web"], "there is no run below .disclosure-audit/runs"),
        (["nothing", "--web"], "“nothing” holds no run"),
        (["results", "--web", "--list", "finding"], "did you mean findings?"),
        (["results", "--web", "--theme", "drak"], "did you mean dark?"),
        (["results", "--web", "--filter", "severty:high"], "--filter: "),
        (["results", "--web", "--user", "x" * 65], "name is too long"),
        (["results", "--web", "--port", "70000"], "port 70000 cannot be used"),
        (["results", "--web", "--carry-from", "nothing"], "nothing"),
    ],
    ids=str,
)
def test_what_cannot_be_opened_is_said_before_anything_is(
    cli: Cli, made: Path, options: list[str], said: str
) -> None:
    done = cli("review", *options)
    assert done.code in (2, 4)
    assert said in done.err
    assert "hint: " in done.err
    assert "internal" not in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('confrim = "z"', "did you mean confirm?"),
        ('xyz = "z"', "actions: confirm, dismiss"),
        ('confirm = "z"\ndismiss = "z"', "z is both confirm and dismiss"),
        ('confirm = "k"', "k moves in the list"),
    ],
)
def test_keys_that_cannot_be_meant_are_said(
    cli: Cli, made: Path, tmp_path: Path, keys: str, said: str
) -> None:
    (tmp_path / "disclosure-audit.toml").write_text(f"[review.keys]\n{keys}\n")
    done = cli("review", made, "--web")
    assert done.code == 2
    assert said in done.err


def test_the_newest_run_is_the_one_that_was_written_last(tmp_path: Path) -> None:
    base = tmp_path / "runs"
    assert newest_run(base) is None
    base.mkdir()
    assert newest_run(base) is None
    for name, age in (("zzz", 300), ("20240101T000000Z-aaa", 200), ("mine", 100)):
        (base / name).mkdir()
        (base / name / "run.json").write_text("{}")
        os.utime(base / name / "run.json", (time.time() - age,) * 2)
    (base / ".half-written.tmp").mkdir()
    (base / ".half-written.tmp" / "run.json").write_text("{}")
    (base / "empty").mkdir()
    (base / "a file").write_text("")
    assert newest_run(base) == base / "mine"


def test_the_bare_command_helps_where_nothing_is_to_be_reviewed(
    cli: Cli, lists: tuple[Path, Path], terminal: Open
) -> None:
    shown = terminal()
    assert shown.wait() == 0
    assert "Usage: disclosure-audit" in shown.text
    shown = terminal("review")
    assert shown.wait() == 2
    assert "there is no run below .disclosure-audit/runs" in shown.text
    assert "disclosure-audit scan REGISTER CATALOG" in shown.text
    assert cli("scan", *lists).code == 0
    assert cli().out.startswith("Usage: disclosure-audit")  # no terminal: as before


def test_the_bare_command_opens_the_newest_run(
    cli: Cli, lists: tuple[Path, Path], tmp_path: Path, terminal: Open
) -> None:
    assert cli("scan", *lists).code == 0
    shown = terminal(DISCLOSURE_AUDIT_USER="王")
    shown.wait_for("Findings")
    shown.wait_for("OM001")
    shown.type("c")
    shown.wait_for("confirmed")
    shown.type("q")
    assert shown.wait() == 0
    assert shown.raw.rstrip().endswith(("\x1b[?1049l", "\x1b[?25h", "\x1b[?1004l", "h", "l"))
    folder = newest_run(tmp_path / RUNS)
    assert folder is not None
    made = entries(folder)
    assert made["action"].to_list() == ["open", "confirm"]
    assert set(made["user"]) == {"王"}
    assert verify(made).ok


def test_options_reach_the_application(made: Path, tmp_path: Path, terminal: Open) -> None:
    (tmp_path / "disclosure-audit.toml").write_text('[review]\nuser = "李"\nkeys = {flag = "z"}\n')
    shown = terminal(
        "review", made, "--lang", "zh", "--filter", "rule:OM003", "--journal", tmp_path / "j.sqlite"
    )
    shown.wait_for("OM003 +待处理")
    shown.type("z")
    wait_for_entries(tmp_path / "j.sqlite", 2)
    shown.type("q")
    assert shown.wait() == 0
    assert "OM001" not in shown.text
    assert not (made / "journal.sqlite").exists()
    kept = entries(tmp_path / "j.sqlite")
    assert kept.select("user", "action").rows() == [("李", "open"), ("李", "flag")]


def test_reading_only_writes_nothing(made: Path, terminal: Open) -> None:
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    shown = terminal("review", made, "--read-only")
    shown.wait_for("OM001")
    place = len(shown.text)
    shown.type("c")
    shown.wait_for("reading only", after=place)
    shown.type("q")
    assert shown.wait() == 0
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before


@pytest.mark.parametrize("way", ["--no-color", "NO_COLOR"])
def test_no_colour_means_none(made: Path, terminal: Open, way: str) -> None:
    options = [way] if way.startswith("--") else []
    environment = {} if way.startswith("--") else {way: "1"}
    shown = terminal("review", made, *options, **environment)
    shown.wait_for("OM001")
    shown.type("q")
    assert shown.wait() == 0
    assert "\x1b[38;" not in shown.raw
    assert "\x1b[48;" not in shown.raw


def test_decisions_are_taken_over_from_another_run(
    cli: Cli, made: Path, lists: tuple[Path, Path], tmp_path: Path, terminal: Open
) -> None:
    shown = terminal("review", made, "--filter", "rule:OM001")
    shown.wait_for("OM001")
    shown.type("c")
    shown.wait_for("confirmed")
    shown.type("q")
    assert shown.wait() == 0
    elsewhere = tmp_path / "elsewhere" / "again"
    assert cli("scan", *lists, "--out", elsewhere).code == 0
    assert entries(elsewhere).height == 0
    shown = terminal("review", elsewhere, "--carry-from", made)
    shown.wait_for("decisions carried over from results: 1")
    shown.wait_for("confirmed")
    shown.type("q")
    assert shown.wait() == 0
    assert entries(elsewhere)["action"].to_list() == ["open", "carry", "confirm"]


def test_a_terminal_that_is_closed_ends_it_quietly(made: Path, terminal: Open) -> None:
    shown = terminal("review", made)
    shown.wait_for("OM001")
    shown.process.terminate()
    assert shown.wait() == 0
    assert "error" not in shown.text.lower()


def test_what_a_library_prints_by_itself_stays_unseen() -> None:
    code = """
import os, sys
from disclosure_audit.cli.native_stderr import hushed
with hushed():
    os.write(2, b"a panic that quotes a title")
    sys.__stderr__.write("drawn by the application")
    sys.__stderr__.flush()
assert sys.stderr is sys.__stderr__ and sys.stderr.fileno() == 2
print(", and after it", file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert done.stderr == "drawn by the application, and after it\n"


def test_the_command_for_a_browser_is_quoted_by_nobody(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Review(user="O'Brien; rm -rf $(x)", theme="light", ascii=True)
    desk = reviewing.desk_of(made, settings, None, read_only=True)
    command = reviewing.command_of(desk, settings, "links", 'title:"a b" `x`')
    assert command[:2] == [sys.executable, "-P"]
    assert "--user=O'Brien; rm -rf $(x)" in command
    assert '--filter=title:"a b" `x`' in command
    assert {"--read-only", "--ascii", "--theme=light", "--list=links"} <= set(command)
    assert command[-2:] == ["--", str(made.resolve())]
