"""The notebooks: clean as they lie in the repository, and run from anywhere to a conclusion."""

from __future__ import annotations

import importlib.util
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.documented import ROOT
from tests.notebook.sample_audits import secrets

nbformat = pytest.importorskip("nbformat", reason="the notebooks are run with nbclient")
nbclient = pytest.importorskip("nbclient", reason="the notebooks are run with nbclient")
pytest.importorskip("ipykernel", reason="the notebooks are run in a kernel")
pytest.importorskip("altair", reason="the notebooks need the extra notebook")

FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
NAMES = [
    "01_first_audit",
    "02_omissions_by_department",
    "03_tuning_the_match",
    "04_confidential_terms",
    "05_monthly_watch",
]
CHART = "application/vnd.vegalite.v5+json"
NAMESPACE = re.compile(r'xmlns(?::xlink)?="http://www\.w3\.org/[^"]*"')
ABOUT_OMISSIONS = (NAMES[0], NAMES[1], NAMES[4])
HAN, LATIN = re.compile("[㐀-鿿]{4}"), re.compile(r"[A-Za-z]{3,} [a-z]{2,}")
FETCHED = re.compile(
    r"""(?:src|href|action|data)\s*=\s*["']?\s*(?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import""",
    re.I,
)

WATCH = """
import os, sys
_root, _here, _strange = {root!r}, os.getcwd(), []
def _watch(event, args):
    if event == "socket.connect" and isinstance(args[1], tuple) and args[1][0] not in ("127.0.0.1", "::1"):
        _strange.append(f"connects to {{args[1]}}")
    places = []
    if event == "open" and isinstance(args[0], str):
        is_written = set(args[1] or "") & set("wax+") or (args[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        places = args[:1] if is_written else []
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink"):
        places = [place for place in args[:2] if isinstance(place, (str, os.PathLike))]
    for place in map(os.path.abspath, map(os.fspath, places)):
        if place.startswith((_root, _here)) and "__pycache__" not in place:
            _strange.append(f"{{event}} {{place}}")
sys.addaudithook(_watch)
"""
"""Runs before a notebook's own cells: what Python opens for writing, makes or calls is noted."""
JUDGE = "assert not _strange, _strange\n"
TRUE_OF = {
    "01_first_audit": "assert (due, published) == (due, due - became['omitted'] - became['needs_review']) and published",
    "02_omissions_by_department": "\n".join((
        "assert departments.filter('unusual', pl.col('omitted') == 0).is_empty()",
        "assert departments['omitted'].sum() == omitted.height > 0",
        "assert kinds['未见公开 omitted'].sum() == omitted.height",
    )),
    "03_tuning_the_match": "\n".join((
        "assert measured['omissions_hidden'].value == measured['false_omissions'].value == 0",
        "assert measured['precision_accepted'].value == 1",
        "assert (hidden[0], alarms[0]) == (0, 0) and review[-1] > review[0]",
    )),
    "04_confidential_terms": "\n".join((
        "assert not set(ruled) ^ real and len(real) > 5",
        "assert set(plain['row']) - real",
        "assert unread.height == len([f for f in truth['findings'] if f['rule'] == 'unreadable-full-text'])",
    )),
    "05_monthly_watch": "\n".join((
        "assert standing.height == latest.control_totals['register']['dispositions']['omitted'] > 0",
        "assert months['登记 registered'].is_sorted() and months['目录 in catalog'].is_sorted()",
        "assert latest.register.height == register.height and latest.catalog.height == catalog.height",
        "assert overdue['overdue'].min() > 0 and coming['days_left'].min() >= 0",
    )),
}  # fmt: skip
"""What must hold at the end of each, in its own words."""


def named(path: Path) -> str:
    return path.stem


def said(cell: Any) -> str:
    return "".join(cell["source"])


# -- as they lie in the repository ---------------------------------------------------------------


