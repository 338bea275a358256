"""Paths, folders, globs, and several files as one list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.readers import REASONS, ROW, SKIPPED, SOURCE
from disclosure_audit.readers.locate import ENDINGS


@pytest.fixture
def folder(write: Any, tmp_path: Path) -> Path:
    write("in/2022.csv", "标题,文号\n甲,1\n\n乙,1,x\n丙,2\n\n", "gb18030")
    write("in/2023.tsv", "文号\t标题\t备注\n3\t丁\tx\n")
    write("in/2024.json", '[{"标题": "戊"}]')
    write("in/notes.docx", "no table")
    write("in/.hidden.csv", "a,b\n1,2\n")
    write("in/~$2022.xlsx", "lock")
    write("in/deep/2025.csv", "标题,文号\n己,6\n")
    return tmp_path / "in"


WANTED = [
    ("甲", "1", None, 0, "2022.csv"),
    ("丙", "2", None, 3, "2022.csv"),
    ("丁", "3", "x", 4, "2023.tsv"),
    ("戊", None, None, 5, "2024.json"),
]


def test_a_folder_is_one_list(folder: Path, load: Any, rejected: Any) -> None:
    calls: list[tuple[int, int]] = []
    for source in (folder, f"{folder}/*"):
        calls.clear()
        table = load(source, progress=lambda done, total: calls.append((done, total)))
        assert table.frame.columns == ["标题", "文号", "备注", ROW, SOURCE]
        assert table.frame.rows() == WANTED
        assert table.frame.schema[ROW] == pl.UInt32
        assert rejected(table) == [(2, 4, "too_many_cells")]
        assert [s.name for s in table.sources] == ["2022.csv", "2023.tsv", "2024.json"]
    assert len(calls) == 3
    assert calls[-1][0] == calls[-1][1] == sum(s.size or 0 for s in table.sources)


def test_globs(folder: Path, load: Any) -> None:
    assert load(f"{folder}/*.tsv").frame["标题"].to_list() == ["丁"]
    assert load(f"{folder}/**/*.csv").frame["标题"].to_list() == ["甲", "丙", "己"]


def test_rejects_of_a_later_file_are_numbered_on(write: Any, load: Any, rejected: Any) -> None:
    write("a.csv", "标题,文号\n甲,1\n乙,2\n")
    path = write("b.csv", "标题,文号\n丙,1,x\n丁,2\n")
    table = load(path.parent)
    assert rejected(table) == [(2, 2, "too_many_cells")]
    assert table.rejects["source"].to_list() == ["b.csv"]
    assert table.frame[ROW].to_list() == [0, 1, 3]


def test_equal_names_in_several_folders(write: Any, load: Any, tmp_path: Path) -> None:
    for year in ("2022", "2023"):
        write(f"{year}/目录.csv", f"标题\n{year}\n")
    table = load(tmp_path / "*" / "*.csv")
    assert table.frame[SOURCE].to_list() == ["2022/目录.csv", "2023/目录.csv"]


def test_a_path_that_looks_like_a_glob(write: Any, load: Any) -> None:
    assert load(write("目录[1].csv", "标题\n甲\n")).sources[0].name == "目录[1].csv"


def test_a_missing_file_names_the_nearest(folder: Path, load: Any) -> None:
    with pytest.raises(InputError, match="does not exist") as caught:
        load(folder / "2022.cvs")
    assert caught.value.hint == Text("did you mean 2022.csv?", "是否指 2022.csv？")
    with pytest.raises(InputError) as caught:
        load(folder / "nowhere" / "a.csv")
    assert caught.value.hint is not None
    assert "does not exist either" in caught.value.hint.en


def test_nothing_readable_lists_the_endings(tmp_path: Path, load: Any, write: Any) -> None:
    write("a.docx", "x")
    for source in (tmp_path, f"{tmp_path}/*.docx"):
        with pytest.raises(InputError, match="no readable file") as caught:
            load(source)
        assert caught.value.hint is not None
        assert all(ending in caught.value.hint.en for ending in ENDINGS)


def test_limits_hold_for_the_whole_list(folder: Path, load: Any) -> None:
    with pytest.raises(InputError, match="the list has 5 rows"):
        load(folder, limits={"rows": 4})


def test_codes_have_words_in_both_languages() -> None:
    for text in (REASONS | SKIPPED).values():
        assert text.en
        assert any(ord(character) > 0x4E00 for character in text.zh)
