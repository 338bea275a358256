"""What leads out of the list: the queue of its rows, the close view, every other screen."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import pytest
from disclosure_audit_tui.screens.listing import Listing
from disclosure_audit_tui.widgets.frame_table import FrameTable

from disclosure_audit.presentation.queue import RowQueue
from disclosure_audit.presentation.subject import Subject
from disclosure_audit.review.desk import Desk, open_desk
from disclosure_audit.review.entry import Draft
from tests.tui.conftest import Opened, settle
from tests.tui.test_listing import ids, listing, status_of


async def test_the_rows_are_a_queue_of_subjects(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, _):
        frame = listing(app).table.frame
        queue = RowQueue("findings", frame, None, desk.repeats)
        assert len(queue) == 273
        assert queue.index(queue[37]) == 37
        assert queue[-1] == queue[272]
        assert queue[5] in queue
        assert Subject("no such finding") not in queue
        assert [one.finding_id for one in queue[:3]] == frame["finding_id"].to_list()[:3]
        with pytest.raises(IndexError):
            queue[273]
        repeated = [one for one in queue if one.other is not None]
        assert repeated
        for one in repeated:
            assert one.ends is not None
            (side, row), (other_side, other_row) = one.ends
            assert side == other_side
            assert row != other_row


async def test_the_close_view_is_left_where_one_was(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        first = ids(app)[0]
        await pilot.press("enter")
        await settle(app, pilot)
        assert not isinstance(app.screen, Listing)
        await pilot.press("c")
        await settle(app, pilot)
        assert status_of(desk, first) == "confirmed"
        await pilot.press("tab")
        await settle(app, pilot)
        await pilot.press("escape")
        await settle(app, pilot)
        assert listing(app).table.cursor == 2
        await pilot.click(FrameTable, offset=(20, 5), times=2)
        await settle(app, pilot)
        assert not isinstance(app.screen, Listing)


@pytest.mark.parametrize("key", ["f1", "f12", "ctrl+p", "0", "ctrl+n", "e", "v", "g", "R"])
async def test_every_other_screen_opens_from_the_list_and_closes(
    key: str, desk: Desk, opened: Opened
) -> None:
    async with opened(desk) as (app, pilot):
        await pilot.press(key)
        for _ in range(100):  # some are opened by a worker
            await pilot.pause(0.01)
            if not isinstance(app.screen, Listing):
                break
        assert not isinstance(app.screen, Listing)
        for _ in range(3):
            await pilot.press("escape")
            await pilot.pause()
        assert isinstance(app.screen, Listing)


async def test_the_list_opens_at_the_first_that_is_open(sample_run: Path, opened: Opened) -> None:
    with closing(open_desk(sample_run, user="王")) as earlier:
        done = earlier.findings["finding_id"].head(3)
        earlier.decide([Draft("confirm", "finding", one) for one in done])
    with closing(open_desk(sample_run, user="李")) as desk:
        async with opened(desk) as (app, _):
            assert listing(app).table.cursor == 3


async def test_a_long_list_that_is_being_opened_leaves_the_old_one_whole(
    desk: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("disclosure_audit_tui.screens.listing.SMALL", 0)
    async with opened(desk) as (app, pilot):
        screen, made, held = listing(app), app.sheet, threading.Event()

        def slow(kind: str) -> object:
            held.wait(30)
            return made(kind)

        monkeypatch.setattr(app, "sheet", slow)
        first = screen.table.ordered()["finding_id"][0]
        app.open_list("register", "disposition:omitted")
        await pilot.pause()
        assert screen.kind == "findings"
        await pilot.press("c")  # what is seen is what is decided on
        assert desk.decision("finding", first)["status"] == "confirmed"  # type: ignore[index]  # it was made
        held.set()
        await settle(app, pilot)
        assert screen.kind == "register"
        assert set(screen.table.ordered()["disposition"]) == {"omitted"}
