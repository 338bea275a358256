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
