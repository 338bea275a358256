"""What only a process of its own can show: imports, streams, languages, signals."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from disclosure_audit import run
from disclosure_audit.glyphs import cells

_HEAVY = ("polars", "numpy", "scipy", "textual", "rapidfuzz", "rich")
"""pydantic is not among them: typer itself loads it when it parses arguments."""
_COMMANDS = (
    "scan",
    "review",
    "columns",
    "init",
    "rules",
    "explain",
    "config show",
    "config validate",
)


def python(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, encoding="utf-8", timeout=60, check=False,
        env={**os.environ, "DISCLOSURE_AUDIT_LANG": "en", "PYTHONUTF8": "1", **environment},
    )  # fmt: skip


def test_help_loads_nothing_heavy() -> None:
    code = """
import sys
from disclosure_audit.cli import main
try:
    main(["scan", "--help"])
except SystemExit as stopped:
    assert stopped.code == 0
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""
    done = python(code)
    loaded = set(done.stderr.split())
    assert "typer" in loaded
    assert not loaded & set(_HEAVY)
    assert "REGISTER" in done.stdout


def test_the_public_door_loads_nothing_until_it_is_used() -> None:
    code = """
import sys, disclosure_audit
assert "polars" not in sys.modules and "pydantic" not in sys.modules
assert disclosure_audit.__version__ and dir(disclosure_audit) == ["Audit", "Config", "__version__", "load", "scan"]
assert disclosure_audit.Config().gate.fail_on is None and "polars" not in sys.modules
assert callable(disclosure_audit.scan) and "polars" in sys.modules
try:
    disclosure_audit.scann
except AttributeError as error:
    print(error)
"""
    done = python(code)
    assert done.stderr == ""
    assert "scann" in done.stdout


def test_every_page_of_help_exists_in_both_languages() -> None:
    code = f"""
from disclosure_audit.cli import main
for command in ("", *{_COMMANDS!r}):
    print("%%", command)
    try:
        main([*command.split(), "--help"])
    except SystemExit as stopped:
        assert stopped.code == 0
"""
    for lang in ("en", "zh"):
        done = python(code, DISCLOSURE_AUDIT_LANG=lang, COLUMNS="80")
        assert done.stderr == ""
        pages = done.stdout.split("%% ")[1:]
        assert len(pages) == len(_COMMANDS) + 1
        for page in pages:
            assert ("示例：" if lang == "zh" else "Examples:") in page
            assert "  disclosure-audit " in page
            assert "--lang" in page
            chinese = re.search(r"[一-鿿]", page.replace("日期", ""))
            assert bool(chinese) == (lang == "zh")
            for line in page.splitlines():
                assert cells(line) <= 80, line
        assert "[tool.disclosure-audit]" in pages[0]


def test_lang_on_the_command_line_reaches_the_help() -> None:
    code = 'from disclosure_audit.cli import main; main(["--lang", "zh", "scan", "--help"])'
    assert "登记簿" in python(code).stdout


def test_a_broken_pipe_is_quiet(tmp_path: Path) -> None:
    script = (
        f'"{sys.executable}" -c "from disclosure_audit.cli import main; main()" rules | head -c 10;'
        ' echo "${PIPESTATUS[0]}" >&2'
    )
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert len(done.stdout) == 10
    assert done.stderr == "0\n"


@pytest.mark.parametrize("debug", [False, True])
def test_an_internal_error_shows_no_text_of_the_lists(debug: bool) -> None:
    code = f"""
import disclosure_audit.rules.registry as registry
from disclosure_audit.cli import main
def fail():
    confidential = "绝密事项"
    try:
        raise ValueError(confidential)
    except ValueError as error:
        raise KeyError(confidential) from error
registry.all_rules = fail
main(["rules"] + ["--debug"] * {debug})
"""
    done = python(code)
    assert done.returncode == 3
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert lines[0].startswith("error: internal error: KeyError at ")
    assert "report" in lines[1]
    assert "绝密" not in done.stderr
    if debug:
        assert "builtins.ValueError" in lines
        assert "in fail" in done.stderr
    else:
        assert len(lines) == 2


_PROGRAM = [sys.executable, "-c", "from disclosure_audit.cli import main; main()"]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process")
@pytest.mark.parametrize(
    "stage", [pytest.param("read register", marks=pytest.mark.slow), "match", "write"]
)
def test_interrupted_while_it_scans(stage: str, tmp_path: Path) -> None:
    """A run that was there stays as it was; of the new one nothing is left, whatever it did."""
    for name in ("r.csv", "c.csv"):
        rows = (f"临江市第{n}号公告,临政告〔2019〕{n}号,2019-05-04" for n in range(20_000))
        (tmp_path / name).write_text("标题,发文字号,成文日期\n" + "\n".join(rows), encoding="utf-8")
    (tmp_path / "run").mkdir()
    (tmp_path / "run/run.json").write_text('{"format_version": 1, "mine": true}')
    with subprocess.Popen(
        [*_PROGRAM, "scan", "r.csv", "c.csv", "--out", "run", "--force", "--verbose", "--lang", "en"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    ) as process:  # fmt: skip
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line.strip())
            if line.strip().endswith(f"/7 {stage}"):
                process.send_signal(signal.SIGINT)
                break
        out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.csv", "r.csv", "run"]
    if stage == "write" and '"mine"' not in (tmp_path / "run/run.json").read_text():
        run.read(tmp_path / "run")  # it was quicker than the signal: then the new one is whole
        return
    assert process.returncode == 130, err
    assert out == ""
    assert err.splitlines()[-1].startswith("interrupted")
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["run.json"]
    assert '"mine"' in (tmp_path / "run/run.json").read_text()


@pytest.mark.parametrize("debug", [False, True])
def test_what_a_panic_prints_is_not_shown(debug: bool) -> None:
    """The runtime of a Rust library writes its message to file descriptor 2 by itself."""
    code = f"""
import os
import disclosure_audit.rules.registry as registry
from disclosure_audit.cli import main
def fail():
    os.write(2, "thread panicked: byte index 1 is inside '密' of `机密★10年`".encode())
    raise BaseException("机密★10年")
registry.all_rules = fail
main(["rules"] + ["--debug"] * {debug})
"""
    done = python(code)
    assert done.returncode == 3
    assert done.stderr.startswith("error: internal error: BaseException at ")
    assert "密" not in done.stderr


def test_interrupted() -> None:
    code = """
import disclosure_audit.rules.registry as registry
from disclosure_audit.cli import main
def stop():
    raise KeyboardInterrupt
registry.all_rules = stop
main(["rules"])
"""
    done = python(code)
    assert done.returncode == 130
    assert done.stderr.startswith("interrupted")
    assert len(done.stderr.splitlines()) == 1
