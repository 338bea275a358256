from __future__ import annotations

import pytest

from disclosure_audit.schema.heading import find_header, name_headers

DATA = ["1", "云字〔2011〕1号", "关于春耕的通知", "2011-03-05"]
HEADER = ["序号", "文号", "标题", "日期"]


@pytest.mark.parametrize(
    "above",
    [
        [],
        [["2011年度发文登记簿", "", "", ""]],
        [
            ["云山县发文登记簿", "", "", ""],
            ["单位：云山县政府办", "", "", "制表日期：2011年12月"],
            ["", "", "", ""],
        ],
        [["", "", "", ""], ["Register of documents 2011", "", "", ""]],
    ],
)
def test_title_lines_are_passed_over(above: list[list[str]]) -> None:
    rows = [*above, HEADER, DATA, DATA]
    place = find_header(rows)
    assert place == len(above)
    assert name_headers(rows, place) == HEADER


def test_two_lines_are_joined() -> None:
    rows = [
        ["政府信息公开目录", "", "", "", "", ""],
        ["序号", "标题", "文号", "公开情况", "", "备注"],
        ["", "", "", "公开属性", "公开日期", ""],
        ["1", "关于春耕的通知", "云字〔2011〕1号", "主动公开", "2011-03-08", ""],
    ]
    place = find_header(rows)
    assert place == 2
    assert name_headers(rows, place) == [
        "序号", "标题", "文号", "公开情况/公开属性", "公开情况/公开日期", "备注",
    ]  # fmt: skip


def test_an_upper_line_of_groups_is_joined() -> None:
    rows = [
        ["发文", "", "", "公开", ""],
        ["日期", "字号", "标题", "属性", "日期"],
        ["2011-03-05", "云字〔2011〕1号", "关于春耕的通知", "主动公开", "2011-03-08"],
    ]
    assert find_header(rows) == 1
    assert name_headers(rows, 1)[0] == "发文/日期"
    assert name_headers(rows, 1)[4] == "公开/日期"


def test_the_first_of_repeated_headers_is_taken() -> None:
    assert find_header([HEADER, DATA, HEADER, DATA]) == 0


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[]],
        [["", ""]],
        [DATA, DATA],
        [["Numéro", "Objet"], ["1", "Arbres"]],
        [["2011年度发文登记簿"]],
    ],
)
def test_no_header_is_no_header(rows: list[list[str]]) -> None:
    assert find_header(rows) is None


def test_field_codes_are_a_header() -> None:
    assert (
        find_header([["bt", "fwzh", "cwrq"], ["关于春耕的通知", "云字〔2011〕1号", "2011-03-05"]])
        == 0
    )


def test_a_single_column_is_found() -> None:
    assert find_header([["标题"], ["关于春耕的通知"]]) == 0


def test_rows_of_unequal_width_are_fine() -> None:
    assert (
        find_header([["目录"], ["标题", "文号"], ["关于春耕的通知", "云字〔2011〕1号", "x"]]) == 1
    )


ROW = ["序号", "发文字号", "文件标题", "成文日期", "公开属性", "承办科室"]
FIRST = ["1", "云政办〔2021〕3号", "关于做好春耕备耕工作的通知", "2021-03-05", "主动公开", "法规科"]
SECOND = ["2", "云政办函〔2021〕4号", "关于答复提案的函", "2021-03-08", "依申请公开", "办公室"]
BODY = [ROW, FIRST, SECOND]
TITLE = ["云山县人民政府办公室发文登记簿"]
TWO_LINES = [
    ["序号", "文件信息", "", "公开情况", "", "备注"],
    ["", "标题", "文号", "属性", "日期", ""],
    ["1", "关于春耕的通知", "云政〔2021〕3号", "主动公开", "2021-03-05", ""],
]
SHEETS: dict[str, tuple[list[list[str]], int | None]] = {
    "plain": (BODY, 0),
    "title": ([TITLE, *BODY], 1),
    "title in every merged cell": ([TITLE * 6, *BODY], 1),
    "title and unit line": ([TITLE, ["填报单位：县政府办", "", "", "", "", "单位：件"], *BODY], 2),
    "unit line": ([["", "", "", "", "", "单位：件"], *BODY], 1),
    "blank rows": ([[""] * 6, [], TITLE, [""] * 6, *BODY], 4),
    "annex and note": (
        [["附件1"], ["主动公开文件目录（2021年度）"], ["说明：公开属性分为主动公开和依申请公开；密级如实填写。"], *BODY],
        3,
    ),
    "who filled it in": ([TITLE, ["填表人：甲", "", "联系电话：", "", "填表日期：2021年3月"], *BODY], 2),
    "two lines": (TWO_LINES, 1),
    "title and two lines": ([TITLE, *TWO_LINES], 2),
    "column numbers below": ([ROW, ["1", "2", "3", "4", "5", "6"], FIRST], 0),
    "English title": (
        [
            ["Register of outgoing correspondence"],
            ["Prepared by: Records Unit"],
            ["Ref No", "Subject", "Date sent", "Addressee", "Classification"],
            ["A/1/2020", "Road works", "2020-01-03", "All staff", "Official"],
        ],
        2,
    ),
    "English note": (
        [
            ["FOI disclosure log 2020/21"],
            ["Requests received under the Act. Contact the FOI officer for details."],
            [],
            ["Reference", "Date received", "Request", "Outcome", "Exemptions"],
            ["FOI-1", "2020-01-02", "Letters about parking", "Released in full", ""],
        ],
        3,
    ),
    "no header": ([FIRST, SECOND], None),
    "a cell that quotes headers": ([ROW, ["1", "", "文件标题、文号、日期填写说明的通知", "2021-03-05", "主动公开", "办公室"]], 0),
    "header again on the next page": ([TITLE, *BODY, *BODY], 1),
    "section row": ([ROW, ["一、通知类"], FIRST], 0),
    "mostly unknown columns": ([["档案盒", "甲", "文件题名", "责任者", "丙", "丁"], ["1", "", "关于春耕的通知", "县政府办"]], 0),
    "cells like names": ([["标题", "类别", "状态"], ["公告", "公告", "公开"], ["通知", "通知", "公开"]], 0),
    "legend": ([["图例：红色为必填"], ["必填", "必填", "必填", "选填", "选填", "选填"], *BODY], 2),
    "count of records": ([["共 2 条记录", "", "导出时间：2021-04-01"], *BODY], 1),
    "filters of an export": ([["发文日期：2021-01-01 至 2021-12-31", "", "公开属性：全部"], *BODY], 1),
    "yes and no": ([["Title", "Public?", "Date published"], ["Parking policy", "Yes", "2020-01-02"]], 0),
    "offices in the cells": ([["部门", "文件名称", "文号"], ["法规科", "关于春耕的通知", ""], ["综合科", "关于防火的通知", ""]], 0),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_the_header_of_a_sheet_is_found(name: str) -> None:
    rows, place = SHEETS[name]
    assert find_header(rows) == place


def test_three_lines_are_joined() -> None:
    rows = [
        ["2021年度信息公开审查表", "", "", "", "", ""],
        ["序号", "文件", "", "审查", "", ""],
        ["", "标题", "文号", "公开", "", ""],
        ["", "", "", "属性", "理由", "日期"],
        ["1", "关于春耕的通知", "云政〔2021〕3号", "主动公开", "", "2021-03-05"],
    ]
    assert find_header(rows) == 3
    assert name_headers(rows, 3) == [
        "序号", "文件/标题", "文件/文号", "审查/公开/属性", "审查/公开/理由", "审查/公开/日期",
    ]  # fmt: skip
