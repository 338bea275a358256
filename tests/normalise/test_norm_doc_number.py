from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.normalise.doc_number import DOC_NUMBER_COLUMNS, parse_doc_numbers
from disclosure_audit.normalise.number_cell import fold_cell
from disclosure_audit.normalise.number_grammar import is_canonical, read_numbers
from tests.examples import tries

LATEST = dt.date(2026, 1, 1)


def parse(*cells: str | None) -> pl.DataFrame:
    return parse_doc_numbers(pl.Series(cells, dtype=pl.String), latest=LATEST)


def read(cell: str) -> dict[str, object]:
    return parse(cell).row(0, named=True)


SPELLINGS = {
    "赣市国土资字〔2011〕12号": [
        "赣市国土资字[2011]12号",
        "赣市国土资字【2011】12号",
        "赣市国土资字（2011）12号",
        "赣市国土资字(2011〕12号",
        "赣市国土资字﹝2011﹞12号",
        "赣市国土资字〔2011〕第12号",
        "赣市国土资字〔2011〕012号",
        "赣市国土资字〔2011〕1２号",
        "赣市国土资字〔2011〕1 2号",
        "赣市国土资字 〔 2011 〕 12 号",
        "赣市国土资字〔2011〕12\n号",
        "\u200b赣市国土资字〔2011〕12号\u200b",
        "赣市国土资字&nbsp;〔2011〕12号",
        "<b>赣市国土资字〔2011〕12号</b>",
        "发文字号：赣市国土资字〔2011〕12号",
        "发文字号赣市国土资字〔2011〕12号",
        "【文  号】赣市国土资字〔2011〕12号",
        "文号:赣市国土资字[2011]12",
        "赣市国土资字〔2011〕12",
        "赣市国土资字〔2011〕号12",
        "赣市国土资字〔201112号",
        "赣市国土资字2011〕12号",
        "赣市国土资字2011 12号",
        "赣市国土资字2011年12号",
        "赣市国土资字2011年第12号",
        "赣市国土资字〔2011年〕12号",
        "赣市国土资字〔2O11〕12号",
        "赣市国土资〔2011〕字第12号",
        "〔2011〕赣市国土资字第12号",
        "赣市国土资字〔二〇一一〕十二号",
        "赣市国土资字〔二○一一〕第十二号",
        "（赣市国土资字〔2011〕12号）",
        "“赣市国土资字〔2011〕12号”",
        "(赣市国土资字〔2011〕12号",
        "赣市国土资字〔2011〕12号。",
        "赣市国土资字〔2011〕12号文",
        "赣市国土资字〔2011〕12号（已废止）",
        "赣市国土资字〔2011〕12号〔〕",
        "赣市国土资字〔2011〕12号 2011年2月7日",
        "赣市国土资字〔2011〕12號",
        "印发方案的通知赣市国土资字〔2011〕12号",
    ],
    "国发〔1981〕12号": ["国发〔81〕12号", "(81)国发12号"],
    "国土资（耕）函〔2011〕12号": ["国土资(耕)函(2011)12号", "国土资〔耕〕函〔2011〕12号"],
    "国令第841号": [
        "国务院第841号令",
        "中华人民共和国国务院令（第841号）",
        "国令841号",
        "国令第0841号",
    ],
    "省政府令第5号": [
        "省政府令第 5 号",
        "省政府令5号",
        "省政府第五号令",
        "发文字号：省政府令第5号",
    ],
    "主席令第12号": ["中华人民共和国主席令（第十二号）", "中华人民共和国主席令12号"],
    "公告2018年第14号": ["公告2018年14号", "2018年第14号公告", "公告2018年第014号"],
    "财政部税务总局公告2018年第14号": [
        "财政部 税务总局公告[2018]14号",
        "财政部、税务总局2018年第14号公告",
        "财政部税务总局公告2018年14号",
    ],
    "国办发明电〔2020〕14号": ["国办发明电[2020]14号"],
}


@pytest.mark.parametrize("key", SPELLINGS)
def test_every_spelling_of_a_number_gets_its_key_and_a_correction(key: str) -> None:
    read_all = parse(*SPELLINGS[key])
    assert read_all["number_key"].to_list() == [key] * len(read_all)
    assert set(read_all["number_form"]) == {"variant"}
    assert read_all["number_correction"].null_count() == 0
    again = parse(*read_all["number_correction"])
    assert set(again["number_key"]) == {key}
    assert set(again["number_form"]) == {"canonical"}


