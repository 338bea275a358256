from __future__ import annotations

import datetime as dt
import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scanner_forms import (
    AS_OF,
    make_card,
    make_cells,
    make_forms,
    make_harmless,
    make_id,
    make_index_numbers,
    make_mobile,
    make_old_id,
    measure,
)
from disclosure_audit.normalise.organisation_code import check_character
from disclosure_audit.scanner.folding import fold_back
from disclosure_audit.scanner.identifiers import find_identifiers
from disclosure_audit.scanner.identifiers.checks import (
    is_mobile,
    passes_luhn,
    read_id,
    right_check_digits,
)
from disclosure_audit.scanner.reasons import BECAUSE, DROPPED
from disclosure_audit.spans import CELLS, SPANS
from tests.examples import tries

_RNG = random.Random(20)
ID, CARD, MOBILE, OLD = make_id(_RNG), make_card(_RNG), make_mobile(_RNG), make_old_id(_RNG)
X_ID = next(value for value in iter(lambda: make_id(_RNG), "") if value[-1] == "X")
WRONG_ID = ID[:17] + ("1" if ID[17] != "1" else "2")
WRONG_CARD = CARD[:-1] + str((int(CARD[-1]) + 1) % 10)
YOUNG_ID = next(
    body + digit
    for digit in "0123456789"
    if read_id((body := "360102" + "20150203" + "004") + digit).checksum
)


def _find(*texts: str, field: str = "full_text") -> pl.DataFrame:
    return find_identifiers(make_cells(pl.Series(texts, dtype=pl.String), field), AS_OF)


def _reported(*texts: str, field: str = "full_text") -> list[tuple[str, str, str]]:
    kept = _find(*texts, field=field).filter(pl.col("dropped").is_null())
    return list(kept.select("what", "value", "confidence").iter_rows())


def test_every_form_of_every_kind_is_found() -> None:
    table = measure(10)
    sums = table.group_by("what").agg(pl.col("texts", "found", "false").sum())
    assert set(sums["what"]) == {
        "mobile", "resident_id", "resident_id_15", "bank_card", "passport", "leaking_mask",
    }  # fmt: skip
    for what, texts, found, false in sums.iter_rows():
        assert found / texts >= 0.99, (what, table.filter(pl.col("found") < pl.col("texts")))
        assert found / (found + false) >= 0.99, (what, table.filter(pl.col("false") > 0))


def test_spans_cover_the_number() -> None:
    forms = make_forms(6)
    columns = forms.select("text", "what", "form", "start", "end")
    for text, what, form, start, end in columns.iter_rows():
        spans = _find(text).filter(pl.col("what") == what)
        origins = fold_back(text)[1]
        found = [(origins[s], origins[e - 1] + 1) for s, e in spans.select("start", "end").rows()]
        assert (start, end) in found, (form, text)


def test_harmless_numbers_are_not_reported() -> None:
    texts = make_harmless(10)
    spans = find_identifiers(make_cells(texts["text"]), AS_OF).filter(pl.col("dropped").is_null())
    assert [texts.row(cell) for cell in spans["cell"]] == []


def test_index_numbers_are_no_resident_ids() -> None:
    numbers = make_index_numbers(5000)
    assert right_check_digits(numbers).mean() == pytest.approx(1 / 11, abs=0.02)
    in_their_column = _find(*numbers, field="index_number")
    assert in_their_column["dropped"].unique().to_list() == ["column_role"]
    assert in_their_column.height == 5000
    assert _reported(*numbers, field="title") == []


def test_lone_index_numbers_are_dropped_or_doubtful() -> None:
    since = make_index_numbers(300, since=dt.date(1990, 1, 1))
    reported = [hit for number in since for hit in _reported(number, field="title")]
    assert {confidence for _, _, confidence in reported} <= {"low"}
    assert [hit for number in make_index_numbers(300) for hit in _reported(number)] == []


