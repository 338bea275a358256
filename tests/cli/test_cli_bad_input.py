"""Bad input is met with one line, a hint and the right exit code, or with findings; never a trace.

Each case runs in English in another process, whose streams are real files, and in Chinese within
this one.
"""

from __future__ import annotations

import csv
import ctypes
import io
import json
import os
import re
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.bad_input import CASES, GOOD, Case

if TYPE_CHECKING:
    from tests.command_line import Cli

_TOGETHER = 9
"""Cases per process: most of a short run goes into loading the libraries."""
_DRIVER = """
import json, os, sys
from disclosure_audit.cli import main
here = os.getcwd()
for folder, words in json.loads(sys.argv[1]):
    os.chdir(os.path.join(here, folder))
    for descriptor, name in ((1, "out"), (2, "err")):
        file = os.open(os.path.join(here, f"{folder}.{name}"), os.O_CREAT | os.O_WRONLY)
        os.dup2(file, descriptor)
        os.close(file)
    try:
        main(words)
    except SystemExit as stopped:
        with open(os.path.join(here, f"{folder}.code"), "w") as file:
            file.write(str(stopped.code))
"""


@dataclass(frozen=True)
class _Outcome:
    code: int
    out: str
    err: str


def _prepare(case: Case, folder: Path) -> None:
    for name in ("r.csv", "c.csv"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    case.make(folder)


def _arguments(case: Case, lang: str) -> list[str]:
    words = [*case.arguments, "--lang", lang]
    return words if "--format" in words or case.code else [*words, "--format", "json"]


def _run(names: list[str], home: Path) -> dict[str, _Outcome]:
    """Run some cases, one after the other, in a process of their own."""
    work = []
    for name in names:
        folder = home / str(list(CASES).index(name))
        folder.mkdir()
        _prepare(CASES[name], folder)
        work.append((folder.name, _arguments(CASES[name], "en")))
    powerless = any("powerless" in CASES[name].tags for name in names)
    done = subprocess.run(
        [sys.executable, "-c", _DRIVER, json.dumps(work)],
        cwd=home, capture_output=True, timeout=200, check=False,
        preexec_fn=_give_up_all_power if powerless else None,
        env={**os.environ, "PYTHONUTF8": "1", "POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    outcomes = {}
    for name, (number, _) in zip(names, work, strict=True):
        code, out, err = (home / f"{number}.{kind}" for kind in ("code", "out", "err"))
        assert code.exists(), f"{name} ended the process: {done.returncode}"
        outcomes[name] = _Outcome(
            int(code.read_text()), out.read_text("utf-8"), err.read_text("utf-8")
        )
    return outcomes


def _give_up_all_power() -> None:
    """Make root an owner like any other: without the right to pass over the rights of files."""
    if sys.platform == "linux" and os.geteuid() == 0:
        drop_from_bounding_set, override, search = 24, 1, 2  # linux/prctl.h, linux/capability.h
        for power in (override, search):
            ctypes.CDLL(None).prctl(drop_from_bounding_set, power, 0, 0, 0)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Future[dict[str, _Outcome]]]:
    """What became of each case; the processes run two at a time."""
    home = tmp_path_factory.mktemp("bad-input")
    ordinary = [name for name, case in CASES.items() if not case.tags]
    batches = [ordinary[at : at + _TOGETHER] for at in range(0, len(ordinary), _TOGETHER)]
    batches += [[name] for name, case in CASES.items() if case.tags]
    with ThreadPoolExecutor(2) as pool:
        jobs = [(batch, pool.submit(_run, batch, home)) for batch in batches]
    return {name: job for batch, job in jobs for name in batch}


@pytest.mark.parametrize("name", CASES)
def test_in_another_process(name: str, outcomes: dict[str, Future[dict[str, _Outcome]]]) -> None:
    done = outcomes[name].result()[name]
    case = CASES[name]
    _check(case, done.code, done.out, done.err, "en")
    for text in case.warns:
        assert text in done.err
    if case.code == 0 and not case.warns:
        assert done.err == ""


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
    assert len(CASES) >= 60