@pytest.mark.parametrize(
    ("cell", "key", "kind"),
    [
        ("国发〔2011〕12号", "国发〔2011〕12号", "ordinary"),
        ("  国发〔2011〕12号 ", "国发〔2011〕12号", "ordinary"),
        ("环审a〔2011〕3号", "环审A〔2011〕3号", "ordinary"),
        ("国能发电力〔2020〕3号", "国能发电力〔2020〕3号", "ordinary"),
        ("鄂政电〔2020〕3号", "鄂政电〔2020〕3号", "telegram"),
        ("国令第841号", "国令第841号", "order"),
        ("中华人民共和国国务院令第841号", "国令第841号", "order"),
        ("省政府令 第5号", "省政府令第5号", "order"),
        ("中华人民共和国主席令第十二号", "主席令第12号", "order"),
        ("某省政府令〔2018〕319号", "某省政府令2018年第319号", "order"),
        ("发展改革委令2019年第29号", "发展改革委令2019年第29号", "order"),
        ("公告2018年第14号", "公告2018年第14号", "announcement"),
        (
            "财政部 税务总局公告2018年第14号",
            "财政部税务总局公告2018年第14号",
            "announcement",
        ),
        ("税务总局公告〔2018〕14号", "税务总局公告2018年第14号", "announcement"),
        ("交警支队通告第3号", "交警支队通告第3号", "announcement"),
        (
            "省人大常委会公告（十三届）第5号",
            "省人大常委会公告（十三届）第5号",
            "announcement",
        ),
    ],
)
def test_canonical_numbers_need_no_correction(cell: str, key: str, kind: str) -> None:
    found = read(cell)
    assert (found["number_key"], found["number_kind"]) == (key, kind)
    assert (found["number_form"], found["number_correction"]) == ("canonical", None)


def test_parts_of_a_number() -> None:
    found = read("赣市国土资网交地[2011]EA012号")
    assert found["number_code"] == "赣市国土资网交地EA"
    assert (found["number_year"], found["number_serial"]) == (2011, 12)
    assert found["number_correction"] is None  # the standard knows no letter before the serial
    assert parse("国发〔2011〕12号").schema == DOC_NUMBER_COLUMNS


def test_joint_correction_keeps_what_parts_the_issuers() -> None:
    assert (
        read("财政部 税务总局公告2018年14号")["number_correction"]
        == "财政部 税务总局公告2018年第14号"
    )


@pytest.mark.parametrize(
    "cell", ["", " ", None, "无", "/", "-", "—", "暂无", "None", "不详", "发文字号：", "【文 号】"]
)
def test_empty_cells_have_no_form(cell: str | None) -> None:
    assert set(parse(cell).row(0)) == {None}


@pytest.mark.parametrize(
    "cell",
    [
        "2011-02-07",
        "2011年2月7日",
        "http://www.example.gov.cn/2011/t12.html",
        "14",
        "第14号",
        "〔2011〕12号",
        "国发〔2011〕号",
        "国发〔2011〕×号",
        "国发〔2011〕000号",
        "国发〔1948〕12号",
        "国发〔2031〕12号",
        "国发〔20111〕2号",
        "国发〔11〕12号",  # 2011, or what is left of 2011?
        "国发201112号",
        "国发2011号",
        "国发〔2011〕12 13",
        "国发〔84112号",
        "国发" * 20 + "〔2011〕12号",
        "南京路12号",
        "关于转发国发〔2011〕12号的通知",
        "经研究，按国发〔2011〕12号的规定办理",
    ],
)
def test_what_is_no_number_is_unparsable(cell: str) -> None:
    found = read(cell)
    assert found["number_form"] == "unparsable"
    assert found["number_key"] is None


@pytest.mark.parametrize(
    "cell", ["国发〔2011〕12-1号", "国发〔2011〕12号-1", "国发〔2011〕12号之一"]
)
def test_a_part_of_a_serial_is_another_document(cell: str) -> None:
    found = read(cell)
    assert found["number_key"] == "国发〔2011〕12号之1"
    assert (found["number_form"], found["number_correction"]) == ("variant", None)


def test_numbers_without_a_year_are_of_another_kind() -> None:
    found = read("京政字第12号")
    assert (found["number_key"], found["number_kind"]) == ("京政字第12号", "other")
    assert found["number_year"] is None
    assert found["number_correction"] is None


@pytest.mark.parametrize(
    ("cell", "others"),
    [
        ("国发〔2011〕12号；国办发[2011]3号", ["国办发〔2011〕3号"]),
        ("国发〔2011〕12号\n国办发〔2011〕3号", ["国办发〔2011〕3号"]),
        ("国发〔2011〕12号国办发〔2011〕3号", ["国办发〔2011〕3号"]),
        ("国发〔2011〕12号、13号", ["国发〔2011〕13号"]),
        ("国发〔2011〕12、13号", ["国发〔2011〕13号"]),
        ("国发〔2011〕12号、〔2012〕3号", ["国发〔2012〕3号"]),
        ("国发〔2011〕12号；国发[2011]12号", None),
    ],
)
def test_a_cell_of_several_numbers_leads_with_the_first(
    cell: str, others: list[str] | None
) -> None:
    found = read(cell)
    assert found["number_key"] == "国发〔2011〕12号"
    assert found["number_correction"] == "国发〔2011〕12号"
    assert found["number_others"] == others


