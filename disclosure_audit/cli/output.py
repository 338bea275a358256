"""Writes data to stdout."""

from __future__ import annotations

import os
import shutil
import sys

from disclosure_audit.cli.diagnostics import forget_stdout, manner

_PIPE_WIDTH, _NARROWEST = 120, 40


def put(text: str, *, machine: bool) -> None:
    """Write ``text`` to stdout; a pipe whose reader has gone is no error.

    For machines the bytes are UTF-8 on every platform; for the eye they are what the terminal
    speaks, with a question mark for what it cannot show.
    """
    encoding = "utf-8" if machine else (sys.stdout.encoding or "utf-8")
    data = text.encode(encoding, "replace")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        forget_stdout()


def width() -> int:
    """Return how many cells a line has: the terminal's, or 120 when stdout is no terminal."""
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return max(shutil.get_terminal_size().columns, _NARROWEST)
    return _PIPE_WIDTH


def plain() -> bool:
    """Return whether stdout has no way to write the lines that tables are drawn with."""
    try:
        "─".encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return True
    return False


def color() -> bool:
    """Return whether stdout takes colours."""
    return manner.color and sys.stdout.isatty()