def test_they_are_all_there_and_the_readme_lists_them() -> None:
    assert [path.stem for path in NOTEBOOKS] == NAMES
    readme = (FOLDER / "README.md").read_text("utf-8")
    assert [name for name in NAMES if f"({name}.ipynb)" not in readme] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_it_is_stripped_and_stable(path: Path) -> None:
    text = path.read_text("utf-8")
    notebook = json.loads(text)
    nbformat.validate(notebook)
    assert text == json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    assert notebook["metadata"] == {"kernelspec": kernel, "language_info": {"name": "python"}}
    for place, cell in enumerate(notebook["cells"], start=1):
        assert cell["id"] == f"cell-{place:02d}"
        assert cell["metadata"] == {}
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_it_is_short_and_bilingual(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert 8 <= len(cells) <= 16
    words = [said(cell) for cell in cells if cell["cell_type"] == "markdown"]
    assert [text for text in words if not (HAN.search(text) and LATIN.search(text))] == []
    assert words[0].startswith(f"# {path.stem[:2]} ")
    code = [said(cell) for cell in cells if cell["cell_type"] == "code"]
    assert [text for text in code if text.count("\n") >= 40 or re.search(r"^\s*(def|class) ", text, re.M)] == []  # fmt: skip
    assert code[-1].count('Markdown(f"""') == 1, "it ends with figures that it computed"
    assert not re.search(r"(?<!\w)/(?:home|root|work|tmp|Users)/", "\n".join(words + code))


# -- run -----------------------------------------------------------------------------------------


def run(path: Path, home: Path) -> list[Any]:
    """Execute a copy from a working folder of its own and return the outputs of its cells.

    What runs around them notes what Python writes and calls, and asks what must hold at the end.
    """
    notebook = nbformat.read(path, as_version=4)
    watch = WATCH.format(root=str(ROOT) + os.sep)
    judge = "\n".join((TRUE_OF.get(path.stem, ""), JUDGE))
    own = notebook.cells
    notebook.cells = [nbformat.v4.new_code_cell(watch), *own, nbformat.v4.new_code_cell(judge)]
    here = home / path.stem
    here.mkdir()
    env = {**os.environ, "DISCLOSURE_AUDIT_LANG": "en", "IPYTHONDIR": str(home / "ipython")}
    env.pop("DISCLOSURE_AUDIT_KEY", None)
    client = nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(here)}}
    )
    client.execute(env=env)
    assert list(here.iterdir()) == [], "it writes into the working folder"
    return [cell.get("outputs", []) for cell in own]


def lying_in_the_repository() -> dict[Path, int]:
    """Return the files that a notebook is near to, and when they changed."""
    near = [*FOLDER.iterdir(), *(ROOT / "sample_data").rglob("*"), ROOT / ".disclosure-audit"]
    return {
        path: path.stat().st_mtime_ns
        for path in near
        if path.is_file() and "__pycache__" not in path.parts
    }


# One test runs one notebook and looks at all of it: tests that share the outputs would have each
# worker run the notebook anew.
@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_it_runs_from_anywhere_and_shows_what_may_be_shown(path: Path, tmp_path: Path) -> None:
    before = lying_in_the_repository()
    cells = run(path, tmp_path)
    assert lying_in_the_repository() == before

    # One result each: no warnings, no progress left behind, nothing that shows itself twice.
    kinds = [tuple(output["output_type"] for output in outputs) for outputs in cells]
    assert set(kinds) <= {(), ("execute_result",)}
    shown = [output["data"] for outputs in cells for output in outputs]
    assert any(CHART in data and data.get("image/svg+xml") for data in shown)
    assert any("<table" in data.get("text/html", "") for data in shown)

    conclusion = shown[-1]["text/markdown"]
    assert HAN.search(conclusion)
    assert LATIN.search(conclusion)
    assert not re.search(r"\b(None|nan)\b", conclusion)
    if path.stem in ABOUT_OMISSIONS:
        expected = json.loads((ROOT / "sample_data" / "expected.json").read_text("utf-8"))
        assert f"**{expected['dispositions']['register']['omitted']}**" in conclusion

    everything = json.dumps(shown, ensure_ascii=False)
    assert len(everything) > 10_000
    assert [secret for secret in secrets() if secret in everything] == []
    for data in shown:
        markup = "".join(
            data.get(kind, "") for kind in ("text/html", "image/svg+xml", "text/markdown")
        )
        assert not FETCHED.search(NAMESPACE.sub("", markup))
        assert "<script" not in markup
        assert '"url"' not in json.dumps(data.get(CHART, {}))


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("open({root!r} + '/README.md', 'r+').close()", "README.md"),
        ("import pathlib; pathlib.Path('left').mkdir()", "left"),
        ("import socket; socket.socket().connect_ex(('192.0.2.1', 9))", "192.0.2.1"),
        ("1 / 0", "ZeroDivisionError"),
    ],
)
def test_what_a_notebook_must_not_do_is_seen(code: str, message: str, tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(code.format(root=str(ROOT)))]
    path = tmp_path / "bad.ipynb"
    nbformat.write(notebook, path)
    with pytest.raises((nbclient.exceptions.CellExecutionError, AssertionError), match=message):
        run(path, tmp_path)


# -- the app -------------------------------------------------------------------------------------


def test_the_app_counts_real_errors_as_its_thresholds_move() -> None:
    pytest.importorskip("marimo", reason="the app is a marimo notebook")
    spec = importlib.util.spec_from_file_location("tuning_app", FOLDER / f"{NAMES[2]}_app.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    shown, usual = module.app.run()
    assert usual["expected"].review == usual["to_review"].height == usual["listed"].height > 0
    told = json.dumps([getattr(each, "text", "") for each in shown], ensure_ascii=False)
    assert "hidden omissions" in told
    assert [secret for secret in secrets() if secret in told] == []
    _, careless = module.app.run(defs={"limits": (-10.0, -10.0)})
    _, careful = module.app.run(defs={"limits": (20.0, -10.0)})
    assert careless["to_review"].height < usual["to_review"].height < careful["to_review"].height
    assert careless["hidden"] >= usual["hidden"] >= careful["hidden"] == 0
    assert careless["hidden"] > 0
