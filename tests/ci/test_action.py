"""The GitHub action: its options exist, and its steps do what they should on a made-up runner."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer

from disclosure_audit.cli.app import app
from tests.ci.yaml_files import KEY, fill, load, loads, make_runner, run_script
from tests.documented import ROOT, check_passage, check_table

ACTION = load("action.yml")
STEPS = {step.get("id", step.get("name")): step for step in ACTION["runs"]["steps"]}
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]
"""As runners call it for ``shell: bash``."""
REGISTER = """标题,发文字号,成文日期
临江市人民政府关于加强城市供水管理的通知,临政发〔2019〕3号,2019-03-04
临江市人民政府关于公布文物保护单位名单的通知,临政发〔2019〕4号,2019-03-11
"""
CATALOG = """标题,发文字号,成文日期,发布日期
临江市人民政府关于加强城市供水管理的通知,临政发〔2019〕3号,2019-03-04,2019-03-08
::error::临江市人民政府关于表彰劳动模范的决定,临政发〔2019〕9号,2019-05-04,2019-05-08
"""


@dataclass(frozen=True)
class Job:
    """What a job came to."""

    code: int
    out: str
    err: str
    outputs: Mapping[str, str]
    home: Path
    work: Path

    @property
    def summary(self) -> str:
        return (self.home / "summary").read_text("utf-8")


def run_action(home: Path, work: Path, **given: str) -> Job:
    """Run both scripts of the action as a runner would, with these inputs."""
    unknown = {name.replace("_", "-") for name in given} - set(ACTION["inputs"])
    assert not unknown, unknown
    inputs = {name: one.get("default", "") for name, one in ACTION["inputs"].items()}
    inputs |= {name.replace("_", "-"): value for name, value in given.items()}
    values = {f"inputs.{name}": value for name, value in inputs.items()}
    values["github.action_path"] = str(ROOT)
    base = make_runner(home)
    (home / "runner temp").mkdir()
    base |= {"RUNNER_TEMP": str(home / "runner temp"), "GITHUB_STEP_SUMMARY": str(home / "summary")}
    (home / "summary").write_text("# Another step\n", "utf-8")
    outputs: dict[str, str] = {}
    for name in ("install", "audit"):
        step = STEPS[name]
        said = home / f"{name}.output"
        said.touch()
        own = {key: fill(value, values) for key, value in step["env"].items()}
        environment = {**base, **own, "GITHUB_OUTPUT": str(said)}
        folder = work / fill(step.get("working-directory", "."), values)
        done = run_script(step["run"], folder, environment, BASH)
        outputs = dict(line.split("=", 1) for line in said.read_text("utf-8").splitlines())
        values |= {f"steps.{name}.outputs.{key}": value for key, value in outputs.items()}
        if done.returncode:
            break
    return Job(done.returncode, done.stdout, done.stderr, outputs, home, work)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "the work; $(touch pwned)"
    folder.mkdir()
    (folder / "register.csv").write_text(REGISTER, "utf-8")
    (folder / "catalog.csv").write_text(CATALOG, "utf-8")
    return folder


def test_it_is_a_composite_action_whose_places_all_exist() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert {"name", "description", "inputs", "outputs", "runs"} <= set(ACTION)
    for step in STEPS.values():
        assert ("run" in step) != ("uses" in step)
        assert step.get("shell") == "bash" or "uses" in step
    text = (ROOT / "action.yml").read_text("utf-8")
    used = set(re.findall(r"inputs\.([\w-]+)", text))
    assert used == set(ACTION["inputs"]), "an input that nothing heeds, or one that is not declared"
    for step, output in re.findall(r"steps\.(\w+)\.outputs\.([\w-]+)", text):
        assert re.search(rf'^\s*echo "{output}=', STEPS[step]["run"], re.MULTILINE), output


def test_no_input_becomes_part_of_a_script() -> None:
    for step in STEPS.values():
        assert "${{" not in step.get("run", "")


def test_every_option_it_passes_exists() -> None:
    group = typer.main.get_command(app)
    script = STEPS["audit"]["run"]
    for command in ("scan", "gate"):
        options = {
            option for each in group.commands[command].params for option in each.opts  # type: ignore[attr-defined]  # a group of click
        }  # fmt: skip
        passed = set(re.findall(rf'{command}\+=\("?(--[a-z-]+)', script))
        passed |= set(re.findall(rf'{command}=\({command} "(--[a-z-]+)', script))
        assert passed
        assert passed <= options


def test_a_catalog_with_findings_fails_the_job(home: Path, work: Path) -> None:
    job = run_action(
        home, work, register="register.csv", catalog="catalog.csv", conditions="omitted > 0\nDU any",
        outputs="junit=out.xml\nndjson=out.ndjson", upload_sarif="true", key=KEY,
    )  # fmt: skip
    assert job.code == 1, job.err
    assert job.outputs["passed"] == "false"
    assert job.outputs["exit-code"] == "1"
    assert Path(job.outputs["sarif"]).read_text("utf-8").startswith("{")
    assert Path(job.outputs["run"], "run.json").is_file()
    assert (work / "out.xml").is_file()
    assert (work / "out.ndjson").read_text("utf-8").count("\n") > 1
    assert job.summary.startswith("# Another step\n")
    assert len(job.summary) > 100
    assert not list(work.parent.rglob("pwned"))
    pip = (home / "pip.log").read_text("utf-8").splitlines()
    assert pip[-1] == f"{ROOT}[sql,texts]"
    assert pip[pip.index("--constraint") + 1] == f"{ROOT}/constraints.txt"
    assert "--no-cache-dir" in pip


def test_what_the_lists_say_commands_no_runner(home: Path, work: Path) -> None:
    job = run_action(home, work, register="register.csv", catalog="catalog.csv", fail_on="low")
    assert job.code == 1
    lines = job.out.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("::stop-commands::"))
    token = lines[start].removeprefix("::stop-commands::")
    end = lines.index(f"::{token}::")
    assert re.fullmatch("[0-9a-f]{32}", token)
    assert start == 0, "the tool speaks only while nobody listens"
    spoken = lines[end + 1 :]
    assert spoken, "annotations come when the runner listens again"
    assert all(re.match(r"::(error|warning|notice)[ :]", line) for line in spoken)


def test_a_good_catalog_passes(home: Path, work: Path) -> None:
    job = run_action(
        home, work, register="register.csv", catalog="catalog.csv", fail_on="critical",
        annotations="false", summary="false", extras="", run="a run",
    )  # fmt: skip
    assert (job.code, job.outputs["passed"], job.outputs["sarif"]) == (0, "true", "")
    assert (work / "a run" / "run.json").is_file()
    assert job.summary == "# Another step\n"
    assert job.out.splitlines()[-1].startswith("::")
    assert (home / "pip.log").read_text("utf-8").splitlines()[-1] == str(ROOT)


def test_the_configuration_and_its_baseline_hold(home: Path, work: Path) -> None:
    (work / "policy").mkdir()
    (work / "policy" / "gate.toml").write_text('[gate]\nfail_on = "low"\n', "utf-8")
    job = run_action(
        home, work, register="register.csv", catalogs="web=catalog.csv\npaper=catalog.csv",
        config="policy/gate.toml", working_directory=".", lang="zh",
    )  # fmt: skip
    assert (job.code, job.outputs["passed"]) == (1, "false")
    assert "门槛" in job.out + job.err


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"register": "gone.csv", "catalog": "catalog.csv", "fail_on": "high"}, 4),
        pytest.param(
            {"register": "register.csv", "catalog": "catalog.csv", "fail_on": "worst"}, 2,
            marks=pytest.mark.slow,
        ),
        ({"register": "register.csv", "catalog": "catalog.csv"}, 2),
    ],
)  # fmt: skip
def test_a_broken_audit_is_no_verdict(
    home: Path, work: Path, given: dict[str, str], code: int
) -> None:
    job = run_action(home, work, **given)
    assert (job.code, job.outputs["passed"], job.outputs["exit-code"]) == (code, "", str(code))


def test_an_old_python_is_refused_with_a_hint(home: Path, work: Path) -> None:
    old = home / "old"
    old.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    old.chmod(0o755)
    job = run_action(home, work, register="register.csv", catalog="catalog.csv", python=str(old))
    assert job.code == 2
    assert "::error::" in job.out
    assert not (home / "pip.log").exists()


def test_sarif_is_uploaded_only_if_asked() -> None:
    step = STEPS["Upload SARIF"]
    assert "inputs.upload-sarif == 'true'" in step["if"]
    assert "!cancelled()" in step["if"], "a failed gate is what the page is for"
    assert ACTION["inputs"]["upload-sarif"]["default"] == "false"


def test_the_example_names_inputs_that_exist() -> None:
    text = (ROOT / "examples" / "github-workflow.yml").read_text("utf-8")
    check_passage(ROOT / "docs" / "ci.md", "github-workflow", f"```yaml\n{text}```\n")
    (used,) = [
        step for step in loads(text)["jobs"]["gate"]["steps"] if "disclosure-audit" in step["uses"]
    ]
    assert set(used["with"]) <= set(ACTION["inputs"])
    required = {name for name, one in ACTION["inputs"].items() if one.get("required")}
    assert required <= set(used["with"])


def test_the_page_tells_of_every_input() -> None:
    rows = [
        (f"`{name}`", " ".join(one["description"].split()).replace("|", "\\|"))
        for name, one in ACTION["inputs"].items()
    ]
    check_table(ROOT / "docs" / "ci.md", "action", rows)


def test_the_scripts_are_sound_shell() -> None:
    for step in STEPS.values():
        if "run" in step:
            checked = subprocess.run(
                ["bash", "-n", "-c", step["run"]], capture_output=True, check=False
            )
            assert checked.returncode == 0, checked.stderr
