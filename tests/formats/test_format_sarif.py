"""SARIF beyond its schema: what hosts make of a result."""

from __future__ import annotations

import gzip
import json
import random
from typing import Any

import polars as pl
import pytest

from disclosure_audit.paper import Paper
from disclosure_audit.writers import sarif
from disclosure_audit.writers.places import Places, relative
from disclosure_audit.writers.stream import Options
from tests.formats.format_bytes import FAILED, written
from tests.formats.format_papers import finding, inputs, many, paper_of, small


def run_of(paper: Paper, options: Options | None = None) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(written(paper, "sarif", options))["runs"][0]
    return run


def by_id(run: dict[str, Any]) -> dict[str, Any]:
    return {
        result["partialFingerprints"]["disclosureAuditFinding/v1"]: result
        for result in run["results"]
        if "partialFingerprints" in result
    }


def test_rules_have_their_pages_in_the_language_of_the_paper() -> None:
    driver = run_of(small())["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]][-1] == "more-findings"
    rule = driver["rules"][0]
    assert rule["help"]["markdown"].startswith("A thing of CF001 is so.\n\n## Why it matters")
    assert "中文" not in rule["help"]["markdown"]
    assert "Because of law art. 1." in rule["help"]["text"]
    zh = json.loads(written(small("zh"), "sarif"))["runs"][0]
    assert zh["language"] == "zh-CN"
    assert zh["tool"]["driver"]["rules"][0]["help"]["text"] == "CF001 之事。"


def test_a_result_names_the_row_of_its_own_sheet_from_1() -> None:
    results = by_id(run_of(small()))
    first = results[f"{13:016x}"]["locations"][0]
    # rows 0 to 11 are those of the first sheet, blank ones included
    assert first["physicalLocation"]["region"]["startLine"] == 2
    assert first["logicalLocations"][0]["name"] == "登记簿.xlsx[收文]"
    uri = "lists/%E7%99%BB%E8%AE%B0%E7%B0%BF.xlsx"
    assert first["physicalLocation"]["artifactLocation"]["uri"] == uri
    both = results[f"{5:016x}"]
    assert both["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 8
    assert (
        both["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        == "catalog%201.csv"
    )
    file = results[f"{6:016x}"]["locations"][0]["physicalLocation"]
    assert file["artifactLocation"]["uri"].endswith("%E9%99%84%E4%BB%B6%201.pdf")


def test_files_are_named_once_with_their_hash() -> None:
    artifacts = run_of(small())["artifacts"]
    assert len(artifacts) == 2
    assert all(len(artifact["hashes"]["sha-256"]) == 64 for artifact in artifacts)


def test_settled_findings_are_suppressed_and_come_last() -> None:
    run = run_of(small())
    states = [[one["status"] for one in result["suppressions"]] for result in run["results"]]
    assert states == [[], [], [], [], [], ["accepted"], ["accepted"]]
    waived = by_id(run)[f"{3:016x}"]["suppressions"][0]
    assert waived["justification"] == "待档案馆移交"
    assert waived["properties"]["until"] == "2025-06-30"
    dismissed = by_id(run)[f"{2:016x}"]["suppressions"][0]
    assert dismissed["justification"] == "the text is harmless: 核对过"


def test_a_baseline_is_told_for_all_results_or_for_none() -> None:
    states = {key: result["baselineState"] for key, result in by_id(run_of(small())).items()}
    assert [key for key, state in states.items() if state == "unchanged"] == [f"{4:016x}"]
    assert set(states.values()) == {"new", "unchanged"}
    fresh = run_of(paper_of([finding(1), finding(2)]))
    assert ["baselineState" in result for result in fresh["results"]] == [False, False]


def test_a_rule_that_could_not_judge_is_notified() -> None:
    notes = run_of(small())["invocations"][0]["toolExecutionNotifications"]
    assert [note["associatedRule"]["id"] for note in notes] == ["OM002"]


def test_the_gate_is_told() -> None:
    assert run_of(small())["properties"]["gate"] is None
    gate = run_of(small(), Options(verdict=FAILED))["properties"]["gate"]
    assert gate["passed"] is False
    assert gate["failures"][0]["findings"] == ["0000000000000002"]


def test_more_than_the_hosts_show_is_counted() -> None:
    run = run_of(many(sarif.MOST + 1))
    assert len(run["results"]) == sarif.MOST
    assert run["results"][-1]["ruleId"] == "more-findings"
    assert run["results"][-1]["message"]["text"].startswith("+2 more findings")
    assert run["results"][0]["level"] == "error"
    assert len(run_of(many(sarif.MOST))["results"]) == sarif.MOST


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_a_limit_of_ones_own(limit: int) -> None:
    results = run_of(many(10), Options(limit=limit))["results"]
    assert results[-1]["properties"]["findings"] == 10 - (len(results) - 1)


def test_a_file_that_would_be_too_large_when_packed_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = 300_000
    monkeypatch.setattr(sarif, "PACKED_BYTES", limit)
    rng = random.Random(1)
    texts = ["".join(map(chr, rng.choices(range(0x4E00, 0x9FA5), k=1_500))) for _ in range(300)]
    findings = many(300).findings.with_columns(pl.Series("message", texts))
    data = written(paper_of(findings), "sarif")
    results = json.loads(data)["runs"][0]["results"]
    assert 1 < len(results) < 300
    assert results[-1]["properties"]["findings"] == 300 - (len(results) - 1)
    assert len(gzip.compress(data)) < limit + 100_000


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("a/b.csv", "a/b.csv"),
        ("./a/b.csv", "a/b.csv"),
        ("/".join(("", "srv", "lists", "b.csv")), "b.csv"),
        ("../lists/b.csv", "b.csv"),
        ("C:\\lists\\b.csv", "b.csv"),
        ("lists\\b.csv", "lists/b.csv"),
        ("..", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_paths_are_relative(path: str, kept: str) -> None:
    assert relative(path) == kept


def test_places_of_a_row_in_every_source() -> None:
    places = Places(inputs())
    lines = [places.of(finding(row))[0] for row in (0, 11, 12, 16)]
    assert [place.row for place in lines] == [1, 12, 1, 5]
    assert [place.line for place in lines] == [1, 12, 1, 5], "an older run knows no lines"
    assert [place.source[-4:] for place in lines] == ["[发文]", "[发文]", "[收文]", "[收文]"]
