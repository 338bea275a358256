"""The documents say what is so: commands, options, examples and links, each tried."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from disclosure_audit.cli.app import app
from tests.command_line import Cli
from tests.documented import ROOT, check_passage

README = ROOT / "README.md"
DOCUMENTS = [README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]
DEMO = "scan sample_data/register.xlsx sample_data/catalog.csv"
OUTSIDE = {"make demo", "make test", "pip install ."}
"""Examples that set up an environment; what they stand for is tested where it is named."""
MADE_BY = {
    "audit-2024.toml": "disclosure-audit init register.xlsx catalog.csv --out audit-2024.toml",
    "disclosure-audit.toml": "disclosure-audit init register.xlsx catalog.csv",
    "results": "disclosure-audit scan register.xlsx catalog.csv --out results",
}
"""What an example takes from an earlier one; each must run on its own too."""
SHOWN_LINES = 6
_OF_THE_SHELL = re.compile(r"[|<>$;*`]")
"""What only a shell understands; other lines need no process of their own."""


def call(folder: Path, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bin_folder = str(Path(sys.executable).parent)
    own = {**os.environ, "PYTHONUTF8": "1", "DISCLOSURE_AUDIT_LANG": "en", **environment}
    own["PATH"] = os.pathsep.join((bin_folder, own.get("PATH", "")))
    command = (
        ["bash", "-c", code]
        if code.startswith("disclosure-audit")
        else [sys.executable, "-c", code]
    )
    return subprocess.run(
        command, cwd=folder, env=own, capture_output=True, encoding="utf-8", timeout=120, check=False
    )  # fmt: skip


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```", path.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )


def shell_lines() -> list[str]:
    lines = (
        line for path in DOCUMENTS for block in blocks(path, "sh") for line in block.splitlines()
    )
    return list(
        dict.fromkeys(re.sub(r"\s+# .*", "", line).strip() for line in lines if line.strip())
    )


EXAMPLES = [line for line in shell_lines() if line.startswith("disclosure-audit")]


def commands(group: object, name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield each command's name and its options."""
    options = [option for each in group.params for option in each.opts if option[0] == "-"]  # type: ignore[attr-defined]  # a click command
    yield name, options
    for below, command in getattr(group, "commands", {}).items():
        yield from commands(command, f"{name} {below}".strip())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the examples name, shared so that one can build on another."""
    home = tmp_path_factory.mktemp("examples")
    for name in ("register.xlsx", "catalog.csv"):
        for place in (home / name, home / "sample_data" / name):
            place.parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / "sample_data" / name, place)
    shutil.copy(home / "catalog.csv", home / "gazette.csv")
    return home


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_demo_prints_what_the_readme_shows(lang: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert f"$(BIN)/disclosure-audit {DEMO}\n" in makefile
    done = call(ROOT, f"disclosure-audit {DEMO} --no-run", DISCLOSURE_AUDIT_LANG=lang, COLUMNS="80")
    assert done.returncode == 0
    before, rule, after = done.stdout.partition(
        "\n\n发现的问题\n" if lang == "zh" else "\n\nFindings\n"
    )
    shown = before.strip() + rule + "\n".join(after.splitlines()[: 2 + SHOWN_LINES])
    check_passage(README, f"demo {lang}", f"```text\n{shown}\n…\n```\n")


def test_every_command_and_option_is_documented() -> None:
    found = list(commands(typer.main.get_command(app)))
    names = [name for name, _ in found if name]
    pages = {}
    for lang in ("en", "zh"):
        code = (
            "from disclosure_audit.cli import main\n"
            f"for name in {['', *names]!r}:\n"
            " print('%%', name)\n"
            " try: main([*name.split(), '--help'])\n"
            " except SystemExit: pass\n"
        )
        done = call(ROOT, code, DISCLOSURE_AUDIT_LANG=lang, COLUMNS="80")
        assert done.stderr == ""
        pages[lang] = [page.partition("\n")[2].strip() for page in done.stdout.split("%%")[1:]]
    text = ""
    for name, english, chinese in zip(["", *names], pages["en"], pages["zh"], strict=True):
        title = f"disclosure-audit {name}".strip()
        text += f"## {title}\n\n```text\n{english}\n```\n\n```text\n{chinese}\n```\n\n"
    check_passage(ROOT / "docs" / "commands.md", "commands", text)
    for name, options in found:
        page = pages["en"][["", *names].index(name)]
        assert [option for option in options if option not in page] == []
    said = "".join(path.read_text("utf-8") for path in DOCUMENTS if path.name != "commands.md")
    assert [name for name in names if name.split()[-1] not in said] == []


def test_the_examples_are_known() -> None:
    assert {line for line in shell_lines() if line not in EXAMPLES} >= OUTSIDE
    targets = set(
        re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    asked = {line.split()[1] for line in shell_lines() if line.startswith("make ")}
    assert asked <= targets
    assert len(EXAMPLES) > 10


@pytest.mark.parametrize("line", EXAMPLES)
def test_a_shell_example_runs(
    line: str, folder: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, making in MADE_BY.items():
        if name in line.split() and making not in line and not (folder / name).exists():
            call(folder, making)
    if " init " in line:
        line += " --force"  # the file may be there from another example
    code, said = run_line(line, folder, cli, monkeypatch)
    assert code == int("--fail-on" in line), said
    assert "error" not in said


def run_line(line: str, folder: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Return the exit code of a line, run in ``folder``, and what was said on stderr."""
    if _OF_THE_SHELL.search(re.sub(r'"[^"$`]*"', "", line)):
        done = call(folder, line)
        return done.returncode, done.stderr
    monkeypatch.chdir(folder)
    code, said = 0, ""
    for part in line.split(" && "):
        program, *words = shlex.split(part)
        assert program == "disclosure-audit"
        here = cli(*words)
        code, said = here.code, said + here.err
        if code:
            break
    return code, said


@pytest.mark.parametrize(
    ("path", "code"),
    [(path, code) for path in DOCUMENTS for code in blocks(path, "python")],
    ids=lambda value: value.name if isinstance(value, Path) else "code",
)
def test_a_python_example_runs(path: Path, code: str, folder: Path) -> None:
    done = call(folder, code)
    assert done.returncode == 0, f"{path.name}: {done.stderr}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", path.read_text("utf-8")):
        if target.startswith("http"):
            continue
        name, _, anchor = target.partition("#")
        document = (path.parent / name).resolve() if name else path
        assert document.exists(), target
        if anchor:
            heads = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
            assert anchor in [
                re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads
            ]
