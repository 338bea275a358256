"""Headers that no list knows, read by their parts."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from disclosure_audit.schema.aliases import load_aliases
from disclosure_audit.schema.compose_english import compose_english
from disclosure_audit.schema.compose_han import compose_han
from disclosure_audit.schema.mapping import map_headers
from disclosure_audit.schema.recognise import recognise

HAN = tomllib.loads(
    (files("disclosure_audit.schema") / "composition_han.toml").read_text(encoding="utf-8")
)
MADE = ["made", "signed", "sent_out", "promulgated"]
PUBLISHED = ["opened", "published", "online", "announced", "uploaded"]
OTHERS = ["incoming", "receiving", "doing", "drafting", "other_event", "planned"]


def words(*classes: str) -> list[str]:
    return [word for name in classes for word in HAN["words"][name] if len(word) > 1]


def said(header: str) -> str | None:
    found = recognise(header, load_aliases())
    return found.meaning.options[0][0] if found and found.meaning.options else None


@pytest.mark.parametrize("front", ["", "信息", "正式公文"])
@pytest.mark.parametrize("tail", ["日期", "时间"])
def test_a_date_is_that_of_the_event_it_names(front: str, tail: str) -> None:
    undecided = {"转发", "批转", "发行", "审理"}
    for word in words(*MADE):
        if word not in undecided:
            assert said(front + word + tail) == "issued_on", word
    for word in words(*PUBLISHED):
        assert said(front + word + tail) == "published_on", word
    for word in words(*OTHERS):
        assert said(front + word + tail) is None, word


def test_the_last_event_decides() -> None:
    for word in words("other_event"):
        for event in ("发文", "公开", "发布", "签发"):
            assert said(f"{event}{word}日期") is None, (event, word)


@pytest.mark.parametrize(
    "header",
    [
        "发布甲乙日期",
        "公开某某时间",
        "公报某某日期",
        "文件未知日期",
        "某某日期",
        "拟公开发布日期",
        "计划印发时间",
    ],
)
def test_a_date_with_an_unknown_word_before_its_head_is_left_over(header: str) -> None:
    mapping = map_headers([header])
    assert mapping.columns[0].name is None
    assert not mapping.questions


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("领导签发的时间", "issued_on"), ("后台发布时间", "published_on"), ("院内文件字号", "doc_number"),
        ("通报编号", "doc_number"), ("信息检索号", "index_number"), ("办件流水号", "record_id"),
        ("项目合同名称", "title"), ("来函机关", "issuer"), ("联合制发单位", None), ("牵头承办处室", "owner"),
        ("供稿科室", "owner"), ("会签处室", None), ("依申请公开的理由", "openness_reason"),
        ("信息公开类型", "openness"), ("是否上网公示", "openness"), ("是否已上网", None), ("来往公文类别", "direction"),
        ("公示网址", "url"), ("附件链接", None), ("正文存放路径", "text_path"), ("信息内容简述", "summary"),
        ("公开平台", "channel"), ("定密情况", "classification"), ("经办人电话", None), ("公开责任人", None),
        ("审核意见", None), ("政策主题类别", "category"),
    ],
)  # fmt: skip
def test_a_chinese_header_is_read_by_its_head_and_its_nearest_modifier(
    header: str, column: str | None
) -> None:
    assert said(header) == column


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Date decision was published", "published_on"), ("Date circular signed", "issued_on"),
        ("Publication review date", None), ("Date request received", None), ("Release approval date", None),
        ("Planned issue date", None), ("Date sent to requester", None), ("Issue freeze date", None),
        ("Uploaded on", "published_on"), ("Records released", None), ("Section relied on", "openness_reason"),
        ("pubtime", "published_on"), ("noOpenReason", "openness_reason"), ("Bulletin number", "doc_number"),
        ("Docket tracking id", "record_id"), ("Sponsoring directorate", "owner"), ("Receiving unit", None),
        ("Releasing authority", "issuer"), ("Approving authority", None), ("Name of publication", "title"),
        ("Contact name", None), ("Protective marking level", "classification"), ("Public access level", "openness"),
        ("Grounds for non-disclosure", "openness_reason"), ("Link to the circular", "url"), ("Related link", None),
        ("Body text path", "text_path"), ("Short synopsis of content", "summary"),
    ],
)  # fmt: skip
def test_an_english_header_is_read_by_its_head_and_its_words(
    header: str, column: str | None
) -> None:
    assert said(header) == column


def test_what_is_unknown_stays_unknown() -> None:
    folder = load_aliases().folder
    assert compose_han("甲乙丙") is None
    assert compose_english("Colour", folder) is None
    assert said("甲乙丙") is None


def test_every_word_of_a_head_is_reached() -> None:
    """A noun that stands under two heads would be a dead entry."""
    nouns = [noun for head in HAN["heads"].values() for noun in head["nouns"]]
    assert {noun for noun in nouns if nouns.count(noun) > 1} == set()
