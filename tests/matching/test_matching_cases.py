"""Cases that an expert decides at a glance, and the engine must decide alike."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from disclosure_audit.audit import Audit, scan
from disclosure_audit.config import Config

HEADERS = ("标题", "发文字号", "成文日期")
Row = tuple[str, str, str]
NUMBER, DAY = "国发〔2011〕{}号", "2011-0{}-15"
TOPICS = (
    "水库除险加固",
    "秋粮收购",
    "防汛抗旱",
    "学生营养改善",
    "地质灾害防治",
    "节能减排",
    "煤矿安全",
    "春运保障",
)
CROWD: list[Row] = [
    (f"国务院关于做好{topic}工作的通知", NUMBER.format(500 + at), f"2011-05-{at + 1:02}")
    for at, topic in enumerate(TOPICS)
]
"""Documents that stand in both lists, so that no case stands alone."""


def _scan(register: list[Row], catalog: list[Row], **more: Any) -> Audit:
    left, right = (
        pl.DataFrame([*rows, *CROWD], schema=HEADERS, orient="row") for rows in (register, catalog)
    )
    return scan(left, right, Config.model_validate({"lang": "en", **more}))


def _links(audit: Audit) -> dict[tuple[int, int], str]:
    """Return the links of the case's own rows."""
    n = audit.register.height - len(CROWD)
    rows = audit.links.filter(pl.col("register_row") < n)
    return {
        (r, c): status
        for r, c, status in rows.select("register_row", "catalog_row", "status").rows()
    }


TITLE = "国务院关于同意设立赣江新区的批复"
OWN: Row = (TITLE, NUMBER.format(12), DAY.format(2))


@pytest.mark.parametrize(
    "published",
    [
        (TITLE, "国发[2011]012号", DAY.format(2)),
        ("关于同意设立赣江新区的批复", NUMBER.format(12), DAY.format(2)),
        ("国务院关于同意设立《赣江新区》的批复[PDF]", NUMBER.format(12), "2011年2月15日"),
        ("国务院关于同意设立赣江薪区的批复", NUMBER.format(12), DAY.format(2)),
        (TITLE, NUMBER.format(12), "2011-02-16"),
        (TITLE, "", DAY.format(2)),
    ],
    ids=["number form", "prefix", "marks", "typo", "day", "no number"],
)
def test_one_document_written_otherwise_is_linked(published: Row) -> None:
    assert _links(_scan([OWN], [published]))[0, 0] in ("certain", "probable")


@pytest.mark.parametrize(
    "published",
    [
        ("国务院关于同意设立湘江新区的批复", NUMBER.format(13), DAY.format(3)),
        ("国务院关于同意设立赣江新区的批复", NUMBER.format(70), "2014-08-01"),
        (
            "国务院关于赣江新区总体规划的批复",
            NUMBER.format(12).replace("2011", "2012"),
            DAY.format(2),
        ),
    ],
    ids=["sibling", "revised later under one title", "another object"],
)
def test_another_document_is_not(published: Row) -> None:
    assert _links(_scan([OWN], [published])) == {}


def test_batches_and_years_keep_to_themselves() -> None:
    rows = [
        (
            f"关于云山县{year}年度第{batch}批次城市建设用地的批复",
            f"赣国土资字〔{year}〕{batch * 7}号",
            f"{year}-06-0{batch}",
        )
        for year in (2011, 2012)
        for batch in (1, 2, 3)
    ]
    audit = _scan(rows, [row for at, row in enumerate(rows) if at != 2])
    assert set(_links(audit)) == {(0, 0), (1, 1), (3, 2), (4, 3), (5, 4)}


def test_monthly_notices_of_one_title_are_told_apart_by_their_dates() -> None:
    rows = [("关于报送月度统计报表的通知", "", f"2011-{month:02}-05") for month in range(1, 13)]
    audit = _scan(rows, rows[:5] + rows[6:])
    assert set(_links(audit)) == {(at, at - (at > 5)) for at in range(12) if at != 5}


def test_another_number_on_the_same_document_goes_to_a_person() -> None:
    assert _links(_scan([OWN], [(TITLE, NUMBER.format(21), DAY.format(2))])) == {(0, 0): "review"}


CITED: Row = ("国务院关于加强土地调控有关问题的通知", NUMBER.format(31), "2009-01-05")


