"""Every action of the keymap is pressed on every screen that has it, and does what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from disclosure_audit_tui.app import ReviewApp
from disclosure_audit_tui.screens.listing import Listing
from disclosure_audit_tui.widgets.frame_table import FrameTable
from disclosure_audit_tui.widgets.rivals import Rivals
from textual.widgets import Input

from disclosure_audit.presentation.keymap import ACTIONS, BY_ID, LIST, OVERVIEW, PAIR, keys_of
from disclosure_audit.review.desk import Desk
from tests.tui.conftest import Opened
from tests.tui.scenes import home, quiet


@dataclass(frozen=True)
class Press:
    """``before`` leads there, then the action's first key, then ``after``; ``done`` says it worked."""

    action: str
    done: Callable[[ReviewApp], Any]
    before: Sequence[str] = ()
    after: Sequence[str] = ()
    kind: str = "findings"
    query: str = ""


def on(name: str) -> Callable[[ReviewApp], bool]:
    return lambda app: type(app.screen).__name__ == name


def table(app: ReviewApp) -> FrameTable:
    screen = next(one for one in app.screen_stack if isinstance(one, Listing))
    return screen.table


def first(app: ReviewApp) -> dict[str, Any]:
    """Return what is decided of the finding that was under the cursor at first."""
    screen = app.screen_stack[1]
    assert isinstance(screen, Listing)
    found = app.desk.decision("finding", app.desk.findings["finding_id"][0])
    return found or {}


def status(wanted: str) -> Callable[[ReviewApp], bool]:
    return lambda app: first(app).get("status") == wanted


def links(app: ReviewApp) -> int:
    return app.desk.decisions.filter(kind="pair")["status"].count()


def shows(kind: str) -> Callable[[ReviewApp], bool]:
    return lambda app: isinstance(app.screen, Listing) and app.screen.kind == kind


_WAIVER = (*"ok", "enter", *"Li", "enter", *"90", "enter")
DECISIONS = (
    Press("confirm", status("confirmed")),
    Press("reopen", status("open")),
    Press("dismiss", status("dismissed"), after=("2",)),
    Press("undo", status("open")),
    Press("redo", status("dismissed")),
    Press("waive", status("waived"), after=_WAIVER),
    Press("repeat", lambda app: app.desk.depth()[0] == 5),
    Press("note", lambda app: first(app)["note"] == "seen", after=(*"seen", "enter")),
    Press("flag", lambda app: first(app)["flagged"]),
    Press("assign", lambda app: first(app)["owner"] == "Li", after=(*"Li", "enter")),
    Press("differ", lambda app: links(app) == 1, kind="links", query="status:review"),
    Press("same", lambda app: links(app) == 2, kind="links", query="status:review"),
)
EVERYWHERE = (
    Press("overview", on("OverviewScreen")),
    Press("findings", shows("findings")),
    Press("links", shows("links")),
    Press("register", shows("register")),
    Press("catalog", shows("catalog")),
    Press("scan", on("ScanScreen")),
    Press("theme", lambda app: app.theme != "dark"),
    Press("lang", lambda app: app.lang == "zh"),
    Press("lang", lambda app: app.lang == "en"),
    Press("palette", on("CommandPalette")),
    Press("menu", on("MenuScreen")),
    Press("help", on("HelpScreen")),
)
OF_LIST = (
    Press("open", on("PairScreen")),
    Press("reveal", on("Confirmation")),
    Press("next", lambda app: table(app).cursor == 1),
    Press("previous", lambda app: table(app).cursor > 1),
    Press("mark", lambda app: table(app).marked_rows.size == 1),
    Press("range", lambda app: table(app).marked_rows.size == 3, ("space", "down")),
    Press("mark_all", lambda app: table(app).marked.all()),
    Press("back", lambda app: not table(app).marked.any(), ("space",)),
    Press("filter", lambda app: isinstance(app.focused, Input)),
    Press("like", lambda app: "severity" in app.screen.look.query),  # type: ignore[attr-defined]  # of the list
    Press("sort", lambda app: app.screen.look.keys == (("severity", True),)),  # type: ignore[attr-defined]  # of the list
    Press("sort_more", lambda app: len(app.screen.look.keys) == 2, ("s", "right")),  # type: ignore[attr-defined]  # of the list
    Press("wider", lambda app: table(app).width_of(table(app).columns[0]) > 8),
    Press("narrower", lambda app: table(app).width_of(table(app).columns[0]) <= 9),
    Press("columns", on("ColumnsPrompt")),
    Press("views", on("ViewsPrompt")),
    Press("save_view", on("LinePrompt")),
    Press("export", on("ChoicePrompt")),
    Press("copy", lambda app: "CF001" in app.clipboard),
)
OF_PAIR = (
    Press("next", lambda app: app.screen.subject.finding_id == row(app, 1)),  # type: ignore[attr-defined]  # of the pair
    Press("previous", lambda app: app.screen.subject.finding_id == row(app, -1)),  # type: ignore[attr-defined]  # of the pair
    Press("back", on("Listing")),
    Press("copy", lambda app: len(app.clipboard) > 50),
    Press("reveal", on("Confirmation")),
    Press("records", lambda app: app.focused is not None and app.focused.id == "main"),
    Press("candidates", lambda app: isinstance(app.focused, Rivals), query="rule:DU001"),
)
OF_OVERVIEW = (Press("back", on("Listing")),)


