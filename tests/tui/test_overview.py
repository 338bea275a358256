"""The overview: its numbers, its doors by key and mouse, and that it lives."""

from __future__ import annotations

import threading
from typing import Any

import polars as pl
import pytest
from disclosure_audit_tui.app import ReviewApp
from disclosure_audit_tui.screens import overview as overview_screen
from disclosure_audit_tui.screens.listing import Listing
from disclosure_audit_tui.screens.overview import OverviewScreen
from disclosure_audit_tui.widgets.bars import Bar, Bars
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll

from disclosure_audit.glyphs import cells
from disclosure_audit.language import Lang
from disclosure_audit.review import overview as counts
from disclosure_audit.review.desk import Desk
from disclosure_audit.review.overview import Door
from disclosure_audit.review.query import parse
from tests.tui.conftest import Opened, settle
from tests.tui.screen import LOOKS, Snapshot, screen_text

HOSTILE = "[密]甲案 [/] \x1b[31m\u202e\x00 é😀 [red]" + "长" * 300
SECTIONS = [
    "progress", "totals", "findings-severity", "findings-status", "findings-rule",
    "register-disposition", "catalog-disposition", "links-status", "findings-owner",
    "findings-month",
]  # fmt: skip


def focused(app: ReviewApp) -> Bars:
    assert isinstance(app.focused, Bars)
    return app.focused


@LOOKS
async def test_how_it_looks(
    size: tuple[int, int], lang: Lang, desk: Desk, desk_zh: Desk, opened: Opened, snapshot: Snapshot
) -> None:
    async with opened(desk if lang == "en" else desk_zh, size=size, lang=lang) as (app, pilot):
        await pilot.press("0")
        await settle(app, pilot)
        snapshot(app, f"overview-{size[0]}-{lang}")
        assert max(cells(line) for line in screen_text(app).splitlines()) <= size[0]


async def test_ascii_draws_bars_with_ascii(desk: Desk, opened: Opened) -> None:
    async with opened(desk, lang="en", ascii=True) as (app, pilot):
        await pilot.press("0")
        await settle(app, pilot)
        text = screen_text(app)
        assert "...." in text
        assert "█" not in text
        assert "░" not in text


@pytest.mark.slow
async def test_arrows_reach_every_number(desk: Desk, opened: Opened) -> None:
    """From the first line to the last one, each is seen when the cursor stands on it."""
    async with opened(desk) as (app, pilot):
        await pilot.press("0")
        await settle(app, pilot)
        page = app.screen.query_one(VerticalScroll)
        visited: list[tuple[str | None, int]] = []
        for _ in range(200):
            bars = focused(app)
            here = (bars.id, bars.line)
            if visited and visited[-1] == here:
                break
            visited.append(here)
            top = bars.region.y + 1 + bars.line
            assert page.region.y <= top < page.region.bottom, here
            await pilot.press("down")
            await pilot.pause()
        count = sum(len(bars.bars) for bars in app.screen.query(Bars))
        assert len(visited) == count > 80
        assert list(dict.fromkeys(name for name, _ in visited)) == SECTIONS
        for _ in range(count):
            await pilot.press("up")
        await pilot.pause()
        assert (focused(app).id, focused(app).line) == visited[0]


