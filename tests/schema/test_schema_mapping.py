from __future__ import annotations

import time
from itertools import permutations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.schema.columns import BY_NAME, Side
from disclosure_audit.schema.mapping import Mapping, map_headers
from tests.examples import tries


def names(*headers: str, side: Side | None = None) -> list[str | None]:
    return [column.name for column in map_headers(list(headers), side=side).columns]


def asked(mapping: Mapping) -> dict[str, tuple[str, ...]]:
    return {question.header: question.candidates for question in mapping.questions}


@pytest.mark.parametrize(
    "header",
    [
        "标题", " 标 题 ", "*标题", "标题（全称）", "1.标题", "（1）标题", "①标题", "標題", "标题：", "标\n题",
        "文件情况/标题", "Title", "TITLE", "title *", "Document Title", "docTitle", "doc_title", "ｔｉｔｌｅ", "【标题】",
    ],
)  # fmt: skip
def test_decorated_headers_are_folded(header: str) -> None:
    assert names(header) == ["title"]


@pytest.mark.parametrize(
    "header",
    ["登记日期", "归卷日期", "收文日期", "生效日期", "废止日期", "截止日期", "更新日期", "办结日期", "印刷日期",
     "发往机关", "主送", "抄送", "拟稿人", "签发人", "签收人", "份数", "页数", "卷号", "归卷", "主题词", "关键词", "有效性",
     "文件状态", "附件", "公开时限", "公开范围", "紧急程度", "载体类型", "承办单位意见", "拟公开日期", "发往单位"],
)  # fmt: skip
def test_known_others_are_left_over(header: str) -> None:
    mapping = map_headers(["标题", "成文日期", header])
    assert mapping.columns[2].name is None
    assert mapping.columns[2].why.en.startswith("left over")
    assert not mapping.questions


def test_dates_made_follow_their_rank_whatever_their_order() -> None:
    ranked = ["成文日期", "签发日期", "发文日期", "印发日期"]
    for order in permutations(ranked):
        mapping = map_headers(list(order))
        assert mapping.as_dict() == {"issued_on": "成文日期"}
        assert not mapping.questions
    assert '"成文日期"' in map_headers(ranked).columns[3].why.en


def test_opposite_headers_are_not_close() -> None:
    assert names("发文日期", "收文日期") == ["issued_on", None]
    assert names("发文单位", "发往单位", "收文单位") == ["issuer", None, None]


def test_lines_put_together_without_a_sign_are_read() -> None:
    headers = ["发文情况日期", "收文情况日期", "文件情况标题", "公开情况公开属性"]
    assert names(*headers) == ["issued_on", None, "title", "openness"]


def test_a_bare_date_is_asked_about() -> None:
    for header in ("日期", "时间", "Date"):
        mapping = map_headers(["标题", header], side="catalog")
        assert asked(mapping) == {header: ("issued_on", "published_on")}
        assert mapping.columns[1].name is None


def test_a_bare_date_of_a_register_is_taken_only_with_dates_in_its_cells() -> None:
    headers = ["标题", "日期"]
    sample = pl.DataFrame({"标题": ["关于春耕的通知"], "日期": ["2011-03-05"]})
    words = pl.DataFrame({"标题": ["关于春耕的通知"], "日期": ["星期二"]})
    assert map_headers(headers, sample, side="register").as_dict()["issued_on"] == "日期"
    assert "日期" in asked(map_headers(headers, None, side="register"))
    assert "issued_on" not in map_headers(headers, words, side="register").as_dict()
    assert "日期" in asked(map_headers([*headers, "登记日期"], sample, side="register"))


def test_two_headers_of_one_rank_are_a_question() -> None:
    mapping = map_headers(["标题", "题名", "文号"])
    assert asked(mapping) == {"标题": ("title",), "题名": ("title",)}
    assert mapping.questions[0].rivals == ("题名",)
    assert "题名" in mapping.questions[0].text.zh
    assert mapping.as_dict() == {"doc_number": "文号"}


def test_an_empty_rival_loses() -> None:
    sample = pl.DataFrame({"标题": [None, ""], "题名": ["关于审计的通知", "关于防火的通知"]})
    assert map_headers(["标题", "题名"], sample).as_dict() == {"title": "题名"}


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("云发〔2009〕3号", "doc_number"),
        ("000123456/2020-00072", "index_number"),
        ("17", "record_id"),
    ],
)
def test_the_cells_tell_what_an_open_header_means(cell: str, column: str) -> None:
    mapping = map_headers(["编号", "标题"], pl.DataFrame({"编号": [cell], "标题": ["通知"]}))
    assert mapping.columns[0].name == column


def test_cells_do_not_overrule_a_clear_header() -> None:
    sample = pl.DataFrame({"文号": ["https://example.org/1"], "标题": ["2011-03-05"]})
    assert map_headers(["文号", "标题"], sample).as_dict() == {
        "title": "标题",
        "doc_number": "文号",
    }


def test_a_received_register_takes_the_senders_number() -> None:
    mapping = map_headers(
        ["序号", "收文号", "收文日期", "来文单位", "来文字号", "发文字号", "标题"]
    )
    assert mapping.as_dict()["doc_number"] == "来文字号"
    assert mapping.as_dict()["record_id"] == "收文号"


def test_a_column_that_says_the_contrary_is_not_the_openness() -> None:
    assert names("Title", "Exempt (Y/N)", "是否已公开", "是否及时公开") == [
        "title",
        None,
        None,
        None,
    ]
    assert names("Published (Y/N)") == [None]


def test_traditional_characters_are_folded() -> None:
    assert names("發文字號", "主旨", "承辦單位名稱", "密等", "發文日期", "不公開理由", "檔號", "速別") == [
        "doc_number", "title", "owner", "classification", "issued_on", "openness_reason", None, None,
    ]  # fmt: skip


def test_field_codes_need_company() -> None:
    assert names("bt", "fwzh", "cwrq", "fbrq") == [
        "title",
        "doc_number",
        "issued_on",
        "published_on",
    ]
    assert names("bt", "Owner", "Size", "Colour", "Shape") == [None, "owner", None, None, None]


def test_a_misspelt_header_says_what_it_is_close_to() -> None:
    (column,) = map_headers(["Brief descripton"]).columns
    assert column.name == "summary"
    assert "close to" in column.why.en
    assert "相近" in column.why.zh
    assert column.confidence < 1


def test_the_file_order_is_kept_and_as_dict_has_the_canonical_order() -> None:
    headers = ["链接", "标题", "序号"]
    mapping = map_headers(headers)
    assert [column.header for column in mapping.columns] == headers
    assert list(mapping.as_dict()) == ["record_id", "title", "url"]


@tries(150)
@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_headers_come_out_once_and_no_column_twice(headers: list[str]) -> None:
    mapping = map_headers(headers, side="catalog")
    assert [column.header for column in mapping.columns] == headers
    mapped = [column.name for column in mapping.columns if column.name]
    assert len(mapped) == len(set(mapped))
    assert set(mapped) <= set(BY_NAME)
    for column in mapping.columns:
        assert column.why.en
        assert column.why.zh


def test_mapping_is_fast() -> None:
    headers = [
        "索引号",
        "主要承办处室",
        "不予公开的主要理由",
        "完全不认识的列",
        "Some unknown thing",
        "日期",
    ] * 4
    headers = [f"{header}{i}" if i > 5 else header for i, header in enumerate(headers)]
    map_headers(headers)
    start = time.perf_counter()
    for _ in range(5):
        map_headers(headers)
    assert (time.perf_counter() - start) / 5 < 0.1  # about 5 ms on a quiet machine
