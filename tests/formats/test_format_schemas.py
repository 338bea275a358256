"""Each format is held to its schema, and each schema refuses what is wrong."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import pytest
import xmlschema
from referencing import Registry, Resource

from disclosure_audit.language import Lang
from disclosure_audit.paper import REPORTED, Paper
from disclosure_audit.writers.schemas import SCHEMAS, read_schema
from disclosure_audit.writers.stream import Options
from tests.formats.format_bytes import FAILED, PASSED, written
from tests.formats.format_papers import hostile, small

FOLDER = Path(__file__).parent.parent / "schemas"
LANGS: tuple[Lang, ...] = ("en", "zh")
OPTIONS = [Options(), Options(verdict=FAILED), Options(verdict=PASSED), Options(limit=3)]


def papers() -> list[Paper]:
    return [make(lang) for make in (small, hostile) for lang in LANGS]


def validator(schema: Any) -> Any:
    ours = [Resource.from_contents(json.loads(read_schema(name))) for name in SCHEMAS]
    registry: Any = Registry().with_resources([(one.id() or "", one) for one in ours])
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema, registry=registry, format_checker=kind.FORMAT_CHECKER)


def vendored(name: str) -> Any:
    return validator(json.loads((FOLDER / name).read_text("utf-8")))


@pytest.mark.parametrize("options", OPTIONS)
def test_sarif(options: Options) -> None:
    check = vendored("sarif-2.1.0.json")
    for paper in papers():
        check.validate(json.loads(written(paper, "sarif", options)))


def test_the_sarif_schema_refuses_what_is_wrong() -> None:
    check = vendored("sarif-2.1.0.json")
    log = json.loads(written(small(), "sarif"))
    log["runs"][0]["results"][0]["level"] = "critical"
    assert not check.is_valid(log)
    log = json.loads(written(small(), "sarif"))
    del log["runs"][0]["tool"]["driver"]["name"]
    assert not check.is_valid(log)


@pytest.mark.parametrize("options", OPTIONS)
def test_junit(options: Options) -> None:
    schema = xmlschema.XMLSchema(str(FOLDER / "jenkins-junit.xsd"))
    for paper in papers():
        schema.validate(io.BytesIO(written(paper, "junit", options)))


def test_the_junit_schema_refuses_what_is_wrong() -> None:
    schema = xmlschema.XMLSchema(str(FOLDER / "jenkins-junit.xsd"))
    text = written(small(), "junit").decode().replace("<skipped>", "<ignored>")
    assert not schema.is_valid(text.replace("</skipped>", "</ignored>"))


@pytest.mark.parametrize("options", OPTIONS)
def test_gitlab(options: Options) -> None:
    check = vendored("code-quality.schema.json")
    for paper in papers():
        report = json.loads(written(paper, "gitlab", options))
        check.validate(report)
        prints = [issue["fingerprint"] for issue in report]
        assert len(prints) == len(set(prints))
    assert not check.is_valid([{**report[0], "severity": "high"}])


@pytest.mark.parametrize("options", OPTIONS)
def test_json(options: Options) -> None:
    check = validator(json.loads(read_schema("findings")))
    for paper in papers():
        content = json.loads(written(paper, "json", options))
        check.validate(content)
        assert len(content["findings"]) == paper.findings.height
    del content["findings"][0]["rule"]
    assert not check.is_valid(content)


def test_ndjson() -> None:
    check = validator(json.loads(read_schema("finding")))
    for paper in papers():
        lines = written(paper, "ndjson").decode().split("\n")
        assert lines.pop() == ""
        assert len(lines) == paper.findings.height
        for line in lines:
            check.validate(json.loads(line))
    assert not check.is_valid({**json.loads(lines[0]), "severity": "bad"})


def test_the_schema_names_every_column() -> None:
    schema = json.loads(read_schema("finding"))
    assert list(schema["properties"]) == _in_order()
    assert sorted(schema["required"]) == sorted(REPORTED)


def _in_order() -> list[str]:
    return list(json.loads(written(small(), "ndjson").splitlines()[0]))
