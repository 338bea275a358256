"""The table over a frame: what it draws, where the cursor stays, what is marked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
import pytest
from disclosure_audit_tui.widgets.cells import fit
from disclosure_audit_tui.widgets.frame_table import FrameTable
from disclosure_audit_tui.widgets.grid import Grid
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from disclosure_audit.language import Text
from disclosure_audit.presentation.cells import cell_value
from disclosure_audit.presentation.ordering import arrange, filter_rows, next_keys, sort_rows
from tests.tui.screen import screen_text

HOSTILE = [
    "[/]", "[密]甲案", "甲[/]案[bold]", "\x1b[31m红", "\u202e反", "nul\x00x", "长" * 300, "😀👨‍👩‍👧🇨🇳",
    "e\u0301\u0302\u0303", "\u0301", "", "tab\there\nline", "\ufe0f✂️", "\ud800", "🫨🩷",
]  # fmt: skip


@dataclass(frozen=True)
class Col:
    name: str
    title: Text
    width: int = 10
    align: str = "left"
    hidden: bool = False
    coded: Mapping[str, Text] | None = field(default=None)
    is_row: bool = False


def col(name: str, **more: Any) -> Any:
    return Col(name, Text(name, name), **more)


SEVERITY = {code: Text(code, code) for code in ("low", "medium", "high")}
COLUMNS = (col("key", width=6), col("title", width=20), col("severity", coded=SEVERITY))


def frame(rows: int = 100) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "key": [f"k{n}" for n in range(rows)],
            "title": [f"title {n}" for n in range(rows)],
            "severity": [("low", "high", "medium")[n % 3] for n in range(rows)],
        }
    )


class TableApp(App[None]):
    def __init__(self, plain: bool = False) -> None:
        super().__init__()
        self.plain = plain
        self.heard: list[Any] = []

    def compose(self) -> ComposeResult:
        yield FrameTable(ascii=self.plain)

    @property
    def table(self) -> FrameTable:
        return self.query_one(FrameTable)

    def on_mount(self) -> None:
        self.table.set(frame(), COLUMNS, key=("key",))
        self.table.focus()

    def on_frame_table_opened(self, event: FrameTable.Opened) -> None:
        self.heard.append(("opened", event.row))

    def on_frame_table_header_clicked(self, event: FrameTable.HeaderClicked) -> None:
        self.heard.append(("header", event.name, event.more))


async def test_it_draws_the_lines_that_are_seen() -> None:
    app = TableApp()
    async with app.run_test(size=(60, 10)) as pilot:
        lines = screen_text(app).splitlines()
        assert lines[0].startswith(" key   │title               │severity")
        assert lines[1].startswith(" k0     title 0")
        assert len(lines) == 10
        await pilot.press("end")
        assert "title 99" in screen_text(app).splitlines()[9]
        assert "title 91" in screen_text(app).splitlines()[1]
        await pilot.press("home")
        assert "title 0 " in screen_text(app).splitlines()[1]


async def test_keys_move_and_mark() -> None:
    app = TableApp()
    async with app.run_test(size=(60, 10)) as pilot:
        table = app.table
        await pilot.press("down", "down", "j", "k")
        assert table.cursor == 2
        await pilot.press("pagedown")
        assert table.cursor == 10
        await pilot.press("up", "shift+down", "shift+down")
        assert table.marked_rows.tolist() == [9, 10, 11]
        table.clear_marks()
        assert table.chosen.tolist() == [11]
        table.mark(3)
        table.mark_range(6)
        assert table.marked_rows.tolist() == [3, 4, 5, 6]
        table.mark_all()
        assert len(table.chosen) == 100
        table.mark_all()
        assert len(table.marked_rows) == 0
        await pilot.press(*["up"] * 20)
        assert table.cursor == 0


async def test_cursor_and_marks_stay_on_their_rows() -> None:
    app = TableApp()
    async with app.run_test(size=(60, 10)):
        table, rows = app.table, frame()
        table.cursor = 7
        table.mark()
        order = np.arange(99, -1, -1).astype(np.uint32)
        table.set(table.frame, COLUMNS, order, key=("key",))
        assert (table.cursor, table.row) == (92, 7)
        assert table.marked_rows.tolist() == [7]
        table.set(rows.reverse(), COLUMNS, key=("key",))  # another frame: found by its key
        assert table.row == 92
        assert table.frame["key"][92] == "k7"
        assert table.marked_rows.tolist() == [92]
        table.set(table.frame, COLUMNS, pl.Series([5, 6], dtype=pl.UInt32), key=("key",))
        assert table.row in (5, 6)  # its row is gone: the cursor is on one that is there
        assert table.marked_rows.tolist() == []
        table.set(rows.clear(), COLUMNS, key=("key",))
        assert table.row is None
        assert table.here() is None
        table.mark()
        table.mark_all()
        table.mark_range()
        assert table.chosen.tolist() == []


async def test_mouse_moves_marks_opens_sorts_and_resizes() -> None:
    app = TableApp()
    async with app.run_test(size=(60, 10)) as pilot:
        table = app.table
        await pilot.click(FrameTable, offset=(12, 4))
        assert (table.cursor, table.column) == (3, 1)
        await pilot.click(FrameTable, offset=(12, 6), shift=True)
        assert table.marked_rows.tolist() == [3, 4, 5]
        await pilot.click(FrameTable, offset=(0, 4))
        assert table.marked_rows.tolist() == [4, 5]
        await pilot.click(FrameTable, offset=(12, 2), control=True)
        assert table.marked_rows.tolist() == [1, 4, 5]
        await pilot.click(FrameTable, offset=(12, 3), times=2)
        assert ("opened", 2) in app.heard
        await pilot.click(FrameTable, offset=(12, 0))
        await pilot.click(FrameTable, offset=(33, 0), shift=True)
        assert app.heard[-2:] == [("header", "title", False), ("header", "severity", True)]
        heard = len(app.heard)
        await pilot.mouse_down(FrameTable, offset=(28, 0))
        await pilot.hover(FrameTable, offset=(20, 0))
        await pilot.mouse_up(FrameTable, offset=(20, 0))
        assert table.width_of(COLUMNS[1]) == 12
        assert len(app.heard) == heard  # a dragged edge is no click on a heading
        await pilot.click(FrameTable, offset=(12, 0))
        assert len(app.heard) == heard + 1


async def test_columns_scroll_and_the_first_stays() -> None:
    app = TableApp()
    async with app.run_test(size=(30, 6)) as pilot:
        table = app.table
        await pilot.press("right", "right")
        first = screen_text(app).splitlines()[1]
        assert first.startswith(" k0")
        assert "low" in first
        table.resize(4)
        assert table.width_of(COLUMNS[2]) == 13  # as wide as its words, and 4
        table.resize(-400)
        assert table.width_of(COLUMNS[2]) == 2
        await pilot.press("left", "left", "left")
        assert "title 0" in screen_text(app).splitlines()[1]


@pytest.mark.parametrize("plain", [False, True])
async def test_hostile_titles_are_drawn(plain: bool) -> None:
    app = TableApp(plain)
    async with app.run_test(size=(60, 24)) as pilot:
        titles = [title for title in HOSTILE if title != "\ud800"]  # no frame holds a lone one
        table = app.table
        table.set(
            pl.DataFrame({"key": titles, "title": titles, "severity": titles}),
            (col("key", width=9), col("title", width=22), col("severity", coded=SEVERITY)),
        )
        await pilot.pause()
        text = screen_text(app)
        assert "[密]甲案" in text
        assert "␛[31m红" in text
        assert "<U+202E>反" in text
        assert "nul␀x" in text
        for forbidden in ("\x1b", "\u202e", "\x00", "\t", "\u200d"):
            assert forbidden not in text
        for y in range(24):
            assert table.render_line(y).cell_length == table.size.width
        await pilot.press("right", "right", "end")


@given(st.text(), st.integers(1, 40), st.sampled_from(["left", "right"]))
def test_a_cell_is_as_wide_as_its_column(text: str, width: int, align: str) -> None:
    assert cell_len(fit(text, width, align)) == width


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_cell_is_as_wide_as_its_column(text: str) -> None:
    for width in range(1, 20):
        assert cell_len(fit(text, width)) == width


def test_values_are_called_by_their_words() -> None:
    column = col("severity", coded={"high": Text("high", "高")})
    assert cell_value(column, "high", "zh") == "高"
    assert cell_value(column, "unheard-of", "zh") == "unheard-of"
    assert cell_value(col("score"), 99.99, "en") == ">99.9"
    assert cell_value(col("score"), 0.01, "en") == "<0.1"
    assert cell_value(col("score"), 93.14, "en") == "93.1"
    assert cell_value(col("flagged"), True, "zh") == "是"
    assert cell_value(col("flagged"), False, "zh") == ""
    assert cell_value(col("day"), dt.date(2024, 3, 1), "en") == "2024-03-01"
    assert cell_value(col("none"), None, "en") == ""


def test_the_grid_knows_columns_and_edges() -> None:
    grid = Grid(lead=2, widths=(5, 10, 8), frozen=1)
    assert grid.starts == (2, 8, 19)
    assert (grid.fixed, grid.total) == (8, 28)
    assert grid.at(2, 0) == (0, False)
    assert grid.at(7, 0) == (0, True)
    assert grid.at(8, 0) == (1, False)
    assert grid.at(8, 11) == (2, False)
    assert grid.at(3, 11) == (0, False)
    assert grid.at(99, 0) is None
    assert grid.scroll_to_show(2, 0, 20) == 7
    assert grid.scroll_to_show(1, 7, 20) == 0
    assert grid.scroll_to_show(0, 7, 20) == 7


def test_rows_are_sorted_by_several_keys_and_codes_by_their_table() -> None:
    rows = pl.DataFrame({"severity": ["high", "low", None, "medium", "low"], "n": [1, 2, 3, 4, 5]})
    columns = (col("severity", coded=SEVERITY), col("n"))
    order = sort_rows(rows, columns, [("severity", False), ("n", True)])
    assert order is not None
    assert order.tolist() == [4, 1, 3, 0, 2]
    order = sort_rows(rows, columns, [("severity", True)])
    assert order is not None
    assert rows["severity"][order.tolist()].to_list()[:2] == ["high", "medium"]
    assert sort_rows(rows, columns, []) is None
    assert sort_rows(rows, columns, [("gone", False)]) is None


def test_the_key_of_sorting_goes_up_down_and_off() -> None:
    up = next_keys((), "a", more=False)
    assert up == (("a", False),)
    down = next_keys(up, "a", more=False)
    assert down == (("a", True),)
    assert next_keys(down, "a", more=False) == ()
    assert next_keys(down, "b", more=False) == (("b", False),)
    both = next_keys(down, "b", more=True)
    assert both == (("a", True), ("b", False))
    assert next_keys(both, "b", more=True) == (("a", True), ("b", True))
    assert next_keys(next_keys(both, "b", more=True), "b", more=True) == (("a", True),)
    assert next_keys(both, "b", more=False) == (("b", False),)


def test_filter_and_order_go_together() -> None:
    rows = pl.DataFrame({"n": [3, 1, None, 2]})
    mask = filter_rows(rows, pl.col("n") > 1)
    assert mask is not None
    assert mask.tolist() == [True, False, False, True]
    order = np.array([1, 3, 0, 2], dtype=np.uint32)
    assert arrange(order, mask).tolist() == [3, 0]  # type: ignore[union-attr]  # a mask was given
    assert arrange(None, mask).tolist() == [0, 3]  # type: ignore[union-attr]  # a mask was given
    assert arrange(order, None) is order
    assert filter_rows(rows, None) is None
    assert filter_rows(rows, pl.lit(True)).tolist() == [True] * 4  # type: ignore[union-attr]  # an expression was given
