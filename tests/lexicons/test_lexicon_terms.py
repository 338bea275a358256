from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.lexicons import Compiled, compile_terms, find_terms, load_lexicons
from disclosure_audit.lexicons.load import read_lexicon
from disclosure_audit.lexicons.places import find_places
from disclosure_audit.scanner.folding import fold
from disclosure_audit.scanner.reasons import BECAUSE, DROPPED
from disclosure_audit.spans import FULL_TEXT, SPANS
from tests.examples import tries
from tests.lexicons.lexicon_cells import cells, compiled, written


@pytest.fixture(scope="module")
def bundled() -> Compiled:
    return compile_terms(load_lexicons((), bundled=True), fold)


def kept(texts: pl.DataFrame, terms: Compiled) -> list[tuple[int, str]]:
    found = find_terms(texts, terms).filter(pl.col("dropped").is_null())
    return list(found.select("cell", "term").iter_rows())


def test_the_schema_is_that_of_the_scanner(bundled: Compiled) -> None:
    found = find_terms(cells("（内部资料 注意保存）", "关于供水的通知"), bundled)
    assert dict(found.schema) == SPANS
    assert dict(find_terms(cells("供水"), bundled).schema) == dict(found.schema)
    assert dict(find_terms(cells(), bundled).schema) == dict(found.schema)
    (row,) = found.filter(pl.col("dropped").is_null()).to_dicts()
    assert row["cell"] == 0
    assert (row["kind"], row["what"], row["term"]) == ("term", "handling_mark", "内部资料 注意保存")
    assert (row["start"], row["end"], row["confidence"]) == (1, 9, "high")
    assert set(row["because"]) <= set(BECAUSE)
    assert row["secret"] is False


def test_nothing_to_look_for_finds_nothing() -> None:
    assert find_terms(cells("内部资料"), compile_terms(())).is_empty()


@tries(60)
@given(
    st.lists(st.text("甲乙aB秘 \n★😀", max_size=12), min_size=1, max_size=5),
    st.lists(st.text("甲乙aB秘★", min_size=1, max_size=3), min_size=1, max_size=6),
)
def test_places_are_those_of_a_plain_search(texts: list[str], words: list[str]) -> None:
    keys = list(dict.fromkeys(word.lower() for word in words))
    frame = cells(*texts)
    wanted = sorted(
        (cell, match.start(), match.start() + len(key), key)
        for cell, text in frame.select("cell", "folded").iter_rows()
        for key in keys
        for match in re.finditer(f"(?={re.escape(key)})", text.lower())
    )
    assert sorted(find_places(frame, keys).iter_rows()) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "关于雪松行动的通知",
        "关于雪　松 行动的通知",
        "关于雪\u200b松行动的通知",
        "關於雪松行動的通知",
    ],
)
def test_a_disguise_hides_nothing(tmp_path: Path, text: str) -> None:
    assert kept(cells(text), compiled(tmp_path, "雪松行动")) == [(0, "雪松行动")]


def test_terms_are_folded_as_texts_are(tmp_path: Path) -> None:
    terms = compiled(tmp_path, "雪松行動（二期）", "Plan ＢＬＵＥ")
    found = kept(
        cells("雪松行动(二期)的通知", "雪松行动（二期）", "the plan blue, PLAN BLUE"), terms
    )
    assert found == [
        (0, "雪松行動（二期）"), (1, "雪松行動（二期）"), (2, "Plan ＢＬＵＥ"), (2, "Plan ＢＬＵＥ"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "field", "count"),
    [("title", "title", 1), ("title", FULL_TEXT, 0), ("text", FULL_TEXT, 1), ("text", "title", 0),
     ("any", "summary", 1)],
)  # fmt: skip
def test_where_a_term_counts(tmp_path: Path, where: str, field: str, count: int) -> None:
    terms = compiled(tmp_path, "雪松行动", more=f'where = "{where}"')
    assert len(kept(cells("雪松行动的通知", field=field), terms)) == count