def test_real_ids_of_a_column_are_no_index_numbers() -> None:
    rng = random.Random(4)
    ids = [make_id(rng) for _ in range(30)]
    assert {value for _, value, _ in _reported(*ids, field="title")} == set(ids)


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        (f"身份证号：{ID}", ("resident_id", ID, "high")),
        (f"李某甲，{ID}", ("resident_id", ID, "high")),
        (f"附 {ID} 一份", ("resident_id", ID, "low")),
        (f"附 {X_ID} 一份", ("resident_id", X_ID, "medium")),
        (f"身份证号：{X_ID.lower()}", ("resident_id", X_ID, "high")),
        (f"身份证号：{WRONG_ID}", ("resident_id", WRONG_ID, "medium")),
        (f"身份证编号{ID}", ("resident_id", ID, "high")),
        (f"李某甲，{YOUNG_ID}", ("resident_id", YOUNG_ID, "high")),
        (f"身份证号{OLD}", ("resident_id_15", OLD, "medium")),
        (f"李某甲，身份证号{OLD}", ("resident_id_15", OLD, "high")),
        (f"卡号：{CARD}", ("bank_card", CARD, "high")),
        (f"卡号：{WRONG_CARD}", ("bank_card", WRONG_CARD, "medium")),
        (f"附 {CARD} 一份", ("bank_card", CARD, "low")),
        (f"手机{MOBILE}", ("mobile", MOBILE, "high")),
        (f"请与{MOBILE}联络", ("mobile", MOBILE, "medium")),
        (MOBILE, ("mobile", MOBILE, "low")),
        (f"{MOBILE}（微信同号）", ("mobile", MOBILE, "high")),
        (f"合计 {MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]} 项", ("mobile", MOBILE, "low")),
        (f"电话：0{MOBILE}", ("mobile", MOBILE, "high")),
        (f"电话0797-8123456/{MOBILE}", ("mobile", MOBILE, "high")),
        (f"名单：1.{MOBILE}", ("mobile", MOBILE, "medium")),
        ("护照号AB1234567", ("passport", "AB1234567", "medium")),
    ],
)
def test_how_sure(text: str, hit: tuple[str, str, str]) -> None:
    assert _reported(text) == [hit]


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        (f"统一监管号：{ID}", "other_number"),
        (f"备案 {YOUNG_ID} 一份", "other_number"),
        (f"资金{MOBILE}元", "other_number"),
        (f"第{MOBILE}号", "other_number"),
        (f"http://example.gov.cn/{MOBILE}", "other_number"),
        (f"统一社会信用代码：{ID}", "organisation"),
        (f"联系电话{MOBILE[:3]}****{MOBILE[7:]}", "correct_mask"),
        (f"身份证号{ID[:6]}********{ID[14:]}", "correct_mask"),
        (f"卡号{CARD[:6]}******{CARD[-4:]}", "correct_mask"),
        (f"显示为：{ID[:14]}****", "mask_example"),
    ],
)
def test_why_harmless(text: str, dropped: str) -> None:
    assert _find(text)["dropped"].to_list() == [dropped]


@pytest.mark.parametrize(
    "text",
    [
        f"9{MOBILE}7",
        f"{WRONG_ID}",
        f"附 {WRONG_CARD} 一份",
        f"附 {OLD} 一份",
        "E12345678",
        "电话：0797-8123456",
        "二〇二三年第一二三四五六七八九期至一〇期",
        "0.13812345678",
        "1.13812345678",
        "增长0.13812345678",
        "第12批次2023年度（2021—2035年）",
        "KX13812345678",
    ],
)
def test_nothing_there(text: str) -> None:
    assert _find(text).is_empty()


def test_a_credit_code_is_an_organisations() -> None:
    body = "91360102MA" + "1381234"
    code = body + str(check_character(body))
    assert len(code) == 18
    assert _reported(f"某公司{code}", f"{body[:2]}{MOBILE}MA12") == []
    digits = "9N" + MOBILE + "MA1X"
    code = digits + str(check_character(digits))
    assert _find(f"某中心{code}")["dropped"].to_list() == ["organisation"]


@pytest.mark.parametrize("form", ["{}****", "{}××××", "{}xxxx", "{}XXXX", "{}●●●●", "{}####"])
def test_a_mask_that_leaves_the_birth_date_leaks(form: str) -> None:
    text = form.format(ID[:14])
    spans = _find(f"李某甲 {text}")
    assert spans.select("what", "value", "dropped").rows() == [
        ("leaking_mask", ID[:14] + "****", None)
    ]
    assert "birth_date_shown" in spans["because"][0]


