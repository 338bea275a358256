"""The sections, counts and days that papers are made of, before any format lays them out."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from disclosure_audit.findings import EVIDENCE
from disclosure_audit.language import LANGS, Lang, Text
from disclosure_audit.paper import Reviewer
from disclosure_audit.writers import stats
from disclosure_audit.writers.brief import brief, coverage
from disclosure_audit.writers.brief_layouts import LAYOUTS
from disclosure_audit.writers.cover import cover, written_at
from disclosure_audit.writers.evidence_line import in_lines, piece
from disclosure_audit.writers.methods import methods, settings
from disclosure_audit.writers.section import Section, say
from tests.workbook.workbook_parts import make, reported

FINDINGS: list[dict[str, Any]] = [
    {"finding_id": "a", "owner": "甲科", "month": "2024-02", "rule": "OM001", "severity": "high"},
    {"finding_id": "b", "owner": "甲科", "month": "2024-01", "rule": "DF001", "severity": "low"},
    {"finding_id": "c", "owner": "乙科", "month": None, "rule": "DF001", "severity": "critical"},
    {"finding_id": "d", "owner": None, "month": "?", "rule": "OM001", "severity": "high"},
    {"finding_id": "e", "owner": "乙科", "month": "2024-01", "rule": "OM001", "severity": "high", "status": "dismissed"},
    {"finding_id": "f", "owner": "丙科", "month": "2024-01", "rule": "XX001", "severity": "note", "status": "waived"},
]  # fmt: skip


def sections(tmp_path: Path, **given: object) -> dict[str, Section]:
    return {section.name: section for section in cover(make(tmp_path, **given))}  # type: ignore[arg-type]  # fields of a paper


def test_page_one_proves_the_run(tmp_path: Path) -> None:
    found = sections(tmp_path)
    said = {label.en: say(value, "en") for part in found.values() for label, value in part.rows}
    paper = make(tmp_path)
    assert said["hash of the settings (SHA-256)"] == paper.info["settings_sha256"]
    assert said["command line"] == "disclosure-audit scan 'a b.csv'"
    assert said["scanned at (UTC)"] == "2024-05-06 07:08:09"
    assert said["seed"].startswith("none is used")
    assert [row[-1] for row in found["inputs"].table] == ["ab" * 32, None, "cd" * 32, None]
    assert [row[6:9] for row in found["inputs"].table] == [
        (6, 1, None),
        (6, 1, 1),
        (4, 0, None),
        (4, 0, 0),
    ]
    assert [row[0] for row in found["rules"].table] == ["DF001", "OM001", "OM002"]
    assert say(found["rules"].table[2][-1], "en") == "the register has no column openness"
    assert len(found["sign_off"].table) == 3


@pytest.mark.parametrize("lang", LANGS)
def test_every_value_has_words_and_every_row_its_columns(lang: Lang, tmp_path: Path) -> None:
    paper = make(
        tmp_path, reviewers=(Reviewer("王", 2, "2024-01-01", "2024-01-02"),), journal_head="ff"
    )
    for part in (*cover(paper, owner=""), *methods(), settings(paper)):
        assert part.title.to(lang)
        assert {len(row) for row in part.table} <= {len(part.heads)}
        assert all(say(value, lang) for _, value in part.rows)
        names = [part.title, *(label for label, _ in part.rows), *part.heads]
        assert all(name.to(lang) for name in names)


def test_what_is_from_outside_steers_nothing(tmp_path: Path) -> None:
    paper = make(tmp_path)
    info = {**paper.info, "command": ["x\x1b[31m", "\u202ey"], "as_of": "\x1b"}
    inputs = {
        **info["inputs"],
        "register": [{**info["inputs"]["register"][0], "name": "r\u202e.csv"}],
    }
    paper = dataclasses.replace(paper, info={**info, "inputs": inputs}, name="n\x1b",
                                reviewers=(Reviewer("w\u202e", 1, "", ""),))  # fmt: skip
    said = "".join(
        say(value, "en") for part in cover(paper, owner="o\x1b")
        for row in (*part.rows, *part.table) for value in row
    )  # fmt: skip
    assert not set(said) & set("\x1b\u202e")
    assert "r<U+202E>.csv" in said


def test_totals_that_do_not_add_up_are_shouted(tmp_path: Path) -> None:
    totals = make(tmp_path).control_totals
    broken = {**totals, "register": {**totals["register"], "read": 7}}
    found = sections(tmp_path, control_totals=broken)["totals"]
    assert say(found.table[0][-1], "en") == "NO: do not rely on this run"
    assert say(found.table[1][-1], "en") == "yes"
    assert found.rows  # they are not those of the scan
    page = brief(make(tmp_path, control_totals=broken))
    assert "DO NOT ADD UP" in LAYOUTS["table"]("t", page, "en", 100)


def test_the_time_of_a_run() -> None:
    moment = dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
    assert written_at({"timings": {"written_at": "2024-01-02T11:04:05+08:00"}}) == moment
    assert written_at({"timings": {"written_at": "2024-01-02T03:04:05"}}) == moment
    assert written_at({"timings": {}}) is None
    assert written_at({"timings": {"written_at": "yesterday"}}) is None


def test_counts(tmp_path: Path) -> None:
    paper = make(tmp_path, findings=reported(FINDINGS))
    assert stats.owners(paper) == ["丙科", "乙科", "甲科", ""]
    assert stats.by_owner(paper).select("owner", "findings", "omitted", "critical").rows() == [
        ("甲科", 2, 1, 0), ("乙科", 1, 0, 1), ("", 1, 1, 0)
    ]  # fmt: skip
    assert stats.by_month(paper).select("month", "findings").rows() == [
        ("2024-01", 1), ("2024-02", 1), (None, 2)
    ]  # fmt: skip
    by_rule = stats.by_rule(paper)
    assert by_rule.select("severity", "rule", "findings", "open", "dismissed", "waived").rows() == [
        ("critical", "DF001", 1, 1, 0, 0), ("high", "OM001", 3, 2, 1, 0), ("low", "DF001", 1, 1, 0, 0),
        ("note", "XX001", 1, 0, 0, 1), ("medium", "OM002", 0, 0, 0, 0),
    ]  # fmt: skip
    assert stats.by_severity(paper)["findings"].to_list() == [1, 3, 0, 1, 1]
    one = stats.of_owner(paper, "甲科")
    assert one.findings["finding_id"].to_list() == ["a", "b"]
    assert stats.of_owner(one, "甲科").findings.equals(one.findings)
    assert stats.of_owner(paper, "").findings["finding_id"].to_list() == ["d"]
    assert stats.of_owner(paper, None) is paper


def test_the_page_in_brief(tmp_path: Path) -> None:
    paper = make(tmp_path, findings=reported(FINDINGS))
    text = LAYOUTS["table"]("Title", brief(paper), "en", 100)
    for line in ("findings that stand             4", "findings decided on             2 of 6",
                 "share public of what should be  75.0%", "critical         1"):  # fmt: skip
        assert line in text
    assert coverage(paper) == 0.75
    none = {
        **paper.control_totals,
        "register": {"read": 0, "rejected": 0, "blank": 0, "dispositions": {}},
    }
    assert coverage(dataclasses.replace(paper, control_totals=none)) is None


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_department_becomes_no_markup(layout: str, tmp_path: Path) -> None:
    rows = [{**FINDINGS[0], "owner": owner} for owner in ("<script>|*", "\x1b[31m", "\u202e")]
    text = LAYOUTS[layout]("T", brief(make(tmp_path, findings=reported(rows))), "en", 90)
    assert not set(text) & set("\x1b\u202e")
    if layout != "table":
        assert "<script>" not in text
    assert text.endswith("\n")


def test_evidence_in_one_line() -> None:
    evidence = pl.Series(
        [
            [{"name": "nearest_catalog_row", "value": "41"}, {"name": "refused_because", "value": "another_number"}],
            [], None,
            [{"name": "excerpt", "value": "甲\x1b乙"}, {"name": "owner", "value": ""}],
        ],
        dtype=EVIDENCE,
    )  # fmt: skip
    assert in_lines(evidence, "en").to_list() == [
        "nearest catalog row: 42; not linked because: another document number", None, None, "excerpt: 甲␛乙"
    ]  # fmt: skip
    assert in_lines(evidence.clear(), "zh").to_list() == []
    found = pl.DataFrame({"evidence": evidence}).select(piece("nearest_catalog_row"))
    assert found.to_series().to_list() == ["41", None, None, None]


def test_values_as_people_read_them() -> None:
    values = (None, "", 1234567, 0.25, dt.date(2024, 1, 2), Text("a", "甲"), "x")
    assert [say(value, "zh") for value in values] == [
        "—",
        "",
        "1,234,567",
        "0.25",
        "2024-01-02",
        "甲",
        "x",
    ]
