"""The GitLab template: its job runs, line by line, and its options exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import typer

from disclosure_audit.cli.app import app
from tests.ci.test_action import CATALOG, REGISTER
from tests.ci.yaml_files import KEY, load, make_runner, run_script
from tests.documented import ROOT

TEMPLATE = load("ci/gitlab.yml")
JOB = TEMPLATE["disclosure-audit"]
SHELLS = (["bash", "-eo", "pipefail"], ["sh", "-e"])
"""Runners take bash where the image has it, else sh."""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "register.csv").write_text(REGISTER, "utf-8")
    (folder / "catalog.csv").write_text(CATALOG, "utf-8")
    return folder


def run_job(
    work: Path, shell: list[str] = SHELLS[0], **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the job as a runner would: ``before_script`` and ``script`` in one shell."""
    given = {
        "DISCLOSURE_AUDIT_SOURCE": str(ROOT),
        "DISCLOSURE_AUDIT_REGISTER": "register.csv",
        "DISCLOSURE_AUDIT_CATALOG": "catalog.csv",
        "DISCLOSURE_AUDIT_KEY": KEY,
        **variables,
    }
    unknown = set(given) - set(JOB["variables"]) - {"DISCLOSURE_AUDIT_KEY"}
    assert not unknown, unknown
    home = work.parent / "home"
    home.mkdir()
    environment = make_runner(home) | {k: str(v) for k, v in JOB["variables"].items()} | given
    script = "\n".join([*JOB["before_script"], *JOB["script"]])
    return run_script(script, work, environment, shell)


@pytest.mark.parametrize(
    "shell",
    [pytest.param(SHELLS[0], id="bash", marks=pytest.mark.slow), pytest.param(SHELLS[1], id="sh")],
)
def test_a_catalog_with_findings_fails_the_job(work: Path, shell: list[str]) -> None:
    done = run_job(work, shell, DISCLOSURE_AUDIT_GATE_OPTIONS="--fail-on low")
    assert done.returncode == 1, done.stderr
    reports = JOB["artifacts"]["reports"]
    assert (work / reports["codequality"]).read_text("utf-8").startswith("[")
    assert "<testsuite" in (work / reports["junit"]).read_text("utf-8")
    assert (work.parent / "home" / "pip.log").read_text("utf-8").splitlines()[-1] == str(ROOT)
    assert JOB["artifacts"]["when"] == "always", "the reports of a failed gate are the ones to read"


def test_a_good_catalog_passes(work: Path) -> None:
    done = run_job(
        work,
        DISCLOSURE_AUDIT_SCAN_OPTIONS="--select OM --as-of 2019-12-31",
        DISCLOSURE_AUDIT_GATE_OPTIONS="--fail-on critical",
    )
    assert done.returncode == 0, done.stderr


def test_the_gate_of_the_configuration_has_the_word(work: Path) -> None:
    (work / "disclosure-audit.toml").write_text('[gate]\nfail_on = "low"\n', "utf-8")
    done = run_job(work)
    assert done.returncode == 1
    assert (work / "junit.xml").is_file(), "the scan's own 1 must not end the job before the gate"


@pytest.mark.parametrize(
    ("variable", "value", "code", "said"),
    [
        ("DISCLOSURE_AUDIT_SOURCE", "", 2, "set the variable DISCLOSURE_AUDIT_SOURCE"),
        ("DISCLOSURE_AUDIT_CATALOG", "", 2, "set the variable DISCLOSURE_AUDIT_CATALOG"),
        ("DISCLOSURE_AUDIT_CATALOG", "gone.csv", 4, "gone.csv"),
        ("DISCLOSURE_AUDIT_REGISTER", "x; touch pwned", 4, "does not exist"),
    ],
)
def test_a_broken_audit_is_no_verdict(
    work: Path, variable: str, value: str, code: int, said: str
) -> None:
    given = {"DISCLOSURE_AUDIT_GATE_OPTIONS": "--fail-on high", variable: value}
    done = run_job(work, SHELLS[0], **given)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert not (work / "pwned").exists()


def test_every_option_it_passes_exists() -> None:
    group = typer.main.get_command(app)
    script = "\n".join(JOB["script"])
    for command, words in re.findall(r"disclosure-audit (\w+) ((?:[^\n]|(?<=\\)\n)*)", script):
        options = {
            option for each in group.commands[command].params for option in each.opts  # type: ignore[attr-defined]  # a group of click
        }  # fmt: skip
        assert set(re.findall(r"(?<!\S)(--[a-z-]+)", words)) <= options


def test_the_example_sets_variables_that_exist() -> None:
    example = load("examples/gitlab-ci.yml")
    assert set(example["disclosure-audit"]["variables"]) <= set(JOB["variables"])
    (included,) = example["include"]
    assert (ROOT / included["file"]).is_file()
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    assert included["file"] in page
