from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from disclosure_audit.config import Scanner
from disclosure_audit.scanner.mark_shapes import MASK, blot, marks_in
from disclosure_audit.scanner.redaction import redact
from disclosure_audit.scanner.scan import SCANNED, make_detectors, scan_records
from disclosure_audit.schema.columns import TEXT_COLUMNS, Side

AS_OF = dt.date(2024, 6, 1)


def _records(**cells: Any) -> pl.DataFrame:
    schema: dict[str, Any] = {
        "row": pl.UInt32,
        "issued_on": pl.Date,
        "number_correction": pl.String,
    }
    schema |= dict.fromkeys(SCANNED, pl.String)
    return pl.DataFrame([{"row": 7, **cells}], schema=schema)


def _find(records: pl.DataFrame, side: Side = "catalog") -> pl.DataFrame:
    return scan_records(records, None, side, make_detectors(Scanner(), str, AS_OF))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("机密★20年 关于应急避难场所的通知", "机密★20年"),
        ("分布图（秘密★长期）", "秘密★长期"),
        ("机　密★十五年", "机　密★十五年"),
        ("绝密☆", "绝密☆"),
        ("密级：秘密 关于", "密级：秘密"),
        ("秘密10年 关于", "秘密10年"),
        ("【机密】关于", "【机密】"),
        ("秘密", "秘密"),
    ],
)
def test_a_mark_is_found_by_its_shape(text: str, marked: str) -> None:
    (found,) = marks_in(text)
    assert text[found.start : found.end].strip() == marked


@pytest.mark.parametrize(
    "text",
    [
        "保密局关于保密法宣传的通知",
        "商业秘密★保护条例",
        "计算机密码应用",
        "工作秘密★管理办法",
        "涉及国家秘密的文件",
    ],
)
def test_texts_about_secrecy_carry_no_mark(text: str) -> None:
    assert marks_in(text) == []


def test_a_bare_grade_is_an_answer_in_some_columns() -> None:
    assert _find(_records(openness_reason="秘密"), "register").is_empty()
    assert _find(_records(issuer="秘密"), "register").height == 1
    assert _find(_records(openness_reason="秘密★5年"), "register").height == 1


def test_every_text_column_but_the_classification_is_scanned() -> None:
    assert set(TEXT_COLUMNS) - set(SCANNED) == {"classification"}
    assert {"issued_on_text", "published_on_text"} <= set(SCANNED)
    for field in SCANNED:
        records = _records(**{field: "甲 机密★17年 乙"})
        hits = _find(records)
        assert hits["field"].to_list() == [field]
        assert redact(records, hits)[field].to_list() == [f"甲 {MASK * 6} 乙"]


def test_two_marks_side_by_side_do_not_show_each_other() -> None:
    records = _records(title="机密★17年 绝密★23年 分布图")
    hits = _find(records)
    assert hits.height == 2
    for excerpt in hits["excerpt"]:
        assert "17" not in excerpt
        assert "23" not in excerpt
        assert "分布图" in excerpt
    assert redact(records, hits)["title"].to_list() == [f"{MASK * 6} {MASK * 6} 分布图"]


def test_what_was_made_of_a_masked_cell_is_not_shown() -> None:
    records = _records(
        doc_number="机密★17年政发[2019]3号", number_correction="机密★17年政发〔2019〕3号"
    )
    shown = redact(records, _find(records))
    assert shown["number_correction"].to_list() == [None]


@pytest.mark.parametrize(
    ("term", "made", "expired"),
    [
        ("3年", dt.date(2020, 1, 1), True),
        ("10年", dt.date(2020, 1, 1), False),
        ("三年", dt.date(2020, 1, 1), True),
        ("二十五年", dt.date(2000, 1, 1), False),
        ("二二年", dt.date(2000, 1, 1), True),
        ("６个月", dt.date(2023, 1, 1), True),
        ("十天", dt.date(2024, 5, 30), False),
        ("长期", dt.date(1990, 1, 1), False),
        ("999年", dt.date(9990, 1, 1), False),
        ("10年", None, None),
    ],
)
def test_a_term_runs_out(term: str, made: dt.date | None, expired: bool | None) -> None:
    hits = _find(_records(title=f"机密★{term}", issued_on=made), "register")
    assert hits["expired"].to_list() == [expired]


def test_blot_leaves_the_rest() -> None:
    assert blot("没有标志") == "没有标志"
    assert blot("甲（机密★1年）乙") == f"甲（{MASK * 5}）乙"
