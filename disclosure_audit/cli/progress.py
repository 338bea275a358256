"""How far a scan is, on stderr: a bar on a terminal, lines with ``--verbose``."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from disclosure_audit.cli import diagnostics
from disclosure_audit.language import Text
from disclosure_audit.names import STAGES

Report = Callable[[str, float, float], None]

WEIGHTS = {
    "read register": 8, "read catalog": 7, "match": 62,
    "search": 8, "dispositions": 1, "rules": 10, "write": 4,
}  # fmt: skip
"""Share of each stage in the time of a scan, in percent, as measured with 120,000 by 108,000
records. Only the time left is estimated from it."""


class Estimate:
    """How much of a scan is done, and how long the rest will take if all goes on alike."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.done = 0.0
        self._clock = clock
        self._start = clock()
        self._end: float | None = None

    def update(self, stage: str, done: float, total: float) -> None:
        """Take in that ``stage`` has done ``done`` of ``total``."""
        if stage not in WEIGHTS:
            return
        before = sum(list(WEIGHTS.values())[: list(WEIGHTS).index(stage)])
        share = min(done / total, 1.0) if total else 1.0
        self.done = max(self.done, (before + WEIGHTS[stage] * share) / 100)
        now = self._clock()
        if self.done >= 0.05:
            self._end = now + (now - self._start) * (1 - self.done) / self.done

    @property
    def left(self) -> float | None:
        """Seconds left; ``None`` while nobody can tell."""
        left = None if self._end is None else self._end - self._clock()
        return left if left is not None and left > 0 else None


def number(stage: str) -> str:
    """Return which of the stages it is: ``3/6``."""
    names = list(STAGES)
    return f"{names.index(stage) + 1}/{len(names)}" if stage in names else "-"


@contextmanager
def shown() -> Iterator[Report]:
    """Give a function that shows how far each stage is (``stage, done, total``)."""
    manner = diagnostics.manner
    if manner.quiet:
        yield _nothing
    elif sys.stderr.isatty() and not manner.verbose:
        with _bar() as report:
            yield report
    elif manner.verbose:
        with _lines() as report:
            yield report
    else:
        yield _nothing


def _nothing(stage: str, done: float, total: float) -> None:  # noqa: ARG001 - a Report takes three
    return


@contextmanager
def _lines() -> Iterator[Report]:
    """Name each stage when it begins, and say how long it took."""
    began: dict[str, float] = {}

    def end() -> None:
        if began:
            stage, start = list(began.items())[-1]
            label = STAGES.get(stage, Text(stage, stage))
            diagnostics.say(
                Text("{en}: {n:.1f} s", "{zh}：{n:.1f} 秒").fill(
                    en=label.en, zh=label.zh, n=time.monotonic() - start
                )
            )

    def report(stage: str, done: float, total: float) -> None:  # noqa: ARG001 - a Report takes three
        if stage not in began:
            end()
            began[stage] = time.monotonic()
            label = STAGES.get(stage, Text(stage, stage))
            diagnostics.say(
                Text("{n} {en}", "{n} {zh}").fill(n=number(stage), en=label.en, zh=label.zh)
            )

    yield report
    end()


@contextmanager
def _bar() -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
    )  # fmt: skip
    from rich.text import Text as Styled

    class Left(ProgressColumn):
        """The time left, counting down between two reports."""

        def render(self, task: Task) -> Styled:  # noqa: ARG002 - a scan is one task
            return Styled(_say_left(estimate), style="cyan")

    lang = diagnostics.manner.lang
    console = Console(
        file=sys.stderr, no_color=not diagnostics.manner.color, markup=False, highlight=False
    )
    columns = (
        SpinnerColumn("line"),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:>3.0f}%", markup=False),
        TimeElapsedColumn(),
        Left(),
    )
    estimate = Estimate()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=1.0)

        def report(stage: str, done: float, total: float) -> None:
            estimate.update(stage, done, total)
            label = STAGES.get(stage, Text(stage, stage)).to(lang)
            progress.update(task, completed=estimate.done, description=f"{number(stage)} {label}")

        yield report


def _say_left(estimate: Estimate) -> str:
    left = estimate.left
    if left is None:
        return ""
    return Text("about {n} left", "约剩 {n}").to(diagnostics.manner.lang, n=_duration(left))


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds) + 1, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
