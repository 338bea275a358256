"""The workbook says what the run says: read back by two libraries, in both languages, whole or split."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from disclosure_audit import run
from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.language import LANGS, Lang
from disclosure_audit.names import DISPOSITIONS, SIDES
from disclosure_audit.paper import Paper, make_paper
from disclosure_audit.recall import read_texts
from disclosure_audit.review.desk import open_desk
from disclosure_audit.review.sheets import TEXT_COLUMNS
from disclosure_audit.writers import stats
from disclosure_audit.writers.workbook import lists
from disclosure_audit.writers.workbook.findings import NAMELESS
from tests.documented import ROOT
from tests.workbook.workbook_parts import book_of, bytes_of, lines_of, make, reported, rows_of

GOLDEN = ROOT / "tests" / "golden"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """The paper of the sample, its lists read again."""
    home = tmp_path_factory.mktemp("workbook")
    for name in ("register.xlsx", "catalog.csv"):
        shutil.copy(ROOT / "sample_data" / name, home)
    audit = scan(str(home / "register.xlsx"), str(home / "catalog.csv"), Config())
    folder = run.write(audit, home / "run", command=["scan"])
    desk = open_desk(folder, user="tester", read_only=True)
    paper = make_paper(desk, lang="en", texts=read_texts(desk.run, columns=TEXT_COLUMNS))
    desk.close()
    return paper


@pytest.fixture(scope="module")
def packed(sample: Paper) -> bytes:
    return bytes_of(sample)


@pytest.fixture(scope="module")
def book(packed: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(packed))


def by_calamine(packed: bytes) -> dict[str, list[list[Any]]]:
    found = CalamineWorkbook.from_filelike(io.BytesIO(packed))
    return {name: found.get_sheet_by_name(name).to_python() for name in found.sheet_names}


def test_the_totals_are_those_of_the_run(sample: Paper, book: Any, packed: bytes) -> None:
    other = by_calamine(packed)["Dispositions"]
    for side, called in SIDES.items():
        total = sample.control_totals[side]
        wanted = {DISPOSITIONS[code].en: n for code, n in total["dispositions"].items()}
        for rows in (
            rows_of(book["Dispositions"]),
            [dict(zip(other[0], r, strict=True)) for r in other[1:]],
        ):
            found: dict[str, int] = {}
            for row in rows:
                if row["list"] == called.en:
                    found[row["disposition"]] = found.get(row["disposition"], 0) + int(
                        row["records"]
                    )
            assert found == wanted
        lines = lines_of(book["Control totals"])
        records = sum(total["dispositions"].values())
        assert [
            called.en,
            total["read"],
            total["rejected"],
            records,
            total["blank"],
            "yes",
        ] in lines
        of_list = rows_of(book[f"{called.en.capitalize()} records"])
        assert [row["row"] for row in of_list] == [
            n + 1 for n in sample.dispositions.filter(side=side)["row"].to_list()
        ]
        counted = {word: sum(row["disposition"] == word for row in of_list) for word in wanted}
        assert counted == wanted


def test_every_finding_is_there(sample: Paper, book: Any, packed: bytes) -> None:
    rows = rows_of(book["Findings"])
    assert [row["id of the finding"] for row in rows] == sample.findings["finding_id"].to_list()
    by_rule = rows_of(book["Findings by rule"])
    assert sum(row["findings"] for row in by_rule) == len(rows)
    assert {row["rule"] for row in by_rule} == set(sample.rules)
    assert ["total", len(rows), len(rows), 0, 0, 0] in lines_of(book["Control totals"])
    for name in ("By department", "By month"):
        assert sum(row["findings"] for row in rows_of(book[name])) == len(rows)
    assert len(by_calamine(packed)["Findings"]) == 1 + len(rows)
    first = rows[0]
    assert first["severity"] == "critical"
    assert first["catalog row"] == sample.findings["catalog_row"][0] + 1
    assert first["evidence"].startswith("field: title; grade: 机密")


def test_omissions_wait_for_an_answer(sample: Paper, book: Any) -> None:
    rows = rows_of(book["Omissions"])
    assert len(rows) == sample.control_totals["register"]["dispositions"]["omitted"] == 23
    assert rows == sorted(rows, key=lambda row: (row["department"], row["date made"]))
    assert all(row["title"] and row["date made"] and row["department"] for row in rows)
    assert {row["published on"] for row in rows} == {None}
    one = next(row for row in rows if row["document number"] == "霁自然资发〔2024〕52号")
    # 20 working days after a Wednesday, with the two working weekend days and no holiday between
    assert one["date made"] == dt.datetime(2024, 10, 9)
    assert one["to be public by"] == dt.datetime(2024, 11, 5)
    assert one["working days late"] == 52


def test_departments_add_up(sample: Paper, book: Any) -> None:
    owners = stats.owners(sample)
    assert owners[-1] == stats.NO_OWNER
    names = [owner or NAMELESS.en for owner in owners]
    assert [name for name in book.sheetnames if name in names] == names
    assert sum(len(rows_of(book[name])) for name in names) == sample.counted.height


def test_sheets_are_fit_to_be_printed_and_filtered(book: Any) -> None:
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert "&P" in sheet.oddFooter.right.text or "Page" in sheet.oddFooter.right.text
        if sheet.title in ("Cover", "Control totals", "Method and settings"):
            continue
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
    width = book["Findings"].column_dimensions["F"].width
    assert 40 < width <= 47  # a long Chinese title


def test_the_method_and_the_settings(sample: Paper, book: Any) -> None:
    lines = lines_of(book["Method and settings"])
    assert ["time_limit.working_days", "20"] in lines
    assert any(line[0] == "bands" and "10 bits or more" in line[1] for line in lines)


def test_a_department_sees_its_own(sample: Paper) -> None:
    book = book_of(sample, "办公室")
    said = "\n".join(
        str(v) for sheet in book for row in sheet.iter_rows(values_only=True) for v in row
    )
    assert "用途管制科" not in said
    assert "Register records" not in book.sheetnames
    rows = rows_of(book["Findings"])
    assert len(rows) == sample.findings.filter(owner="办公室").height > 0
    assert ["limited to", "办公室"] in lines_of(book["Cover"])


def test_lists_that_could_not_be_read_again(tmp_path: Path) -> None:
    lines = lines_of(book_of(make(tmp_path))["Cover"])
    assert ["register: not read again", "it was not asked for; titles and numbers are taken from"
            " the messages of the findings"] in lines  # fmt: skip


def test_many_departments_share_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disclosure_audit.writers.workbook.findings.MOST_DEPARTMENTS", 2)
    owners = ["甲科", "甲科", "乙科", "乙科", "丙科", "丁科", None]
    findings = reported([{"finding_id": f"{n}", "owner": owner} for n, owner in enumerate(owners)])
    book = book_of(make(tmp_path, findings=findings))
    assert [len(rows_of(book[name])) for name in ("甲科", "乙科", "other departments")] == [2, 2, 3]
    assert [row["department"] for row in rows_of(book["other departments"])] == [
        "no department named",
        "丁科",
        "丙科",
    ]


def test_only_what_stands_is_asked_of_departments(tmp_path: Path) -> None:
    statuses = ["open", "confirmed", "dismissed", "waived"]
    findings = reported([
        {"finding_id": s, "owner": "甲科", "status": s, "reviewer": "王", "reason": "not_due",
         "decided_at": f"2024-01-0{n + 1}", "until": dt.date(2025, 1, 2)}
        for n, s in enumerate(statuses)
    ])  # fmt: skip
    book = book_of(make(tmp_path, findings=findings))
    assert [row["id of the finding"] for row in rows_of(book["甲科"])] == ["open", "confirmed"]
    assert len(rows_of(book["Omissions"])) == 2
    decided = rows_of(book["Decisions"])
    assert [row["status"] for row in decided] == statuses
    assert decided[0]["reason"] == "not due yet"
    assert decided[0]["waived until"] == dt.datetime(2025, 1, 2)
    line = next(row for row in rows_of(book["Findings by rule"]) if row["rule"] == "OM001")
    assert [line[name] for name in ("findings", *statuses)] == [4, 1, 1, 1, 1]


def test_a_full_sheet_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_ROWS", 3)
    findings = reported([{"finding_id": f"{n}"} for n in range(7)])
    book = book_of(make(tmp_path, findings=findings))
    parts = [rows_of(book[name]) for name in ("Findings", "Findings 2", "Findings 3")]
    assert [len(part) for part in parts] == [3, 3, 1]
    assert [row["id of the finding"] for part in parts for row in part] == list("0123456")
    assert book["Findings 3"].auto_filter.ref == "A1:Y2"
    contents = next(line for line in lines_of(book["Cover"]) if line[0].startswith("Findings, "))
    assert contents[0] == "Findings, Findings 2, Findings 3"
    assert contents[2] == 7


@pytest.mark.parametrize("lang", LANGS)
def test_golden_workbook(lang: Lang, tmp_path: Path) -> None:
    lines = []
    for sheet in book_of(make(tmp_path, lang)):
        lines.append(f"== {sheet.title}")
        lines += ["\t".join(str(value) for value in line) for line in lines_of(sheet)]
    # every new setting would change the list of them, which has a test of its own
    settings = next(
        n for n, line in enumerate(lines) if line in ("Settings in force", "生效的设置")
    )
    text = "\n".join(lines[:settings]) + "\n"
    path = GOLDEN / f"workbook.{lang}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, "utf-8", newline="\n")
    assert path.read_text("utf-8") == text


def test_the_same_paper_gives_the_same_bytes(tmp_path: Path) -> None:
    paper = make(tmp_path)
    one = bytes_of(paper)
    assert one == bytes_of(make(tmp_path))
    with zipfile.ZipFile(io.BytesIO(one)) as parts:
        assert "2024-05-06T07:08:09Z" in parts.read("docProps/core.xml").decode()
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_a_broken_gate_is_told_on_the_cover(tmp_path: Path) -> None:
    from disclosure_audit.gate.conditions import parse
    from disclosure_audit.gate.verdict import judge
    from disclosure_audit.writers.stream import Options
    from disclosure_audit.writers.workbook import write

    paper = make(tmp_path)
    verdict = judge(paper, [parse("omitted > 0")], today=dt.date(2024, 1, 1))
    stream = io.BytesIO()
    write(paper, stream, Options(verdict=verdict))
    lines = lines_of(openpyxl.load_workbook(stream)["Cover"])
    assert ["verdict", "FAILED"] in lines
    assert [verdict.failures[0].text.en, verdict.failures[0].remedy.en] in lines


def test_no_findings_is_a_workbook_too(tmp_path: Path) -> None:
    paper = make(
        tmp_path, findings=reported([]), links=pl.DataFrame(schema=make(tmp_path).links.schema)
    )
    book = book_of(dataclasses.replace(paper, rules={}))
    assert rows_of(book["Findings"]) == []
    assert rows_of(book["Findings by rule"]) == []
