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
    if sys.stderr is None or sys.stderr is not sys.__stderr__:
        yield  # somebody captures it: a test or a notebook
        return
    try:
        same = sys.stderr.fileno() == _STDERR
        way_out = os.dup(_STDERR) if same else -1
    except (OSError, ValueError):
        same = False
    if not same:
        yield
        return
    ours = open(  # noqa: SIM115, PTH123 - closed below
        way_out, "w", buffering=1, encoding=sys.stderr.encoding, errors=sys.stderr.errors
    )
    null = os.open(os.devnull, os.O_WRONLY)
    before = sys.stderr, sys.unraisablehook, threading.excepthook
    before[0].flush()
    os.dup2(null, _STDERR)
    os.close(null)
    sys.stderr = ours
    # What goes wrong in a thread or while memory is freed would be printed with its message.
    sys.unraisablehook = threading.excepthook = lambda _: None
    try:
        yield
    finally:
        ours.flush()
        sys.stderr, sys.unraisablehook, threading.excepthook = before
        os.dup2(way_out, _STDERR)
        ours.close()
