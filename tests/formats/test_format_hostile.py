"""Texts that try to be more than text, through every format."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from xml.etree import ElementTree

import polars as pl
import pytest
from markdown_it import MarkdownIt

from disclosure_audit.paper import Paper
from tests.formats.format_bytes import OURS, written
from tests.formats.format_papers import HOSTILE, hostile

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
TEXTS = [name for name in OURS if name != "parquet"]


@pytest.mark.parametrize("name", TEXTS)
def test_no_file_steers_a_terminal_and_all_are_utf8(name: str) -> None:
    text = written(hostile(), name).decode("utf-8-sig")
    ends = "\r" if name.startswith("csv") else ""  # a line end within quotes is data
    assert set(STEERING.findall(text)) == set(ends)


@pytest.mark.parametrize("name", ["json", "ndjson"])
def test_json_keeps_every_text(name: str) -> None:
    data = written(hostile(), name)
    found = (
        json.loads(data)["findings"]
        if name == "json"
        else [json.loads(line) for line in data.splitlines()]
    )
    assert [one["message"] for one in found] == list(HOSTILE.values())
    assert [one["evidence"][0]["value"] for one in found] == list(HOSTILE.values())


def test_parquet_keeps_every_text() -> None:
    found = pl.read_parquet(io.BytesIO(written(hostile(), "parquet")))
    assert found.equals(hostile().findings)


@pytest.mark.parametrize("name", ["csv", "csv-excel"])
def test_csv_computes_nothing_and_truncates_nothing(name: str) -> None:
    csv.field_size_limit(sys.maxsize)
    text = written(hostile(), name).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(HOSTILE)
    for row in rows:
        assert [cell for cell in row.values() if cell[:1] in tuple("=+-@\t\r")] == []
    by_name = dict(zip(HOSTILE, rows, strict=True))
    assert by_name["formula"]["title"] == "'" + HOSTILE["formula"]
    assert by_name["long"]["title"] == HOSTILE["long"]
    assert by_name["cdata"]["title"] == HOSTILE["cdata"]


def test_excel_is_told_that_csv_is_utf8() -> None:
    assert written(hostile(), "csv-excel") == b"\xef\xbb\xbf" + written(hostile(), "csv")


def test_xml_holds_the_texts_as_text() -> None:
    root = ElementTree.fromstring(written(hostile(), "junit"))
    failures = root.findall(".//failure")
    assert len(failures) == 1
    assert "]]><failure/>" in (failures[0].text or "")
    assert "␛[31m红" not in (failures[0].text or ""), "a dismissed finding fails nothing"
    assert "甲␀乙" in (failures[0].text or "")
    assert "\ufffd\ufffd<U+FEFF>零" in (failures[0].text or "")
    assert "<U+202E>" in (failures[0].text or "")


def test_a_github_annotation_is_one_command() -> None:
    lines = written(hostile(), "github").decode().splitlines()
    assert len(lines) == 10
    for line in lines:
        assert re.match(r"::(error|notice) [^:]*::", line), line[:80]
    said = next(line for line in lines if "␍␊::error::二" in line)
    assert "␊##[error]三<U+2028>四" in said
    percent = HOSTILE["percent"].replace("%", "%25")
    assert percent in written(small_percent(), "github").decode()


def small_percent() -> Paper:
    paper = hostile()
    picked = paper.findings.filter(pl.col("message") == HOSTILE["percent"])
    object.__setattr__(paper, "findings", picked)
    return paper


@pytest.mark.parametrize("name", ["markdown", "github-summary"])
def test_markdown_shows_the_texts_and_no_markup(name: str) -> None:
    text = written(hostile(), name).decode()
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert re.findall(r"<(script|img|a|code|strong|failure)\b", html) == []
    assert "[点](javascript:alert(1))" in html
    assert html.count("<tr>") == text.count("\n| ") - 3, "no text breaks out of its row"


def test_sarif_says_the_texts_and_points_nowhere_else() -> None:
    log = json.loads(written(hostile(), "sarif"))
    run = log["runs"][0]
    texts = {result["message"]["text"].split("\n")[0] for result in run["results"]}
    assert (
        "\\[点\\](javascript:alert(1)) | `甲` **乙** {{0}} {{{{1}}}} !\\[x\\](http://evil.example/x.png)"
        in texts
    )
    assert "甲␀乙␁␋␌<U+007F><U+0085>" in texts
    assert max(map(len, texts)) == 2_000
    places = [
        location["physicalLocation"]["artifactLocation"]["uri"]
        for result in run["results"]
        for location in result["locations"] + result.get("relatedLocations", [])
    ] + [artifact["location"]["uri"] for artifact in run["artifacts"]]
    assert set(places) == {"a/%3F%1B%0A.csv", "passwd"}
    for place in places:
        assert place.isascii()
        assert not place.startswith("/")
        assert ".." not in place
