"""Every screen and every question of the application, each with the way that leads to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from disclosure_audit_tui.app import ReviewApp
from disclosure_audit_tui.screens.listing import Listing
from disclosure_audit_tui.screens.scan import ScanScreen
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tests.tui.screen import screen_text

Step = str | tuple[str, str]
"""A key; with the name of the screen that it leads to, which is waited for."""
THERE = "already there.csv"
"""A file of the working folder."""


@dataclass(frozen=True)
class Scene:
    """A screen: the list and filter that it begins with, and the keys."""

    name: str
    steps: Sequence[Step] = ()
    kind: str = "findings"
    query: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    """What is put into which input in the end, by its selector."""
    submit: str | None = None
    """The screen that Enter then leads to."""
    seen: str = ""
    """What is waited for: a selector of a widget that is shown."""


_PAIR = ("enter", "PairScreen")
_FILE = (("e", "ChoicePrompt"), ("1", "LinePrompt"))
SCENES: tuple[Scene, ...] = (
    Scene("findings"),
    Scene("links", kind="links", query="status:review"),
    Scene("register", kind="register"),
    Scene("catalog", kind="catalog"),
    Scene("no-rows", query="title:zzzz"),
    Scene("filter", ("slash", *"sev"), seen="FilterBar Static"),
    Scene("filter-wrong", query="severty:high", seen="FilterBar Static"),
    Scene("notice", ("u",)),
    Scene("overview", (("0", "OverviewScreen"),)),
    Scene("pair-differs", (_PAIR,), query="rule:DF001"),
    Scene("pair-alone", (_PAIR,), query="rule:OM001"),
    Scene("pair-repeat", (_PAIR,), query="rule:DU001"),
    Scene("pair-passage", (_PAIR,), query="rule:CF005"),
    Scene("pair-link", (_PAIR,), "links", "status:review"),
    Scene("pair-record", (_PAIR,), "register"),
    Scene("help-list", (("f1", "HelpScreen"),)),
    Scene("help-pair", (_PAIR, ("f1", "HelpScreen"))),
    Scene("help-overview", (("0", "OverviewScreen"), ("f1", "HelpScreen"))),
    Scene("menu-list", (("f12", "MenuScreen"),)),
    Scene("menu-pair", (_PAIR, ("f12", "MenuScreen"))),
    Scene("palette", (("ctrl+p", "CommandPalette"),), seen="CommandList"),
    Scene("columns", (("v", "ColumnsPrompt"),)),
    Scene("views", (("g", "ViewsPrompt"),)),
    Scene("view-rename", (("g", "ViewsPrompt"), ("f2", "LinePrompt"))),
    Scene("view-delete", (("g", "ViewsPrompt"), ("delete", "Confirmation"))),
    Scene("save-view", (("ctrl+s", "LinePrompt"),)),
    Scene("reason", (("d", "ReasonPrompt"),)),
    Scene("reason-many", ("space", "space", ("d", "ReasonPrompt"))),
    Scene("waiver", (("w", "WaiverPrompt"),)),
    Scene("note", (("n", "LinePrompt"),)),
    Scene("assign", (("a", "LinePrompt"),)),
    Scene("many", ("space", "space", "space", ("c", "Confirmation"))),
    Scene("reveal", (_PAIR, ("R", "Confirmation"))),
    Scene("export", (("e", "ChoicePrompt"),)),
    Scene("export-file", _FILE, fields=(("Input", "findings.csv"),)),
    Scene("export-replace", _FILE, fields=(("Input", THERE),), submit="Confirmation"),
    Scene(
        "scan",
        (("ctrl+n", "ScanScreen"),),
        fields=(("#register", "a.csv"), ("#catalog", "b.csv; c.csv"), ("#folder", "new")),
    ),
    Scene(
        "scan-wrong",
        (("ctrl+n", "ScanScreen"),),
        fields=(("#register", "a.csv"), ("#catalog", "b.csv"), ("#folder", "")),
        submit="ScanScreen",
        seen=".fault",
    ),
)
_PATIENCE = 400


async def walk(
    app: ReviewApp, pilot: Pilot[int], scenes: Sequence[Scene] = SCENES
) -> AsyncIterator[Scene]:
    """Lead to one screen after the other and yield each while it is seen."""
    Path(THERE).touch()
    for scene in scenes:
        await home(app, pilot)
        app.open_list(scene.kind, scene.query)
        await pilot.pause()
        await quiet(app, pilot)
        assert isinstance(app.screen, Listing)
        app.screen.table.cursor = 0
        for step in scene.steps:
            key, name = step if isinstance(step, tuple) else (step, "")
            await pilot.press(key)
            if name:
                await arrive(app, pilot, name)
        for selector, text in scene.fields:
            app.screen.query_one(selector, Input).value = text
        if scene.submit is not None:
            if isinstance(app.screen, ScanScreen):
                app.screen.query_one("#folder", Input).focus()
            await pilot.press("enter")
            await arrive(app, pilot, scene.submit)
        for _ in range(_PATIENCE if scene.seen else 0):
            shown = [one for one in app.screen.query(scene.seen) if one.display]
            if any(not isinstance(one, Static) or str(one.content) for one in shown):
                break
            await pilot.pause(0.01)
        await quiet(app, pilot)
        yield scene
    await home(app, pilot)


async def arrive(app: ReviewApp, pilot: Pilot[int], name: str) -> None:
    """Wait for the screen; some are opened by a worker."""
    for _ in range(_PATIENCE):
        await pilot.pause(0.01)
        if type(app.screen).__name__ == name:
            return
    raise AssertionError(f"no {name} but\n{screen_text(app)}")


async def quiet(app: ReviewApp, pilot: Pilot[int]) -> None:
    """Wait until the screen is the same twice."""
    before = ""
    for _ in range(_PATIENCE):
        await pilot.pause(0.01)
        text = screen_text(app)
        if text == before and not app.busy:
            return
        before = text


async def home(app: ReviewApp, pilot: Pilot[int]) -> None:
    """Leave whatever is open, down to the list, with nothing marked or sorted."""
    for _ in range(_PATIENCE):
        asking = any(not one.is_finished for one in app.workers)
        if isinstance(app.screen, Listing) and not asking:
            break
        if not isinstance(app.screen, Listing):
            await pilot.press("escape")
        await pilot.pause(0.01)
    screen = app.screen
    assert isinstance(screen, Listing)
    app.clear_notifications()
    for look in screen.looks.values():
        look.query, look.keys, look.row, look.marks = "", (), None, None
    screen.table.clear_marks()
    screen.table.column = 0
    screen.table.focus()