def row(app: ReviewApp, place: int) -> str:
    return str(app.desk.findings["finding_id"][place])


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_action_is_pressed_somewhere() -> None:
    """``quit`` is pressed in a real terminal by the tests of the application."""
    shared = {press.action for press in EVERYWHERE} | {"quit"}
    decided = {press.action for press in DECISIONS}
    per_screen = {LIST: OF_LIST, PAIR: OF_PAIR, OVERVIEW: OF_OVERVIEW}
    for screen, presses in per_screen.items():
        wanted = {action.id for action in ACTIONS if screen in action.screens}
        pressed = {press.action for press in presses} | shared
        pressed |= {"undo", "redo"} if screen == OVERVIEW else decided
        assert pressed == wanted, screen


@pytest.mark.parametrize("lead", [(), ("enter",)], ids=[LIST, PAIR])
async def test_each_decides(lead: Sequence[str], desk: Desk, opened: Opened) -> None:
    async with opened(desk, stay=True) as (app, pilot):
        await press_all(app, pilot, DECISIONS, lead)


@pytest.mark.parametrize(
    ("lead", "presses"),
    [
        ((), EVERYWHERE), (("enter",), EVERYWHERE), (("0",), EVERYWHERE),
        ((), OF_LIST), (("enter",), OF_PAIR), (("0",), OF_OVERVIEW),
    ],
    ids=["list", "pair", "overview", "of-list", "of-pair", "of-overview"],
)  # fmt: skip
async def test_each_does_what_it_says(
    lead: Sequence[str], presses: Sequence[Press], desk: Desk, opened: Opened
) -> None:
    async with opened(desk) as (app, pilot):
        await press_all(app, pilot, presses, lead)


async def test_undo_and_redo_on_the_overview(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("c", "0")
        assert first(app)["status"] == "confirmed"
        await pilot.press("u")
        await quiet(app, pilot)
        assert first(app).get("status") in (None, "open")
        await pilot.press("r")
        await quiet(app, pilot)
        assert first(app)["status"] == "confirmed"


@pytest.mark.parametrize("kind", ["register", "catalog"])
async def test_a_record_by_itself_is_not_decided_on(kind: str, desk: Desk, opened: Opened) -> None:
    """It is said instead; nothing is written and nothing breaks."""
    query = "disposition:omitted" if kind == "register" else "disposition:unregistered"
    async with opened(desk) as (app, pilot):
        app.open_list(kind, query)
        await quiet(app, pilot)
        assert table(app).height_of_rows > 0
        for action in ("confirm", "reopen", "dismiss", "waive", "same", "differ"):
            await pilot.press(keys_of(BY_ID[action])[0])
            await quiet(app, pilot)
            assert on("Listing")(app), action
        assert app.desk.depth() == (0, 0)


async def press_all(
    app: ReviewApp, pilot: Any, presses: Sequence[Press], lead: Sequence[str]
) -> None:
    for press in presses:
        await home(app, pilot)
        app.open_list(press.kind, press.query)
        await quiet(app, pilot)
        table(app).cursor = 0
        table(app).column = 0
        for key in (*lead, *press.before):
            await pilot.press(key)
            await quiet(app, pilot)
        await pilot.press(keys_of(BY_ID[press.action])[0])
        await quiet(app, pilot)
        await pilot.press(*press.after)
        for _ in range(100):
            if press.done(app):
                break
            await quiet(app, pilot)
        assert press.done(app), press.action
    await home(app, pilot)
