"""A scan from within: prefilled, shown, given up without a trace, and gone on with."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from disclosure_audit_tui import scanning
from disclosure_audit_tui.scanning import GivenUp, Progress, inputs_of, prefilled, sources_in
from disclosure_audit_tui.screens.listing import Listing
from disclosure_audit_tui.screens.scan import ScanScreen
from textual.widgets import Button, Input, Static

from disclosure_audit import audit as audit_room
from disclosure_audit import run as run_room
from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.errors import UsageError
from disclosure_audit.language import Lang
from disclosure_audit.review.desk import Desk, open_desk
from disclosure_audit.run import is_run
from tests.documented import ROOT
from tests.tui.conftest import Opened, settle
from tests.tui.screen import LOOKS, Snapshot, screen_text

CSV = "标题,文号,成文日期\n{rows}"
ROWS = [f"关于第{n}号地块的批复,甲政发〔2024〕{n}号,2024-{n:02}-15" for n in range(1, 12)]
PUBLISHED = ROWS[4:]
"""The first four are not published, and long due."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with two small lists and a run of them."""
    place = tmp_path / "office"
    place.mkdir()
    (place / "register.csv").write_text(CSV.format(rows="\n".join(ROWS)), "utf-8")
    (place / "catalog.csv").write_text(CSV.format(rows="\n".join(PUBLISHED)), "utf-8")
    made = scan(str(place / "register.csv"), str(place / "catalog.csv"), Config(lang="en"))
    run_room.write(made, place / "first", command=["disclosure-audit", "scan"])
    return place


@pytest.fixture
def small(home: Path) -> Desk:
    return open_desk(home / "first", user="王")


def runs(home: Path) -> set[str]:
    return {one.name for one in home.iterdir() if one.is_dir()}


def field(app: Any, name: str) -> Input:
    found = app.screen.query_one(f"#{name}", Input)
    assert isinstance(found, Input)
    return found


def fault(app: Any) -> str:
    shown = app.screen.query_one(".fault", Static)
    return str(shown.content) if shown.display else ""


@LOOKS
async def test_how_it_looks(
    size: tuple[int, int], lang: Lang, small: Desk, opened: Opened, snapshot: Snapshot
) -> None:
    async with opened(small, size=size, lang=lang) as (app, pilot):
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        screen = app.screen
        assert isinstance(screen, ScanScreen)
        for name in ("register", "catalog", "folder"):
            field(app, name).value = f"{name}.here"
        screen.styles.background = "black"  # the list below is not what is looked at
        await pilot.pause()
        snapshot(app, f"scan-{size[0]}-{lang}")
        now = [0.0]
        screen.progress = Progress(lambda: now[0])
        screen.progress("read register", 0, 1)
        now[0] = 2.0
        screen.progress("read register", 1, 1)
        screen.progress("read catalog", 5, 10)
        now[0] = 5.5
        screen.add_class("-running")
        screen.draw()
        await pilot.pause()
        snapshot(app, f"scan-running-{size[0]}-{lang}")
        screen.progress = None


async def test_the_form_is_filled_in_as_the_run_was_made(
    home: Path, small: Desk, opened: Opened
) -> None:
    async with opened(small) as (app, pilot):
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert field(app, "register").value == str(home / "register.csv")
        assert field(app, "catalog").value == str(home / "catalog.csv")
        folder = Path(field(app, "folder").value)
        assert folder.parent == home
        assert not folder.exists()


