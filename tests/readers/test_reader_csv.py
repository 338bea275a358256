"""Delimited text: delimiters, quotation marks, ragged rows, row numbers, limits."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from disclosure_audit.errors import InputError
from disclosure_audit.readers import REJECTS, ROW, SOURCE

HEAD = "标题,文号,日期\n"


def test_cells_stay_text_and_blanks_around_them_go(load: Any, write: Any, cells: Any) -> None:
    path = write("a.csv", HEAD + "　甲\u00a0,007,1E5\n 乙 ,110101199003071234,\n")
    table = load(path)
    assert cells(table) == [("甲", "007", "1E5"), ("乙", "110101199003071234", None)]
    assert table.frame.schema == {
        "标题": pl.String, "文号": pl.String, "日期": pl.String, ROW: pl.UInt32, SOURCE: pl.String,
    }  # fmt: skip
    assert table.rejects.schema == REJECTS
    (source,) = table.sources
    assert (source.name, source.kind, source.encoding, source.rows) == ("a.csv", "csv", "utf-8", 2)
    assert source.size == path.stat().st_size
    assert source.sha256 is not None
    assert len(source.sha256) == 64
    assert table.headers == ["标题", "文号", "日期"]


@pytest.mark.parametrize("mark", [",", "\t", ";", "|", "%", "，"])
def test_delimiter_is_found_despite_commas_in_titles(
    mark: str, load: Any, write: Any, cells: Any
) -> None:
    other = ";" if mark == "," else ","
    rows = [[f"关于甲{other * (n % 3)}乙的通知{n}", f"甲发〔2020〕{n}号", "x"] for n in range(30)]
    lines = [["标题", "文号", "备注"], *rows]
    table = load(write("a.txt", "\n".join(mark.join(line) for line in lines)))
    assert cells(table) == [tuple(row) for row in rows]


def test_delimiter_may_be_told_or_hinted_in_the_first_line(
    load: Any, write: Any, cells: Any
) -> None:
    told = load(write("a.csv", "a#b\n1,2#3,4\n"), reading={"delimiter": "#"})
    assert cells(told) == [("1,2", "3,4")]
    assert cells(load(write("b.csv", "sep=;\na;b\n1,2;3,4\n"))) == [("1,2", "3,4")]


def test_a_single_column_is_not_cut_at_commas(load: Any, write: Any, cells: Any) -> None:
    titles = [f"关于第{n}批" + (", 附件" if n % 3 == 0 else "") for n in range(12)]
    assert cells(load(write("a.txt", "\n".join(["标题", *titles])))) == [(t,) for t in titles]


def test_find_header_settles_the_delimiter_and_the_header(
    load: Any, write: Any, cells: Any
) -> None:
    def find(rows: list[list[str]]) -> int | None:
        return next((n for n, row in enumerate(rows) if "标题" in row), None)

    path = write("a.txt", "一,二,三\n一,二,三\n标题|文号\n一,二,三|1\n")
    table = load(path, find_header=find)
    assert table.headers == ["标题", "文号"]
    assert cells(table) == [("一,二,三", "1")]


def test_title_rows_above_the_header_are_skipped(load: Any, write: Any, cells: Any) -> None:
    path = write("a.csv", "发文登记簿,,\n单位：甲局,,2023\n\n标题,文号,日期\n甲,1,2023-01-02\n")
    table = load(path)
    assert table.headers == ["标题", "文号", "日期"]
    assert cells(table) == [("甲", "1", "2023-01-02")]
    assert table.frame[ROW].to_list() == [0]


def test_header_row_may_be_told(load: Any, write: Any) -> None:
    path = write("a.csv", "a,b,c\n标题,文号,日期\n1,2,3\n")
    assert load(path, reading={"header_row": 2}).headers == ["标题", "文号", "日期"]
    with pytest.raises(InputError, match="row 9 does not exist"):
        load(path, reading={"header_row": 9})


def test_blank_rows_take_a_number_and_trailing_ones_do_not(
    load: Any, write: Any, rejected: Any
) -> None:
    table = load(write("a.csv", HEAD + "甲,1,2\n\n,,\n乙,1,2,3\n丙,1,2\n\n ,　,\n\n"))
    assert table.frame[ROW].to_list() == [0, 4]
    assert rejected(table) == [(3, 5, "too_many_cells")]
    assert (table.sources[0].rows, table.sources[0].blank_rows) == (3, 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str, load: Any, write: Any, cells: Any) -> None:
    table = load(write("a.csv", end.join(["标题,文号", '"甲",1', "", '乙,"2"'])))
    assert cells(table) == [("甲", "1"), ("乙", "2")]
    assert table.frame[ROW].to_list() == [0, 2]


def test_a_quoted_line_break_is_one_row_and_lines_count_on(
    load: Any, write: Any, cells: Any, rejected: Any
) -> None:
    table = load(write("a.csv", HEAD + '"甲\r\n乙","1,""2""",\n丙,1,2,3\n丁,1,2\n'))
    assert cells(table) == [("甲\r\n乙", '1,"2"', None), ("丁", "1", "2")]
    assert table.frame[ROW].to_list() == [0, 2]
    assert rejected(table) == [(1, 4, "too_many_cells")]


