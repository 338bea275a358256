"""Waiting until an application under test has nothing more to do, by asking it, not the clock.

Textual's own pilot takes a process that used no processor time for a fiftieth of a second for an
idle one: each key costs two such naps, and on a busy machine idle and starved look alike. Here the
event loop is asked what is still to be done, and the threads that a worker waits for.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual._context import active_app
from textual.app import ScreenStackError

_AT_MOST = 1.0
"""Seconds that one wait may take, as Textual has it: a thread may be held up on purpose."""
_NAP = 0.002
_HELD_UP, _SOME_WORK = 0.2, 0.01
"""Who used less than the second in the time of the first, in seconds, is waiting for something."""

_threads_at_work = 0
_in_thread = asyncio.to_thread


async def _counted(function: Callable[..., Any], /, *given: Any, **named: Any) -> Any:
    """Do what ``asyncio.to_thread`` does, and know of it while it lasts."""
    global _threads_at_work
    _threads_at_work += 1
    try:
        return await _in_thread(function, *given, **named)
    finally:
        _threads_at_work -= 1


async def be_still(min_sleep: float = 0, max_sleep: float = _AT_MOST) -> None:
    """Return once all messages are handled, all is drawn and no thread works for a worker.

    A thread that a test holds up is not waited for, nor are timers: what comes after a delay is to
    be waited for by name.
    """
    end, work = time.monotonic() + max_sleep, _Work()
    while time.monotonic() < end:
        await _let_all_run()
        if _threads_at_work and not work.stands_still():
            await asyncio.sleep(_NAP)
            continue
        if not _draw():
            return


class _Work:
    """Whether this process gets on with something."""

    def __init__(self) -> None:
        self._seen, self._since = time.process_time(), time.monotonic()

    def stands_still(self) -> bool:
        """Return whether hardly any processor time was used for a while."""
        used, now = time.process_time(), time.monotonic()
        if used - self._seen > _SOME_WORK:
            self._seen, self._since = used, now
        return now - self._since > _HELD_UP


async def _let_all_run() -> None:
    """Give way until nothing else is ready to run."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]  # no public way to ask
    await asyncio.sleep(0)
    while ready:
        await asyncio.sleep(0)


def _draw() -> bool:
    """Ask for what the next tick of the screen's timer would draw; return whether there is any.

    It is done by the application, which is to meet what goes wrong in it.
    """
    try:
        app = active_app.get()
        screen = app.screen
    except (LookupError, ScreenStackError):
        return False
    waiting = (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
    if not waiting or not screen.is_current or app._batch_count:
        return False
    return screen.call_later(screen._on_timer_update)


@contextmanager
def asking_not_napping() -> Iterator[None]:
    """Within it every pilot waits in this way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.pilot.wait_for_idle", be_still)
        patch.setattr("textual.app.wait_for_idle", be_still)
        patch.setattr("asyncio.to_thread", _counted)
        yield
