"""Whatever the lists hold, the workbook holds it as text, whole or with a mark, and opens."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from disclosure_audit.language import LANGS
from disclosure_audit.paper import Reviewer
from disclosure_audit.writers.owner_files import LONGEST as LONGEST_FILE
from disclosure_audit.writers.owner_files import file_names
from disclosure_audit.writers.workbook.sheet_names import LONGEST, sheet_name
from disclosure_audit.writers.xlsx_cells import LONGEST_CELL
from tests.workbook.workbook_parts import HOSTILE, bytes_of, lines_of, make, reported, rows_of

OWNERS = ("[甲]科:*?/\\", "甲" * 60, "甲" * 61, "HISTORY", "a", "A", "'x'", "\x1b\u202e", "😀" * 40, "&P", "=1")  # fmt: skip


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A workbook in which every text of the findings is hostile once."""
    texts = ("title", "doc_number", "note", "reviewer", "message", "record_id", "issuer")
    rows: list[dict[str, Any]] = [
        {"finding_id": f"{n}", **dict.fromkeys(texts, text), "owner": OWNERS[n % len(OWNERS)],
         "evidence": [{"name": "excerpt", "value": text}]}
        for n, text in enumerate(HOSTILE)
    ]  # fmt: skip
    paper = make(tmp_path_factory.mktemp("hostile"), findings=reported(rows), name="r&D\x1b\u202e=1",
                 reviewers=(Reviewer("=1+1\x1b\u202e", 1, "x", "y"),))  # fmt: skip
    return bytes_of(paper)


def test_nothing_is_computed_linked_or_lost(packed: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        names = parts.namelist()
        xml = {name: parts.read(name) for name in names if name.endswith((".xml", ".rels"))}
    assert not [name for name in names if "link" in name.lower()]
    for name, content in xml.items():
        ElementTree.fromstring(content)
        assert b"<f>" not in content
        assert b"hyperlink" not in content, name
        assert not set(content) & {0x1B, 0x00, 0x0B}
        assert "\u202e".encode() not in content
    book = openpyxl.load_workbook(io.BytesIO(packed))
    cells = {
        cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    }
    assert cells <= {"s", "n", "d", "inlineStr"}
    rows = rows_of(book["Findings"])
    assert len(rows) == len(HOSTILE)
    shown = [row["title"] for row in rows]
    for text in ("=1+1", "</script><script>alert(1)</script>", "]]>", "&amp;<b>", "007",
                 "1234567890123456789"):  # fmt: skip
        assert text in shown


def test_other_readers_open_it(packed: bytes) -> None:
    found = CalamineWorkbook.from_filelike(io.BytesIO(packed))
    assert len(found.get_sheet_by_name("Findings").to_python()) == 1 + len(HOSTILE)


def test_what_is_cut_says_so(packed: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(packed))
    title = next(
        row["title"] for row in rows_of(book["Findings"]) if (row["title"] or "").startswith("长长")
    )
    assert title.endswith("…[cut: 40,000 characters in all]")
    assert len(title) == LONGEST_CELL
    lines = lines_of(book["Cover"])
    said = next(line[1] for line in lines if line[0] == "cells cut")
    counts = [
        line[3]
        for line in lines
        if len(line) == 4 and isinstance(line[3], int) and line[0] in book.sheetnames
    ]
    assert said.startswith(f"{sum(counts)}: ")
    findings = next(line for line in lines if line[0] == "Findings" and len(line) == 4)
    assert findings[3] == 8  # title, number, note, reviewer, message, record, issuer, and evidence


def test_sheets_have_legal_names(packed: bytes) -> None:
    names = openpyxl.load_workbook(io.BytesIO(packed)).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST
        assert not set(name) & set("[]:*?/\\\x1b\u202e")
        assert not name.startswith("'")
        assert not name.endswith("'")
    assert {"a", "A (2)", "[甲]科".replace("[", "_").replace("]", "_") + "_____"[:5]} & set(names)


@given(st.lists(st.text(max_size=80), max_size=12))
def test_any_department_gets_a_sheet(owners: list[str]) -> None:
    taken: list[str] = []
    for owner in owners:
        name = sheet_name(owner, taken)
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST
        assert not set(name) & set("[]:*?/\\")
        assert name.casefold() not in {*(one.casefold() for one in taken), "history"}
        taken.append(name)


@given(st.lists(st.text(max_size=200), max_size=12, unique=True), st.sampled_from(LANGS))
def test_any_department_gets_a_file(owners: list[str], lang: Any) -> None:
    names = file_names(owners, ".xlsx", lang)
    assert list(names) == owners
    assert len({name.casefold() for name in names.values()}) == len(owners)
    for name in names.values():
        assert Path(name).name == name
        assert not set(name) & set('<>:"/\\|?*\x1b\u202e')
        assert len(name.encode()) <= LONGEST_FILE + len(".xlsx")
        assert not name.startswith((" ", "-"))


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        ("办公室", "办公室.html"), ("CON", "_CON.html"), ("nul.txt", "_nul.txt.html"), ("..", "_.html"),
        ("", "no department named.html"), ("a/../../b", "a_.._.._b.html"), ("-rf", "_-rf.html"),
    ],
)  # fmt: skip
def test_a_file_is_called_after_its_department(owner: str, name: str) -> None:
    assert file_names([owner], ".html", "en") == {owner: name}
