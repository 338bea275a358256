"""The lists that a reviewer looks at hold what the run, the lists and the decisions say."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from disclosure_audit import recall, run
from disclosure_audit.audit import scan
from disclosure_audit.matching.schema import LINKS, Status
from disclosure_audit.review.desk import open_desk
from disclosure_audit.review.sheets import KINDS, TEXT_COLUMNS, Sheet, codes, make_sheet
from disclosure_audit.review.sheets.columns import columns_of
from disclosure_audit.review.sheets.sources import months, percent
from disclosure_audit.review.state import DECISIONS
from tests.conftest import finding
from tests.documented import ROOT
from tests.review.sheet_parts import (
    HOSTILE,
    decision,
    desk,
    frame,
    read_texts,
    record,
    texts,
)


def rows(sheet: Sheet, *columns: str) -> list[tuple[Any, ...]]:
    return sheet.frame.select(columns).rows()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("known", [None, read_texts()])
def test_a_kind_has_the_same_columns_and_dtypes_always(kind: Any, known: Any) -> None:
    sheet = make_sheet(kind, desk(), known, "zh")
    wanted = {column.name: column.dtype for column in columns_of(kind)}
    assert dict(sheet.frame.schema) == wanted
    assert sheet.columns == columns_of(kind)
    assert sheet.kind == kind
    bare = desk()
    empty = {k: v.clear() for k, v in vars(bare).items() if isinstance(v, pl.DataFrame)}
    assert dict(make_sheet(kind, desk(**empty), None, "en").frame.schema) == wanted


def test_findings_with_their_decisions() -> None:
    sheet = make_sheet("findings", desk(), read_texts(), "zh")
    assert rows(sheet, "finding_id", "status", "flagged", "reason", "note", "owner") == [
        ("f0", "dismissed", False, "other", "见正文", "规划科"),
        ("f1", "waived", False, "领导同意", None, "财务科"),
        ("f2", "open", True, None, None, "张三"),
        ("f3", "open", False, None, None, "办公室"),
        ("f4", "open", False, None, None, None),
    ]
    assert sheet.frame["until"].to_list() == [None, dt.date(2024, 6, 30), None, None, None]
    assert sheet.frame["reviewer"].to_list() == ["li", "li", "li", None, None]


def test_findings_have_what_their_records_say_the_register_first() -> None:
    sheet = make_sheet("findings", desk(), read_texts(), "zh")
    assert rows(sheet, "title", "month", "issuer")[0] == (
        "关于印发《供水办法》的通知（试行）",
        "2024-02",
        "市政府",
    )
    assert rows(sheet, "title", "month", "issuer")[3:] == [("无主公告", "2020-01", "某局"), (None, None, None)]  # fmt: skip
    assert sheet.frame["rule_title"].to_list()[:2] == [None, "应公开的文件未在目录中公开"]
    english = make_sheet("findings", desk(), None, "en").frame["rule_title"][1]
    assert english == "A document is not in the catalog"


def test_the_score_is_the_probability_of_the_link_of_both_rows() -> None:
    scores = make_sheet("findings", desk(), None, "zh").frame["score"].to_list()
    assert scores[0] == pytest.approx(100 * 8 / 9)
    assert scores[1:] == [None] * 4  # one row each, though record 1 has a link


def test_before_the_texts_the_messages_tell_title_and_number() -> None:
    sheet = make_sheet("findings", desk(), None, "zh")
    assert rows(sheet, "title", "doc_number") == [
        ("关于印发《供水办法》的通知（试行）", "沪府规〔2024〕1号"),
        ("财务报告", "沪财〔2023〕2号"),
        (None, None),
        ("无主公告", None),
        (None, None),
    ]
    assert sheet.frame["month"].null_count() == 5


def test_english_messages_tell_titles_too() -> None:
    messages = ["It is not there: “a “b” c” No. 5", "It is not there: “a”", "Nothing"]
    findings = desk().findings.head(3).with_columns(pl.Series("message", messages))
    other = desk(findings=findings, run=SimpleNamespace(info={"lang": "en", "rules": []}))
    sheet = make_sheet("findings", other, None, "en")
    assert rows(sheet, "title", "doc_number") == [("a “b” c", "No. 5"), ("a", None), (None, None)]


def test_of_a_list_that_was_not_read_the_messages_tell() -> None:
    read = read_texts()
    half = recall.Texts({"register": read.records["register"].head(1)}, {})
    sheet = make_sheet("findings", desk(), half, "zh")
    assert sheet.frame["title"].to_list()[:2] == ["关于印发《供水办法》的通知（试行）", "财务报告"]
    assert sheet.frame["issuer"].to_list()[:2] == ["市政府", None]


def test_links_of_every_status_and_parted_pairs() -> None:
    sheet = make_sheet("links", desk(), read_texts(), "zh")
    assert rows(sheet, "register_row", "catalog_row", "status", "decided", "flagged", "note", "owner") == [
        (0, 0, "review", None, False, None, "规划科"),
        (1, 1, "certain", "same", True, "问科长", "李四"),
        (2, 1, "unlinked", "differ", False, "不是一回事", "办公室"),
    ]  # fmt: skip
    assert rows(sheet, "register_title", "catalog_title", "month")[0] == (
        "关于印发《供水办法》的通知（试行）", "供水办法", "2024-02",
    )  # fmt: skip


def test_a_pair_said_to_differ_is_seen_before_it_is_judged_anew() -> None:
    said = decision("pair", "p", status="differ", left_side="register", left_row=0,
                    right_side="catalog", right_row=0)  # fmt: skip
    undone = decision("pair", "q", status="open", left_side="register", left_row=1,
                      right_side="catalog", right_row=1)  # fmt: skip
    sheet = make_sheet("links", desk(decisions=frame([said, undone], DECISIONS)), None, "zh")
    assert rows(sheet, "status", "decided") == [("review", "differ"), ("certain", None)]


def test_a_parted_pair_stands_where_it_stood() -> None:
    said = decision("pair", "p", status="differ", left_side="register", left_row=0,
                    right_side="catalog", right_row=1)  # fmt: skip
    sheet = make_sheet("links", desk(decisions=frame([said], DECISIONS)), None, "zh")
    assert rows(sheet, "register_row", "catalog_row", "status") == [
        (0, 0, "review"), (0, 1, "unlinked"), (1, 1, "certain"),
    ]  # fmt: skip


def test_records_with_their_fate_partner_and_findings() -> None:
    register = make_sheet("register", desk(), read_texts(), "zh")
    assert rows(register, "row", "disposition", "linked_row", "findings", "flagged", "note", "owner") == [
        (0, "needs_review", 0, 1, False, None, "规划科"),
        (1, "published", 1, 1, True, "问科长", "李四"),
        (2, "unreadable", None, 1, False, None, None),
    ]  # fmt: skip
    catalog = make_sheet("catalog", desk(), read_texts(), "zh")
    assert rows(catalog, "row", "url", "month", "findings") == [
        (0, "http://x/1", "2024-03", 1), (1, None, "2020-01", 1),
    ]  # fmt: skip


def test_of_several_partners_the_likeliest_is_shown_and_no_row_twice() -> None:
    pairs = [(0, 1, 5.0), (0, 0, 9.0), (0, 2, 9.0)]
    links = frame([{"register_row": r, "catalog_row": c, "score": s, "status": "certain"} for r, c, s in pairs], LINKS)  # fmt: skip
    sheet = make_sheet("register", desk(links=links), None, "zh")
    assert sheet.frame["linked_row"].to_list() == [0, None, None]
    assert sheet.frame.height == 3


def test_two_decisions_on_one_place_double_nothing() -> None:
    twice = [decision("record", name, left_side="register", left_row=0, note=name, seq=n)
             for n, name in enumerate(("first", "last"))]  # fmt: skip
    sheet = make_sheet("register", desk(decisions=frame(twice, DECISIONS)), None, "zh")
    assert rows(sheet, "row", "note") == [(0, "last"), (1, None), (2, None)]


def test_severity_sorts_by_weight() -> None:
    sheet = make_sheet("findings", desk(), None, "zh")
    worst_first = sheet.frame.sort("severity", descending=True)["severity"].to_list()
    assert worst_first == ["critical", "high", "medium", "low", "note"]


def test_hostile_texts_come_through_unchanged() -> None:
    many = [finding(n, message=f"判定：《{text}》") for n, text in enumerate(HOSTILE)]
    read = texts(register=[record(n, title=text) for n, text in enumerate(HOSTILE)])
    other = desk(findings=frame(many, desk().findings.schema), decisions=desk().decisions.clear())
    for known in (None, read):
        got = make_sheet("findings", other, known, "zh").frame["title"].to_list()
        assert got == list(HOSTILE)


def test_months_and_percentages() -> None:
    days = pl.Series([dt.date(2024, 2, 29), None, dt.date(987, 1, 2), dt.date(2024, 2, 1)])
    assert months(days).to_list() == ["2024-02", None, "0987-01", "2024-02"]
    given = pl.DataFrame({"s": [0.0, 1.0, -1e9, 1e9, None]}).select(percent(pl.col("s")))
    assert given.to_series().to_list() == pytest.approx([50, 200 / 3, 0, 100, None])


def test_codes_are_called_as_elsewhere() -> None:
    assert set(codes.LINK_STATUS) == {codes.UNLINKED, *map(str, Status)}


def test_a_real_desk(tmp_path: Path) -> None:
    sample = ROOT / "sample_data"
    audit = scan(sample / "register.xlsx", sample / "catalog.csv")
    folder = run.write(audit, tmp_path / "run", command=[])
    desk = open_desk(folder, user="li")
    known = recall.read_texts(desk.run, columns=TEXT_COLUMNS)
    for kind in KINDS:
        sheet = make_sheet(kind, desk, known, "zh")
        assert sheet.frame.height
    sheet = make_sheet("findings", desk, known, "zh")
    assert sheet.frame["finding_id"].to_list() == desk.findings["finding_id"].to_list()
    early = make_sheet("findings", desk, None, "zh").frame
    both = sheet.frame.select("title", early["title"].alias("told")).drop_nulls()
    assert both.height
    assert both.filter(pl.col("title") != pl.col("told")).is_empty()
    for number, row in enumerate(make_sheet("register", desk, known, "zh").frame["row"][:20]):
        assert row == desk.dispositions.filter(pl.col("side") == "register")["row"][number]


def test_decisions_change_their_rows_only_and_can_be_taken_back() -> None:
    """A list made from an earlier one is the list made anew, whatever came and went since."""
    source, known = desk(), read_texts()
    nothing = source.decisions.clear()
    fresh = make_sheet("findings", desk(decisions=nothing), known, "zh")
    source.findings, source.links = fresh.made_of[0], fresh.made_of[1]
    after = make_sheet("findings", source, known, "zh", before=fresh)
    assert after.plain is fresh.plain, "nothing was made anew"
    assert after.frame.equals(make_sheet("findings", desk(), known, "zh").frame)
    assert fresh.frame["status"].unique().to_list() == ["open"], "the earlier one is untouched"
    source.decisions = nothing
    assert make_sheet("findings", source, known, "zh", before=after).frame.equals(fresh.frame)
    source.findings = source.findings.head(2)
    assert make_sheet("findings", source, known, "zh", before=after).frame.height == 2
