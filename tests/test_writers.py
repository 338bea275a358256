from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit import names, run
from disclosure_audit.audit import scan
from disclosure_audit.config import Config, Severity
from disclosure_audit.dispositions import Disposition
from disclosure_audit.findings import FINDINGS
from disclosure_audit.glyphs import cells, shorten, visible, wrap
from disclosure_audit.matching.schema import Status, Veto
from disclosure_audit.writers import evidence, summary
from disclosure_audit.writers.base import Page
from disclosure_audit.writers.markdown import escape
from disclosure_audit.writers.registry import FORMATS
from disclosure_audit.writers.report import of_audit, of_run

GOLDEN = Path(__file__).parent / "golden"
FOLDER = Path("runs") / "20240131T150000Z-abcdef"
SUFFIXES = {"table": "txt", "json": "json", "csv": "csv", "markdown": "md"}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", FORMATS)
def test_bytes_are_a_contract(name: str, lang: str, audit: Any, audit_zh: Any) -> None:
    """Set UPDATE_GOLDEN=1 to accept new bytes, and read the difference before committing it."""
    report = of_audit(audit if lang == "en" else audit_zh, FOLDER)
    got = FORMATS[name].write(report, Page(80)).encode()
    path = GOLDEN / f"report.{lang}.{SUFFIXES[name]}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(got)
    assert got == path.read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_a_saved_run_is_reported_like_the_scan(name: str, audit: Any, tmp_path: Path) -> None:
    folder = run.write(audit, tmp_path / "run", command=["disclosure-audit"])
    write = FORMATS[name].write
    assert write(of_run(run.read(folder)), Page(80)) == write(of_audit(audit, folder), Page(80))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 120])
def test_lines_fit_the_page(lang: str, width: int, audit: Any, audit_zh: Any) -> None:
    text = FORMATS["table"].write(
        of_audit(audit if lang == "en" else audit_zh, FOLDER), Page(width)
    )
    assert max(cells(line) for line in text.splitlines()) <= width


def test_a_plain_page_has_no_lines_but_ascii(clean_audit: Any) -> None:
    text = FORMATS["table"].write(of_audit(clean_audit, None), Page(80, plain=True))
    assert "-----" in text
    assert text.isascii()


def test_data_is_neither_markup_nor_terminal_code(audit: Any) -> None:
    text = FORMATS["table"].write(of_audit(audit, None), Page(120))
    assert "“[密]甲[/]案”" in text
    assert "␛[31m<U+202E>" in text
    colored = FORMATS["table"].write(of_audit(audit, None), Page(120, color=True))
    assert "\x1b[" in colored
    assert "\u202e" not in colored
    assert "[密]甲[/]案" in colored
    for name in ("json", "csv", "markdown"):
        assert "\x1b" not in FORMATS[name].write(of_audit(audit, None), Page())


def test_totals_that_do_not_add_up_are_said(audit: Any) -> None:
    audit.control_totals["register"]["read"] += 1
    text = FORMATS["table"].write(of_audit(audit, None), Page(120))
    assert text.count("DOES NOT ADD UP") == 1
    assert text.count("adds up") == 1
    assert "**" not in text


def test_possible_loss_is_said(audit: Any) -> None:
    audit.control_totals["possible_loss"] = 3
    for name in ("table", "markdown"):
        text = FORMATS[name].write(of_audit(audit, None), Page(120))
        assert "candidates_per_title" in text.replace("\\", "")


@pytest.mark.parametrize("side", ["register", "catalog"])
def test_an_empty_list_is_said(side: str, audit: Any) -> None:
    audit.control_totals[side] |= {"read": 0, "rejected": 0, "dispositions": {"published": 0}}
    text = FORMATS["table"].write(of_audit(audit, None), Page(120))
    assert f"The {side} holds no record" in text
    assert "no record" in FORMATS["markdown"].write(of_audit(audit, None), Page())