def test_short_rows_are_padded_and_empty_surplus_is_harmless(
    load: Any, write: Any, cells: Any, rejected: Any
) -> None:
    table = load(write("a.csv", HEAD + "甲\n乙,1,2,,, \n" + "丙,1,2" + "," * 40 + "\n"))
    assert cells(table) == [("甲", None, None), ("乙", "1", "2"), ("丙", "1", "2")]
    assert rejected(table) == []


def test_far_too_many_cells_are_a_reject_too(load: Any, write: Any, rejected: Any) -> None:
    table = load(write("a.csv", HEAD + "甲,1,2\n" + "乙,1,2" + "," * 40 + "x\n丙,1,2\n"))
    assert table.frame[ROW].to_list() == [0, 2]
    assert rejected(table) == [(1, 3, "too_many_cells")]


def test_an_unclosed_quote_costs_its_own_row_only(
    load: Any, write: Any, cells: Any, rejected: Any
) -> None:
    table = load(write("a.csv", HEAD + '甲,1,2\n"乙,1,2\n丙,"3",4\n丁,5,6\n'))
    assert cells(table) == [("甲", "1", "2"), ("丙", "3", "4"), ("丁", "5", "6")]
    assert table.frame[ROW].to_list() == [0, 2, 3]
    assert rejected(table) == [(1, 3, "unclosed_quote")]


def test_a_quote_open_at_the_end_of_the_file(load: Any, write: Any, rejected: Any) -> None:
    table = load(write("a.csv", HEAD + '甲,1,2\n乙,1,"2\n丙,1,2\n'))
    assert table.frame[ROW].to_list() == [0, 2]
    assert rejected(table) == [(1, 3, "unclosed_quote")]


def test_a_quote_that_closes_rows_later_does_not_swallow_them(
    load: Any, write: Any, rejected: Any
) -> None:
    rows = "".join(f"行{n},1,2\n" for n in range(5))
    table = load(write("a.csv", f'{HEAD}甲,"1,2\n{rows}乙,1",2\n丙,1,2\n'))
    assert table.frame[ROW].to_list() == [1, 2, 3, 4, 5, 6, 7]
    assert rejected(table) == [(0, 2, "unclosed_quote")]


def test_quotation_marks_inside_a_cell_are_text(load: Any, write: Any, cells: Any) -> None:
    table = load(write("a.csv", HEAD + '关于"十四五"规划,5" 管,1\n"十四五"规划, "a,b" ,2\n'))
    assert cells(table) == [('关于"十四五"规划', '5" 管', "1"), ('"十四五"规划', "a,b", "2")]


def test_a_cell_that_is_too_long_is_a_reject(load: Any, write: Any, rejected: Any) -> None:
    path = write("a.csv", HEAD + f"{'长' * 11},1,2\n{'长' * 10},1,2\n")
    table = load(path, limits={"cell_chars": 10})
    assert table.frame[ROW].to_list() == [1]
    assert rejected(table) == [(0, 2, "cell_too_long")]


def test_a_repeated_header_is_a_reject(load: Any, write: Any, rejected: Any) -> None:
    table = load(write("a.csv", "登记簿\n" + HEAD + "甲,1,2\n登记簿\n" + HEAD + "乙,1,2\n"))
    assert table.frame[ROW].to_list() == [0, 3]
    assert rejected(table) == [(1, 4, "repeated_header"), (2, 5, "repeated_header")]


