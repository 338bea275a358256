"""The examples are read and run by what they are written for."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from disclosure_audit import settings
from disclosure_audit.gate import waiver_file
from disclosure_audit.gate.conditions import parse
from tests.ci.test_action import CATALOG, REGISTER
from tests.ci.yaml_files import BIN, KEY
from tests.documented import ROOT, check_passage

EXAMPLES = ROOT / "examples"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The folder ``audit`` in somebody's home, with the Makefile and two lists."""
    folder = tmp_path / "audit"
    folder.mkdir()
    shutil.copy(EXAMPLES / "Makefile", folder)
    (folder / "register.csv").write_text(REGISTER, "utf-8")
    (folder / "catalog.csv").write_text(CATALOG, "utf-8")
    (folder / "disclosure-audit.toml").write_text('[gate]\nfail_on = "low"\n', "utf-8")
    return folder


def call(folder: Path, command: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.pathsep.join((str(BIN), "/usr/bin", "/bin")),
        "HOME": str(home or folder.parent),
        "DISCLOSURE_AUDIT_KEY": KEY,
        "DISCLOSURE_AUDIT_LANG": "en",
        "PYTHONUTF8": "1",
        "REGISTER": "register.csv",  # the office keeps its lists as CSV
    }
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=environment, capture_output=True,
        encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


def let_pass(folder: Path) -> None:
    (folder / "disclosure-audit.toml").write_text('[gate]\nfail_on = "critical"\n', "utf-8")


def test_make_publishes_only_what_passes(office: Path) -> None:
    refused = call(office, "make publish")
    assert refused.returncode == 2
    assert "the gate passed" not in refused.stdout
    assert "low or worse" in refused.stdout + refused.stderr
    let_pass(office)
    done = call(office, "make publish")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "the gate passed: publish")


def test_make_stops_where_nothing_could_be_judged(office: Path) -> None:
    (office / "catalog.csv").unlink()
    done = call(office, "make gate")
    assert done.returncode == 2
    assert re.search(r"audit\] Error 4$", done.stderr, re.MULTILINE), done.stderr
    assert "catalog.csv does not exist" in done.stderr


def test_make_writes_the_papers(office: Path) -> None:
    done = call(office, "make papers")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (office / "papers").iterdir()) == [
        "audit.html",
        "audit.xlsx",
    ]


def test_cron_s_line_does_the_night_s_work(office: Path) -> None:
    text = (EXAMPLES / "crontab").read_text("utf-8")
    check_passage(ROOT / "docs" / "ci.md", "crontab", f"```text\n{text}```\n")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    (line,) = [line for line in lines if not re.match(r"[A-Z]+=", line)]
    *times, command = line.split(maxsplit=5)
    assert [re.fullmatch(r"[\d*/,-]+", time) is not None for time in times] == [True] * 5
    assert "%" not in command, "to cron it is the end of the line"
    failed = call(EXAMPLES, command, home=office.parent)
    assert failed.returncode == 2
    assert "low or worse" in failed.stdout + failed.stderr
    let_pass(office)
    done = call(EXAMPLES, command, home=office.parent)
    assert done.returncode == 0, done.stderr
    assert "every file is byte-identical" in done.stdout


def test_the_configuration_is_one() -> None:
    found = settings.load(EXAMPLES / "disclosure-audit.toml", EXAMPLES, {})
    assert found.config.gate.new_only
    assert found.config.gate.fail_on == "high"
    assert [parse(text).key for text in found.config.gate.conditions]


def test_the_waivers_are_in_order() -> None:
    waivers = waiver_file.read(EXAMPLES / "disclosure-audit-waivers.toml")
    assert waivers.faults == ()
    assert [one.rule for one in waivers.waivers] == ["CF014"]
    assert all(one.expires > dt.date(2090, 1, 1) for one in waivers.waivers)
