"""The HTML report: one file that asks nobody, says what the paper says, and cannot be made to run."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit.gate.conditions import parse
from disclosure_audit.gate.verdict import Failure, Verdict
from disclosure_audit.language import LANGS, Lang, Text
from disclosure_audit.schema.columns import Side
from disclosure_audit.writers import html
from disclosure_audit.writers.html import listing
from disclosure_audit.writers.html.markup import asset
from disclosure_audit.writers.stream import PAPER_FORMATS, Options, write_paper
from tests.html.pages import read_page
from tests.html.papers import FINDINGS, RECORDS, finding, make_paper, written

GOLDEN = Path(__file__).parents[1] / "golden" / "html"
HOSTILE = (
    "</script><script>alert(1)</script>", "]]>", "<img src=x onerror=alert(1)>", "=HYPERLINK(\"http://x\")",
    "甲\u202e乙", "\x1b[31m红", "a\x00b", "<!--", "\"'><b>&amp;", "javascript:alert(1)", "\u2028", "长" * 40_000,
)  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_bytes_of_the_page_are_a_contract(lang: Lang) -> None:
    """Set UPDATE_GOLDEN=1 to accept new bytes, and read the difference before committing it."""
    got = written(make_paper(lang))
    assert got == written(make_paper(lang))
    for name in ("report.css", "report.js"):
        assert got.count(asset(name)) == 1
        got = got.replace(asset(name), f"[{name}]")
    got = re.sub(r"'sha256-[^']+'", "[hash]", got)
    path = GOLDEN / f"report.{lang}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(got, "utf-8", newline="\n")
    assert got == path.read_text("utf-8")


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_asks_nobody_and_only_its_own_scripts_may_run(lang: Lang) -> None:
    url = "https://office.example/a?b=1"
    records: dict[Side, list[Any]] = RECORDS | {
        "catalog": [(url, *RECORDS["catalog"][0][1:]), RECORDS["catalog"][1]]
    }
    text = written(make_paper(lang, records=records))
    page = read_page(text)
    assert page.unbalanced == []
    for one in page.elements:
        assert one.name not in (
            "link",
            "img",
            "iframe",
            "object",
            "embed",
            "base",
            "form",
            "video",
            "audio",
        )
        for name, value in one.attributes.items():
            assert name not in ("src", "action", "srcset", "data", "style")
            assert name[:2] != "on"
            if name == "href":
                assert re.fullmatch(r"#[a-z]+", value or ""), value
    assert url in text  # shown, not followed
    (style,) = page.all("style")
    assert not re.search(r"url\(|@import|http", style.text)
    policy = next(
        one.attributes["content"] for one in page.all("meta") if "http-equiv" in one.attributes
    )
    assert policy is not None
    for part in (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
    ):
        assert part in policy.split("; ")
    scripts = [one for one in page.all("script") if "type" not in one.attributes]
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(one.text.encode()).digest()).decode() + "'"
        for one in scripts
    ]
    assert f"script-src {' '.join(hashes)}" in policy.split("; ")
    assert "innerHTML" not in text
    assert "eval(" not in text


@pytest.mark.parametrize("evil", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_in_the_lists_becomes_markup(evil: str) -> None:
    known = {one.name for one in read_page(written(make_paper())).elements}
    scripts = len(read_page(written(make_paper())).all("script"))
    records: dict[Side, list[Any]] = {
        side: [(evil, evil, evil, evil, evil, evil, evil)] * 2 for side in RECORDS
    }
    bad = [
        finding(n, title=evil, doc_number=evil, owner=evil, record_id=evil, message=evil, month=evil,
                note=evil, reviewer=evil, reason=evil, status="waived", rule="OM001", register_row=row,
                catalog_row=row, evidence=[{"name": "excerpt", "value": evil}, {"name": evil, "value": evil}])
        for n, row in enumerate((0, None))
    ]  # fmt: skip
    paper = make_paper(findings=bad, records=records)
    text = written(paper)
    page = read_page(text)
    assert page.unbalanced == []
    assert {one.name for one in page.elements} <= known
    assert len(page.all("script")) == scripts
    assert not set("\x00\x1b\u202e\u2028") & set(text)
    shown = page.data("findings-data")["columns"]["document"][0]
    assert shown == page.data("details-0")[0][1][0][1]  # the excerpt: whole, as the title is
    if len(evil) > 1000:
        assert shown == evil
        assert evil in next(
            one.text for one in page.all("td") if one.attributes.get("class") == "document"
        )


@pytest.mark.parametrize("lang", LANGS)
def test_the_data_says_what_the_findings_say(lang: Lang) -> None:
    page = read_page(written(make_paper(lang)))
    data = page.data("findings-data")
    columns, labels = data["columns"], data["labels"]
    assert columns["id"] == [one["finding_id"] for one in FINDINGS]  # what stands comes first
    assert columns["document"] == [one["title"] for one in FINDINGS]
    assert [data["rules"][n][0] for n in columns["rule"]] == ["OM001", "DF001"]
    assert [data["severities"][n][0] for n in columns["severity"]] == ["high", "medium"]
    assert [data["owners"][n] for n in columns["owner"]] == ["", "办公室"]
    assert [data["statuses"][n][0] for n in columns["status"]] == ["open", "dismissed"]
    assert columns["score"] == ["", "99.90%"]
    omitted, differs = page.data("details-0")
    heads = {"en": ["register, data row 2", "nearest: catalog, data row 2"],
             "zh": ["登记簿数据第 2 行", "最接近：公开目录数据第 2 行"]}[lang]  # fmt: skip
    assert omitted[2][0] == heads
    title = differs[2][2][0]
    assert title[1:] == [
        ["甲市关于供", ["水", 2], ["（", 1], "试行", ["）", 1], "的通知"],
        ["甲市关于供", ["电", 2], ["(", 1], "试行", [")", 1], "的通知"],
    ]
    assert differs[1] == []  # both titles, and how sure the link is, are shown already
    assert [bits for _, bits in differs[3][4]] == [-9.0, 13.5]
    said = {labels[name]: text for name, text in differs[4]}
    assert (
        list(said.values())[:2]
        == {"en": ["dismissed", "the same document"], "zh": ["已排除", "实为同一文件"]}[lang]
    )
    assert "看过了" in said.values()


def test_without_a_script_the_same_is_there() -> None:
    page = read_page(written(make_paper()))
    (table,) = page.all("table", **{"class": "static findings"})
    for wanted in ("甲市关于乙事项的公告", "high", "OM001", "data row 2", "nearest", "another document number",
                   "dismissed", "看过了", "+13.5", "0000000000000002"):  # fmt: skip
        assert wanted in table.text
    marked = [
        (one.name, one.text)
        for one in page.elements
        if one.name in ("del", "ins") and "table" in one.parents
    ]
    assert ("del", "水") in marked
    assert ("ins", "电") in marked


def test_more_than_is_listed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PRINTED", 3)
    monkeypatch.setattr(listing, "CHUNK", 2)
    paper = make_paper(findings=[finding(n) for n in range(9)])
    page = read_page(written(paper, limit=5))
    assert page.data("findings-data")["columns"]["id"] == [f"{n:016x}" for n in range(5)]
    assert [len(page.data(f"details-{n}")) for n in range(3)] == [2, 2, 1]
    notices = [one.text for one in page.all("p") if "notice" in (one.attributes.get("class") or "")]
    assert len(notices) == 2
    assert "first 5 of 9" in notices[0]
    assert "first 3 of 5" in notices[1]
    rows = page.all("td", **{"class": "document"})
    assert len(rows) == 3
    tiles = [one.text for one in page.all("b") if "div" in one.parents]
    assert "9" in tiles  # counts are of all
    whole = read_page(written(paper))
    assert len(whole.data("findings-data")["columns"]["id"]) == 9


def test_of_a_department_only_its_findings_are_told() -> None:
    paper = make_paper(
        findings=[finding(1, owner="甲科"), finding(2, owner="乙科", title="乙科的文件")]
    )
    text = written(paper, owner="甲科")
    page = read_page(text)
    assert page.data("findings-data")["columns"]["id"] == [f"{1:016x}"]
    assert "乙科" not in text
    assert "甲科" in page.all("p", **{"class": "owner"})[0].text


def test_a_run_without_findings_is_a_page_too() -> None:
    page = read_page(written(make_paper(findings=[])))
    assert page.unbalanced == []
    assert not page.all("script", id="findings-data")
    assert any("No rule found anything." in one.text for one in page.all("p"))


def test_without_the_lists_the_evidence_is_compared() -> None:
    page = read_page(written(make_paper(texts=None)))
    differs = page.data("details-0")[1]
    assert differs[2][0] == ["registered", "published"]
    assert differs[2][2][0][1][1] == ["水", 2]
    assert page.data("details-0")[0][2] == 0


@pytest.mark.parametrize("passed", [True, False])
def test_the_verdict_stands_on_page_one(passed: bool) -> None:
    failure = Failure(
        parse("omitted > 0"), Fraction(1), Text("1 omitted <b>", "x"), Text("publish it", "x")
    )
    said = Verdict(passed, () if passed else (failure,), (Text("a waiver is unused", "x"),))
    page = read_page(written(make_paper(), verdict=said))
    (box,) = [
        one
        for one in page.all("section")
        if (one.attributes.get("class") or "").startswith("verdict")
    ]
    assert ("The gate passed" in box.text) is passed
    assert ("1 omitted <b>" in box.text) is not passed
    assert ("publish it" in box.text) is not passed
    assert "a waiver is unused" in box.text


@pytest.mark.parametrize("lang", LANGS)
def test_page_one_lets_a_stranger_do_it_again(lang: Lang) -> None:
    page = read_page(written(make_paper(lang)))
    (cover,) = page.all("section", id="cover")
    for wanted in ("cd" * 32, "ab" * 32, "ef" * 32, "register.csv", "disclosure-audit scan register.csv catalog.csv",
                   "disclosure-audit 0.1.0", "2025-01-17", "王"):  # fmt: skip
        assert wanted in cover.text
    (signs,) = [
        one for one in page.all("section") if one.attributes.get("class") == "part sign_off"
    ]
    assert signs.text.count("批准人" if lang == "zh" else "approved by") == 1


def test_charts_count_what_the_paper_counts() -> None:
    many = [finding(n, rule=f"XX{n % 20:03}", owner=f"科{n % 30}", month=f"{2000 + n % 40}-01", severity="low")
            for n in range(400)]  # fmt: skip
    page = read_page(written(make_paper(findings=many)))
    charts = {one.attributes["aria-labelledby"]: one for one in page.all("svg", role="img")}
    told = {one.attributes["id"]: one.text for one in page.all("desc")}
    assert {key for labels in charts for key in str(labels).split()} <= {
        str(one.attributes["id"]) for one in page.elements if "id" in one.attributes
    }
    for key, parts in (("by-rule-desc", 12), ("by-owner-desc", 12), ("by-month-desc", 40)):
        numbers = [int(said.rpartition(": ")[2]) for said in told[key].split("; ")]
        assert len(numbers) == parts
        assert sum(numbers) == 400
    assert told["became-register-desc"] == "published, but differs: 1; omitted: 1"


@pytest.mark.parametrize("lang", LANGS)
def test_the_summary_is_a_page_without_a_script(lang: Lang) -> None:
    file = io.BytesIO()
    html.write_summary(make_paper(lang), file, Options())
    page = read_page(file.getvalue().decode())
    assert page.unbalanced == []
    assert page.all("script") == []
    policy = [
        one.attributes["content"] for one in page.all("meta") if "http-equiv" in one.attributes
    ]
    assert "script-src 'none'" in str(policy[0])
    assert len(page.all("svg", role="img")) == 2
    assert "OM001" in "".join(one.text for one in page.all("table"))
    assert "DF001" not in "".join(
        one.text for one in page.all("table")
    )  # dismissed: it does not stand


def test_the_registry_writes_it(tmp_path: Path) -> None:
    write_paper(make_paper(), "html", tmp_path / "a.html")
    assert (tmp_path / "a.html").read_text("utf-8") == written(make_paper())
    assert PAPER_FORMATS["html"].suffix == ".html"
    write_paper(make_paper(), "html-summary", tmp_path / "b.html")
    assert "Summary for the management" in (tmp_path / "b.html").read_text("utf-8")


def test_chinese_fonts_are_named() -> None:
    style: Any = asset("report.css")
    for name in (
        "PingFang SC",
        "Microsoft YaHei",
        "Noto Sans CJK SC",
        "Source Han Sans SC",
        "Songti SC",
        "SimSun",
    ):
        assert name in style
    assert '<html lang="zh-Hans">' in written(make_paper("zh"))
