"""Reviews one run with a driver instead of a terminal, and writes what each step took as JSON.

``python -m benchmarks.review.child RUN RESULT PRESSES``. Everything but the terminal itself is that
of ``disclosure-audit review``: its screens are laid out and rendered, decisions go to disk.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from disclosure_audit_tui.app import ReviewApp
from disclosure_audit_tui.screens.listing import Listing
from disclosure_audit_tui.widgets.frame_table import FrameTable
from textual.pilot import Pilot

from benchmarks.process import own_peak_memory
from disclosure_audit.review.desk import open_desk

_SIZE = (140, 45)
_PATIENCE = 120.0
_QUERY = "rule:OM severity>=medium"
_WORD = "通知"


class _Driver:
    """Does something and waits until the screen shows its effect."""

    def __init__(self, app: ReviewApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def listing(self) -> Listing:
        return next(one for one in self.app.screen_stack if isinstance(one, Listing))

    @property
    def table(self) -> FrameTable:
        return self.listing.table

    async def time(self, act: Callable[[], object], shown: Callable[[], bool]) -> float:
        """Return the seconds from ``act`` to the drawn screen on which ``shown`` is true."""
        start = time.perf_counter()
        act()
        await self.until(shown)
        return time.perf_counter() - start

    async def until(self, shown: Callable[[], bool]) -> None:
        end = time.perf_counter() + _PATIENCE
        while not shown() or self.app.screen._layout_required or self.app._compose_stacks:
            if time.perf_counter() > end:
                raise RuntimeError("the screen never showed what was waited for")
            await asyncio.sleep(0.001)
        self.app.screen._compositor.render_strips(self.app.screen.size)

    async def press(self, key: str, shown: Callable[[], bool]) -> float:
        return await self.time(lambda: self.app.simulate_key(key), shown)


async def _measure(folder: Path, presses: int) -> dict[str, Any]:
    start = time.perf_counter()
    desk = open_desk(folder, user="benchmark")
    app = ReviewApp(desk, lang="zh")
    async with app.run_test(size=_SIZE) as pilot:
        drive = _Driver(app, pilot)
        await drive.until(lambda: drive.table.height_of_rows == desk.findings.height)
        steps = {"findings: open (folder read, first paint)": time.perf_counter() - start}
        await drive.until(lambda: app.texts is not None and "texts" not in app.busy)
        steps["titles and dates read from both lists, beside the work"] = (
            time.perf_counter() - start
        )
        texts_memory = own_peak_memory()
        rows = await _register(drive, steps)
        await _findings(drive, steps)
        await _links(drive, steps)
        moves = [await _move(drive) for _ in range(presses)]
        decisions = [await _decide(drive) for _ in range(presses)]
        durable = desk.entries.filter(action="confirm").height
    desk.close()
    return {
        "findings": desk.findings.height,
        "register_rows": rows,
        "steps": steps,
        "keys": {"cursor down": _spread(moves), "confirm": _spread(decisions)},
        "decisions_in_journal": durable,
        "peak_bytes_texts": texts_memory,
        "peak_bytes": own_peak_memory(),
    }


async def _register(drive: _Driver, steps: dict[str, float]) -> int:
    """Measure what is done with the list of a row for each record of the register."""
    app, listing = drive.app, drive.listing
    rows = app.desk.dispositions.filter(side="register").height

    def ready() -> bool:
        return drive.table.height_of_rows == rows and "show" not in app.busy

    steps["register: open"] = await drive.time(lambda: app.open_list("register"), ready)
    for column in ("disposition", "issued_on", "title"):
        before = drive.table.order
        steps[f"register: sort by {column}"] = await drive.time(
            lambda column=column: listing._sort(column, more=False),  # type: ignore[misc]  # mypy cannot infer it
            lambda before=before: drive.table.order is not before,  # type: ignore[misc]  # the same
        )
    for name, query in (("disposition", "disposition:omitted"), ("a word", _WORD)):
        wanted = listing.sheet.frame.height
        steps[f"register: filter by {name}"] = await drive.time(
            lambda query=query: app.open_list("register", query),  # type: ignore[misc]  # the same
            lambda wanted=wanted: drive.table.height_of_rows < wanted and "show" not in app.busy,  # type: ignore[misc]  # the same
        )
        await drive.time(lambda: app.open_list("register", ""), ready)
    return rows


async def _findings(drive: _Driver, steps: dict[str, float]) -> None:
    app = drive.app
    every = app.desk.findings.height
    await drive.time(
        lambda: app.open_list("findings", ""), lambda: drive.table.height_of_rows == every
    )
    steps["findings: filter by rule and severity"] = await drive.time(
        lambda: app.open_list("findings", _QUERY), lambda: drive.table.height_of_rows < every
    )
    await drive.time(
        lambda: app.open_list("findings", ""), lambda: drive.table.height_of_rows == every
    )
    drive.table.focus()


async def _links(drive: _Driver, steps: dict[str, float]) -> None:
    """Measure how long it takes until all follows from a link that a person breaks."""
    app = drive.app
    await drive.time(lambda: app.open_list("links", ""), lambda: drive.listing.kind == "links")
    drive.table.focus()
    for which in ("the first link, lists read again", "a second link"):
        told = app.desk.links.height

        def judged(told: int = told) -> bool:
            return app.desk.links.height != told and not app.desk.needs_judging

        steps[f"links: break {which}, all rules judged anew"] = await drive.press("x", judged)
    await drive.time(
        lambda: app.open_list("findings", ""), lambda: drive.listing.kind == "findings"
    )
    drive.table.focus()


async def _move(drive: _Driver) -> float:
    here = drive.table.cursor
    return await drive.press("down", lambda: drive.table.cursor != here)


async def _decide(drive: _Driver) -> float:
    """Return the seconds until the sign of the decision is on the screen."""
    row = drive.table.row
    assert row is not None
    return await drive.press("c", lambda: drive.table.frame["status"][row] == "confirmed")


def _spread(took: list[float]) -> dict[str, float]:
    ordered = sorted(took)
    return {
        "presses": len(took),
        "median": median(ordered),
        "p95": ordered[int(len(ordered) * 0.95)],
        "worst": ordered[-1],
    }


if __name__ == "__main__":
    measured = asyncio.run(_measure(Path(sys.argv[1]), int(sys.argv[3])))
    Path(sys.argv[2]).write_text(json.dumps(measured), encoding="utf-8")
