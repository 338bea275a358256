"""Bad input is met with one line, a hint and the right exit code, or with findings; never a trace.

Each case runs in English through the installed program in a process of its own, and in Chinese
within this one.
"""

from __future__ import annotations

import csv
import ctypes
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from disclosure_audit.cli import main
from tests.cli.bad_input import CASES, GOOD, Case

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

_ALONE = "PYTEST_XDIST_WORKER" not in os.environ


def _prepare(case: Case, folder: Path) -> None:
    for name in ("r.csv", "c.csv"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    case.make(folder)


def _arguments(case: Case, lang: str) -> list[str]:
    words = [*case.arguments, "--lang", lang]
    return words if "--format" in words or case.code else [*words, "--format", "json"]


def _run(case: Case, folder: Path) -> subprocess.CompletedProcess[str]:
    folder.mkdir()
    _prepare(case, folder)
    program = [sys.executable, "-c", "from disclosure_audit.cli import main; main()"]
    return subprocess.run(
        [*program, *_arguments(case, "en")],
        cwd=folder, capture_output=True, encoding="utf-8", timeout=100, check=False,
        preexec_fn=_give_up_all_power if "powerless" in case.tags else None,
        env={**os.environ, "PYTHONUTF8": "1", "POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip


def _give_up_all_power() -> None:
    """Make root an owner like any other: without the right to pass over the rights of files."""
    if sys.platform == "linux" and os.geteuid() == 0:
        drop_from_bounding_set, override, search = 24, 1, 2  # linux/prctl.h, linux/capability.h
        for power in (override, search):
            ctypes.CDLL(None).prctl(drop_from_bounding_set, power, 0, 0, 0)


@pytest.fixture(scope="module")
def processes() -> Iterator[dict[str, Future[subprocess.CompletedProcess[str]]]]:
    """All cases, two at a time; one by one where the tests themselves run side by side."""
    home = Path(tempfile.mkdtemp(prefix="bad-input-"))
    with ThreadPoolExecutor(2 if _ALONE else 1) as pool:
        jobs = _Jobs(pool, home)
        if _ALONE:
            for name in CASES:
                _ = jobs[name]
        yield jobs
    shutil.rmtree(home)


class _Jobs(dict[str, "Future[subprocess.CompletedProcess[str]]"]):
    def __init__(self, pool: ThreadPoolExecutor, home: Path) -> None:
        self.pool, self.home = pool, home

    def __missing__(self, name: str) -> Future[subprocess.CompletedProcess[str]]:
        folder = self.home / str(len(self))
        self[name] = self.pool.submit(_run, CASES[name], folder)
        return self[name]


@pytest.mark.parametrize("name", CASES)
def test_in_a_process_of_its_own(
    name: str, processes: dict[str, Future[subprocess.CompletedProcess[str]]]
) -> None:
    done = processes[name].result()
    case = CASES[name]
    _check(case, done.returncode, done.stdout, done.stderr, "en")
    for text in case.warns:
        assert text in done.stderr
    if case.code == 0 and not case.warns:
        assert done.stderr == ""


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if not case.tags])
def test_in_chinese(name: str, cli: Cli, tmp_path: Path) -> None:
    case = CASES[name]
    _prepare(case, tmp_path)
    done = cli(*_arguments(case, "zh"))
    _check(case, done.code, done.out, done.err, "zh")
    left = [path.name for path in tmp_path.rglob("*") if path.name.startswith(".")]
    assert left == []
    if (mine := tmp_path / "full/mine.txt").parent.exists():
        assert mine.read_text() == "mine"


def _check(case: Case, code: int, out: str, err: str, lang: str) -> None:
    assert code == case.code, err
    for text in case.hides:
        assert text not in out + err
    for text in case.shows:
        assert text in out
    _is_said_properly(err, lang, errors=1 if code else 0)
    if code:
        assert out == ""
        for text in case.says:
            assert text in err
    else:
        totals = json.loads(out)["control_totals"]
        for side in ("register", "catalog"):
            judged = sum(totals[side]["dispositions"].values())
            assert totals[side]["read"] == totals[side]["rejected"] + judged


def _is_said_properly(err: str, lang: str, errors: int) -> None:
    """Each thing is said in one line and a hint, in one language, and nothing else is said."""
    error, warning, hint = (
        ("error: ", "warning: ", "  hint: ") if lang == "en" else ("错误：", "警告：", "  提示：")
    )
    lines = err.splitlines()
    assert len(lines) % 2 == 0, err
    assert all(line.startswith((error, warning)) for line in lines[::2]), err
    assert all(line.startswith(hint) for line in lines[1::2]), err
    assert sum(line.startswith(error) for line in lines) == errors
    assert "Traceback" not in err
    assert "internal" not in err
    assert max(map(len, lines), default=0) < 600
    assert not re.search(r"\{\w*\}", err), "a place in a sentence was not filled"
    if lang == "zh":
        for line in lines:
            assert re.search("[一-鿿]{2}", re.sub("^ *[^：]*：", "", line)), line


@pytest.mark.parametrize("format_", ["table", "csv", "markdown"])
@pytest.mark.parametrize("name", ["escape sequences", "text turned around", "markup", "formulas"])
def test_no_format_lets_it_through(name: str, format_: str, cli: Cli, tmp_path: Path) -> None:
    case = CASES[name]
    _prepare(case, tmp_path)
    done = cli(*case.arguments, "--format", format_)
    assert done.code == 0, done.err
    for text in case.hides:
        assert text not in done.out
    if format_ == "csv":
        cells = [cell for row in csv.reader(io.StringIO(done.out)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("name", ["empty file", "zip bomb", "no such header", "missing file"])
def test_columns_says_the_same(name: str, cli: Cli, tmp_path: Path) -> None:
    case = CASES[name]
    _prepare(case, tmp_path)
    mapped = ["--map", "title=题目"] if name == "no such header" else []
    done = cli("columns", case.arguments[1], *mapped)
    assert (done.code, done.out) == (case.code, "")
    assert case.says[0] in done.err
    _is_said_properly(done.err, "en", errors=1)


def test_a_pipe_is_not_read(cli: Cli, tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "c.csv").write_text(GOOD, encoding="utf-8")
    done = cli("scan", "pipe", "c.csv")
    assert done.code == 4
    assert "pipe" in done.err


def test_there_are_enough_kinds() -> None:
    assert len(CASES) >= 24
    assert callable(main)
