"""The list: every action in it and every key that decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from disclosure_audit_tui import prompts
from disclosure_audit_tui.app import ReviewApp
from disclosure_audit_tui.screens.columns import ColumnsPrompt
from disclosure_audit_tui.screens.listing import Listing
from disclosure_audit_tui.widgets.filter_bar import FilterBar
from disclosure_audit_tui.widgets.footer import ActionFooter
from disclosure_audit_tui.widgets.frame_table import FrameTable
from textual.widgets import Input

from disclosure_audit.review.desk import Desk, open_desk
from disclosure_audit.review.entry import Draft
from tests.tui.conftest import Opened, settle, until
from tests.tui.screen import Snapshot, screen_text
from tests.tui.test_frame_table import HOSTILE

SIZES = [(80, 24), (140, 45)]


def listing(app: ReviewApp) -> Listing:
    screen = app.screen
    assert isinstance(screen, Listing)
    return screen


def ids(app: ReviewApp) -> list[str]:
    return listing(app).table.ordered()["finding_id"].to_list()


def status_of(desk: Desk, finding: str) -> str | None:
    found = desk.decision("finding", finding)
    return None if found is None else str(found["status"])


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_list_in_english(
    size: tuple[int, int], desk: Desk, opened: Opened, snapshot: Snapshot
) -> None:
    async with opened(desk, size=size) as (app, _):
        snapshot(app, f"list-{size[0]}-en")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_list_in_chinese(
    size: tuple[int, int], desk_zh: Desk, opened: Opened, snapshot: Snapshot
) -> None:
    async with opened(desk_zh, size=size, lang="zh") as (app, pilot):
        await pilot.press("c", "f", "down", "space")
        await settle(app, pilot)
        await _gone(app, pilot)
        snapshot(app, f"list-{size[0]}-zh")


async def _gone(app: ReviewApp, pilot: Any) -> None:
    """Take away the notices, which come and go by the clock."""
    app.clear_notifications()
    await pilot.pause()


async def test_one_key_confirms_and_goes_on_to_the_next_open(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        first, second, third = ids(app)[:3]
        await pilot.press("c")
        assert status_of(desk, first) == "confirmed"
        assert listing(app).table.cursor == 1
        await pilot.press("f2")
        assert status_of(desk, second) == "confirmed"
        await pilot.press("home", "tab")
        assert listing(app).table.cursor == 2
        await pilot.press("down", "shift+tab")
        assert listing(app).table.cursor == 2
        assert status_of(desk, third) is None
        assert "271 open" in screen_text(app)


async def test_the_cursor_stays_where_that_is_wanted(desk: Desk, opened: Opened) -> None:
    async with opened(desk, stay=True) as (app, pilot):
        await pilot.press("c")
        assert listing(app).table.cursor == 0


async def test_in_a_filter_the_decided_row_leaves_and_the_next_is_under_the_cursor(
    desk: Desk, opened: Opened
) -> None:
    async with opened(desk, query="status:open rule:OM") as (app, pilot):
        before = ids(app)
        await pilot.press("down", "c")
        await settle(app, pilot)
        table = listing(app).table
        assert ids(app) == [before[0], *before[2:]]
        assert table.frame["finding_id"][table.row or 0] == before[2]
        await pilot.press("u")
        await settle(app, pilot)
        assert ids(app) == before


async def test_dismissal_asks_for_the_reason(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        first = ids(app)[0]
        await pilot.press("d")
        assert not isinstance(app.screen, Listing)
        await pilot.press("escape")
        assert status_of(desk, first) is None
        await pilot.press("f3", "1")
        await settle(app, pilot)
        found = desk.decision("finding", first)
        assert found is not None
        assert (found["status"], found["reason"]) == ("dismissed", "published_elsewhere")


async def test_a_waiver_is_written(
    desk: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(desk) as (app, pilot):
        first = ids(app)[0]
        await pilot.press("w")
        await pilot.pause()
        assert isinstance(app.screen, type(prompts.ask_waiver("en")))
        app.screen.dismiss(("the archive burnt", "李", "2099-12-31"))
        await settle(app, pilot)
        found = desk.decision("finding", first)
        assert found is not None
        assert (found["status"], found["approver"]) == ("waived", "李")


async def test_flag_note_assign_reopen_and_repeat(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        first, second = ids(app)[:2]
        await pilot.press("f")
        await settle(app, pilot)
        assert listing(app).table.cursor == 0  # no decision: it stays
        assert "⚑" in screen_text(app)
        await pilot.press("f8")
        await settle(app, pilot)
        assert "⚑" not in screen_text(app)
        await pilot.press("n", *"seen", "enter")
        await settle(app, pilot)
        found = desk.decision("finding", first)
        assert found is not None
        assert (found["note"], found["flagged"]) == ("seen", False)
        assert "Note: seen" in screen_text(app)
        await pilot.press("a", *"Li", "enter")
        await settle(app, pilot)
        found = desk.decision("finding", first)
        assert found is not None
        assert found["owner"] == "Li"
        await pilot.press("c")
        await pilot.press("full_stop")
        await settle(app, pilot)
        assert status_of(desk, second) == "confirmed"
        await pilot.press("home", "o")
        await settle(app, pilot)
        assert status_of(desk, first) == "open"


async def test_undo_goes_back_to_what_was_undone(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        first = ids(app)[0]
        await pilot.press("u")
        assert desk.depth() == (0, 0)
        await pilot.press("c", "end", "ctrl+z")
        await settle(app, pilot)
        assert status_of(desk, first) in (None, "open")
        assert listing(app).table.cursor == 0
        await pilot.press("r")
        await settle(app, pilot)
        assert status_of(desk, first) == "confirmed"
        await pilot.press("f10", "ctrl+y")
        await settle(app, pilot)
        assert status_of(desk, first) == "confirmed"


async def test_a_decision_on_many_is_asked_about_once(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        chosen = ids(app)[:4]
        await pilot.press("space", "space", "down", "V")
        assert len(listing(app).table.marked_rows) == 4
        assert "4 marked" in screen_text(app)
        await pilot.press("c")
        assert "4" in screen_text(app)
        await pilot.press("n")
        assert desk.depth()[0] == 0
        await pilot.press("c", "y")
        await settle(app, pilot)
        assert [status_of(desk, one) for one in chosen] == ["confirmed"] * 4
        assert listing(app).table.cursor == 4
        assert not listing(app).table.marked.any()
        await pilot.press("u")
        await settle(app, pilot)
        assert {status_of(desk, one) for one in chosen} <= {None, "open"}


async def test_all_of_a_filter_are_marked_and_dismissed(desk: Desk, opened: Opened) -> None:
    async with opened(desk, query="rule:DU") as (app, pilot):
        chosen = ids(app)
        await pilot.press("ctrl+a", "d", "2")
        await settle(app, pilot)
        assert len(chosen) > 1
        assert {status_of(desk, one) for one in chosen} == {"dismissed"}


async def test_escape_clears_marks_then_the_filter(desk: Desk, opened: Opened) -> None:
    async with opened(desk, query="rule:DU") as (app, pilot):
        await pilot.press("space", "escape")
        assert not listing(app).table.marked.any()
        assert len(ids(app)) < 273
        await pilot.press("escape")
        await settle(app, pilot)
        assert len(ids(app)) == 273
        await pilot.press("escape")
        assert isinstance(app.screen, Listing)


async def test_a_filter_acts_while_it_is_typed(
    desk: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(desk) as (app, pilot):
        with monkeypatch.context() as patch:  # who types slowly would see the rows instead
            patch.setattr("disclosure_audit_tui.widgets.filter_bar.DELAY", 3600)
            await pilot.press("slash", *"rule:D")
            assert "Tab:" in screen_text(app)
            assert len(ids(app)) == 273
        await pilot.press("U")
        await until(pilot, lambda: len(ids(app)) < 202)
        await settle(app, pilot)
        assert set(listing(app).table.ordered()["rule"].str.slice(0, 2)) == {"DU"}
        assert isinstance(app.focused, Input)
        await pilot.press("enter")
        assert isinstance(app.focused, FrameTable)
        await pilot.press("c")  # letters decide again
        assert desk.depth()[0] == 1


async def test_a_filter_is_completed_by_tab(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("ctrl+f", *"seve", "tab")
        assert app.screen.query_one(FilterBar).text == "severity:"
        await pilot.press(*"hig", "tab", "enter")
        await settle(app, pilot)
        assert set(listing(app).table.ordered()["severity"].cast(pl.String)) == {"high"}


async def test_a_wrong_filter_says_what_is_wrong_and_keeps_the_rows(
    desk: Desk, opened: Opened
) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("slash", *"severty:high", "enter")
        await settle(app, pilot)
        text = screen_text(app)
        assert "severity" in text.splitlines()[2] + text.splitlines()[3]
        assert len(ids(app)) == 273
        await pilot.press("slash", "end", *["backspace"] * 12, "enter")
        await settle(app, pilot)
        assert "did you mean" not in screen_text(app)


@pytest.mark.parametrize("text", [*HOSTILE, '"', "(", "title~[", "a~" + "(" * 50, "：（", "-", "|"])
async def test_any_filter_can_be_given(text: str, desk: Desk, opened: Opened) -> None:
    async with opened(desk, query=text, texts=False) as (app, _):
        assert screen_text(app)


async def test_the_cell_under_the_cursor_filters(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("right", "equals_sign")
        await settle(app, pilot)
        rule = listing(app).table.frame["rule"][0]
        assert set(listing(app).table.ordered()["rule"]) == {rule}
        await pilot.press("left", "f11")
        await settle(app, pilot)
        assert "severity" in listing(app).look.query


async def test_sorting_goes_up_down_and_off(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        usual = ids(app)
        row = listing(app).table.row
        await pilot.press("right", "s")
        rules = listing(app).table.ordered()["rule"].to_list()
        assert rules == sorted(rules)
        assert listing(app).table.row == row  # the cursor stays on its finding
        assert "▲" in screen_text(app)
        await pilot.press("s")
        rules = listing(app).table.ordered()["rule"].to_list()
        assert rules == sorted(rules, reverse=True)
        await pilot.press("left", "S")
        frame = listing(app).table.ordered().select("rule", pl.col("severity").to_physical())
        assert frame.rows() == sorted(frame.rows(), key=lambda r: (_down(r[0]), -r[1]))
        await pilot.press("right", "s", "s", "s")
        assert ids(app) == usual


def _down(text: str) -> list[int]:
    return [-ord(char) for char in text]


async def test_headings_sort_by_mouse(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.click(FrameTable, offset=(16, 0))
        assert listing(app).look.keys == (("rule", False),)


async def test_columns_are_chosen_moved_and_resized(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        names = [column.name for column in listing(app).columns]
        await pilot.press("v")
        assert isinstance(app.screen, ColumnsPrompt)
        await pilot.press("space", "down", "shift+up", "enter")
        await settle(app, pilot)
        assert [column.name for column in listing(app).columns] == names[1:]
        await pilot.press("v", "escape")
        assert [column.name for column in listing(app).columns] == names[1:]
        table = listing(app).table
        wide = table.width_of(table.columns[0])
        await pilot.press("greater_than_sign", "greater_than_sign", "less_than_sign")
        assert table.width_of(table.columns[0]) == wide + 2


async def test_views_are_saved_and_opened(desk: Desk, opened: Opened, sample_run: Path) -> None:
    async with opened(desk, query="rule:DU") as (app, pilot):
        shown = ids(app)
        await pilot.press("s", "ctrl+s", *"mine [/]", "enter")
        await settle(app, pilot)
        await pilot.press("escape")
        await settle(app, pilot)
        assert len(ids(app)) > len(shown)
        await pilot.press("2", "g")
        await pilot.pause()
        assert "mine [/]" in screen_text(app)
        await pilot.press("1")
        await settle(app, pilot)
        assert sorted(ids(app)) == sorted(shown)
        assert listing(app).look.keys == (("severity", True),)


async def test_the_four_lists_and_their_looks(desk: Desk, opened: Opened) -> None:
    async with opened(desk, query="rule:DU") as (app, pilot):
        shown, at = ids(app), 3
        await pilot.press("down", "down", "down", "2")
        assert "Links" in screen_text(app).splitlines()[0]
        assert "Same" in screen_text(app).splitlines()[-1]
        await pilot.press("3")
        assert "Register" in screen_text(app).splitlines()[0]
        await pilot.press("4")
        assert "Catalog" in screen_text(app).splitlines()[0]
        await pilot.press("1")
        assert ids(app) == shown
        assert listing(app).table.cursor == at
        app.open_list("links", "status:review")
        await settle(app, pilot)
        assert set(listing(app).table.ordered()["status"].cast(pl.String)) <= {"review"}


async def test_only_findings_are_confirmed(desk: Desk, opened: Opened) -> None:
    async with opened(desk, kind="links") as (app, pilot):
        await pilot.press("c", "d", "w")
        await settle(app, pilot)
        assert isinstance(app.screen, Listing)
        assert desk.depth()[0] == 0
        await pilot.press("3", "l", "x")
        assert desk.depth()[0] == 0


async def test_a_link_is_broken_and_judged_anew(desk: Desk, opened: Opened) -> None:
    async with opened(desk, kind="links", query="status:certain") as (app, pilot):
        before = desk.findings.height
        table = listing(app).table
        pair = (
            table.ordered()["register_row"][0],
            table.ordered()["catalog_row"][0],
        )
        await pilot.press("x")
        await settle(app, pilot)
        links = desk.links.filter(
            pl.col("register_row") == pair[0], pl.col("catalog_row") == pair[1]
        )
        assert links.is_empty()
        assert not desk.needs_judging
        assert not app.busy
        assert desk.findings.height != before
        await pilot.press("u")
        await settle(app, pilot)
        assert desk.findings.height == before


async def test_records_are_flagged(desk: Desk, opened: Opened) -> None:
    async with opened(desk, kind="register") as (app, pilot):
        await pilot.press("f")
        await settle(app, pilot)
        assert listing(app).table.frame["flagged"].sum() == 1
        await pilot.press("f")
        await settle(app, pilot)
        assert listing(app).table.frame["flagged"].sum() == 0


async def test_rows_are_copied_as_they_are_shown(
    desk: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("space", "space", "y")
        lines = app.clipboard.split("\n")
        assert len(lines) == 2
        assert lines[0].startswith("critical\tCF001\topen\t██████ ")


async def test_a_click_in_the_footer_acts(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        first = ids(app)[0]
        x = screen_text(app).splitlines()[-1].index("Confirm")
        await pilot.click(ActionFooter, offset=(x, 0))
        assert status_of(desk, first) == "confirmed"


async def test_what_others_do_is_said_and_shown(
    desk: Desk, opened: Opened, sample_run: Path
) -> None:
    async with opened(desk) as (app, pilot):
        first, second = ids(app)[:2]
        other = open_desk(sample_run, user="李[/]\x1b")
        other.decide([Draft("confirm", "finding", first)])
        app._poll()
        await settle(app, pilot)
        text = screen_text(app)
        assert "李[/]" in text.splitlines()[0]
        assert "confirmed 1 finding" in text.splitlines()[0]
        assert "✓" in text
        # both decide on the same at once: the second is told, and decides otherwise if it insists
        other.decide([Draft("dismiss", "finding", second, {"reason": "not_due"})])
        await pilot.press("down", "c")
        await settle(app, pilot)
        assert status_of(desk, second) == "dismissed"
        listing(app).table.cursor = 1
        await pilot.press("c")
        await settle(app, pilot)
        assert status_of(desk, second) == "confirmed"


async def test_read_only_says_so_and_writes_nothing(opened: Opened, sample_run: Path) -> None:
    desk = open_desk(sample_run, user="王", read_only=True)
    async with opened(desk) as (app, pilot):
        assert "read-only" in screen_text(app).splitlines()[0]
        await pilot.press("c", "u")
        await settle(app, pilot)
        assert isinstance(app.screen, Listing)
    assert not (sample_run / "journal.sqlite").exists()


@pytest.mark.parametrize("plain", [False, True])
async def test_hostile_records_are_listed(
    plain: bool, desk: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [text for text in HOSTILE if text != "\ud800"]
    run = desk.run
    rows = pl.Series("message", [texts[n % len(texts)] for n in range(run.findings.height)])
    records = pl.Series("owner", [texts[n % len(texts)] for n in range(run.findings.height)])
    object.__setattr__(run, "findings", run.findings.with_columns(rows, records))
    async with opened(desk, ascii=plain, texts=False) as (app, pilot):
        for _ in range(len(texts)):
            await pilot.press("f", "down")
        await pilot.press("right", "right", "right", "right", "right", "right", "equals_sign")
        await settle(app, pilot)
        text = screen_text(app)
        for forbidden in ("\x1b", "\u202e", "\x00", "\t", "\u200d"):
            assert forbidden not in text


async def test_marks_are_still_there_when_a_list_is_opened_again(
    desk: Desk, opened: Opened
) -> None:
    async with opened(desk) as (app, pilot):
        chosen = [ids(app)[1], ids(app)[2]]
        await pilot.press("down", "space", "space", "2")
        await settle(app, pilot)
        assert not listing(app).table.marked.any()  # those are marks of another list
        await pilot.press("space", "3", "1")
        await settle(app, pilot)
        table = listing(app).table
        assert table.ordered(table.marked_rows)["finding_id"].to_list() == chosen
        await pilot.press("2")
        await settle(app, pilot)
        assert listing(app).table.marked.sum() == 1
        app.open_list("findings", "rule:CF")  # a door counts rows: nothing else is meant
        await settle(app, pilot)
        assert not listing(app).table.marked.any()
