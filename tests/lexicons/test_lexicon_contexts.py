"""What must not count, and what must still count beside it."""

from __future__ import annotations

import time
from pathlib import Path

import polars as pl
import pytest

from disclosure_audit.lexicons import Compiled, compile_terms, find_terms, load_lexicons
from disclosure_audit.lexicons.words import crosses_words
from disclosure_audit.scanner.folding import fold
from tests.lexicons.lexicon_cells import cells, compiled


@pytest.fixture(scope="module")
def bundled() -> Compiled:
    return compile_terms(load_lexicons((), bundled=True), fold)


def reason(text: str, terms: Compiled, field: str = "title") -> list[str | None]:
    return find_terms(cells(text, field=field), terms)["dropped"].to_list()


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("计算机密码的应用", "机密"),
        ("全国防治荒漠化会议", "国防"),
        ("加强干部队伍建设", "部队"),
        ("发展生产性服务业", "性服务"),
        ("进出口交易会", "口交"),
        ("组成人员名单", "成人"),
        ("权限内部使用", "限内部"),
        ("confidentiality of texts", "confidential"),
        ("批次20191号", "2019"),
    ],
)
def test_a_hit_cut_out_of_other_words(tmp_path: Path, text: str, term: str) -> None:
    assert reason(text, compiled(tmp_path, term)) in (["cross_word"], ["harmless_phrase"])
    start = text.index(term)
    assert crosses_words(text, start, start + len(term))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("机密文件的管理", "机密"),
        ("国防工程的通知", "国防"),
        ("部队驻地的通知", "部队"),
        ("机密件的管理", "机密"),
        ("本件不得翻印件数", "不得翻印"),
        ("a confidential text", "confidential"),
        ("confidential文件", "confidential"),
        ("标有内部资料字样", "内部资料"),
    ],
)
def test_a_hit_that_is_a_word(tmp_path: Path, text: str, term: str) -> None:
    assert reason(text, compiled(tmp_path, term)) == [None]


def test_borders_can_be_switched_off(tmp_path: Path) -> None:
    assert reason("计算机密集", compiled(tmp_path, "机密", more="words = false")) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "商业秘密保护条例",
        "保守国家秘密法",
        "工作秘密管理办法",
        "侵犯商业秘密案",
        "国家秘密定密工作",
    ],
)
def test_a_longer_phrase_is_harmless(tmp_path: Path, text: str) -> None:
    assert reason(text, compiled(tmp_path, "秘密")) == ["harmless_phrase"]


def test_ones_own_phrase_belongs_to_one_term(tmp_path: Path) -> None:
    terms = compiled(tmp_path, "雪松", more='harmless = ["雪松小学"]')
    assert reason("雪松小学与雪松", terms) == ["harmless_phrase", None]
    assert reason("雪松小 学", terms) == ["harmless_phrase"]
    assert reason("雪松大学", terms) == [None]


def test_a_phrase_beside_the_hit_does_not_cover_it(tmp_path: Path) -> None:
    assert reason("保密局的秘密", compiled(tmp_path, "秘密")) == [None]


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("关于印发《雪松行动方案》的通知", "document_name"),
        ("关于修改《关于实施《雪松行动》的决定》的通知", "document_name"),
        ("《供水条例》与雪松行动", None),
        ("《供水条例与雪松行动", None),
        ("》雪松行动《供水条例》", None),
        ("《供水条例\n雪松行动》", None),
    ],
)
def test_the_name_of_a_document(tmp_path: Path, text: str, dropped: str | None) -> None:
    assert reason(text, compiled(tmp_path, "雪松行动")) == [dropped]
    assert reason(text, compiled(tmp_path, "雪松行动", more="in_names = true")) == [None]


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("本件不涉密雪松行动", "negated"),
        ("不属于雪松行动", "negated"),
        ("不属于国家雪松行动", "negated"),
        ("未涉及任何雪松行动", "negated"),
        ("this is not 雪松行动", "negated"),
        ("不属于供水，雪松行动", None),
        ("无需审批的雪松行动", None),
        ("除雪松行动外", None),
        ("a knot 雪松行动", None),
        ("不属于供水排水管道工程的雪松行动", None),
    ],
)
def test_negation(tmp_path: Path, text: str, dropped: str | None) -> None:
    assert reason(text, compiled(tmp_path, "雪松行动")) == [dropped]


def test_a_text_without_secrets_may_still_be_internal(bundled: Compiled) -> None:
    assert reason("非涉密 内部资料 注意保存", bundled)[0] is None
    assert reason("不属于内部资料，注意保存", bundled)[0] == "negated"


@pytest.mark.parametrize("field", ["openness", "openness_reason", "category"])
def test_an_answer_is_no_mark(bundled: Compiled, field: str) -> None:
    assert reason("内部文件", bundled, field) == ["column_role"]
    assert reason("内部文件", bundled) == [None]


def test_a_long_text_full_of_hits_takes_its_time_once(tmp_path: Path) -> None:
    terms = compiled(tmp_path, "雪松", "aa", "aaa", more='harmless = ["雪松小学"]')
    start = time.perf_counter()
    found = find_terms(cells("雪松小学，雪松。aaaaaaaa，" * 5_000, field="full_text"), terms)
    assert found.filter(pl.col("term") == "雪松")["dropped"].null_count() == 5_000
    assert time.perf_counter() - start < 30  # a search that is quadratic takes minutes
