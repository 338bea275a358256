"""What filters mean, what they refuse, and what they offer."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from disclosure_audit.review.query import QueryError, complete, like_cell, parse, spell, word_at
from disclosure_audit.review.query.parse import DEEPEST, LONGEST, MOST_TERMS, parse_tree
from disclosure_audit.review.query.words import FIELDS, by_name, column_names, of_column
from disclosure_audit.review.sheets import KINDS, Sheet, make_sheet
from disclosure_audit.review.sheets.columns import columns_of
from tests.documented import ROOT, check_table
from tests.examples import tries
from tests.review.sheet_parts import HOSTILE, desk, read_texts

TODAY = dt.date(2024, 6, 1)
DOCUMENT = ROOT / "docs" / "filter-language.md"
SHEETS: dict[str, Sheet] = {kind: make_sheet(kind, desk(), read_texts(), "zh") for kind in KINDS}
FINDINGS = SHEETS["findings"]


def kept(text: str, kind: str = "findings") -> list[Any]:
    """Return the ids that a filter keeps, without their ``f``, or the rows."""
    frame = SHEETS[kind].frame.filter(parse(text, kind, today=TODAY).expr)
    if kind == "findings":
        return [int(name[1:]) for name in frame["finding_id"]]
    return frame["register_row" if kind == "links" else "row"].to_list()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("   ", [0, 1, 2, 3, 4]),
        ("供水", [0]),
        ('"供水"', [0]),
        ("“供水办法”", [0]),
        ("试行 供水", [0]),
        ("沪府规〔2024〕1号", [0]),
        ("A.PDF", [4]),
        ("Ａ．ｐｄｆ", [4]),
        ("rule:OM", [1, 2, 3]),
        ("rule:om001", [1]),
        ("rule:OM001,df", [0, 1]),
        ("rule=omitted-document", [1]),
        ("rule:omitted", [1]),
        ("规则：ＯＭ", [1, 2, 3]),
        ("规则:未在目录", [1]),
        ("rule!=OM001", [0, 2, 3, 4]),
        ("rule~^OM00[12]$", [1, 2]),
        ("severity:high", [0]),
        ("severity>=high", [0, 1]),
        ("severity>high", [1]),
        ("severity<medium", [2, 3]),
        ("severity<=medium", [2, 3, 4]),
        ("级别≥高", [0, 1]),
        ("级别＞＝高", [0, 1]),
        ("级别:严重,高", [0, 1]),
        ("级别：严重，高", [0, 1]),
        ("severity:crit", [1]),
        ("confidence<high", [2]),
        ("status:open", [2, 3, 4]),
        ("状态：待处理", [2, 3, 4]),
        ("status!=open", [0, 1]),
        ("-status:open", [0, 1]),
        ("！状态：待处理", [0, 1]),
        ("not status:open", [0, 1]),
        ("reason:other", [0]),
        ('reason="领导同意"', [1]),
        ("reason:any", [0, 1]),
        ("title:通知", [0]),
        ("title:通知（试行）", [0]),
        ("title:通知(试行)", [0]),
        ("标题：财务", [1]),
        ("title=财务报告", [1]),
        ("title=财务", []),
        ("title~通知|公告", [0, 3]),
        ("owner:科", [0, 1]),
        ("owner=规划科", [0]),
        ("owner!=规划科", [1, 2, 3, 4]),
        ('owner:""', [4]),
        ("owner:none", [4]),
        ("科室：无", [4]),
        ("owner:any", [0, 1, 2, 3]),
        ('owner:"none"', []),
        ("note:any", [0]),
        ("note:none", [1, 2, 3, 4]),
        ("score:any", [0]),
        ("score<90", [0]),
        ("score:89", [0]),
        ("score=88.9%", [0]),
        ("score=88.8", []),
        ("score:80..90", [0]),
        ("score:90..", []),
        ("score>=88.88", [0]),
        ("score!=89", [1, 2, 3, 4]),
        ("register_row:2", [1]),
        ("register_row>=2", [1, 2]),
        ("登记行:1..2", [0, 1]),
        ("month:2024", [0]),
        ("month:2024-02", [0]),
        ("month:2024年2月", [0]),
        ("month>=2023", [0, 1]),
        ("month>2023", [0]),
        ("month<=2023", [1, 3]),
        ("month<2023", [3]),
        ("month:2023-12..2024-02", [0, 1]),
        ("month:2024-02-15", [0]),
        ("decided:2024-05-06", [0, 1, 2]),
        ("decided>2024-05-06", []),
        ("decided>=2024-05", [0, 1, 2]),
        ("decided>today-26", []),
        ("decided>today-27", [0, 1, 2]),
        ("until<=today+29", [1]),
        ("until<today+29", []),
        ("until:2024-06", [1]),
        ("until<9999", [1]),
        ("until<=9999", [1]),
        ("until>9999-12", []),
        ("until:9999-12-31", []),
        ("豁免至<今天+30", [1]),
        ("flagged:yes", [2]),
        ("标记:是", [2]),
        ("flagged:no", [0, 1, 3, 4]),
        ("side:catalog", [3]),
        ("清单:登记簿", [0, 1, 2, 4]),
        ("text:公告", [3]),
        ("note:正文", [0]),
        ("rule:OM status:open", [2, 3]),
        ("rule:OM and status:open", [2, 3]),
        ("rule:DF or severity:critical", [0, 1]),
        ("rule:DF 或 级别:严重", [0, 1]),
        ("rule:DF|severity:critical", [0, 1]),
        ("rule:DF | severity:critical status:open", [0]),
        ("(rule:DF | severity:critical) status:waived", [1]),
        ("（规则：DF 或 级别：严重）状态：已豁免", [1]),
        ("-(rule:OM or rule:DF)", [4]),
        ("--rule:DF", [0]),
        ("id:f3", [3]),
        ("record:.pdf", [4]),
        ("title:关于，财务", [0, 1]),
        ("rule:DF, IN", [0, 4]),
        ('title:"供水', [0]),
        ("-", []),
    ],
)
def test_what_a_filter_keeps(text: str, ids: list[int]) -> None:
    assert kept(text) == ids


@pytest.mark.parametrize(
    ("kind", "text", "rows"),
    [
        ("links", "status:review", [0]),
        ("links", "status:unlinked", [2]),
        ("links", "status>=probable", [1]),
        ("links", "decided:same", [1]),
        ("links", "认定：不同文件", [2]),
        ("links", "decided:none", [0]),
        ("links", "title:供水", [0]),
        ("links", "供水", [0]),
        ("links", "method:reviewer", [1]),
        ("links", "owner:李四", [1]),
        ("register", "disposition:published", [1]),
        ("register", "去向:待人工核对", [0]),
        ("register", "linked:none", [2]),
        ("register", "issued_on>=2024-01-01", [0]),
        ("register", "issued_on:2023", [1]),
        ("register", "findings>=1 -flagged:yes", [0, 2]),
        ("register", "财务", [1]),
        ("catalog", "url:any", [0]),
        ("catalog", "发布日期:无", [0, 1]),
        ("catalog", "disposition:linked score>50", [0, 1]),
    ],
)
def test_what_a_filter_keeps_of_other_lists(kind: str, text: str, rows: list[int]) -> None:
    assert kept(text, kind) == rows


@pytest.mark.parametrize(
    ("text", "at", "hint"),
    [
        ("sevrity:high", 0, "severity"),
        ("rule:OM 级另:高", 8, "级别"),
        ("severity:hihg", 9, "high"),
        ("status:opne", 7, "open"),
        ("rule:omited-documnet", 5, "omitted-document"),
        ("severity:", 9, "none"),
        (">=3", 0, "quotation"),
        ("title>甲", 6, ":"),
        ("flagged:maybe", 8, "yes"),
        ("flagged~y", 8, ":"),
        ("score:viel", 6, "10"),
        ("month:2024-13", 6, "2024-03"),
        ("month:99999", 6, "2024-03"),
        ("until<today+99999999", 6, "today-7"),
        ("severity>=high,low", 15, ":"),
        ("title~(", 6, ":"),
        ("title~(?=a)", 6, "look-around"),
        ("title~(a{1000}){1000}{1000}", 6, ":"),
        ("(rule:OM", 0, ")"),
        ("rule:OM)", 7, "bracket"),
        ("a or", 4, "quotation"),
        ("or a", 0, "quotation"),
        ("()", 1, "quotation"),
        ("http://x", 0, "quotation"),
        ("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), DEEPEST, "20"),
        ("-" * (DEEPEST + 1) + "a", DEEPEST, "20"),
        ("a " * (MOST_TERMS + 1), None, "50"),
        ("x" * (LONGEST + 1), LONGEST, "2000"),
        ("(" * 10_000, LONGEST, "2000"),
    ],
)
def test_what_is_refused_and_why(text: str, at: int | None, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text, "findings", today=TODAY)
    error = caught.value
    assert error.hint is not None
    assert hint in error.hint.en + error.hint.zh
    assert error.message.zh != error.message.en
    assert at is None or error.position == at


def test_what_an_error_repeats_is_short_and_visible() -> None:
    with pytest.raises(QueryError) as caught:
        parse("\x1b[31m\u202e" + "长" * 500 + ":x", "findings")
    assert "\x1b" not in caught.value.message.en + caught.value.message.zh
    assert "\u202e" not in caught.value.message.en
    assert len(caught.value.message.en) < 120


PIECES = st.one_of(
    st.sampled_from(
        ["rule:", "级别", "：", ">=", "＞＝", "high", "(", "）", "-", "！", "or", " 或 ", "|", '"', "“", "”", ",", "\\",
         " ", "~", "month", "today", "+9", "none", "flagged:", "是", "score<", "9", "%", "..", "title~", "[", "\x00",
         "\u202e", "\ud800", "not ", "and", "&", "=", "!", "甲", "（"]
    ),
    st.text(max_size=4),
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join))


@tries(300)
@given(TEXTS, st.sampled_from(KINDS))
@example("a" * 3000, "links")
@example("s" * 2000, "findings")
@example("title=" + "éſ1" * 600, "findings")
@example('"' + "ﬁ㈱" * 900, "register")
@example("title~" + "(a|b)*" * 49, "findings")
def test_any_text_is_a_filter_or_an_error(text: str, kind: str) -> None:
    query = wrong = None
    try:
        query = parse(text, kind, today=TODAY)
    except QueryError as error:
        wrong = error
    if query is None:
        assert wrong is not None
        assert 0 <= wrong.position <= len(text)
        assert wrong.hint
        return
    frame = SHEETS[kind].frame
    inside = frame.select(query.expr.alias("kept")).to_series()
    assert inside.null_count() == 0
    assert frame.filter(query.expr).height + frame.filter(~query.expr).height == frame.height


@tries(300)
@given(TEXTS, st.sampled_from(["en", "zh"]))
@example("(b or title:(abc ) c", "en")
@example("(b or title~a\\ ) c", "en")
@example('not - "a\\\\" -(x or "” \\" ＂") \'', "zh")
def test_a_filter_spelt_out_means_the_same(text: str, lang: Any) -> None:
    text = text.encode("utf-8", "replace").decode()
    try:
        tree = parse_tree(text, "findings")
    except QueryError:
        return
    again = parse_tree(spell(tree, lang), "findings")
    assert again == tree
    assert spell(again, lang) == spell(tree, lang)


def test_a_query_says_what_it_is() -> None:
    assert parse("", "findings").is_empty
    query = parse("规则：OM （级别＞＝高 或 -x）", "findings", "zh")
    assert not query.is_empty
    assert query.text == "规则：OM （级别＞＝高 或 -x）"
    assert query.spelt() == "规则:OM (级别>=高 或 -x)"
    assert spell(query.tree) == "rule:OM (severity>=高 or -x)"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_filter_of_a_cell_keeps_its_row(kind: str, lang: Any) -> None:
    sheet = SHEETS[kind]
    for column in sheet.columns:
        for row, value in enumerate(sheet.frame[column.name]):
            text = like_cell(kind, column.name, value, lang)
            found = sheet.frame.with_row_index().filter(parse(text, kind, lang).expr)
            assert row in found["index"], text
            if column.name in ("title", "doc_number", "finding_id", "register_row"):
                assert set(found[column.name]) == {value}, text


@pytest.mark.parametrize("value", HOSTILE)
def test_the_filter_of_a_hostile_cell_keeps_its_row(value: str) -> None:
    frame = FINDINGS.frame.head(2).with_columns(pl.Series("title", [value, value + "x"]))
    found = frame.filter(parse(like_cell("findings", "title", value), "findings").expr)
    assert found["title"].to_list() == [value]


@pytest.mark.parametrize(
    ("needle", "text"),
    [
        ("abc", "ＡＢＣ"),
        ("ＡＢＣ", "xabc"),
        ("㈱", "(株)"),
        ("e\u0301", "\u00c9"),
        ("金", "\u2fa6"),
        ("⑦", "第7条"),
        ("．", "a.b"),
    ],
)
def test_neither_width_nor_case_matters(needle: str, text: str) -> None:
    frame = FINDINGS.frame.head(2).with_columns(pl.Series("title", [text, "乙"]))
    for query in (f'title:"{needle}"', f'"{needle}"'):
        assert frame.filter(parse(query, "findings").expr)["title"].to_list() == [text]


def test_a_cell_too_long_for_a_filter_gives_none() -> None:
    assert like_cell("findings", "title", "长" * 5000) == ""


def test_every_column_has_a_field_and_every_field_columns() -> None:
    for kind in KINDS:
        names = {column.name for column in columns_of(kind)}
        assert column_names(FIELDS[kind]) == names
        for name in names:
            assert of_column(kind, name).columns == (name,)
        spelt = [name for field in FIELDS[kind] for name in field.names()]
        assert sorted(spelt) == sorted(by_name(kind)), "two fields share a name"
        for name in spelt:
            assert parse_tree(f"{name}:x", kind), name


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("sev", "en", ["severity:"]),
        ("sev", "zh", ["severity:"]),
        ("级", "en", ["级别:"]),
        ("rule:OM sta", "en", ["status:"]),
        ("severity:h", "en", ["severity:high"]),
        ("-severity:h", "en", ["severity:high"]),
        ("状态:", "zh", ["状态:待处理", "状态:已排除", "状态:已豁免"]),
        ("status:", "zh", ["status:open", "status:dismissed", "status:waived"]),
        ("status:open,dis", "en", ["status:open,dismissed"]),
        ("owner:规划科,财", "en", ["owner:规划科,财务科"]),
        ("side:register,", "en", ["side:register,catalog", "side:register,register"]),
        ('owner:"规', "en", ["owner:规划科"]),
        ('owner:"规,', "en", []),
        ("owner:规", "en", ["owner:规划科"]),
        ("owner:科", "en", ["owner:规划科", "owner:财务科"]),
        ("month:2024", "en", ["month:2024-02"]),
        ("rule:om", "en", ["rule:OM001", "rule:OM002", "rule:OM003"]),
        ("flagged:", "en", ["flagged:yes", "flagged:no"]),
        ("标记:", "en", ["标记:是", "标记:否"]),
        ("title:", "en", []),
        ("nothing:", "en", []),
        ("title~a", "en", []),
        ('"sev', "en", []),
        ("sev)", "en", []),
    ],
)
def test_what_is_offered(text: str, lang: Any, wanted: list[str]) -> None:
    assert sorted(complete(text, len(text), "findings", FINDINGS, lang)) == sorted(wanted)


def test_offers_replace_the_word_before_the_cursor_alone() -> None:
    text = "rule:OM sev title:甲"
    assert word_at(text, 11) == (8, 11)
    assert complete(text, 11, "findings", FINDINGS) == ["severity:"]
    assert word_at(text, 8) == (8, 8)
    assert len(complete(text, 8, "findings", FINDINGS)) == len(FIELDS["findings"])
    assert complete("severity:", 9, "findings", None)[-1] == "severity:critical"


def test_what_is_offered_can_be_read_and_shows_nothing_hidden() -> None:
    odd = ["甲 科", "乙,丙", "丁(戊", '己"', "庚\x1b[31m", "辛\u202e", "-壬", "癸" * 90]
    frame = FINDINGS.frame.clear(len(odd)).with_columns(pl.Series("owner", odd))
    offers = complete("owner:", 6, "findings", Sheet("findings", frame, FINDINGS.columns))
    found = [frame.filter(parse(offer, "findings").expr)["owner"].to_list() for offer in offers]
    assert sorted(found) == sorted([each] for each in ("甲 科", "乙,丙", "丁(戊", '己"', "-壬"))


@tries(200)
@given(TEXTS, st.integers(0, 60), st.sampled_from(KINDS))
def test_offers_never_fail(text: str, cursor: int, kind: str) -> None:
    start, end = word_at(text, cursor)
    assert 0 <= start <= end <= len(text)
    for offer in complete(text, cursor, kind, SHEETS[kind]):
        assert offer


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_documented(kind: str) -> None:
    rows = [
        (
            f"`{field.name}`",
            " ".join(f"`{name}`" for name in field.names()[1:]),
            field.type,
        )
        for field in FIELDS[kind]
    ]
    check_table(DOCUMENT, f"fields {kind}", rows)


def test_the_examples_of_the_document_are_understood() -> None:
    text = DOCUMENT.read_text("utf-8")
    examples = re.findall(r"^```text\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = [line.partition("#")[0].strip() for block in examples for line in block.splitlines()]
    assert len([line for line in lines if line]) >= 20
    for line in filter(None, lines):
        parse(line, "findings", today=TODAY)
