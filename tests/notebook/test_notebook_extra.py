"""Without the extra all but charts and widget works; what is missing is said in one line."""

from __future__ import annotations

import subprocess
import sys

import pytest

from disclosure_audit.errors import UsageError
from disclosure_audit.notebook.extra import INSTALL, need
from tests.documented import ROOT

BLOCKED = """
import sys
for name in ("altair", "vl_convert", "anywidget", "ipywidgets", "IPython", "traitlets"):
    sys.modules[name] = None
import disclosure_audit as da
import disclosure_audit.notebook, disclosure_audit.notebook.charts, disclosure_audit.notebook.widget
import polars as pl
register = pl.DataFrame({"标题": ["关于供水价格调整的通知"], "发文字号": ["甲发〔2024〕1号"]})
audit = da.scan(register, register, da.Config(lang="en"))
assert "adds up" in repr(audit) and "</table>" in audit._repr_html_()
assert audit.register.audit.parse_numbers("doc_number", prefix="x_").height == 1
from disclosure_audit.errors import UsageError
import warnings
warnings.simplefilter("ignore")
for what in (lambda: audit.chart.scores(), lambda: audit.review("li")):
    try:
        what()
    except UsageError as error:
        print(error)
"""


def test_the_room_works_without_the_extra() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED], capture_output=True, encoding="utf-8", timeout=120, check=False,
        cwd=ROOT,
    )  # fmt: skip
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert all(line.endswith(f": {INSTALL}") for line in lines)
    assert "altair" in lines[0]
    assert "anywidget" in lines[1]


def test_the_room_loads_none_of_the_extra_and_no_face() -> None:
    code = (
        "import disclosure_audit.notebook, sys\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    loaded = set(done.stdout.split())
    assert "polars" in loaded
    assert not loaded & {"altair", "vl_convert", "anywidget", "IPython", "textual", "rich", "typer"}


def test_what_is_missing_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert need("json").dumps([]) == "[]"
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(UsageError, match=r"^altair is not installed: pip install") as caught:
        need("altair")
    assert caught.value.message.zh.endswith(INSTALL)
    assert "\n" not in str(caught.value)


def test_a_fault_of_ours_is_not_taken_for_a_missing_library() -> None:
    with pytest.raises(ModuleNotFoundError):
        need("disclosure_audit.nothing")


def test_an_error_is_shown_in_a_notebook_by_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = pytest.importorskip("IPython.core.interactiveshell", reason="IPython is not installed")
    monkeypatch.setenv("DISCLOSURE_AUDIT_LANG", "zh")
    seen: list[list[str]] = []
    notebook = shell.InteractiveShell.instance()
    monkeypatch.setattr(notebook, "_showtraceback", lambda _, __, lines: seen.append(lines))
    notebook.run_cell(
        "import disclosure_audit as da\nsecret = '甲案'\nda.load('nowhere')", store_history=False
    )
    shell.InteractiveShell.clear_instance()
    assert seen == [["“nowhere”中没有运行结果", "先用 `disclosure-audit scan … --out 文件夹` 生成"]]
