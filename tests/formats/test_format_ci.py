"""JUnit, GitHub and GitLab: what a build shows."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from disclosure_audit.writers import github_summary
from disclosure_audit.writers.stream import Options, write_paper
from tests.formats.format_bytes import FAILED, PASSED, written
from tests.formats.format_papers import finding, many, paper_of, small


def suites(data: bytes) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(data)
    cases = root.findall(".//testcase")
    assert root.get("tests") == str(len(cases))
    assert root.get("failures") == str(len(root.findall(".//failure")))
    for suite in root:
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        assert suite.get("failures") == str(len(suite.findall(".//failure")))
        assert suite.get("skipped") == str(len(suite.findall(".//skipped")))
    return {suite.get("name", ""): suite for suite in root}


def test_junit_has_a_suite_per_family_and_a_case_per_rule() -> None:
    found = suites(written(small(), "junit"))
    assert list(found) == ["disclosure-audit.CF", "disclosure-audit.DF", "disclosure-audit.OM"]
    cases = [case.get("name") for case in found["disclosure-audit.OM"].findall("testcase")]
    assert cases == ["OM001 thing-of-om001", "OM002 thing-of-om002", "OM003 thing-of-om003"]
    failure = found["disclosure-audit.OM"].find(".//failure")
    assert failure is not None
    # of four findings one stands: two were settled, one is in the baseline
    assert failure.get("message") == "1 finding: A thing of OM001 is so."
    assert (failure.text or "").count("\n") == 0


def test_junit_lists_the_worst_and_counts_the_rest() -> None:
    data = written(many(100), "junit")
    failures = suites(data)["disclosure-audit.OM"].findall(".//failure")
    lines = (failures[0].text or "").split("\n")
    assert len(lines) == 21
    assert lines[-1] == "+60 more findings, not listed here"


def test_junit_tells_of_the_gate() -> None:
    failed = suites(written(small(), "junit", Options(verdict=FAILED)))["disclosure-audit.gate"]
    assert failed.get("failures") == "1"
    passed = suites(written(small(), "junit", Options(verdict=PASSED)))["disclosure-audit.gate"]
    assert (passed.get("tests"), passed.get("failures")) == ("1", "0")


def test_github_shows_ten_annotations_in_all() -> None:
    assert len(written(many(10), "github").splitlines()) == 10
    lines = written(many(1_000), "github").decode().splitlines()
    assert len(lines) == 10
    assert lines[-1] == "::notice title=disclosure-audit::+991 more findings, not listed here"
    with_gate = written(many(1_000), "github", Options(verdict=FAILED)).decode().splitlines()
    assert len(with_gate) == 10
    assert with_gate[0].startswith("::error title=The gate failed::omitted records: 3")
    assert "%0Apublish them" in with_gate[0]


def test_github_is_silent_about_what_was_settled_or_known() -> None:
    lines = written(small(), "github").decode().splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("::error file=catalog 1.csv,line=4,title=CF001 (critical)::密级标志")
    assert sum(line.startswith("::warning") for line in lines) == 1
    assert "100%25，甲：乙" in next(line for line in lines if line.startswith("::warning"))


def test_a_property_cannot_end_early() -> None:
    lists: dict[str, list[object]] = {"register": [], "catalog": []}
    odd = paper_of([finding(1, register_row=None, record_id="a,b:c%.pdf")], inputs=lists)
    assert "file=a%2Cb%3Ac%25.pdf," in written(odd, "github").decode()


def test_a_job_summary_stays_below_the_limit() -> None:
    assert len(written(many(100_000), "github-summary")) < 1 << 20
    assert "+99,950 more findings" in written(many(100_000), "github-summary").decode()


def test_a_job_summary_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(github_summary, "MOST_BYTES", 500)
    data = written(many(100), "github-summary")
    assert data.decode().endswith("\nThe rest had no room here.\n")
    assert len(data) < 600


def test_a_job_summary_is_added_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "step.md"
    path.write_text("before\n", "utf-8")
    write_paper(small(), "github-summary", path)
    alone = path.read_bytes()
    path.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    write_paper(small(), "github-summary", path)
    assert path.read_bytes() == b"before\n" + alone


def test_gitlab_lists_what_stands() -> None:
    issues = json.loads(written(small(), "gitlab"))
    assert [issue["severity"] for issue in issues] == [
        "blocker", "critical", "critical", "major", "info",
    ]  # fmt: skip
    assert issues[0]["location"] == {"path": "catalog 1.csv", "lines": {"begin": 4}}
    capped = json.loads(written(many(50), "gitlab", Options(limit=10)))
    assert len(capped) == 10
    assert capped[-1]["description"] == "+41 more findings, not listed here"


def test_the_owner_asked_for() -> None:
    assert len(json.loads(written(small(), "gitlab", Options(owner="")))) == 2
    assert json.loads(written(small(), "gitlab", Options(owner="无此部门"))) == []