def test_the_next_year_is_believed_and_the_one_after_is_not() -> None:
    forms = parse("国发〔2027〕1号", "国发〔2028〕1号")["number_form"].to_list()
    assert forms == ["canonical", "unparsable"]


def test_order_and_length_are_kept() -> None:
    cells = [
        "国发〔2011〕1号",
        "国发[2011]2号",
        None,
        "国发〔2011〕1号",
        "乱",
        "国发[2011]2号",
    ] * 50
    found = parse(*cells)
    keys = ["国发〔2011〕1号", "国发〔2011〕2号", None, "国发〔2011〕1号", None, "国发〔2011〕2号"]
    assert found["number_key"].to_list() == keys * 50
    assert parse().schema == DOC_NUMBER_COLUMNS


codes = st.text("国发赣市土资字办函教财卫交建农水电令告A", min_size=2, max_size=8).filter(
    lambda code: code[0] != "A" and not code.endswith(("令", "告"))
)
years = st.integers(1949, 2027)
serials = st.integers(1, 99_999)
FILLINGS = ("", " ", "\u3000", "\u200b", "\n", "\xa0")
BRACKETS = ("〔〕", "[]", "【】", "（）", "()", "［］", "〔]", "(〕", "{}", "<>", "﹝﹞")


@st.composite
def variants(draw: st.DrawFn, code: str, year: int, serial: int) -> str:
    gap = st.sampled_from(FILLINGS)
    pair = draw(st.sampled_from(BRACKETS))
    digits = "0" * draw(st.integers(0, 3)) + str(serial)
    if draw(st.booleans()):
        digits = digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    parts = [
        draw(st.sampled_from(("", "发文字号：", "文号:", "【文  号】", "字号 "))),
        code,
        pair[0],
        str(year),
        pair[1],
        draw(st.sampled_from(("", "第"))),
        digits,
        draw(st.sampled_from(("号", ""))),
        draw(st.sampled_from(("", "。", " "))),
    ]
    return "".join(part + draw(gap) for part in parts)


@tries(150)
@given(st.data(), codes, years, serials)
def test_any_variant_has_the_key_of_its_number(
    data: st.DataObject, code: str, year: int, serial: int
) -> None:
    cell = data.draw(variants(code, year, serial))
    found = read(cell)
    assert found["number_key"] == f"{code}〔{year}〕{serial}号"
    assert (found["number_code"], found["number_year"]) == (code, year)


Parts = tuple[str, int, int, str]
kinds = st.sampled_from(
    (
        "{c}〔{y}〕{s}号",
        "{c}令第{s}号",
        "{c}公告{y}年第{s}号",
        "{c}〔{y}〕{s}号之一",
        "{c}〔{y}〕A{s}号",
    )
)


@tries(150)
@given(st.tuples(codes, years, serials, kinds), st.tuples(codes, years, serials, kinds), st.data())
def test_two_numbers_never_share_a_key(one: Parts, other: Parts, data: st.DataObject) -> None:
    # change some of the parts and keep the rest, so that near misses are tried too
    near = (
        one[0] if data.draw(st.booleans()) else other[0],
        one[1] if data.draw(st.booleans()) else other[1],
        one[2] if data.draw(st.booleans()) else other[2],
        one[3] if data.draw(st.booleans()) else other[3],
    )
    cells = [shape.format(c=c, y=y, s=s) for c, y, s, shape in (one, near)]
    keys = parse(*cells)["number_key"].to_list()
    assert None not in keys
    assert (keys[0] == keys[1]) == (cells[0] == cells[1])


@tries(200)
@given(st.data(), codes, years, serials)
def test_the_frame_reads_what_the_grammar_reads(
    data: st.DataObject, code: str, year: int, serial: int
) -> None:
    shape = data.draw(st.sampled_from(("{c}〔{y}〕{s}号", "{c}令第{s}号", "{c}[{y}]第0{s}号")))
    cell = str(shape).format(c=code, y=year, s=serial)
    (number,) = read_numbers(cell, 2027, fold_cell(cell))
    found = read(cell)
    assert found["number_key"] == number.key
    assert found["number_code"] == number.code
    assert found["number_year"] == number.year
    assert found["number_serial"] == number.serial
    assert found["number_kind"] == number.kind
    assert (found["number_form"] == "canonical") == is_canonical(number, cell)
    assert found["number_correction"] in (None, number.spelling)


@tries(150)
@given(st.text("国发〔〕[]（）2011年第号12令公告-之一；、 A\n", max_size=24))
def test_any_text_is_read_without_error_and_corrections_keep_the_key(cell: str) -> None:
    found = read(cell)
    if found["number_correction"] is not None:
        again = read(str(found["number_correction"]))
        assert (again["number_key"], again["number_form"]) == (found["number_key"], "canonical")