@pytest.mark.parametrize(
    ("shape", "text", "count"),
    [
        ("line", "内部文件\n关于供水的通知", 1),
        ("line", "关于供水的通知（内部文件）", 1),
        ("line", "【内部文件】关于供水的通知", 1),
        ("line", "内部文件关于供水", 0),
        ("head", "内部文件关于供水", 1),
        ("head", "★ 内部文件 关于供水", 1),
        ("head", "关于内部文件的通知", 0),
        ("head", "供水。" * 200 + "\n内部文件关于供水", 0),
        ("anywhere", "关于内部文件的通知", 1),
    ],
)
def test_the_shape_of_a_mark(tmp_path: Path, shape: str, text: str, count: int) -> None:
    terms = compiled(tmp_path, "内部文件", more=f'shape = "{shape}"')
    assert len(kept(cells(text), terms)) == count


def test_the_longest_term_wins(tmp_path: Path) -> None:
    terms = compiled(tmp_path, "雪松", "雪松行动", "雪松行动方案")
    found = find_terms(cells("关于雪松行动方案的通知", "雪松行动", "雪松"), terms)
    assert kept(cells("雪松行动方案，雪松"), terms) == [(0, "雪松行动方案"), (0, "雪松")]
    assert found.filter(pl.col("dropped") == "overlapped").height == 3


def test_a_graver_term_is_not_hidden_by_a_lighter_one(tmp_path: Path) -> None:
    body = (
        '[[term]]\nterm = "雪松"\ncategory = "a"\nseverity = "critical"\n'
        '[[term]]\nterm = "雪松纪要"\ncategory = "b"\nseverity = "low"\n'
    )
    terms = compile_terms([read_lexicon(written(tmp_path, body))])
    assert kept(cells("雪松纪要"), terms) == [(0, "雪松"), (0, "雪松纪要")]


def test_ones_own_term_overrides_a_bundled_one(tmp_path: Path) -> None:
    body = '[[term]]\nterm = "不得翻印"\ncategory = "house_rule"\nseverity = "low"\n'
    terms = compile_terms(load_lexicons([written(tmp_path, body)], bundled=True))
    (row,) = find_terms(cells("此文不得翻印。"), terms).to_dicts()
    assert (row["what"], row["severity"], row["secret"]) == ("house_rule", "low", True)


def test_categories_can_be_chosen(bundled: Compiled) -> None:
    text = cells("beat365官网（内部资料）")
    assert [term for _, term in kept(text, bundled.only("brand"))] == ["365bet"]
    assert [term for _, term in kept(text, bundled.without("brand"))] == ["内部资料"]


def test_every_bundled_spelling_is_found_where_a_mark_stands(bundled: Compiled) -> None:
    rows = bundled.terms.select("key", "category", "where").rows()
    texts = cells(*(f"关于有关事项的通知（{key}）" for key, _, _ in rows))
    found = find_terms(texts, bundled).filter(pl.col("dropped").is_null())
    met = set(found.select("cell", "what").iter_rows())
    assert [rows[n] for n in range(len(rows)) if (n, rows[n][1]) not in met] == []


def test_bundled_terms_leave_ordinary_titles_alone(bundled: Compiled) -> None:
    texts = (
        "临江市人民政府关于彩票管理条例的实施意见", "关于印发商业秘密保护规定的通知", "临江市保密局工作要点",
        "关于做好部门内部审计工作的通知", "娱乐场所管理条例", "关于公布工作领导小组组成人员的通知",
        "关于加强军用机场净空管理工作的通知", "地图管理条例", "转发关于研究治理问题会议纪要的通知",
        "政府信息依申请公开工作规程", "关于公开征求意见稿的公告", "保守国家秘密法实施条例",
        "内部资料性出版物管理办法", "军事设施保护法施行准备工作的通知", "工作秘密管理暂行办法",
    )  # fmt: skip
    assert kept(cells(*texts), bundled) == []


def test_reasons_are_known_codes() -> None:
    from disclosure_audit.lexicons.check import REASONS

    assert set(REASONS) <= set(DROPPED)
