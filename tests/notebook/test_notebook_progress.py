"""The line that says how far a scan is."""

from __future__ import annotations

import io

import pytest

from disclosure_audit.notebook.progress import Line, line_for
from tests.notebook.sample_audits import fresh


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_line_is_written_over_and_wiped_out() -> None:
    clock, file = Clock(), io.StringIO()
    line = Line("zh", file, clock=clock)
    clock.now = 3.0
    line("match", 0.5, 1)
    clock.now = 3.05
    line("match", 0.6, 1)  # too soon after the last
    clock.now = 4.0
    line("rules", 0, 0)
    line.clear()
    first, second, blank, end = file.getvalue().split("\r")[1:]
    assert first == "比对：50%（3 秒）"
    assert second.rstrip() == "检查规则：100%（4 秒）"
    assert blank.strip() == ""
    assert end == ""
    assert "\n" not in file.getvalue()


def test_short_work_leaves_no_trace() -> None:
    clock, file = Clock(), io.StringIO()
    line = Line("en", file, clock=clock)
    clock.now = 1.9
    line("match", 0.5, 1)
    line.clear()
    assert file.getvalue() == ""


def test_nobody_is_told_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    assert line_for(None, "en")[0] is None
    assert line_for(False, "en")[0] is None
    assert isinstance(line_for(True, "en")[0], Line)
    fresh()
    assert capsys.readouterr().out == ""


def test_a_function_of_ones_own_is_told() -> None:
    told: list[str] = []
    tell, clear = line_for(lambda stage, _, __: told.append(stage), "en")
    assert tell is not None
    tell("match", 1, 1)
    clear()
    assert told == ["match"]
