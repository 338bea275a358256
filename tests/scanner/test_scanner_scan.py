"""Whole scans of texts: the way back to the original, overlaps, excerpts, what is kept of a value."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.audit import scan
from disclosure_audit.config import Config, Scanner
from disclosure_audit.readers.table import ROW
from disclosure_audit.scanner.overlaps import settle_overlaps
from disclosure_audit.scanner.redaction import redact
from disclosure_audit.scanner.scan import (
    Detectors,
    make_detectors,
    scan_records,
    scan_texts,
)
from disclosure_audit.spans import HITS, SPANS
from tests.examples import tries

AS_OF = dt.date(2024, 6, 1)
MOBILE = "13800138000"
MARKS = {"机密★20年": "classification_mark", "内部资料 注意保存": "term", MOBILE: "identifier"}


@pytest.fixture(scope="module")
def detectors() -> Detectors:
    return make_detectors(Scanner(), lambda value: f"<{len(value)}>", AS_OF)


def _records(*titles: str | None, **columns: Any) -> pl.DataFrame:
    base = pl.DataFrame({"title": titles}, schema={"title": pl.String}).with_row_index("row")
    return base.with_columns(
        pl.col("row").cast(pl.UInt32), pl.lit(None, dtype=pl.Date).alias("issued_on"), **columns
    )


def _kept(records: pl.DataFrame, detectors: Detectors) -> pl.DataFrame:
    hits = scan_records(records, None, "catalog", detectors)
    assert hits.schema == pl.Schema(HITS)
    return hits.filter(pl.col("dropped").is_null())


@pytest.mark.parametrize(
    ("title", "found"),
    [
        (f"联系电话：{MOBILE}", MOBILE),
        ("联系电话：１３８－００１３－８０００", "１３８－００１３－８０００"),
        ("聯繫電話\u200b：138\u200b00138000（辦公室）", "138\u200b00138000"),
        ("此页标注 內 部\u200b資 料 注意保存", "內 部\u200b資 料 注意保存"),
    ],
)
def test_a_span_is_that_of_the_original_text(title: str, found: str, detectors: Detectors) -> None:
    hit = _kept(_records(title), detectors).row(0, named=True)
    assert title[hit["start"] : hit["end"]] == found


def test_a_disguised_term_says_so(detectors: Detectors) -> None:
    plain, disguised = "此页标注 内部资料 注意保存", "此页标注 內部資料 注意保存"
    because = _kept(_records(plain, disguised), detectors).sort("row")["because"].to_list()
    assert "exact_term" in because[0]
    assert "folded_term" in because[1]


def test_equal_texts_are_found_on_every_record(detectors: Detectors) -> None:
    hits = _kept(_records(MOBILE, None, f"手机{MOBILE}", f"手机{MOBILE}"), detectors)
    assert {2, 3} <= set(hits["row"])


def test_an_excerpt_shows_no_secret_not_even_a_neighbour(detectors: Detectors) -> None:
    title = f"机密★20年 手机{MOBILE}、13900139000"
    hits = _kept(_records(title), detectors)
    assert hits.height == 3
    for excerpt in hits["excerpt"]:
        assert "★" not in excerpt
        assert not any(char.isdigit() for char in excerpt)


def test_what_was_taken_for_harmless_is_hidden_in_its_excerpt_too(detectors: Detectors) -> None:
    title = "统一社会信用代码11360000014500000X的公示"
    hits = scan_records(_records(title), None, "catalog", detectors)
    for excerpt in hits.filter("secret")["excerpt"]:
        assert "014500000" not in excerpt


def test_reveal_shows_the_excerpt(detectors: Detectors) -> None:
    open_ = make_detectors(Scanner(), str, AS_OF, reveal=True)
    assert MOBILE in _kept(_records(f"手机{MOBILE}"), open_)["excerpt"][0]


def test_the_value_is_kept_as_its_keyed_hash_only(detectors: Detectors) -> None:
    hits = _kept(_records(f"手机{MOBILE}"), detectors)
    assert hits["token"].to_list() == ["<11>"]
    assert not any(MOBILE in str(cell) for row in hits.iter_rows() for cell in row)


def test_a_column_of_no_canonical_name_is_searched(detectors: Detectors) -> None:
    leftovers = pl.DataFrame(
        {ROW: [0], "备注": [f"手机{MOBILE}"]}, schema_overrides={ROW: pl.UInt32}
    )
    hits = scan_records(_records("关于供水的通知"), leftovers, "register", detectors)
    assert hits.select("side", "row", "field", "what").rows() == [("register", 0, "备注", "mobile")]


def test_a_list_with_a_secret_in_such_a_column_is_audited() -> None:
    catalog = pl.DataFrame({"标题": ["关于供水的通知"], "经办人手机": [MOBILE]})
    found = scan(catalog, catalog, Config(lang="en")).findings
    assert "CF006" in found["rule"].to_list()


def test_a_mark_in_a_full_text_counts_most_at_its_head(detectors: Detectors) -> None:
    head = "机密★20年\n临江市文件\n关于供水的通知"
    body = "关于供水的通知\n" + "正文。\n" * 30 + "本办法所称标注“机密★20年”的文件，按规定管理。"
    texts = pl.DataFrame({"row": [0, None], "file": ["a.txt", "b.txt"], "text": [head, body]},
                         schema_overrides={ROW: pl.UInt32})  # fmt: skip
    made = pl.DataFrame({"row": [0], "issued_on": [dt.date(1990, 1, 1)]},
                        schema_overrides={ROW: pl.UInt32})  # fmt: skip
    hits = scan_texts(texts, made, "catalog", detectors)
    assert hits.select("file", "confidence", "expired").rows() == [
        ("a.txt", "high", True), ("b.txt", "low", None),
    ]  # fmt: skip


def _span(start: int, end: int, strength: int, **more: Any) -> dict[str, Any]:
    return {**dict.fromkeys(SPANS), "cell": 0, "start": start, "end": end, "kind": "identifier",
            "what": f"{start}-{end}", "strength": strength, **more}  # fmt: skip


def test_of_overlapping_spans_the_stronger_stays() -> None:
    spans = pl.DataFrame(
        [
            _span(0, 18, 90), _span(3, 14, 50), _span(18, 20, 10),
            _span(0, 5, 95, dropped="negated"), _span(0, 30, 99, kind="tampering"),
        ],
        schema=SPANS,
    )  # fmt: skip
    assert settle_overlaps(spans)["dropped"].to_list() == [
        None,
        "overlapped",
        None,
        "negated",
        None,
    ]


_PIECES = st.sampled_from([*MARKS, "关于", "的通知", "，", " ", "\n", "。", "临江市", "\u200b"])


@tries(60)
@given(st.lists(_PIECES, min_size=1, max_size=8))
def test_a_redacted_text_keeps_its_length_and_holds_nothing_found(
    detectors: Detectors, pieces: list[str]
) -> None:
    records = _records("".join(pieces))
    hits = scan_records(records, None, "catalog", detectors)
    shown = redact(records, hits)["title"][0]
    assert len(shown) == len(records["title"][0])
    again = scan_records(records.with_columns(title=pl.lit(shown)), None, "catalog", detectors)
    assert again.filter(pl.col("dropped").is_null(), "secret").is_empty()