def test_a_cited_number_neither_links_a_stranger_nor_parts_the_document_from_itself() -> None:
    audit = _scan([OWN, CITED], [(TITLE, CITED[1], OWN[2]), CITED])
    assert _links(audit) == {(0, 0): "probable", (1, 1): "certain"}
    findings = audit.findings.filter(pl.col("register_row") == 0)
    assert "DF002" in findings["rule"].to_list(), "the wrong number is still reported"


def test_a_cited_number_does_not_choose_between_two_documents_of_one_title_and_day() -> None:
    twin: Row = (TITLE, NUMBER.format(13), OWN[2])
    links = _links(_scan([OWN, twin, CITED], [(TITLE, CITED[1], OWN[2]), CITED]))
    assert links.pop((2, 1)) == "certain"
    assert set(links.values()) == {"review"}


def test_one_number_for_two_documents_links_each_to_its_own() -> None:
    other: Row = ("国务院关于同意设立滇中新区的批复", OWN[1], "2011-02-20")
    links = _links(_scan([OWN, other], [other, OWN]))
    assert set(links) == {(0, 1), (1, 0)}


def test_an_omitted_document_is_not_hidden_by_its_sibling() -> None:
    sibling: Row = ("国务院关于同意设立湘江新区的批复", NUMBER.format(13), DAY.format(2))
    audit = _scan([OWN, sibling], [sibling])
    assert set(_links(audit)) == {(1, 0)}
    fate = audit.dispositions.filter(pl.col("side") == "register", pl.col("row") == 0)
    assert fate["disposition"].item() == "omitted"


def test_a_tie_goes_to_a_person() -> None:
    twin: Row = (TITLE, "", DAY.format(2))
    other: Row = (TITLE, "", DAY.format(2))
    audit = _scan([(*OWN[:1], NUMBER.format(12), DAY.format(2)), (TITLE, NUMBER.format(14), DAY.format(2))],
                  [twin, other])  # fmt: skip
    assert set(_links(audit).values()) <= {"review"}


def test_a_document_published_twice_has_two_links() -> None:
    again: Row = ("关于同意设立赣江新区的批复", OWN[1], OWN[2])
    audit = _scan([OWN], [OWN, again])
    assert set(_links(audit)) == {(0, 0), (0, 1)}
    (repeat,) = audit.repeats.filter(pl.col("side") == "catalog").select("row", "of_row").rows()
    assert set(repeat) == {0, 1}


def test_every_refused_neighbour_says_why() -> None:
    sibling: Row = ("国务院关于同意设立湘江新区的批复", NUMBER.format(13), DAY.format(2))
    audit = _scan([OWN], [sibling])
    near = audit.candidates.filter(pl.col("register_row") == 0, pl.col("catalog_row") == 0)
    assert near["veto"].to_list() == ["another_number"]


def test_a_further_field_of_two_vocabularies_is_learned() -> None:
    places = {"甲刊": "First Journal", "乙刊": "Second Journal", "丙刊": "Third Journal"}
    words = ("流", "图", "树", "表", "链", "堆", "栈", "环", "阵", "列")
    rows = [
        (f"{a}{b}{c}的研究方法", list(places)[(i + j) % 3])
        for i, a in enumerate(words) for j, b in enumerate(words) for c in words[:3]
    ]  # fmt: skip
    left = pl.DataFrame(rows, schema=["标题", "刊物"], orient="row")
    right = left.with_columns(pl.col("刊物").replace_strict(places))
    config = Config.model_validate({"lang": "en", "matching": {"compare": ["刊物"]}})
    audit = scan(left, right, config)
    names = audit.links["evidence"].explode().struct.field("name")
    assert (names == "刊物 usual").sum() == left.height
    assert audit.links.height == left.height


def test_equal_summaries_support_a_link() -> None:
    headers = ("标题", "内容概述", "成文日期")
    own = ("关于下达专项资金的通知", "下达二〇一一年农村饮水安全工程专项资金", "")
    other = ("关于下达专项资金的通知", "安排二〇一一年病险水库治理经费", "")
    crowd = [(title, f"{title}的具体安排与要求", day) for title, _, day in CROWD]
    left, right = (
        pl.DataFrame([*rows, *crowd], schema=headers, orient="row")
        for rows in ([own, other], [other, own])
    )
    links = scan(left, right, Config(lang="en")).links.filter(pl.col("register_row") < 2)
    assert links.select("register_row", "catalog_row").rows() == [(0, 1), (1, 0)]
