"""The view as a file: the rows and columns that are seen, in their order, masked as they are."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from disclosure_audit_tui.app import ReviewApp
from disclosure_audit_tui.screens.listing import Listing
from textual.widgets import Input, OptionList

from disclosure_audit.review.desk import Desk
from tests.tui.conftest import Opened, settle, until
from tests.tui.scenes import arrive
from tests.tui.screen import screen_text


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "exports"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


async def waited(app: Any, pilot: Any, kind: type[Any]) -> None:
    """Wait for the question in which ``kind`` of widget is; a worker asks it."""
    for _ in range(100):
        await pilot.pause(0.02)
        if app.screen.query(kind) and not isinstance(app.screen, Listing):
            return
    raise AssertionError(screen_text(app))


async def exported(app: Any, pilot: Any, format_: int, name: str | None = None) -> None:
    """Go through the questions."""
    await pilot.press("e")
    await waited(app, pilot, OptionList)
    await pilot.press(str(format_))
    await waited(app, pilot, Input)
    if name is not None:
        app.screen.query_one(Input).value = name
    await pilot.press("enter")
    await settle(app, pilot)


def read(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


async def test_the_rows_that_are_seen_in_their_order(
    desk: Desk, opened: Opened, folder: Path
) -> None:
    async with opened(desk) as (app, pilot):
        app.open_list("findings", "severity>=high rule:CF")
        await settle(app, pilot)
        screen = app.screen
        assert isinstance(screen, Listing)
        screen.table.column = [column.name for column in screen.columns].index("title")
        await pilot.press("s", "s")
        await settle(app, pilot)
        shown = screen.table.ordered()
        assert 5 < shown.height < desk.findings.height
        await exported(app, pilot, 2, "out.csv")
        rows = read(folder / "out.csv")
        assert rows[0] == [column.title.en for column in screen.columns]
        place = [column.name for column in screen.columns].index("title")
        assert [row[place] for row in rows[1:]] == shown["title"].fill_null("").to_list()
        assert {row[0] for row in rows[1:]} <= {"critical", "high"}


async def test_the_columns_that_are_chosen(desk: Desk, opened: Opened, folder: Path) -> None:
    async with opened(desk, lang="zh") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, Listing)
        screen.looks["findings"].columns = ("title", "severity")
        screen.show()
        await exported(app, pilot, 4, "out.md")
        lines = (folder / "out.md").read_text("utf-8").splitlines()
        assert lines[0] == "| 标题 | 级别 |"
        assert len(lines) == 2 + desk.findings.height


async def test_the_name_that_is_offered(desk: Desk, opened: Opened, folder: Path) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("4")
        await settle(app, pilot)
        await exported(app, pilot, 1)
        (path,) = folder.iterdir()
        assert path.name.startswith("catalog-20")
        page = openpyxl.load_workbook(path).active
        assert page is not None
        assert page.max_row == 1 + app.sheet("catalog").frame.height


async def test_what_is_masked_stays_masked(desk: Desk, opened: Opened, folder: Path) -> None:
    async with opened(desk) as (app, pilot):
        await exported(app, pilot, 2, "masked.csv")
        text = (folder / "masked.csv").read_text("utf-8")
        assert "█" in text
        numbers = [row for row in read(folder / "masked.csv") if "身份证号" in "".join(row)]
        assert numbers
        assert all("█" in "".join(row) for row in numbers)


async def test_a_file_that_is_there_is_asked_about(
    desk: Desk, opened: Opened, folder: Path
) -> None:
    (folder / "out.csv").write_text("mine")
    async with opened(desk) as (app, pilot):
        await pilot.press("e")
        await waited(app, pilot, OptionList)
        await pilot.press("2")
        await waited(app, pilot, Input)
        app.screen.query_one(Input).value = "out.csv"
        await pilot.press("enter")
        await arrive(app, pilot, "Confirmation")
        assert "already there" in screen_text(app)
        await pilot.press("n")
        await waited(app, pilot, Input)  # another name is asked for
        assert (folder / "out.csv").read_text() == "mine"
        await pilot.press("enter")
        await arrive(app, pilot, "Confirmation")
        await pilot.press("y")
        await settle(app, pilot)
        assert len(read(folder / "out.csv")) == 1 + desk.findings.height


async def test_where_nothing_can_be_written_it_is_said(
    desk: Desk, opened: Opened, folder: Path
) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("e")
        await waited(app, pilot, OptionList)
        await pilot.press("2")
        await waited(app, pilot, Input)
        app.screen.query_one(Input).value = "no/such/[/]folder/out.csv"
        await pilot.press("enter")
        await until(pilot, lambda: bool(app._notifications))
        await waited(app, pilot, Input)  # the name is kept to be mended
        assert app.screen.query_one(Input).value == "no/such/[/]folder/out.csv"
        said = [note.message for note in app._notifications]
        assert any("cannot be written: does not exist" in one for one in said)
        await pilot.press("escape")
        await settle(app, pilot)
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize("step", [0, 1])
async def test_escape_writes_nothing(step: int, desk: Desk, opened: Opened, folder: Path) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("e")
        await waited(app, pilot, OptionList)
        if step:
            await pilot.press("1")
            await waited(app, pilot, Input)
        await pilot.press("escape")
        await settle(app, pilot)
        assert isinstance(app.screen, Listing)
        assert list(folder.iterdir()) == []


async def test_hostile_titles_are_written(
    desk: Desk, opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import polars as pl

    said: list[str] = []
    monkeypatch.setattr(  # a note on the screen is gone after some seconds
        ReviewApp, "notify", lambda _, message, **how: said.append(message)
    )
    async with opened(desk) as (app, pilot):
        sheet = app.sheet("findings")
        bad = "=cmd|'/c calc'!A0 [/] \x1b[31m\u202e\x00"
        frame = sheet.frame.with_columns(title=pl.lit(bad))
        app._sheets["findings"] = (
            app._sheets["findings"][0],
            type(sheet)(sheet.kind, frame, sheet.columns),
        )
        app.screen.show()  # type: ignore[attr-defined]  # the list is on top
        await settle(app, pilot)
        for format_, name in ((2, "a.csv"), (1, "a.xlsx"), (4, "a.md")):
            await exported(app, pilot, format_, name)
            assert (folder / name).is_file()
        assert "'=cmd|" in (folder / "a.csv").read_text("utf-8")
        assert sum("273 rows written to a." in one for one in said) == 3
