"""Work that takes its time, done beside the notebook where it has an event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from disclosure_audit.errors import AuditError
from disclosure_audit.language import Text
from disclosure_audit.presentation.crash import describe

T = TypeVar("T")


class Beside:
    """Runs work in a thread and comes back with its answer in the loop that asked for it.

    Where no loop runs (a script, a test) it works at once.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def run(self, work: Callable[[], T], then: Callable[[T | AuditError], None]) -> None:
        """Do ``work``, then call ``then`` with what it returned or with what went wrong."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            then(_answer(work))
            return
        task = loop.create_task(self._wait(work, then))
        self._tasks.add(task)  # a loop alone holds its tasks but weakly
        task.add_done_callback(self._tasks.discard)

    async def _wait(self, work: Callable[[], T], then: Callable[[T | AuditError], None]) -> None:
        answer = await asyncio.to_thread(_answer, work)
        try:
            then(answer)
        except Exception as error:  # as below
            then(AuditError(say_crash(error)))


def say_crash(error: Exception) -> Text:
    """Return where something failed, and nothing of the data it held."""
    return Text(describe(error, "en"), describe(error, "zh"))


def _answer(work: Callable[[], T]) -> T | AuditError:
    try:
        return work()
    except AuditError as error:
        return error
    except Exception as error:  # a notebook would print the traceback, and with it data
        return AuditError(say_crash(error))
