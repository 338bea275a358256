"""The screens that docs/tui.md shows: each is led to by the keys that the page names."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from disclosure_audit_tui.app import ReviewApp
from textual.pilot import Pilot

from disclosure_audit.language import Lang
from disclosure_audit.review.desk import Desk
from disclosure_audit.review.journal import open_journal
from disclosure_audit.run import read
from tests.tui.screen import screen_text

SIZE = (100, 30)
USER = "王"
_TODAY = dt.date(2025, 2, 14)
_PATIENCE, _REST = 20.0, 2.0
"""Seconds to wait for a known screen, and for one to come to rest (a filter waits for the typing)."""
BOTH: tuple[Lang, ...] = ("en", "zh")


@dataclass(frozen=True)
class Capture:
    """A screen: the list and filter it begins with, and the keys that lead to it."""

    name: str
    keys: Sequence[str] = ()
    query: str = ""
    kind: str = "findings"
    langs: tuple[Lang, ...] = ("en",)


CAPTURES = (
    Capture("list", ("c", "c", "f", "down", "down"), langs=BOTH),
    Capture("filter", ("slash", *"rule:OM00")),
    Capture("pair", ("enter",), "rule:DF001", langs=BOTH),
    Capture("rivals", ("enter",), "status:review", "links"),
    Capture("dismiss", ("enter", "d"), "rule:DF001", langs=BOTH),
    Capture("waive", ("w",), "rule:OM002"),
    Capture("overview", ("c", "c", "0"), langs=BOTH),
    Capture("links", (), "status:review", "links"),
    Capture("views", ("g",)),
    Capture("columns", ("v",)),
    Capture("menu", ("f12",)),
    Capture("help", ("f1",)),
)  # fmt: skip


async def take(capture: Capture, run: Path, lang: Lang, wanted: str | None = None) -> str:
    """Return the screen as text, as soon as it is as ``wanted``; else what it is in the end.

    ``run`` may hold decisions afterwards.
    """
    desk = Desk(read(run), open_journal(run / "journal.sqlite"), USER, today=_TODAY)
    app = ReviewApp(desk, lang=lang, kind=capture.kind, query=capture.query)
    try:
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()  # the texts are read
            for key in capture.keys:
                await pilot.pause()
                await pilot.press(key)
            return await _seen(app, pilot, wanted)
    finally:
        desk.close()


async def _seen(app: ReviewApp, pilot: Pilot[int], wanted: str | None) -> str:
    end = time.monotonic() + (_REST if wanted is None else _PATIENCE)
    while (text := screen_text(app)) != wanted and time.monotonic() < end:
        await pilot.pause(0.05)
    return text
