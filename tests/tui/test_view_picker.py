"""Saved views are opened, renamed and deleted; those that are built in stay."""

from __future__ import annotations

from typing import Any

import pytest
from disclosure_audit_tui.screens.listing import Listing
from disclosure_audit_tui.screens.views import ViewsPrompt
from textual.widgets import Button, Input, Static

from disclosure_audit.language import Text
from disclosure_audit.review.desk import Desk
from disclosure_audit.review.views import View, load_views, save_view, views_file
from tests.tui.conftest import Opened
from tests.tui.scenes import arrive, home


def keep(desk: Desk, *names: str) -> None:
    for name in names:
        view = View(Text(name, name), "findings", "rule:DU", ("-severity",), ("rule", "title"))
        save_view(views_file(desk.run.folder), view)


def kept(desk: Desk) -> dict[str, View]:
    views, wrong = load_views(views_file(desk.run.folder))
    assert wrong is None
    return {view.name: view for view in views}


def fault(app: Any) -> str:
    shown = app.screen.query_one(".fault", Static)
    return str(shown.content) if shown.display else ""


async def test_a_view_is_deleted_after_a_yes(desk: Desk, opened: Opened) -> None:
    keep(desk, "a", "b [/]")
    async with opened(desk) as (app, pilot):
        await pilot.press("g")
        await arrive(app, pilot, "ViewsPrompt")
        await pilot.press("down", "delete")
        await arrive(app, pilot, "Confirmation")
        await pilot.press("enter")  # a grave question: Enter alone is no
        await arrive(app, pilot, "ViewsPrompt")
        assert set(kept(desk)) == {"a", "b [/]"}
        await pilot.press("delete")  # the cursor is still on it
        await arrive(app, pilot, "Confirmation")
        await pilot.press("y")
        await arrive(app, pilot, "ViewsPrompt")
        assert set(kept(desk)) == {"a"}
        await home(app, pilot)
        assert isinstance(app.screen, Listing)


async def test_a_view_is_renamed_and_stays_as_it_was(desk: Desk, opened: Opened) -> None:
    keep(desk, "a", "b")
    before = kept(desk)["a"]
    async with opened(desk) as (app, pilot):
        await pilot.press("g")
        await arrive(app, pilot, "ViewsPrompt")
        await pilot.press("f2")
        await arrive(app, pilot, "LinePrompt")
        assert app.screen.query_one(Input).value == "a"
        app.screen.query_one(Input).value = "c"
        await pilot.press("enter")
        await arrive(app, pilot, "ViewsPrompt")
        after = kept(desk)
        assert set(after) == {"b", "c"}
        assert (after["c"].query, after["c"].sort, after["c"].columns) == (
            before.query, before.sort, before.columns,
        )  # fmt: skip
        # a name that is taken is asked about, and a no keeps both
        await pilot.press("f2")
        await arrive(app, pilot, "LinePrompt")
        app.screen.query_one(Input).value = "c"
        await pilot.press("enter")
        await arrive(app, pilot, "Confirmation")
        await pilot.press("n")
        await arrive(app, pilot, "ViewsPrompt")
        assert set(kept(desk)) == {"b", "c"}
        # the name of a built-in view is refused
        await pilot.press("f2")
        await arrive(app, pilot, "LinePrompt")
        app.screen.query_one(Input).value = "flagged"
        await pilot.press("enter")
        await arrive(app, pilot, "ViewsPrompt")
        assert set(kept(desk)) == {"b", "c"}
        assert any("built in" in note.message for note in app._notifications)
        await home(app, pilot)


@pytest.mark.parametrize("way", ["delete", "f2", "#delete", "#rename"])
async def test_built_in_views_stay(way: str, desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press("g")
        await arrive(app, pilot, "ViewsPrompt")
        if way.startswith("#"):
            app.screen.query_one(way, Button).press()
        else:
            await pilot.press(way)
        await pilot.pause()
        assert isinstance(app.screen, ViewsPrompt)
        assert "neither renamed nor deleted" in fault(app)
        await home(app, pilot)


async def test_buttons_do_what_keys_do(desk: Desk, opened: Opened) -> None:
    keep(desk, "a")
    async with opened(desk) as (app, pilot):
        await pilot.press("g")
        await arrive(app, pilot, "ViewsPrompt")
        await pilot.click("#delete")
        await arrive(app, pilot, "Confirmation")
        await pilot.press("y")
        await arrive(app, pilot, "ViewsPrompt")
        assert kept(desk) == {}
        await home(app, pilot)
