"""Lists are written row by row as they are seen, and nothing in them comes alive elsewhere."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import cells
from disclosure_audit.language import Text
from disclosure_audit.names import SEVERITIES
from disclosure_audit.review.sheets import Column
from disclosure_audit.writers import sheet_xlsx
from disclosure_audit.writers.sheet_registry import SHEET_FORMATS

HOSTILE = (
    "[/]", "[密]甲案", "\x1b[31m红", "甲\u202e乙", "\x00", "长" * 300, "👩‍👩‍👧 é e\u0301", "a|b`*_<i>", "甲\n乙\r\n丙",
    '"quoted", and more', "http://example.invalid/x", "_x0041_", "1234567890123456789", "007", " 前后 ",
)  # fmt: skip
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠a", '=HYPERLINK("http://x")')


def column(name: str, en: str, zh: str, **given: Any) -> Column:
    return Column(name=name, title=Text(en, zh), **given)


COLUMNS = (
    column("severity", "severity", "级别", coded=SEVERITIES),
    column("title", "title", "标题"),
    column("register_row", "register row", "登记行", align="right", is_row=True),
    column("score", "score", "得分", align="right"),
    column("until", "until", "截止日"),
)


def sheet(*titles: str | None) -> pl.DataFrame:
    height = len(titles)
    return pl.DataFrame(
        {
            "finding_id": ["ab" * 8] * height,
            "severity": ["high"] * height,
            "title": titles,
            "register_row": range(height),
            "score": [None if n == 1 else 12.5 for n in range(height)],
            "until": [dt.date(2024, 2, 29)] * height,
        },
        schema_overrides={"title": pl.String, "register_row": pl.UInt32},
    )


def write(name: str, path: Path, frame: pl.DataFrame, **given: Any) -> Any:
    return SHEET_FORMATS[name].write(
        path, frame, given.pop("columns", COLUMNS), given.pop("lang", "en"), **given
    )


def read_csv(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def read_xlsx(path: Path) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    return [[cell.value for cell in row] for page in book for row in page.iter_rows()]


def cells_of(line: str) -> list[str]:
    """Return the cells of a line of a Markdown table."""
    assert line.startswith("| ")
    assert line.endswith(" |")
    return line.replace("\\\\", "").replace("\\|", "")[2:-2].split(" | ")


@pytest.mark.parametrize("name", SHEET_FORMATS)
def test_what_is_seen_is_what_is_written(name: str, tmp_path: Path) -> None:
    """The columns that are shown, in their order, in words; rows in their order, from 1."""
    path = tmp_path / "导出"
    done = write(name, path, sheet("乙", None, "甲"), columns=COLUMNS[::-1], lang="zh")
    assert (done.rows, done.cut) == (3, 0)
    heads = ["截止日", "得分", "登记行", "标题", "级别"]
    text = [
        heads,
        ["2024-02-29", "12.5", "1", "乙", "高"],
        ["2024-02-29", "", "2", "", "高"],
        ["2024-02-29", "12.5", "3", "甲", "高"],
    ]
    if name == "xlsx":
        day = dt.datetime(2024, 2, 29)
        assert read_xlsx(path) == [
            heads, [day, 12.5, 1, "乙", "高"], [day, None, 2, None, "高"], [day, 12.5, 3, "甲", "高"]
        ]  # fmt: skip
    elif name == "markdown":
        lines = path.read_text("utf-8").splitlines()
        assert lines[1] == "| --- | ---: | ---: | --- | --- |"
        assert [cells_of(line) for line in (lines[0], *lines[2:])] == text
    else:
        assert read_csv(path) == text


def test_only_the_marked_csv_has_a_mark(tmp_path: Path) -> None:
    for name, mark in (("csv", b""), ("csv-excel", b"\xef\xbb\xbf")):
        write(name, tmp_path / name, sheet("甲"))
        assert (tmp_path / name).read_bytes().startswith(mark + b"severity,")


@pytest.mark.parametrize("name", ["csv", "csv-excel"])
def test_csv_computes_nothing(name: str, tmp_path: Path) -> None:
    write(name, tmp_path / "x.csv", sheet(*FORMULAS, *HOSTILE))
    rows = read_csv(tmp_path / "x.csv")
    assert len(rows) == 1 + len(FORMULAS) + len(HOSTILE)
    titles = [row[1] for row in rows[1:]]
    assert all(title.startswith("'") for title in titles[: len(FORMULAS)])
    assert not any(char in title for title in titles for char in "\x1b\u202e\x00")
    assert "[密]甲案" in titles
    assert "甲\n乙\r\n丙" in titles


def test_a_workbook_holds_text_as_text(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write("xlsx", path, sheet(*FORMULAS, *HOSTILE))
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    assert not [name for name in parts if "hyperlink" in name.lower() or "link" in name.lower()]
    assert "<f>" not in parts["xl/worksheets/sheet1.xml"]
    assert "hyperlink" not in parts["xl/worksheets/sheet1.xml"]
    page = openpyxl.load_workbook(path).active
    assert page is not None
    titles = [row[1] for row in page.iter_rows(min_row=2)]
    assert {cell.data_type for cell in titles} == {"s"}
    shown = [str(cell.value) for cell in titles]
    assert shown[0] == "=1+1"  # as it is: a text cell is not computed
    assert "007" in shown
    assert "1234567890123456789" in shown
    assert not any(char in title for title in shown for char in "\x1b\u202e\x00")
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == f"A1:E{1 + len(FORMULAS) + len(HOSTILE)}"


def test_columns_are_as_wide_as_chinese_text(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    title = "关于进一步加强安全生产的通知"
    write("xlsx", path, sheet(title, *["a" * 20] * 60))
    page = openpyxl.load_workbook(path).active
    assert page is not None
    assert cells(title) <= page.column_dimensions["B"].width <= 1.4 * cells(title)
    write("xlsx", path, sheet("长" * 300), replace=True)
    page = openpyxl.load_workbook(path).active
    assert page is not None
    assert page.column_dimensions["B"].width <= 61


@pytest.mark.parametrize("letter", ["长", "a", "😀"])
def test_a_cell_that_is_too_long_says_so(letter: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    units = len(letter.encode("utf-16-le")) // 2
    fits = letter * (sheet_xlsx.LONGEST_CELL // units)
    over = letter * (sheet_xlsx.LONGEST_CELL // units + 1)
    done = write("xlsx", path, sheet(fits, over, over, "b"))
    assert (done.rows, done.cut) == (4, 2)
    titles = [row[1] for row in read_xlsx(path)[1:]]
    assert titles[0] == fits
    assert titles[1] == titles[2]
    assert titles[1].endswith(f"…[cut: {len(over):,} characters in all]")
    length = len(titles[1].encode("utf-16-le")) // 2
    assert sheet_xlsx.LONGEST_CELL - 1 <= length <= sheet_xlsx.LONGEST_CELL
    assert write("csv", tmp_path / "x.csv", sheet(over)).cut == 0


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_xlsx, "MOST_ROWS", 3)
    path = tmp_path / "x.xlsx"
    assert write("xlsx", path, sheet(*"abcdefg")).rows == 7
    book = openpyxl.load_workbook(path)
    assert [[row[1].value for row in page.iter_rows(min_row=2)] for page in book] == [
        list("abc"), list("def"), ["g"]
    ]  # fmt: skip
    assert {page.freeze_panes for page in book} == {"A2"}
    assert {page["B1"].value for page in book} == {"title"}


def test_days_and_numbers_that_a_workbook_has_not(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    frame = sheet("a", "b", "c").with_columns(
        pl.Series("until", [dt.date(1800, 1, 1), dt.date(9999, 12, 31), None]),
        pl.Series("score", [float("nan"), float("inf"), 1.0]),
    )
    write("xlsx", path, frame)
    rows = read_xlsx(path)[1:]
    assert [row[4] for row in rows] == ["1800-01-01", dt.datetime(9999, 12, 31), None]
    assert [row[3] for row in rows] == [None, None, 1]


def test_markdown_keeps_every_cell_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    write("markdown", path, sheet(*FORMULAS, *HOSTILE))
    lines = path.read_text("utf-8").split("\n")
    assert lines.pop() == ""
    assert len(lines) == 2 + len(FORMULAS) + len(HOSTILE)
    assert {len(cells_of(line)) for line in lines} == {5}
    text = "\n".join(lines)
    assert r"a\|b\`\*\_\<i\>" in text
    assert r"\[密\]甲案" in text
    assert "甲␊乙␍␊丙" in text
    assert "甲<U+202E>乙".replace("<", r"\<").replace(">", r"\>") in text
    assert "\x1b" not in text


@pytest.mark.parametrize("name", SHEET_FORMATS)
def test_no_row_is_a_file_too(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    assert write(name, path, sheet()).rows == 0
    if name == "xlsx":
        assert len(read_xlsx(path)) == 1
    elif name == "markdown":
        assert len(path.read_text("utf-8").splitlines()) == 2
    else:
        assert len(read_csv(path)) == 1


@pytest.mark.parametrize("name", SHEET_FORMATS)
def test_a_file_that_is_there_stays(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("mine")
    with pytest.raises(UsageError, match="already there"):
        write(name, path, sheet("a"))
    assert path.read_text() == "mine"
    write(name, path, sheet("a"), replace=True)
    assert path.read_bytes() != b"mine"
    assert [item.name for item in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("name", SHEET_FORMATS)
def test_nothing_half_written_is_left(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    path.write_text("mine")

    def full(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError) as raised:
        write(name, path, sheet("a"), replace=True)
    assert "the disk is full" in raised.value.message.en
    assert "磁盘已满" in raised.value.message.zh
    assert path.read_text() == "mine"
    assert [item.name for item in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("name", SHEET_FORMATS)
def test_a_place_where_nothing_can_be_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        write(name, tmp_path, sheet("a"))
    with pytest.raises(UsageError, match="cannot be written: does not exist"):
        write(name, tmp_path / "no" / "x", sheet("a"))