def test_shares_never_hide_a_record(audit: Any) -> None:
    audit.control_totals["register"]["dispositions"] = {"published": 99_999, "omitted": 1}
    rows = [row for row in summary.dispositions(of_audit(audit, None)) if row[0] == "register"]
    assert [row[3] for row in rows] == [">99.9%", "<0.1%", "100.0%"]


def test_nothing_found(clean_audit: Any) -> None:
    report = of_audit(clean_audit, None)
    assert "\nNone.\n" in FORMATS["table"].write(report, Page(80))
    assert "audit explain" not in FORMATS["table"].write(report, Page(80))
    assert FORMATS["csv"].write(report, Page()) == ",".join(FINDINGS) + "\n"
    assert json.loads(FORMATS["json"].write(report, Page()))["findings"] == []


def test_only_the_worst_are_shown(audit: Any) -> None:
    audit.findings = audit.findings.sample(57, with_replacement=True, seed=1)
    report = of_audit(audit, None)
    assert len(list(summary.worst(report))) == 10
    assert "The worst 10 of 57" in FORMATS["table"].write(report, Page(80))
    assert len(json.loads(FORMATS["json"].write(report, Page()))["findings"]) == 57


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_csv_holds_no_formula(start: str, audit: Any) -> None:
    import polars as pl

    audit.findings = audit.findings.with_columns(
        pl.lit(f"{start}cmd|'/c calc'!A0").alias("message"), pl.lit(f"{start}1").alias("record_id")
    )
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"].write(of_audit(audit, None), Page()))))
    assert len(rows) == 2
    for row in rows:
        assert row["message"].startswith("'")
        assert row["record_id"].startswith("'")
        assert row["finding_id"].startswith("0")


def test_every_code_has_a_name_in_both_languages() -> None:
    assert set(names.DISPOSITIONS) == set(Disposition)
    assert set(names.SEVERITIES) == set(Severity)
    assert set(names.LINKS) == set(Status)
    assert names.name(names.DISPOSITIONS, "brand_new", "zh") == "brand_new"
    assert evidence.label("registered_title", "zh") == "登记的标题"
    assert evidence.label("some_thing", "en") == "some thing"
    assert set(evidence.VALUES["refused_because"]) == set(Veto)


def test_evidence_is_said_in_words() -> None:
    """Whatever the rules find in the sample, no column name and no code reaches a person."""
    sample = Path(__file__).parent.parent / "sample_data"
    audit = scan(sample / "register.xlsx", sample / "catalog.csv", Config(lang="zh"))
    items = audit.findings["evidence"].explode().struct.unnest().drop_nulls().unique()
    assert items["name"].n_unique() > 30
    for name, value in items.iter_rows():
        label = evidence.label(name, "zh")
        assert re.search("[一-鿿]", label), name
        assert not re.fullmatch(
            r"[a-z]+(_[a-z]+)+|true|false", evidence.value(name, value, "zh")
        ), (name, value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("a\nb\tc\x00", "a␊b␉c␀"),
        ("甲\u202e乙\u2066", "甲<U+202E>乙<U+2066>"),
        ("a\u200bb\ufeff\x9b", "a<U+200B>b<U+FEFF><U+009B>"),
        ("临政发〔2019〕3号", "临政发〔2019〕3号"),
    ],
)
def test_hidden_characters_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_shortened_text_fits() -> None:
    assert shorten("甲乙丙", 6) == "甲乙丙"
    assert shorten("甲乙丙", 5) == "甲乙…"
    assert shorten("abcdef", 4) == "abc…"
    assert cells(shorten("甲" * 1_000_000, 100)) <= 100
    assert len(shorten("\u0301" * 1000, 10)) < 20


def test_wrapped_lines_fit_and_lose_nothing() -> None:
    text = "将登记簿（REGISTER）与已公开目录，逐条比对；说明 disclosure-audit 的去向。"
    for limit in (20, 30, 44):
        lines = wrap(text, limit)
        assert all(cells(line) <= limit for line in lines)
        assert not any(line[0] in "，。；）" for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_markdown_keeps_text_literal() -> None:
    assert escape("a|b*c*<i>[x](y)") == r"a\|b\*c\*\<i\>\[x\](y)"
