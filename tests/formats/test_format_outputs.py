"""``--output`` on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from disclosure_audit.cli.outputs import outputs_of
from disclosure_audit.errors import UsageError
from disclosure_audit.writers.schemas import SCHEMAS, read_schema
from disclosure_audit.writers.stream import PAPER_FORMATS
from tests.command_line import Cli, cli
from tests.documented import ROOT
from tests.formats.format_bytes import OURS

__all__ = ["cli"]


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DISCLOSURE_AUDIT_KEY", "a key of sixteen")
    for name in ("register.xlsx", "catalog.csv"):
        shutil.copy(ROOT / "sample_data" / name, tmp_path / name)
    return tmp_path


def test_several_formats_in_one_scan(cli: Cli, lists: Path) -> None:
    wanted = [f"--output={name}={name}{PAPER_FORMATS[name].suffix}" for name in OURS]
    done = cli("scan", "register.xlsx", "catalog.csv", "--out", "run", *wanted)
    assert done.code == 0
    assert "Disclosure audit" in done.out
    for name in OURS:
        path = lists / f"{name}{PAPER_FORMATS[name].suffix}"
        assert path.stat().st_size > 0
        assert f"{name} written to {path.name}" in done.err
    found = json.loads((lists / "json.json").read_bytes())
    assert found["run"] == "run"
    assert len(found["findings"]) == len((lists / "ndjson.ndjson").read_bytes().splitlines())


def test_without_a_run_the_bytes_are_the_same_each_time(cli: Cli, lists: Path) -> None:
    for name in ("a", "b"):
        options = ("--no-run", f"--output=sarif={name}.sarif", f"--output=json={name}.json")
        assert cli("scan", "register.xlsx", "catalog.csv", *options).code == 0
    assert (lists / "a.sarif").read_bytes() == (lists / "b.sarif").read_bytes()
    assert (lists / "a.json").read_bytes() == (lists / "b.json").read_bytes()
    assert not (lists / ".disclosure-audit" / "runs").exists()


def test_stdout_holds_nothing_else(cli: Cli, lists: Path) -> None:
    done = cli("scan", "register.xlsx", "catalog.csv", "--no-run", "--output", "json=-")
    assert json.loads(done.out)["format_version"] == 1


def test_a_file_there_is_replaced(cli: Cli, lists: Path) -> None:
    (lists / "a.xml").write_text("old", "utf-8")
    cli("scan", "register.xlsx", "catalog.csv", "--no-run", "--output", "junit=a.xml")
    assert (lists / "a.xml").read_bytes().startswith(b"<?xml")
    assert list(lists.glob(".export-*")) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["sarf=a"], "did you mean sarif?"),
        (["sarif"], "needs NAME=VALUE"),
        (["sarif=catalog.csv"], "is an input or named twice"),
        (["csv=a.csv", "json=./a.csv"], "is an input or named twice"),
        (["csv=nowhere/a.csv"], "lies in a folder that is not there"),
        (["csv=."], "is a folder"),
        (["csv=-", "json=-"], "only one format can go to stdout"),
    ],
)
def test_a_wrong_output_is_refused_before_the_work(
    values: list[str], said: str, cli: Cli, lists: Path
) -> None:
    outputs = [f"--output={value}" for value in values]
    done = cli("scan", "register.xlsx", "catalog.csv", "--out", "run", *outputs)
    assert done.code == 2
    assert said in done.err
    assert not (lists / "run").exists()


def test_an_output_is_parsed() -> None:
    found = outputs_of(["SARIF=a=b.sarif", "csv-excel=-"])
    assert [(one.format, one.path and str(one.path)) for one in found] == [
        ("sarif", "a=b.sarif"),
        ("csv-excel", None),
    ]
    with pytest.raises(UsageError):
        outputs_of(["sarif="])


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_printed(name: str, cli: Cli) -> None:
    done = cli("schema", name)
    assert (done.code, done.out) == (0, read_schema(name))
    assert json.loads(done.out)["$schema"].endswith("2020-12/schema")


def test_an_unknown_schema_names_the_known(cli: Cli) -> None:
    done = cli("schema", "finding5")
    assert done.code == 2
    assert "findings, finding" in done.err
