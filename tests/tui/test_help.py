"""Help, menu and palette: made of the keymap, complete, and usable without letters."""

from __future__ import annotations

import pytest
from disclosure_audit_tui.app import ReviewApp
from disclosure_audit_tui.palette import available
from disclosure_audit_tui.screens.help import HelpScreen, explain_filter, explain_keys
from disclosure_audit_tui.screens.listing import Listing
from disclosure_audit_tui.screens.menu import MenuScreen
from disclosure_audit_tui.screens.overview import OverviewScreen
from textual.command import CommandPalette
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList

from disclosure_audit.glyphs import cells
from disclosure_audit.language import LANGS, Lang
from disclosure_audit.presentation.key_names import shown_key
from disclosure_audit.presentation.keymap import ACTIONS, LIST, OVERVIEW, PAIR, actions_of
from disclosure_audit.review.desk import Desk
from disclosure_audit.review.query import FIELDS, parse
from tests.tui.conftest import Opened, settle
from tests.tui.screen import LOOKS, Snapshot, screen_text

BOTH = pytest.mark.parametrize("lang", LANGS)


@LOOKS
@pytest.mark.parametrize(("key", "name"), [("f1", "help"), ("f12", "menu")])
async def test_how_it_looks(
    size: tuple[int, int], lang: Lang, key: str, name: str,
    desk: Desk, desk_zh: Desk, opened: Opened, snapshot: Snapshot,
) -> None:  # fmt: skip
    async with opened(desk if lang == "en" else desk_zh, size=size, lang=lang) as (app, pilot):
        await pilot.press(key)
        app.screen.styles.background = "black"  # the list below is not what is looked at
        await settle(app, pilot)
        snapshot(app, f"{name}-{size[0]}-{lang}")


@BOTH
@pytest.mark.parametrize("kind", [LIST, PAIR, OVERVIEW])
def test_every_action_is_explained_with_its_keys(kind: str, lang: Lang) -> None:
    lines = [str(line) for line in explain_keys(kind, lang, {}, 400)]
    for action in actions_of(kind):
        about = action.about.to(lang)
        mine = [line for line in lines if action.title.to(lang) in line and about in line]
        assert mine, action.id
        if action.f_key:
            assert any(shown_key(action.f_key) in line for line in mine), action.id
    assert len([line for line in lines if line]) >= len(actions_of(kind))


@BOTH
@pytest.mark.parametrize("kind", [LIST, PAIR, OVERVIEW])
@pytest.mark.parametrize("width", [60, 74, 90])
def test_no_line_of_the_help_is_too_long(kind: str, lang: Lang, width: int) -> None:
    lines = [*explain_keys(kind, lang, {}, width), *explain_filter("findings", lang, width)]
    assert max(cells(str(line)) for line in lines) <= width


def test_own_keys_are_explained() -> None:
    lines = [str(line) for line in explain_keys(LIST, "en", {"confirm": "k,ctrl+k"}, 80)]
    line = next(line for line in lines if "Confirm" in line)
    assert line.split()[:3] == ["k", "Ctrl+K", "F2"]


@BOTH
@pytest.mark.parametrize("kind", FIELDS)
def test_the_help_of_the_filter_names_every_field(kind: str, lang: Lang) -> None:
    text = "\n".join(str(line) for line in explain_filter(kind, lang, 400))
    assert [field.name for field in FIELDS[kind] if field.called(lang) not in text] == []


@BOTH
def test_what_the_help_of_the_filter_shows_can_be_typed(lang: Lang) -> None:
    from disclosure_audit_tui.screens.help import _GRAMMAR

    for form, _ in _GRAMMAR:
        text = form.to(lang).replace("…", "x" if "=" in form.en else "")
        if "(" in text or "（" in text:
            text = text.replace("(  )", "(a)").replace("（）", "（甲）")
        for one in text.split("  "):
            if one.strip():
                parse(one.strip(), "findings", lang)


