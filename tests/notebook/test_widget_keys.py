"""Keys of one's own hold in the widget as in the terminal, as far as a page can take them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import disclosure_audit as da
from disclosure_audit.errors import UsageError
from disclosure_audit.notebook.widget import open_review, review_widget, wording
from disclosure_audit.notebook.widget.page_keys import page_keys
from disclosure_audit.review.desk import open_desk
from tests.documented import ROOT
from tests.notebook.widget_runs import USER
from tests.notebook.widget_runs import run_folder as run_folder
from tests.notebook.widget_runs import small_run as small_run

EVERY = (*wording.OFFERED, *wording.BESIDES)
OPENED = """
import sys
from pathlib import Path
from disclosure_audit.notebook.widget import open_review

widget = open_review(Path(sys.argv[1]), "li", "en")
for do in ({"do": "hello"}, {"do": "list", "kind": "links"}, {"do": "next"}):
    widget._hear(widget, {"id": "a-1", **do}, [])
assert widget.listing["rows"] and widget.pair["fields"]
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_own_keys_replace_the_usual_ones() -> None:
    keys = page_keys(EVERY, {"confirm": "x, !", "dismiss": "ctrl+d", "flag": "delete"})
    assert keys["confirm"] == ["x", "!", "F2"]
    assert keys["dismiss"] == ["Ctrl+D", "F3"]
    assert keys["flag"] == ["Delete", "F8"]
    assert keys["differ"] == []  # its letter was given away, its F-key reloads the page
    assert keys["note"] == ["n", "F7"]


def test_a_key_given_to_what_is_not_offered_here_is_free() -> None:
    assert page_keys(EVERY, {"export": "c"})["confirm"] == ["F2"]


@pytest.mark.parametrize(
    "key", ["ctrl+w", "ctrl+T", "f5", "tab", "alt+c", "ctrl+shift+c", "escape", "super+c"]
)
def test_what_a_page_cannot_take_is_not_promised(key: str) -> None:
    assert page_keys(EVERY, {"confirm": key})["confirm"] == ["F2"]


def test_no_key_does_two_things() -> None:
    for remap in (None, {"confirm": "d", "dismiss": "c"}):
        keys = [key for some in page_keys(EVERY, remap).values() for key in some]
        assert len(keys) == len(set(keys))
        assert set(keys) == set(wording.all_words("en", remap)["keys"])


def test_the_page_knows_what_an_input_method_sends() -> None:
    told = wording.all_words("zh", {"confirm": "?", "dismiss": "<"})
    assert told["keys"][told["full_width"]["？"]] == "confirm"
    assert told["keys"][told["full_width"]["《"]] == "dismiss"
    assert told["full_width"]["　"] in told["keys"]


def test_keys_of_the_settings_are_heeded(
    run_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = tmp_path / "disclosure-audit.toml"
    settings.write_text('[review]\nkeys = {confirm = "z"}\n', "utf-8")
    widget = open_review(run_folder, USER, "en")
    assert widget.words["keys"]["z"] == "confirm"
    assert "c" not in widget.words["keys"]
    assert widget.words["actions"]["confirm"]["keys"] == ["z", "F2"]
    widget.desk.close()

    settings.write_text('[review]\nkeys = {confrim = "z"}\n', "utf-8")
    (run_folder / "journal.sqlite").unlink(missing_ok=True)
    with pytest.raises(UsageError, match="there is no action “confrim”") as caught:
        open_review(run_folder, USER, "en")
    assert caught.value.hint is not None
    assert caught.value.hint.en == "did you mean confirm?"
    assert not (run_folder / "journal.sqlite").exists(), "nothing is opened before"


def test_an_audit_that_is_not_saved_heeds_them_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "disclosure-audit.toml").write_text(
        '[review]\nstay = true\nkeys = {confirm = "z"}\n', "utf-8"
    )
    register = pl.DataFrame(
        {"标题": ["甲", "乙"], "发文字号": ["甲发〔2024〕1号", "甲发〔2024〕2号"]}
    )
    audit = da.scan(register, register[:1], da.Config(lang="en"))
    with pytest.warns(UserWarning, match="temporary folder"):
        widget = audit.review(USER)
    assert widget.words["keys"]["z"] == "confirm"
    assert widget.session.stay
    widget.desk.close()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"confirm": "z", "dismiss": "z"}, "z is both confirm and dismiss"),
        ({"confirm": "up"}, "up moves in the list"),
    ],
)
def test_keys_that_cannot_be_meant_are_refused(
    run_folder: Path, keys: dict[str, str], said: str
) -> None:
    desk = open_desk(run_folder, user=USER)
    with pytest.raises(UsageError, match=re.escape(said)):
        review_widget(desk, lang="en", keys=keys)
    desk.close()


def test_opening_the_widget_loads_no_other_face(run_folder: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPENED, str(run_folder)],
        capture_output=True, encoding="utf-8", timeout=120, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert {"anywidget", "polars"} <= loaded
    assert not loaded & {"textual", "typer", "disclosure_audit_tui"}


def test_the_room_below_both_faces_loads_none() -> None:
    rooms = (ROOT / "disclosure_audit" / "presentation").glob("[a-z]*.py")
    names = ", ".join(f"disclosure_audit.presentation.{path.stem}" for path in rooms)
    done = subprocess.run(
        [sys.executable, "-c", f"import {names}, sys; print(*{{n.partition('.')[0] for n in sys.modules}})"],
        capture_output=True, encoding="utf-8", timeout=60, check=True,
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert "polars" in loaded
    assert not loaded & {"textual", "rich", "typer", "click", "anywidget", "disclosure_audit_tui"}
