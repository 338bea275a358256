"""A scanned run of the sample lists, a desk that faces it, and the application on that desk."""

from __future__ import annotations

import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from disclosure_audit_tui.app import ReviewApp
from textual.pilot import Pilot

from disclosure_audit import run as run_room
from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.language import Lang
from disclosure_audit.review.desk import Desk, open_desk
from tests.documented import ROOT
from tests.tui.screen import Snapshot, compare
from tests.tui.screen import screen_text as screen_text  # for the tests of this room
from tests.tui.stillness import asking_not_napping

Opened = Callable[..., AbstractAsyncContextManager[tuple[ReviewApp, Pilot[int]]]]
USER = "王"
PATIENCE = 30.0
"""Seconds after which something that should come to be is taken for missing."""


@pytest.fixture(autouse=True)
def _no_naps() -> Iterator[None]:
    with asking_not_napping():
        yield


@pytest.fixture(scope="session")
def sample_runs(tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, Path]:
    """The folders of runs of the sample lists, made once: one per language of the messages."""
    home = tmp_path_factory.mktemp("sample")
    lists = [
        Path(shutil.copy(ROOT / "sample_data" / n, home)) for n in ("register.xlsx", "catalog.csv")
    ]
    made: dict[Lang, Path] = {}
    for lang in ("en", "zh"):
        audit = scan(str(lists[0]), str(lists[1]), Config(lang=lang))
        made[lang] = run_room.write(audit, home / f"run-{lang}", command=["scan"])
    return made


@pytest.fixture
def sample_run(sample_runs: dict[Lang, Path], tmp_path: Path) -> Path:
    """A copy of the English run that a test may write a journal into."""
    return Path(shutil.copytree(sample_runs["en"], tmp_path / "run"))


@pytest.fixture
def sample_run_zh(sample_runs: dict[Lang, Path], tmp_path: Path) -> Path:
    """The same in Chinese."""
    return Path(shutil.copytree(sample_runs["zh"], tmp_path / "run-zh"))


@pytest.fixture
def desk(sample_run: Path) -> Iterator[Desk]:
    """The desk of 王 before that run."""
    opened = open_desk(sample_run, user=USER)
    yield opened
    opened.close()


@pytest.fixture
def desk_zh(sample_run_zh: Path) -> Iterator[Desk]:
    """The same in Chinese."""
    opened = open_desk(sample_run_zh, user=USER)
    yield opened
    opened.close()


@pytest.fixture
def opened() -> Opened:
    """Opens the application: ``async with opened(desk, size=(80, 24)) as (app, pilot)``.

    The texts of the lists have been read and drawn when the block begins, unless ``texts=False``.
    """

    @asynccontextmanager
    async def start(
        desk: Desk, *, size: tuple[int, int] = (80, 24), texts: bool = True, **options: Any
    ) -> AsyncIterator[tuple[ReviewApp, Pilot[int]]]:
        app = ReviewApp(desk, **({"lang": "en"} | options), read=texts)
        async with app.run_test(size=size, notifications=True) as pilot:
            await settle(app, pilot)
            yield app, pilot

    return start


async def settle(app: ReviewApp, pilot: Pilot[int]) -> None:
    """Wait until no worker is at work and all is drawn."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def until(pilot: Pilot[int], true: Callable[[], bool]) -> None:
    """Wait for something to come true, however slow the machine is; fail after half a minute."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "never came to be"
        await pilot.pause(0.01)


@pytest.fixture
def snapshot() -> Snapshot:
    """``snapshot(app, "list-80-en")`` compares the screen with its golden file."""
    return compare