async def test_decisions_are_carried_and_the_new_run_is_open(
    home: Path, small: Desk, opened: Opened
) -> None:
    async with opened(small) as (app, pilot):
        await pilot.press("c", "c")
        first, second = small.findings["finding_id"].head(2)
        gone = small.findings.filter(register_row=3)["finding_id"][0]
        # what was omitted is published now
        (home / "catalog.csv").write_text(
            CSV.format(rows="\n".join([ROWS[3], *PUBLISHED])), "utf-8"
        )
        before = small.findings.height
        assert gone not in (first, second)
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        field(app, "folder").value = str(home / "second")
        field(app, "folder").focus()
        await pilot.press("enter")
        await settle(app, pilot)
        assert isinstance(app.screen, Listing)
        assert app.desk is not small
        assert app.desk.run.folder == home / "second"
        assert app.desk.user == "王"
        assert app.desk.findings.height == before - 1
        assert gone not in app.desk.findings["finding_id"]
        for one in (first, second):
            decided = app.desk.decision("finding", one)
            assert decided is not None
            assert decided["status"] == "confirmed"
        shown = app.screen.table
        assert shown.frame.height == before - 1
        assert shown.frame["status"].cast(str).to_list().count("confirmed") == 2
        said = [note.message for note in app._notifications]
        assert any("decisions carried over from first: 2" in one for one in said)
        assert runs(home) == {"first", "second"}
        assert app.desk.run.info["command"][:2] == ["disclosure-audit", "scan"]
        await pilot.press("c")  # and it can be decided on
        await settle(app, pilot)
        assert (home / "second" / "journal.sqlite").is_file()


