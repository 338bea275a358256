"""Saved views come back as they were saved, and nothing breaks them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text
from disclosure_audit.review.query import parse
from disclosure_audit.review.sheets import KINDS
from disclosure_audit.review.sheets.columns import columns_of
from disclosure_audit.review.views import (
    LONGEST_NAME,
    View,
    built_in_views,
    delete_view,
    load_views,
    save_view,
    views_file,
)
from tests.examples import tries
from tests.review.sheet_parts import HOSTILE


def view(name: str, query: str = "", **given: object) -> View:
    return View(Text(name, name), "findings", query, **given)  # type: ignore[arg-type]  # as given


def test_saved_replaced_and_deleted(tmp_path: Path) -> None:
    path = tmp_path / "new" / "views.toml"
    assert load_views(path) == ((), None)
    first = view("规划科", "科室：规划科", sort=("-severity", "title"), columns=("title", "owner"))
    save_view(path, first)
    save_view(path, view("b"))
    assert load_views(path) == ((view("b"), first), None)
    save_view(path, view("b", "x"))
    delete_view(path, "规划科")
    delete_view(path, "规划科")
    assert load_views(path) == ((view("b", "x"),), None)
    assert [each.name for each in path.parent.iterdir()] == ["views.toml"]


TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))
NAME = st.text(min_size=1, max_size=20).filter(str.strip)


@tries(suppress=[HealthCheck.function_scoped_fixture])
@given(NAME, st.sampled_from(KINDS), TEXT, st.lists(TEXT, max_size=3), st.lists(TEXT, max_size=3))
def test_any_text_comes_back(
    tmp_path: Path, name: str, kind: str, query: str, sort: list[str], columns: list[str]
) -> None:
    path = tmp_path / "views.toml"
    path.unlink(missing_ok=True)
    given = View(Text(name, name), kind, query, tuple(sort), tuple(columns))  # type: ignore[arg-type]  # one of the kinds
    save_view(path, given)
    (read,), wrong = load_views(path)
    assert wrong is None
    assert (read.name, read.kind) == (name.encode("utf-8", "replace").decode().strip(), kind)
    assert (read.query, read.sort, read.columns) == (query, tuple(sort), tuple(columns))
    tomllib.loads(path.read_text("utf-8"))


def test_what_utf_8_cannot_hold_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "views.toml"
    save_view(path, view("a\ud800", "b\udfff"))
    assert load_views(path)[0] == (view("a?", "b?"),)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00", b"[view", b"view = 3", b"[[view]]\nname = 'a'", b"[view.a]\nkind = 'none'",
        b"[view.a]\nkind = 'findings'\nquery = 3", b"[view.a]\nkind = 'findings'\nsort = 'title'",
        b"[view.a]\nkind = 'findings'\ncolumns = [1]", b"[view.a]\nkind = 'findings'\nquerry = ''",
        b"[view.' ']\nkind = 'findings'", b"other = 1", b"a = " + b"[" * 5000, b"view.a = 1",
    ],
)  # fmt: skip
def test_a_broken_file_is_told_of_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "views.toml"
    path.write_bytes(content)
    views, wrong = load_views(path)
    assert views == ()
    assert wrong is not None
    assert "views.toml" in wrong.en
    assert "views.toml" in wrong.zh
    with pytest.raises(UsageError):
        save_view(path, view("b"))
    with pytest.raises(UsageError):
        delete_view(path, "a")
    assert path.read_bytes() == content


def test_the_sound_views_of_a_broken_file_are_there(tmp_path: Path) -> None:
    path = tmp_path / "views.toml"
    path.write_text("[view.a]\nkind = 'links'\n\n[view.b]\nkind = 3\n", "utf-8")
    views, wrong = load_views(path)
    assert [each.name for each in views] == ["a"]
    assert wrong is not None


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "views.toml"
    path.mkdir()
    assert load_views(path)[1] is not None
    with pytest.raises(UsageError):
        save_view(path, view("a"))


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError):
        save_view(tmp_path / "file" / "views.toml", view("a"))


@pytest.mark.parametrize("name", ["", "  ", "x" * (LONGEST_NAME + 1), "mine", "Mine", "已标记"])
def test_names_that_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        save_view(tmp_path / "views.toml", view(name))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("user", ["li", *HOSTILE])
def test_built_in_views_can_be_shown(user: str) -> None:
    views = built_in_views(user)
    assert len({each.name for each in views}) == len(views) >= 7
    for each in views:
        assert each.is_built_in
        parse(each.query, each.kind)
        known = {column.name for column in columns_of(each.kind)}
        assert {name.removeprefix("-") for name in each.sort} <= known
        assert each.title.en != each.title.zh


def test_built_in_views_cannot_be_deleted(tmp_path: Path) -> None:
    for each in built_in_views("li"):
        for name in (each.title.en, each.title.zh):
            with pytest.raises(UsageError):
                delete_view(tmp_path / "views.toml", name)


def test_where_views_are_kept(tmp_path: Path) -> None:
    home = tmp_path / ".disclosure-audit"
    inside = home / "runs" / "20240101T000000Z-abc"
    beside, alone = tmp_path / "results", tmp_path / "other" / "results"
    for folder in (inside, beside, alone):
        folder.mkdir(parents=True)
    assert views_file(inside) == home / "views.toml"
    assert views_file(beside) == home / "views.toml"
    assert views_file(alone) == alone / "views.toml"


def test_views_beside_runs_stay_out_of_version_control(tmp_path: Path) -> None:
    home = tmp_path / ".disclosure-audit"
    save_view(home / "views.toml", view("a"))
    assert (home / ".gitignore").read_text() == "*\n"
