"""How far a scan is, on stderr: a bar on a terminal, a line per stage with ``--verbose``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from disclosure_audit.cli import diagnostics
from disclosure_audit.language import Text

Report = Callable[[str, float, float], None]

STAGES = {
    "read register": Text("read register", "读取登记簿"),
    "read catalog": Text("read catalog", "读取目录"),
    "normalise": Text("normalise", "规范化"),
    "match": Text("match", "比对"),
    "dispositions": Text("dispositions", "判定去向"),
    "rules": Text("rules", "检查规则"),
    "write": Text("write", "写入结果"),
}
"""The stages of a scan, in their order."""


@contextmanager
def shown() -> Iterator[Report]:
    """Give a function that shows how far each stage is (``stage, done, total``)."""
    manner = diagnostics.manner
    if manner.quiet:
        yield _nothing
    elif sys.stderr.isatty() and not manner.verbose:
        with _bars() as report:
            yield report
    else:
        yield _lines()


def _nothing(stage: str, done: float, total: float) -> None:  # noqa: ARG001
    return


def _lines() -> Report:
    said: set[str] = set()

    def report(stage: str, done: float, total: float) -> None:  # noqa: ARG001
        if diagnostics.manner.verbose and stage not in said:
            said.add(stage)
            diagnostics.say(STAGES.get(stage, Text(stage, stage)))

    return report


@contextmanager
def _bars() -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, no_color=not diagnostics.manner.color, markup=False)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console, transient=True) as progress:

        def report(stage: str, done: float, total: float) -> None:
            if stage not in tasks:
                label = STAGES.get(stage, Text(stage, stage)).to(diagnostics.manner.lang)
                tasks[stage] = progress.add_task(label, total=total or None)
            progress.update(tasks[stage], completed=done, total=total or None)

        yield report