@pytest.mark.parametrize(
    "stage", ["read register", "read catalog", "match", "search", "rules", "write"]
)
async def test_given_up_it_leaves_nothing(
    stage: str, home: Path, small: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At whatever stage: the scan waits there until it has been given up."""
    reached, go_on = threading.Event(), threading.Event()
    told = Progress.__call__

    def waiting(self: Progress, name: str, done: float, total: float) -> None:
        if name == stage and not reached.is_set():
            reached.set()
            go_on.wait(30)
        told(self, name, done, total)

    monkeypatch.setattr(Progress, "__call__", waiting)
    async with opened(small) as (app, pilot):
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        field(app, "folder").value = str(home / "second")
        await pilot.click("#ok")
        for _ in range(500):
            await pilot.pause(0.02)
            if reached.is_set():
                break
        assert reached.is_set()
        await pilot.press("escape")
        await pilot.pause()
        go_on.set()
        await settle(app, pilot)
        assert isinstance(app.screen, ScanScreen)
        assert "nothing was written" in fault(app)
        assert app.screen.progress is None
        assert app.desk is small
        assert field(app, "folder").value == str(home / "second")
        await pilot.press("escape")
        await settle(app, pilot)
        assert isinstance(app.screen, Listing)
    assert [one.name for one in home.iterdir() if "second" in one.name] == []


async def test_leaving_the_application_ends_the_scan(
    home: Path, small: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()
    real = scanning.scan

    def watched(*given: Any) -> Path:
        try:
            return real(*given)
        except GivenUp:
            ended.set()
            raise

    reached, go_on = threading.Event(), threading.Event()
    told = Progress.__call__

    def waiting(self: Progress, name: str, done: float, total: float) -> None:
        reached.set()
        go_on.wait(30)
        told(self, name, done, total)

    monkeypatch.setattr(Progress, "__call__", waiting)
    monkeypatch.setattr("disclosure_audit_tui.screens.scan.scan", watched)
    async with opened(small) as (app, pilot):
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        field(app, "folder").value = str(home / "second")
        await pilot.click("#ok")
        for _ in range(500):
            await pilot.pause(0.02)
            if reached.is_set():
                break
        screen = app.screen
        assert isinstance(screen, ScanScreen)
        app.exit(0)
        await pilot.pause()
        threading.Timer(0.2, go_on.set).start()
    assert ended.wait(30)
    assert runs(home) == {"first"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("register", "", "the register is missing"),
        ("catalog", " ; ", "the catalog is missing"),
        ("folder", "", "give the folder"),
        ("register", "no-such-[/]file.csv", "no-such-[/]file.csv"),
        ("catalog", "a=x.csv; a=y.csv", "two files are called “a”"),
        ("folder", "{home}/first", "already holds a run"),
        ("folder", "{home}", "holds no run"),
        ("folder", "{home}/register.csv", "is a file"),
    ],
)
async def test_what_is_wrong_is_said_and_the_form_stays(
    name: str, value: str, said: str, home: Path, small: Desk, opened: Opened
) -> None:
    async with opened(small) as (app, pilot):
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        field(app, name).value = value.format(home=home)
        app.screen.query_one("#ok", Button).press()
        await settle(app, pilot)
        await settle(app, pilot)
        assert isinstance(app.screen, ScanScreen)
        text = fault(app)
        assert said in text
        assert "--force" not in text
        assert field(app, name).display
        assert field(app, name).value == value.format(home=home)
        assert runs(home) == {"first"}
        assert is_run(home / "first")


async def test_a_failure_of_the_scan_is_no_loss(
    home: Path, small: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any, **__: Any) -> Any:
        raise UsageError(*[_text("[/] \x1b[31m went wrong")] * 2)

    monkeypatch.setattr(audit_room, "scan", failing)
    async with opened(small) as (app, pilot):
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        app.screen.query_one("#ok", Button).press()
        await settle(app, pilot)
        assert "[/] ␛[31m went wrong" in fault(app)
        assert "\x1b" not in screen_text(app)


def _text(words: str) -> Any:
    from disclosure_audit.language import Text

    return Text(words, words)


# What is scanned


def test_several_files_are_named_as_the_command_line_did(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    for number, part in enumerate((ROWS[:5], ROWS[5:])):
        (lists / f"{number}.csv").write_text(CSV.format(rows="\n".join(part)), "utf-8")
    one = tmp_path / "catalog.csv"
    one.write_text(CSV.format(rows="\n".join(ROWS)), "utf-8")
    made = scan(str(lists), {"网站": str(one), "公报": str(lists / "1.csv")}, Config(lang="en"))
    saved = run_room.read(
        run_room.write(made, tmp_path / "run", command=["disclosure-audit", "scan", str(lists)])
    )
    assert inputs_of(saved, "register") == str(lists)
    text = inputs_of(saved, "catalog")
    assert text == f"网站={one}; 公报={lists / '1.csv'}"
    assert sources_in(text, "catalog") == {"网站": str(one), "公报": str(lists / "1.csv")}
    again = scan(
        sources_in(inputs_of(saved, "register"), "register"),
        sources_in(text, "catalog"),
        Config(lang="en"),
    )
    assert again.findings["finding_id"].equals(made.findings["finding_id"])


def test_files_beside_a_moved_run_are_found(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    made = scan("register.csv", "catalog.csv", Config(lang="en"))
    run_room.write(made, home / "third", command=["disclosure-audit", "scan"])
    moved = Path(shutil.copytree(home, tmp_path / "moved"))
    monkeypatch.chdir(ROOT)
    given = prefilled(run_room.read(moved / "third"))
    assert given["register"] == str(moved / "register.csv")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a.csv", "a.csv"),
        (" a b.csv ", "a b.csv"),
        ("x=a.csv；y=b.csv", {"x": "a.csv", "y": "b.csv"}),
        ("a.csv; b.csv", {"a": "a.csv", "b": "b.csv"}),
        ("folder/x=1.csv", "folder/x=1.csv"),
        ("sqlite:///x.db?table=t", "sqlite:///x.db?table=t"),
    ],
)
def test_what_is_typed(text: str, wanted: Any) -> None:
    assert sources_in(text, "catalog") == wanted


def test_progress_never_runs_backwards_and_ends_when_given_up() -> None:
    now = iter(range(100))
    progress = Progress(lambda: float(next(now)))
    for done in (0, 5, 3, 10, 0):
        progress("match", done, 10)
    assert progress.stages["match"].share == 1.0
    assert progress.stages["match"].ended == 3.0
    assert progress.seconds(progress.stages["match"]) == 3.0
    progress.give_up()
    with pytest.raises(GivenUp):
        progress("match", 10, 10)
