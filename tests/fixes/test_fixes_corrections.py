"""What is proposed, and what never is."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.config import Config
from disclosure_audit.corrections.characters import correct_characters
from disclosure_audit.corrections.dates import correct_dates, house_form
from disclosure_audit.corrections.index_numbers import correct_hyphens
from disclosure_audit.corrections.numbers import correct_numbers
from disclosure_audit.intake import take_in
from disclosure_audit.normalise.doc_number import parse_doc_numbers
from disclosure_audit.normalise.text import fold_titles


def records(**columns: list[str | None]) -> pl.DataFrame:
    """Return the records of a list with these columns."""
    height = len(next(iter(columns.values())))
    frame = pl.DataFrame(
        {"title": ["临江市公园名录"] * height, **columns}, schema_overrides=dict.fromkeys(columns, pl.String)
    )  # fmt: skip
    return take_in(frame, "catalog", Config()).records


def proposed(frame: pl.DataFrame) -> dict[str, str]:
    return dict(frame.select("written", "proposed").iter_rows())


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("临政发[2017]21号", "临政发〔2017〕21号"),
        ("临政发〔2017]021号", "临政发〔2017〕21号"),
        ("临政发【２０１７】第21号", "临政发〔2017〕21号"),
        ("临政发 〔2017〕 21号", "临政发〔2017〕21号"),
        ("临政发（2017）21", "临政发〔2017〕21号"),
        ("发文字号：临政发〔2017〕21号", "临政发〔2017〕21号"),
        ("临政\u200b发〔2017〕21号", "临政发〔2017〕21号"),
        ("临江市人民政府令第005号", "临江市人民政府令第5号"),
    ],
)
def test_the_form_of_a_number_is_corrected(written: str, right: str) -> None:
    assert proposed(correct_numbers(records(doc_number=[written]))) == {written: right}


@pytest.mark.parametrize(
    "written",
    [
        "临政发〔2017〕21号",
        "临政发〔2017〕21号（已废止）",  # a note would be lost
        "临政发〔2017〕21号、22号",  # a second number would be lost
        "临政发〔2O17〕21号",  # a letter for a digit: which digit is a guess
        "临政发〔2017〕2 1号",
        "临政发〔2017〕2²号",
        "临政发〔2017〕①号",
        "临政发2017年21号",
        "ab发〔2017〕21号",
        "关于修路的通知临政发〔2017〕21号",
        "详见附件",
        None,
    ],
)
def test_what_is_not_certain_is_left(written: str | None) -> None:
    assert correct_numbers(records(doc_number=[written])).is_empty()


@given(
    st.sampled_from(["临政发", "国办函", "京国土资规", "X发"]),
    st.integers(1950, 2025),
    st.integers(1, 99_999),
    st.sampled_from(
        ["〔{}〕", "[{}]", "({})", "【{}】", "〔{}]", "（{}）", "〔{}年〕", " 〔{}〕 "]
    ),
    st.sampled_from(
        ["{}号", "第{}号", "0{}号", "{}", "{} 号", "{}號", "{}号。", "{}-1号", "{}号A"]
    ),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_a_number_stays_the_same_number(
    code: str, year: int, serial: int, bracket: str, tail: str, is_wide: bool
) -> None:
    text = code + bracket.format(year) + tail.format(serial)
    if is_wide:
        text = text.translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    found = correct_numbers(records(doc_number=[text]))
    for written, right in proposed(found).items():
        read = parse_doc_numbers(pl.Series([written, right]))
        assert read["number_key"].n_unique() == 1
        assert read["number_form"][1] == "canonical"
        assert correct_numbers(records(doc_number=[right])).is_empty()


def test_dates_follow_the_list() -> None:
    cells = ["2020-03-04"] * 9 + ["2020年3月5日", "２０２０．３．６", "7 March 2020", "25/12/2020"]
    cells += ["二〇二〇年三月八日", "20200309", "2020-03-10 08:30", "2020年3月11日印发", "3/4/2020"]
    cells += ["43900", "", "2020-02-30", "2020-03-04（星期三）"]
    list_ = records(issued_on=[*cells])
    assert proposed(correct_dates(list_)) == {
        "2020年3月5日": "2020-03-05",
        "２０２０．３．６": "2020-03-06",
        "7 March 2020": "2020-03-07",
        "25/12/2020": "2020-12-25",
        "二〇二〇年三月八日": "2020-03-08",
        "20200309": "2020-03-09",
    }


@pytest.mark.parametrize(
    ("cells", "house"),
    [
        (["2020-03-04", "2020年3月4日"], "YYYY-MM-DD"),
        (["2020/3/4", "2020/11/30", "2020-03-04"], "YYYY/M/D"),
        (["2020年03月04日", "2020年3月4日", "2020年03月05日"], "YYYY年MM月DD日"),
        (["2020.3.4"], "YYYY.M.D"),
        (["20200304", "20200305", "2020-03-04"], "YYYYMMDD"),
        (["4 March 2020", "5 March 2020", "2020-03-04"], None),
        (["2020-03-04 08:00", "2020-03-05 08:00", "2020-03-04"], None),
        (["", "见附件"], None),
    ],
)
def test_how_the_list_writes_its_dates(cells: list[str], house: str | None) -> None:
    assert house_form(records(issued_on=[*cells]), "issued_on") == house


@given(st.lists(st.tuples(st.dates(dt.date(1950, 1, 1), dt.date(2025, 1, 1)), st.sampled_from(["%Y-%m-%d", "%Y/%-m/%-d", "%Y年%-m月%-d日", "%Y%m%d", "%-d %B %Y"])), min_size=1, max_size=8))  # fmt: skip
@settings(max_examples=80, deadline=None)
def test_a_date_stays_the_same_day_and_the_list_comes_to_rest(
    days: list[tuple[dt.date, str]],
) -> None:
    cells = [day.strftime(form) for day, form in days]
    before = records(issued_on=[*cells])
    right = proposed(correct_dates(before))
    after = records(issued_on=[right.get(cell, cell) for cell in cells])
    assert after["issued_on"].to_list() == before["issued_on"].to_list()
    assert house_form(after, "issued_on") == house_form(before, "issued_on")
    assert correct_dates(after).is_empty()


def test_characters() -> None:
    list_ = records(
        title=["临江市\u200b公园", "\ufeff\u2060绿\x07化\u00ad", "（２０２０版）Ａ", "ᠮᠣ\u200dᠩ", "甲\u202e乙", "\u200b=SUM(A1)", "\u200b"],
        index_number=["１２３４５６７８８／2020-00072", "12345678 8/2020-00072", "LJ　１", "LJ 1", "无", "\u200b", None],
        issuer=["甲局\u3000乙局", "甲\u200b局", "Ａ局", "甲局 乙局", "（甲）局", None, "甲局"],
        doc_number=["详见\u200b附件", "临政发[２０20]1号", "临政发〔2020〕1号（已废止）\u200b", None, None, None, None],
    )  # fmt: skip
    found = correct_characters(list_)
    assert set(found.select("field", "written", "proposed", "fault").iter_rows()) == {
        ("title", "临江市\u200b公园", "临江市公园", "hidden_character"),
        ("title", "\u2060绿\x07化\u00ad", "绿化", "hidden_character"),
        ("index_number", "１２３４５６７８８／2020-00072", "123456788/2020-00072", "full_width"),
        ("index_number", "LJ　１", "LJ 1", "full_width, space"),
        ("issuer", "甲局\u3000乙局", "甲局 乙局", "space"),
        ("issuer", "甲\u200b局", "甲局", "hidden_character"),
        ("issuer", "Ａ局", "A局", "full_width"),
        ("doc_number", "详见\u200b附件", "详见附件", "hidden_character"),
        ("doc_number", "临政发〔2020〕1号（已废止）\u200b", "临政发〔2020〕1号（已废止）", "hidden_character"),
    }  # fmt: skip


@given(st.text("甲乙A１Ａ \u200b\u200d\u3000\x07\u202e第2批()（）〔", max_size=14))
@settings(max_examples=200, deadline=None)
def test_a_title_keeps_its_wording(title: str) -> None:
    found = correct_characters(records(title=[title, "临江市公园名录"]))
    for written, right in proposed(found.filter(pl.col("field") == "title")).items():
        folded = fold_titles(pl.Series([written, right]))
        assert folded[0] == folded[1]
        assert set(right) <= set(written)
        assert correct_characters(records(title=[right])).is_empty()


def test_hyphens_follow_the_list() -> None:
    plain, hyphened, wrong = (
        "123456788/2020-00072",
        "12345678-8/2020-00073",
        "12345678-7/2020-00074",
    )
    assert proposed(correct_hyphens(records(index_number=[plain, plain, hyphened, wrong]))) == {
        hyphened: "123456788/2020-00073"
    }
    assert proposed(correct_hyphens(records(index_number=[plain, hyphened, hyphened]))) == {
        plain: "12345678-8/2020-00072"
    }
    assert correct_hyphens(records(index_number=[hyphened, hyphened])).is_empty()
    wide = "１２３４５６７８－８/2020-00073"
    assert proposed(correct_hyphens(records(index_number=[plain, plain, wide]))) == {
        wide: "123456788/2020-00073"
    }