def test_names_of_equal_and_of_empty_headers(load: Any, write: Any) -> None:
    table = load(write("a.csv", '标题,标题,,标题_2,"发文\n字号",__row__,\n1,2,3,4,5,6,\n'))
    assert table.headers == ["标题", "标题_3", "column_3", "标题_2", "发文字号", "__row___2"]


def test_nul_bytes_are_dropped(load: Any, write: Any, cells: Any) -> None:
    assert cells(load(write("a.csv", HEAD + "甲\0\0,1\0,2\n"))) == [("甲", "1", "2")]


def test_header_only_gives_no_rows(load: Any, write: Any) -> None:
    for text in (HEAD, HEAD.strip(), HEAD + "\n,,\n"):
        table = load(write("a.csv", text))
        assert table.frame.shape == (0, 5)
        assert table.sources[0].rows == 0


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff", ",,\n,,\n"])
def test_an_empty_file_is_an_error(text: str, load: Any, write: Any) -> None:
    with pytest.raises(InputError, match="empty"):
        load(write("a.csv", text))


@pytest.mark.parametrize("setting", ["rows", "columns", "file_bytes"])
def test_limits_name_the_setting_to_raise(setting: str, load: Any, write: Any) -> None:
    with pytest.raises(InputError) as caught:
        load(write("a.csv", HEAD + "甲,1,2\n乙,1,2\n丙,1,2\n"), limits={setting: 2})
    assert caught.value.hint is not None
    for lang in ("en", "zh"):
        assert f"limits.{setting}" in caught.value.hint.to(lang)


def test_irregular_text_in_several_batches(
    load: Any, write: Any, rejected: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("disclosure_audit.readers.csv_cells._BATCH", 3)
    rows = "".join(f'第"{n}"号,{n},x\n' for n in range(10))
    table = load(write("a.csv", f'{HEAD}{rows}"乙,1,2\n'))
    assert table.frame["文号"].to_list() == [str(n) for n in range(10)]
    assert rejected(table) == [(10, 12, "unclosed_quote")]


def test_a_stray_wide_row_is_not_taken_for_the_header(load: Any, write: Any, rejected: Any) -> None:
    table = load(write("a.csv", "标题,标题\n甲,1\n乙,1,2,3,4,5,6\n丙,1\n"))
    assert table.headers == ["标题", "标题_2"]
    assert rejected(table) == [(1, 3, "too_many_cells")]


def test_a_long_file_with_line_breaks_in_cells(load: Any, write: Any) -> None:
    # Long enough for the parallel reader to cut it in pieces, anywhere.
    count = 60_000
    rows = (f'{n},"第{n}行\n"",{"x," * (n % 40)}\n",{n % 7}\n' for n in range(count))
    table = load(write("a.csv", "号,文,余\n" + "".join(rows) + "坏,1,2,3\n"))
    assert table.frame["号"].to_list() == [str(n) for n in range(count)]
    assert table.frame["文"].to_list() == [
        f'第{n}行\n",{"x," * (n % 40)}'.rstrip("\n") for n in range(count)
    ]
    assert table.rejects.select("row", "line").rows() == [(count, 2 + 3 * count)]


def test_a_header_that_reads_like_a_pattern(load: Any, write: Any, cells: Any) -> None:
    table = load(write("a.csv", "*,^.*$,标题\n1,2,甲\n"))
    assert table.headers == ["*_", "^.*$_", "标题"]
    assert table.frame.select(pl.col(name) for name in table.headers).rows() == cells(table)


def test_a_header_of_two_lines(load: Any, write: Any, cells: Any) -> None:
    text = (
        "登记簿,,,,\n序号,标题,发布情况,,备注\n,,时间,网址,\n1,甲,2023-01-02,http://a.example/1,x\n"
    )
    table = load(write("a.csv", text), find_header=lambda rows: 2)
    assert table.headers == ["序号", "标题", "发布情况时间", "发布情况网址", "备注"]
    assert cells(table) == [("1", "甲", "2023-01-02", "http://a.example/1", "x")]
    told = load(write("a.csv", text), reading={"header_row": 2})
    assert told.headers == ["序号", "标题", "发布情况", "column_4", "备注"]
