"""XLSX workbooks: cells, headers, merged regions, sheets, and files that must be refused."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from disclosure_audit.errors import InputError
from disclosure_audit.readers import ROW, SOURCE

HEAD = ["标题", "文号", "日期"]
Build = Callable[..., Path]


@pytest.fixture
def workbook(tmp_path: Path) -> Build:
    """Write a workbook: sheet name -> rows, or a function that fills the sheet."""

    def call(name: str = "a.xlsx", **sheets: Any) -> Path:
        book = xlsxwriter.Workbook(str(tmp_path / name))
        for title, content in sheets.items():
            sheet = book.add_worksheet(title)
            if callable(content):
                content(book, sheet)
                continue
            for number, row in enumerate(content):
                sheet.write_row(number, 0, row)
        book.close()
        return tmp_path / name

    return call


def test_cells_become_text(load: Any, workbook: Build, cells: Any) -> None:
    def fill(book: Any, sheet: Any) -> None:
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        time = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, ["文本", "整数", "小数", "大数", "日期", "时间", "是否", "错误"])
        sheet.write_string(1, 0, " 007　")
        sheet.write(1, 1, 12.0)
        sheet.write(1, 2, 0.1)
        sheet.write(1, 3, 110101199003070000)
        sheet.write_datetime(1, 4, dt.datetime(2023, 1, 2), date)
        sheet.write_datetime(1, 5, dt.datetime(2023, 1, 2, 10, 30), time)
        sheet.write_boolean(1, 6, True)
        sheet.write_formula(1, 7, "=NA()", None, "#N/A")
        sheet.write_string(2, 0, "1E5")
        sheet.write(2, 2, 1e-7)
        sheet.write_datetime(2, 5, dt.datetime(2023, 1, 2), time)
        sheet.write_boolean(2, 6, False)

    table = load(workbook(S=fill))
    assert cells(table) == [
        ("007", "12", "0.1", "110101199003070000", "2023-01-02", "2023-01-02 10:30:00", "TRUE", None),
        ("1E5", None, "0.0000001", None, None, "2023-01-02", "FALSE", None),
    ]  # fmt: skip
    (source,) = table.sources
    assert (source.name, source.kind, source.encoding) == ("a.xlsx", "spreadsheet", None)


def test_title_rows_blank_rows_and_repeated_headers(
    load: Any, workbook: Build, rejected: Any
) -> None:
    rows = [["发文登记簿"], ["单位：甲局", "", "2023"], [], HEAD, ["甲", 1, 2], [], ["发文登记簿"], HEAD,
            ["乙", 1, 2], [], []]  # fmt: skip
    table = load(workbook(S=rows))
    assert table.headers == HEAD
    assert table.frame.select("标题", ROW).rows() == [("甲", 0), ("乙", 4)]
    assert rejected(table) == [(2, 7, "repeated_header"), (3, 8, "repeated_header")]
    assert table.sources[0].blank_rows == 1


def test_a_table_may_begin_anywhere(load: Any, workbook: Build, cells: Any) -> None:
    for top in (4, 300):

        def fill(book: Any, sheet: Any, top: int = top) -> None:
            sheet.write_row(top, 2, HEAD)
            sheet.write_row(top + 2, 2, ["甲", "1", "x"])

        table = load(workbook(S=fill))
        assert table.headers == HEAD
        assert cells(table) == [("甲", "1", "x")]
        assert table.frame[ROW].to_list() == [1]


def test_cells_without_a_header_of_their_own(load: Any, workbook: Build) -> None:
    rows = [["标题", "", "文号"], ["甲", "", "1", "备注"], ["乙", "x", "2"]]
    table = load(workbook(S=rows))
    assert table.headers == ["标题", "column_2", "文号", "column_4"]


def test_a_header_of_two_rows(load: Any, workbook: Build, cells: Any, rejected: Any) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:F1", "登记簿")
        sheet.merge_range("A2:A3", "标题")
        sheet.merge_range("B2:C2", "发文")
        sheet.merge_range("D2:E2", "收文")
        sheet.merge_range("F2:F3", "备注")
        sheet.write_row("B3", ["日期", "文号", "日期", "来文机关"])
        sheet.write_row("A4", ["甲", "1", "2", "3", "4", "5"])

    table = load(workbook(S=fill))
    assert table.headers == ["标题", "发文日期", "发文文号", "收文日期", "来文机关", "备注"]
    assert cells(table) == [("甲", "1", "2", "3", "4", "5")]
    lower = load(workbook(S=fill), find_header=lambda rows: 2)
    assert lower.headers == table.headers
    assert rejected(lower) == []


def test_a_header_of_two_rows_without_merged_cells(load: Any, workbook: Build, cells: Any) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["序号", "标题", "发布情况", None, "备注"])
        sheet.write_row("A2", [None, None, "时间", "网址", None])
        sheet.write_row("A3", ["1", "甲", "2023-01-02", "a.example", "x"])

    table = load(workbook(S=fill), find_header=lambda rows: 1)
    assert table.headers == ["序号", "标题", "发布情况时间", "发布情况网址", "备注"]
    assert cells(table) == [("1", "甲", "2023-01-02", "a.example", "x")]


def test_values_merged_downward_are_repeated_and_others_are_not(
    load: Any, workbook: Build, cells: Any
) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["标题", "文号", "机关"])
        for number in range(2, 7):
            sheet.write(f"A{number}", f"题{number}")
        sheet.merge_range("C2:C4", "甲局")
        sheet.write("B2", "一号")
        sheet.merge_range("A7:C7", "第二部分")

    assert cells(load(workbook(S=fill))) == [
        ("题2", "一号", "甲局"),
        ("题3", None, "甲局"),
        ("题4", None, "甲局"),
        ("题5", None, None),
        ("题6", None, None),
        ("第二部分", None, None),
    ]


def test_sheets_of_one_shape_are_one_list(load: Any, workbook: Build) -> None:
    path = workbook(
        说明=[["填表说明"], ["每年一表"]],
        y2022=[HEAD, ["甲", "1", "2"], [], ["乙", "1", "2"], []],
        y2023=[[*HEAD, "备注"], ["丙", "1", "2", "x"]],
        汇总=[["机关", "件数"], ["甲局", 3]],
        空=[],
    )
    table = load(path)
    assert table.frame.select("标题", "备注", ROW, SOURCE).rows() == [
        ("甲", None, 0, "a.xlsx[y2022]"),
        ("乙", None, 2, "a.xlsx[y2022]"),
        ("丙", "x", 3, "a.xlsx[y2023]"),
    ]
    assert [source.name for source in table.sources] == ["a.xlsx[y2022]", "a.xlsx[y2023]"]
    assert {(skipped.name, skipped.reason) for skipped in table.skipped} == {
        ("a.xlsx[说明]", "other_shape"),
        ("a.xlsx[汇总]", "other_shape"),
        ("a.xlsx[空]", "empty"),
    }


def test_find_header_knows_the_sheet(load: Any, workbook: Build) -> None:
    long = [["机关", "件数", "比例"], *(["甲局", n, n] for n in range(20))]
    path = workbook(统计=long, 目录=[["目录"], HEAD, ["甲", "1", "2"]])

    def find(rows: list[list[str]]) -> int | None:
        return next((n for n, row in enumerate(rows) if "标题" in row), None)

    table = load(path, find_header=find)
    assert table.headers == HEAD
    assert [(s.name, s.reason) for s in table.skipped] == [("a.xlsx[统计]", "no_header")]


def test_sheets_may_be_told(load: Any, workbook: Build, cells: Any) -> None:
    path = workbook(甲表=[HEAD, ["甲", "1", "2"]], 乙表=[["名称", "件数"], ["乙", 3]])
    assert cells(load(path, sheets=("乙表",))) == [("乙", "3")]
    assert load(path, sheets=("乙表", "甲表")).headers == [*HEAD, "名称", "件数"]
    with pytest.raises(InputError, match="no sheet 丙表") as caught:
        load(path, sheets=("丙表",))
    assert caught.value.hint is not None
    assert "甲表, 乙表" in caught.value.hint.en


def test_hidden_sheets_are_skipped(load: Any, workbook: Build) -> None:
    def hidden(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEAD)
        sheet.hide()

    table = load(workbook(S=[HEAD, ["甲", 1, 2]], H=hidden))
    assert [(s.name, s.reason) for s in table.skipped] == [("a.xlsx[H]", "hidden")]
    assert table.sources[0].name == "a.xlsx"


def test_a_workbook_in_disguise_is_read_as_what_it_is(load: Any, workbook: Build) -> None:
    for name in ("a.csv", "b.xls", "c"):
        path = workbook(S=[HEAD, ["甲", 1, 2]]).rename(workbook(S=[HEAD]).parent / name)
        assert load(path).sources[0].kind == "spreadsheet"


def test_text_in_disguise_is_read_as_text(load: Any, write: Any, cells: Any) -> None:
    table = load(write("a.xls", "标题\t文号\n甲\t1\n", "gbk"))
    assert table.sources[0].kind == "csv"
    assert cells(table) == [("甲", "1")]


def test_header_only_and_nothing_at_all(load: Any, workbook: Build) -> None:
    assert load(workbook(S=[HEAD])).frame.shape == (0, 5)
    with pytest.raises(InputError, match="empty"):
        load(workbook(S=[]))


@pytest.mark.parametrize("setting", ["rows", "columns"])
def test_limits(setting: str, load: Any, workbook: Build) -> None:
    with pytest.raises(InputError) as caught:
        load(workbook(S=[HEAD, *([["甲", 1, 2]] * 3)]), limits={setting: 2})
    assert caught.value.hint is not None
    assert f"limits.{setting}" in caught.value.hint.en


def test_a_cell_that_is_too_long(load: Any, workbook: Build, rejected: Any) -> None:
    table = load(workbook(S=[HEAD, ["长" * 11, 1, 2]]), limits={"cell_chars": 10})
    assert rejected(table) == [(0, 2, "cell_too_long")]


def test_bombs_are_not_unpacked(load: Any, workbook: Build, tmp_path: Path) -> None:
    path = workbook(S=[HEAD])
    with pytest.raises(InputError) as caught:
        load(path, limits={"unpacked_bytes": 100})
    assert caught.value.hint is not None
    assert "limits.unpacked_bytes" in caught.value.hint.en
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/a.bin", b"\0" * (101 * 1024**2))
    with pytest.raises(InputError) as caught:
        load(path)
    assert caught.value.hint is not None
    assert "limits.unpacked_ratio" in caught.value.hint.en


def test_two_cells_far_apart_do_not_exhaust_the_memory(load: Any, workbook: Build) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEAD)
        sheet.write(1_048_575, 16_383, "x")

    with pytest.raises(InputError, match="far away"):
        load(workbook(S=fill))


def test_damaged_workbooks(load: Any, workbook: Build, write: Any) -> None:
    whole = workbook(S=[HEAD, *([["甲", 1, 2]] * 300)]).read_bytes()
    for content in (
        whole[: len(whole) // 2],
        b"PK\x03\x04" + b"x" * 99,
        whole[:200] + b"x" * 300 + whole[500:],
    ):
        with pytest.raises(InputError, match="damaged"):
            load(write("b.xlsx", content))


def test_archives_and_documents_are_named_as_such(load: Any, tmp_path: Path) -> None:
    for entry, said in (("a.csv", "archive"), ("word/document.xml", "not a text table")):
        path = tmp_path / "a.xlsx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("[Content_Types].xml", "x")
            package.writestr(entry, "x")
        with pytest.raises(InputError, match=said):
            load(path)