def test_a_column_that_holds_other_numbers_needs_a_word_beside() -> None:
    for field in ("record_id", "doc_number", "url", "issued_on_text", "流水号", "项目代码"):
        assert _reported(ID, MOBILE, field=field) == []
    assert _reported(f"身份证{ID}", field="record_id") == [("resident_id", ID, "high")]


def test_a_column_that_says_what_it_holds() -> None:
    assert _reported(MOBILE, field="联系电话") == [("mobile", MOBILE, "high")]
    assert _reported(WRONG_ID, field="申请人身份证号") == [("resident_id", WRONG_ID, "medium")]
    assert _reported(MOBILE, field="mobile_phone") == [("mobile", MOBILE, "high")]


def test_several_numbers_of_one_text() -> None:
    other = make_mobile(random.Random(77))
    text = (
        f"李某甲 男 {ID} {MOBILE}\n王某乙 女 {X_ID} {other}\n身份证、手机：{ID}、{MOBILE}、{CARD}"
    )
    assert [(what, value) for what, value, _ in _reported(text)] == [
        ("resident_id", ID), ("mobile", MOBILE), ("resident_id", X_ID), ("mobile", other),
        ("resident_id", ID), ("mobile", MOBILE), ("bank_card", CARD),
    ]  # fmt: skip


@pytest.mark.parametrize("before", ["联系人：张某 ", "张某", "电话", "张三"])
def test_two_numbers_joined_by_a_stroke(before: str) -> None:
    other = make_mobile(random.Random(78))
    grouped = [f"{value[:3]}-{value[3:7]}-{value[7:]}" for value in (MOBILE, other)]
    assert [value for _, value, _ in _reported(before + "/".join(grouped))] == [MOBILE, other]


def test_a_table_of_persons() -> None:
    rng = random.Random(5)
    people = ["李某甲", "王某乙", "张某丙", "赵某"]
    text = "\n".join(f"{n}\t{name}\t{make_id(rng)}" for n, name in enumerate(people))
    spans = _find(text)
    assert spans.height == 4
    assert all({"name", "table"} <= set(because) for because in spans["because"])
    two = _find("\n".join(text.splitlines()[:2]))
    assert not any("table" in because for because in two["because"])
    alone = _find(*text.splitlines(), field="备注")
    assert all("table" in because for because in alone["because"])


def test_spans_keep_to_their_contract() -> None:
    spans = _find(*make_forms(2)["text"], *make_harmless(2)["text"])
    assert dict(spans.schema) == {name: pl.List(pl.String) if name == "because" else dtype
                                  for name, dtype in SPANS.items()}  # fmt: skip
    assert spans["secret"].all()
    assert {code for because in spans["because"] for code in because} <= set(BECAUSE)
    assert set(spans["dropped"].drop_nulls()) <= set(DROPPED)
    assert _find("").schema == spans.schema
    assert find_identifiers(pl.DataFrame(schema=CELLS), AS_OF).is_empty()


@tries(150)
@given(st.text("0123456789xX*-. /()\n身份证号电话：一二〇E护照", max_size=60))
def test_spans_lie_inside_and_apart(text: str) -> None:
    cells = make_cells(pl.Series([text]))
    spans = find_identifiers(cells, AS_OF).filter(pl.col("what") != "passport")
    end = 0
    for start, stop in spans.select("start", "end").iter_rows():
        assert end <= start < stop <= len(cells["folded"][0])
        end = stop


def test_checks() -> None:
    assert read_id("11010519491231002X").checksum  # the example of GB 11643-1999
    assert not read_id("110105194912310021").checksum
    assert read_id("110105194902300021").born is None
    assert not read_id("990105194912310021").province
    assert passes_luhn("79927398713")  # the usual example of the formula
    assert not passes_luhn("79927398710")
    assert is_mobile("13000000000")
    assert not is_mobile("12000000000")
    assert right_check_digits(
        pl.Series(["11010519491231002X", "110105194912310021"])
    ).to_list() == [
        True,
        False,
    ]
