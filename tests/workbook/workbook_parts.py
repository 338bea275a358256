"""Papers made by hand, and what stands in a workbook that was made of one."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl

from disclosure_audit import run
from disclosure_audit.language import Lang
from disclosure_audit.paper import REPORTED, Paper, make_paper
from disclosure_audit.review.desk import open_desk
from disclosure_audit.writers.stream import Options
from disclosure_audit.writers.workbook import write
from tests.conftest import make_audit

WRITTEN = "2024-05-06T07:08:09+00:00"
"""When the runs of these tests were written."""
HOSTILE = (
    "=1+1", '=HYPERLINK("http://x.example","y")', "@SUM(A1)", "+1", "-1", "＝1", "http://x.example/",
    "</script><script>alert(1)</script>", "]]>", "\x1b[31m红\x1b[0m", "甲\u202e乙\u2066", "a\x00b\x0b",
    "a\ufffeb\uffff", "_x0041_", "&amp;<b>", "1234567890123456789", "007", "甲\n乙\r\n丙",
    "👩‍👩‍👧 é e\u0301", "[/]", "'quoted", " ", "长" * 40_000,
)  # fmt: skip


def make(tmp_path: Path, lang: Lang = "en", **given: Any) -> Paper:
    """Return the paper of the small audit, as if it had been written at a known time."""
    folder = tmp_path / "results"
    if not folder.exists():
        run.write(make_audit(lang), folder, command=["disclosure-audit", "scan", "a b.csv"])
    desk = open_desk(folder, user="tester", read_only=True)
    try:
        paper = make_paper(desk, lang=lang)
    finally:
        desk.close()
    info = {**paper.info, "timings": {"written_at": WRITTEN, "seconds": {}},
            "versions": {"python": "3", "polars": "2"}, "tool_version": "1.2.3",
            "settings_sha256": "ef" * 32}  # fmt: skip
    return dataclasses.replace(paper, info=info, **given)


def reported(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Return findings of a paper; what a row does not say is as in an ordinary one."""
    base: dict[str, Any] = dict.fromkeys(REPORTED) | {
        "rule": "OM001", "severity": "high", "confidence": "high", "side": "register",
        "register_row": 0, "message": "m", "status": "open", "flagged": False, "is_known": False,
        "evidence": [], "finding_id": "00",
    }  # fmt: skip
    return pl.DataFrame([base | row for row in rows], schema=REPORTED)


def bytes_of(paper: Paper, owner: str | None = None) -> bytes:
    """Return the workbook of ``paper``."""
    stream = io.BytesIO()
    write(paper, stream, Options(owner=owner))
    return stream.getvalue()


def book_of(paper: Paper, owner: str | None = None) -> Any:
    """Return the workbook of ``paper``, read back."""
    return openpyxl.load_workbook(io.BytesIO(bytes_of(paper, owner)))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """Return the rows of a list by the titles of its columns."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def lines_of(sheet: Any) -> list[list[Any]]:
    """Return what stands in a sheet, line by line, without empty cells."""
    lines = [[v for v in row if v is not None] for row in sheet.iter_rows(values_only=True)]
    return [line for line in lines if line]
