"""How far a scan is, on one line that is written over: in a notebook or a terminal, else nowhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

from disclosure_audit.audit import Progress
from disclosure_audit.glyphs import cells
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import STAGES

_PATIENCE, _PAUSE = 2.0, 0.2
"""Seconds until the line appears at all, so that short work leaves no trace, and between two."""
_LINE = Text(
    "{stage}: {percent:.0f}%  ({seconds:.0f} s)", "{stage}：{percent:.0f}%（{seconds:.0f} 秒）"
)


class Line:
    """Writes one line over itself. Call it as a ``Progress``; :meth:`clear` leaves nothing behind."""

    def __init__(
        self, lang: Lang, file: TextIO, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._lang, self._file, self._clock = lang, file, clock
        self._start = self._last = clock()
        self._width = 0

    def __call__(self, stage: str, done: float, total: float) -> None:
        """Say how far ``stage`` is."""
        now = self._clock()
        if now - self._start < _PATIENCE or now - self._last < _PAUSE:
            return
        self._last = now
        said = _LINE.to(
            self._lang,
            stage=STAGES[stage].to(self._lang) if stage in STAGES else stage,
            percent=100 * min(done / total, 1.0) if total else 100,
            seconds=now - self._start,
        )
        self._write(said)

    def clear(self) -> None:
        """Wipe the line out, if one was written."""
        if self._width:
            self._write("")
            self._file.write("\r")
            self._file.flush()

    def _write(self, text: str) -> None:
        width = cells(text)
        self._file.write("\r" + text + " " * max(0, self._width - width))
        self._file.flush()
        self._width = width


def is_watched() -> bool:
    """Return whether somebody sees what is written: a terminal, or the kernel of a notebook."""
    kernel = sys.modules.get("ipykernel.iostream")
    return sys.stdout.isatty() or (kernel is not None and isinstance(sys.stdout, kernel.OutStream))


def line_for(
    asked: Progress | bool | None, lang: Lang
) -> tuple[Progress | None, Callable[[], None]]:
    """Return what to tell of the progress, and what to call at the end.

    ``asked`` is a function of one's own, ``True`` or ``False``, or ``None`` for a line where
    somebody watches.
    """
    if callable(asked):
        return asked, _nothing
    if asked is False or (asked is None and not is_watched()):
        return None, _nothing
    line = Line(lang, sys.stdout)
    return line, line.clear


def _nothing() -> None:
    return