async def test_tab_goes_from_section_to_section(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("0")
        await settle(app, pilot)
        seen = [focused(app).id]
        for _ in range(len(SECTIONS) - 1):
            await pilot.press("tab")
            await pilot.pause()
            seen.append(focused(app).id)
        assert seen == SECTIONS
        await pilot.press("shift+tab")
        await pilot.pause()
        assert focused(app).id == SECTIONS[-2]


@pytest.mark.parametrize("name", SECTIONS)
@pytest.mark.parametrize("keys", [["enter"], ["right", "enter"]], ids=["all", "open"])
async def test_enter_opens_just_the_rows_that_were_counted(
    name: str, keys: list[str], desk: Desk, opened: Opened
) -> None:
    async with opened(desk) as (app, pilot):
        desk_ids = desk.findings["finding_id"].to_list()
        await pilot.press("c", "c", "0")
        await settle(app, pilot)
        assert desk.decision("finding", desk_ids[0]) is not None
        bars = app.screen.query_one(f"#{name}", Bars)
        bars.focus()
        await pilot.pause()
        doors = bars.bars[bars.line].doors
        door = doors[0] if len(keys) > 1 else doors[-1]
        await pilot.press(*keys)
        await settle(app, pilot)
        screen = app.screen
        assert isinstance(screen, Listing)
        assert screen.kind == door.kind
        assert screen.table.height_of_rows == door.count
        expr = parse(door.query, door.kind, "en").expr
        assert screen.table.ordered().equals(app.sheet(door.kind).frame.filter(expr))


async def test_a_click_opens_the_number(desk: Desk, opened: Opened) -> None:
    async with opened(desk, size=(80, 24)) as (app, pilot):
        await pilot.press("c", "0")
        await settle(app, pilot)
        bars = app.screen.query_one("#findings-severity", Bars)
        worst = bars.bars[0]
        assert worst.open
        assert worst.all
        assert worst.open.count == worst.all.count - 1
        ends = bars._ends
        for (start, end), door in zip(ends, (worst.open, worst.all), strict=True):
            await pilot.press("0")
            await settle(app, pilot)
            bars = app.screen.query_one("#findings-severity", Bars)
            await pilot.click(bars, offset=((start + end) // 2, 1))
            await settle(app, pilot)
            assert isinstance(app.screen, Listing)
            assert app.screen.table.height_of_rows == door.count


async def test_it_counts_again_when_something_is_decided(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("c", "c", "c", "0")
        await settle(app, pilot)
        progress = app.screen.query_one("#progress", Bars)
        assert [bar.all.count for bar in progress.bars if bar.all] == [3, 3]
        await pilot.press("u")
        await settle(app, pilot)
        assert isinstance(app.screen, OverviewScreen)
        assert [bar.all.count for bar in progress.bars if bar.all] == [2, 2]
        await pilot.press("r")
        await settle(app, pilot)
        assert [bar.all.count for bar in progress.bars if bar.all] == [3, 3]
        assert "王" in progress.bars[1].title


async def test_the_language_changes_in_place(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("0", "ctrl+l")
        await settle(app, pilot)
        text = screen_text(app)
        assert "审核进度" in text
        assert "Progress" not in text


async def test_escape_goes_back(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("0")
        await settle(app, pilot)
        await pilot.press("escape")
        await settle(app, pilot)
        assert isinstance(app.screen, Listing)


class Drawing(App[None]):
    """Draws given lines."""

    def __init__(self, bars: list[Bar], *, share: int | None = None) -> None:
        super().__init__()
        self.given, self.share = bars, share

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Bars("bars")

    def on_mount(self) -> None:
        shown = self.query_one(Bars)
        shown.show(HOSTILE, self.given, legend=("open", "all"), share_of=self.share)
        shown.focus()


@pytest.mark.parametrize("width", [20, 40, 80, 140])
async def test_hostile_text_is_shown_and_nothing_is_too_wide(width: int) -> None:
    door = Door(1_234_567, "findings", "")
    given = [Bar(HOSTILE, door, Door(1, "findings", ""), "[x]DU0012345"), Bar("[/]", door)]
    app = Drawing(given, share=2_000_000)
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        text = screen_text(app)
        assert not any(char in text for char in "\x1b\u202e\x00")
        assert max(cells(line) for line in text.splitlines()) <= width
        if width >= 80:
            assert "1,234,567" in text
            assert "[密]甲案 [/] ␛[31m<U+202E>␀" in text


@pytest.mark.parametrize(
    ("count", "whole", "said"), [(1, 100_000, "<1%"), (99_999, 100_000, ">99%"), (0, 9, "0%"), (9, 9, "100%")]
)  # fmt: skip
async def test_a_share_hides_no_row(count: int, whole: int, said: str) -> None:
    app = Drawing([Bar("x", Door(count, "findings", ""))], share=whole)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = screen_text(app).splitlines()[1]
        assert line.endswith(said)
        assert ("█" in line) == (count > 0)


async def test_no_part_of_a_bar_is_hidden_by_rounding() -> None:
    whole = Door(100_000, "findings", "")
    app = Drawing(
        [Bar("x", whole, Door(1, "findings", "")), Bar("y", whole, Door(99_999, "findings", ""))]
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for line in screen_text(app).splitlines()[1:3]:
            assert "█" in line
            assert "░" in line


async def test_a_hostile_owner_is_counted(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        sheet = app.sheet("findings")
        frame = sheet.frame.with_columns(owner=pl.lit("[/]\x1b[31m\u202e[密]"))
        app._sheets["findings"] = (
            app._sheets["findings"][0],
            type(sheet)(sheet.kind, frame, sheet.columns),
        )
        await pilot.press("0")
        await settle(app, pilot)
        app.screen.query_one("#findings-owner", Bars).focus()
        await settle(app, pilot)
        text = screen_text(app)
        assert "[/]␛[31m<U+202E>[密]" in text
        await pilot.press("enter")
        await settle(app, pilot)
        assert isinstance(app.screen, Listing)
        assert app.screen.table.height_of_rows == frame.height


async def test_long_lists_are_counted_beside_the_application(
    desk: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[str] = set()
    survey = counts.survey

    def watched(*given: Any) -> Any:
        threads.add(threading.current_thread().name)
        return survey(*given)

    monkeypatch.setattr(counts, "survey", watched)
    monkeypatch.setattr(overview_screen, "SMALL", 100)
    async with opened(desk) as (app, pilot):
        await pilot.press("0")
        await settle(app, pilot)
        assert threads
        assert threading.main_thread().name not in threads
        assert "decided, of 273 findings" in screen_text(app)
        assert not app.busy
        await pilot.press("ctrl+l")
        await settle(app, pilot)
        assert "审核进度" in screen_text(app)