@pytest.mark.parametrize("leave", ["escape", "f1", "question_mark", "q"])
async def test_help_scrolls_and_closes(leave: str, desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("question_mark")
        await settle(app, pilot)
        assert isinstance(app.screen, HelpScreen)
        assert "Decide" in screen_text(app)
        await pilot.press("end")
        await settle(app, pilot)
        assert app.screen.query_one(VerticalScroll).scroll_y > 0
        text = screen_text(app)
        assert "Decide" not in text
        assert "Fields here" in text
        await pilot.press(leave)
        await settle(app, pilot)
        assert isinstance(app.screen, Listing)


async def test_help_is_of_the_screen_below(desk: Desk, opened: Opened) -> None:
    async with opened(desk, size=(100, 60)) as (app, pilot):
        await pilot.press("0", "f1")
        await settle(app, pilot)
        text = screen_text(app)
        assert "Help: the overview" in text
        assert "Dismiss" not in text
        await pilot.press("escape", "3", "f1", "end")
        await settle(app, pilot)
        text = " ".join(screen_text(app).replace("│", " ").split())
        assert "disposition" in text  # a field of the register, not of the findings


async def test_the_menu_does_what_is_chosen_without_a_letter(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("f12")
        await settle(app, pilot)
        assert isinstance(app.screen, MenuScreen)
        await pilot.press("enter")  # the first one: confirm
        await settle(app, pilot)
        assert isinstance(app.screen, Listing)
        decided = desk.decision("finding", desk.findings["finding_id"][0])
        assert decided is not None
        assert decided["status"] == "confirmed"


async def test_the_menu_does_what_is_clicked(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("f12")
        await settle(app, pilot)
        await pilot.click(OptionList, offset=(6, 1))
        await settle(app, pilot)
        assert desk.decision("finding", desk.findings["finding_id"][0]) is not None


@pytest.mark.parametrize(
    ("typed", "first"), [("over", "overview"), ("总览", "overview"), ("colou", "theme")]
)
async def test_the_menu_narrows_in_both_languages(
    typed: str, first: str, desk: Desk, opened: Opened
) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("f12")
        await settle(app, pilot)
        app.screen.query_one(Input).value = typed
        await settle(app, pilot)
        menu = app.screen.query_one(OptionList)
        names = [option.id for option in menu.options if option.id]
        assert names[0] == first
        assert len(names) < 4


async def test_arrows_pass_the_headings_and_stop_at_the_ends(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("f12")
        await settle(app, pilot)
        menu = app.screen.query_one(OptionList)
        seen = []
        for _ in range(len(ACTIONS) + 5):
            assert menu.highlighted is not None
            seen.append(menu.get_option_at_index(menu.highlighted).id)
            await pilot.press("down")
        assert None not in seen
        assert list(dict.fromkeys(seen)) == [option.id for option in menu.options if option.id]
        await pilot.press(*["pageup"] * 12)
        await pilot.pause()
        assert menu.highlighted == 1


async def test_the_menu_says_when_nothing_is_called_so(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("f12")
        await settle(app, pilot)
        app.screen.query_one(Input).value = "[/]\x1b[31m"
        await settle(app, pilot)
        assert "no action is called like that" in screen_text(app)
        await pilot.press("down", "enter", "escape")
        await settle(app, pilot)
        assert isinstance(app.screen, Listing)


async def test_all_that_the_keymap_promises_can_be_done(desk: Desk, opened: Opened) -> None:
    """No action of a screen is missing in its menu: each has a method."""
    async with opened(desk) as (app, pilot):
        await _nothing_missing(app, LIST)
        await pilot.press("enter")
        await settle(app, pilot)
        await _nothing_missing(app, PAIR)
        await pilot.press("0")
        await settle(app, pilot)
        await _nothing_missing(app, OVERVIEW)


async def _nothing_missing(app: ReviewApp, kind: str) -> None:
    wanted = {action.id for action in actions_of(kind)} - {"menu", "palette"}
    assert {action.id for action in available(app.screen)} == wanted


@pytest.mark.parametrize("typed", ["theme", "配色"])
async def test_the_palette_finds_and_does(typed: str, desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        before = app.theme
        await pilot.press("ctrl+p")
        await settle(app, pilot)
        assert isinstance(app.screen, CommandPalette)
        app.screen.query_one(Input).value = typed
        for _ in range(20):
            await settle(app, pilot)
            if typed in screen_text(app) and app.screen.query_one(OptionList).option_count:
                break
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.theme != before


async def test_the_palette_on_the_overview_offers_its_actions(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("0", "ctrl+p")
        await settle(app, pilot)
        text = screen_text(app)
        assert "Undo" in text
        assert "Confirm" not in text
        await pilot.press("escape")
        await settle(app, pilot)
        assert isinstance(app.screen, OverviewScreen)
