"""The path of ``docs/ci.md``: every line run as it is written, in a git repository of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ci.yaml_files import BIN, load
from tests.documented import ROOT

PAGE = ROOT / "docs" / "ci.md"
_STEP = re.compile(
    r"<!-- exit (?P<code>\d+) -->\n```bash\n(?P<script>.*?)```\n(?P<rest>.*?)(?=<!-- exit|\n## |\Z)",
    re.DOTALL,
)
_SHOWN = re.compile(r"```text\n(.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One block of the page, and what running it came to."""

    script: str
    wanted: int
    shown: tuple[str, ...]
    code: int = -1
    said: str = ""


def steps() -> list[Step]:
    """Return the blocks that the page asks the reader to run, in order."""
    return [
        Step(found["script"], int(found["code"]), tuple(_SHOWN.findall(found["rest"])))
        for found in _STEP.finditer(PAGE.read_text("utf-8"))
    ]


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is home, with a checkout of what of the project the path needs."""
    home = tmp_path_factory.mktemp("home")
    checkout = home / "checkout"
    (checkout / "sample_data").mkdir(parents=True)
    for name in ("register.xlsx", "catalog.csv"):
        shutil.copy(ROOT / "sample_data" / name, checkout / "sample_data")
    shutil.copytree(ROOT / "examples", checkout / "examples")
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", checkout)
    return home


@pytest.fixture(scope="module")
def environment(world: Path) -> dict[str, str]:
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "PRE_COMMIT"))
    }
    own.pop("DISCLOSURE_AUDIT_KEY", None)
    config = world / "gitconfig"
    config.write_text("[user]\nname = A Clerk\nemail = clerk@example.org\n", "utf-8")
    return {
        **own,
        "PATH": os.pathsep.join((str(BIN), own.get("PATH", ""))),
        "HOME": str(world),
        "TMPDIR": str(world),
        "GIT_CONFIG_GLOBAL": str(config),
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(world / "pre-commit"),
        "PRE_COMMIT_COLOR": "never",
        # whatever wants to fetch something fails: every way out leads to a closed port
        **dict.fromkeys(("http_proxy", "https_proxy", "ALL_PROXY"), "http://127.0.0.1:9"),
        "PIP_NO_INDEX": "1",
        "DISCLOSURE_AUDIT_LANG": "en",
        "PYTHONUTF8": "1",
        "COLUMNS": "100",
    }  # fmt: skip


@pytest.fixture(scope="module")
def walked(world: Path, environment: dict[str, str]) -> list[Step]:
    """The steps, run one after the other in one shell, as a reader would."""
    checkout = world / "checkout"
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "all")):
        subprocess.run(["git", *words], cwd=checkout, env=environment, check=True)
    driver = []
    path = steps()
    for number, step in enumerate(path):
        script = world / f"{number}.sh"
        script.write_text(step.script, "utf-8")
        driver.append(
            f". '{script}' > '{world}/{number}.said' 2>&1\necho $? > '{world}/{number}.code'\n"
        )
    subprocess.run(
        ["bash", "--noprofile", "--norc", "-c", "".join(driver)],
        cwd=checkout, env=environment, check=True, timeout=600,
    )  # fmt: skip
    return [
        Step(
            step.script, step.wanted, step.shown,
            int((world / f"{number}.code").read_text()),
            (world / f"{number}.said").read_text("utf-8"),
        )
        for number, step in enumerate(path)
    ]  # fmt: skip


def test_the_page_has_the_whole_path() -> None:
    assert [step.wanted for step in steps()] == [1, 0, 0, 1, 0, 0, 0]


@pytest.mark.parametrize("number", range(len(steps())))
def test_a_step_does_what_the_page_says(walked: list[Step], number: int) -> None:
    step = walked[number]
    assert step.code == step.wanted, step.said
    lines = iter(step.said.splitlines())
    for wanted in "".join(step.shown).splitlines():
        pattern = ".*".join(map(re.escape, " ".join(wanted.split()).split("…")))
        found = any(re.fullmatch(pattern, " ".join(line.split())) for line in lines)
        assert found, f"not said: {wanted}\n{step.said}"


def test_the_refused_commit_was_not_made(walked: list[Step], world: Path) -> None:
    folder = next(path for path in world.glob("tmp.*") if path.is_dir())
    assert git(folder, "log", "--format=%s").split("\n") == [
        "One more letter",
        "What is known today",
        "",
    ]
    raw = subprocess.run(
        ["git", "log", "-p", "--text"], cwd=folder, capture_output=True, check=True
    )
    assert "关于示例地块".encode("gb18030") in raw.stdout
    assert "秘密★5年 关于示例地块".encode("gb18030") not in raw.stdout
    assert "秘密★" not in "".join(step.said for step in walked)
    kept = git(folder, "ls-files").splitlines()
    assert not [name for name in kept if name.startswith(".disclosure-audit/")], "runs and key"


def test_the_hook_is_the_project_s_own(walked: list[Step], world: Path) -> None:
    clones = [path.parent for path in (world / "pre-commit").glob("*/.pre-commit-hooks.yaml")]
    assert len(clones) == 1
    assert (clones[0] / ".pre-commit-hooks.yaml").read_bytes() == (
        ROOT / ".pre-commit-hooks.yaml"
    ).read_bytes()


@pytest.mark.parametrize(
    ("name", "runs"),
    [
        ("catalog.csv", True), ("lists/Register.xlsx", True), ("disclosure-audit.toml", True),
        ("disclosure-audit-baseline.txt", True), ("disclosure-audit-waivers.toml", True),
        ("README.md", False), ("notes.txt", False), ("pyproject.toml", False),
    ],
)  # fmt: skip
def test_the_hook_runs_where_a_list_or_the_policy_is_in_the_commit(name: str, runs: bool) -> None:
    (hook,) = load(".pre-commit-hooks.yaml")
    assert (re.search(hook["files"], name) is not None) is runs


def test_the_hook_needs_no_way_out(environment: dict[str, str]) -> None:
    (hook,) = load(".pre-commit-hooks.yaml")
    assert hook["language"] == "system"
    assert hook["pass_filenames"] is False
    assert hook["entry"].split()[:2] == ["disclosure-audit", "scan"]
    checked = subprocess.run(
        [BIN / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"],
        env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")
    example = subprocess.run(
        [BIN / "pre-commit", "validate-config", ROOT / "examples" / "pre-commit-config.yaml"],
        env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (example.returncode, example.stdout + example.stderr) == (0, "")


def test_a_step_that_does_not_do_what_is_said_is_seen(walked: list[Step]) -> None:
    assert walked[0].code == 1
    assert "gate: passed" not in walked[0].said
