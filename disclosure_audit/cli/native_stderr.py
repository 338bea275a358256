"""Keeps quiet what compiled libraries write to stderr by themselves.

When a library written in Rust panics, its runtime prints the message to file descriptor 2 before
any Python code hears of it, and such messages quote the text that they stumbled over. So that
descriptor leads nowhere while a command runs; Python's own ``sys.stderr`` keeps the way out.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_STDERR = 2


@contextmanager
def hushed() -> Iterator[None]:
    """Leave the words to Python, if stderr is the process's own."""
    stderr = sys.stderr
    way_out = _way_out() if stderr is sys.__stderr__ else None
    if way_out is None:  # none, or somebody captures it: a test or a notebook
        yield
        return
    ours = os.fdopen(way_out, "w", buffering=1, encoding=stderr.encoding, errors=stderr.errors)
    hooks = sys.unraisablehook, threading.excepthook
    stderr.flush()
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, _STDERR)
    os.close(null)
    # A terminal application draws to the process's own stderr, as Python knows it.
    sys.stderr = sys.__stderr__ = ours  # type: ignore[misc]  # declared final; put back below
    # What goes wrong in a thread or while memory is freed would be printed with its message.
    sys.unraisablehook, threading.excepthook = _say_nothing, _say_nothing
    try:
        yield
    finally:
        ours.flush()
        sys.stderr = sys.__stderr__ = stderr  # type: ignore[assignment, misc]  # see above
        sys.unraisablehook, threading.excepthook = hooks
        os.dup2(way_out, _STDERR)
        ours.close()


def _way_out() -> int | None:
    """Return a second descriptor of the process's stderr, if ``sys.stderr`` writes there."""
    try:
        return os.dup(_STDERR) if sys.stderr.fileno() == _STDERR else None
    except (AttributeError, OSError, ValueError):
        return None


def _say_nothing(_: object) -> None:
    return
