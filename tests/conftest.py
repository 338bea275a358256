"""A small audit made by hand, for what is written of audits; the command line for all tests."""

from __future__ import annotations

import datetime as dt
import os
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from disclosure_audit.addresses.schema import nothing_asked
from disclosure_audit.config import Config
from disclosure_audit.dispositions import DISPOSITIONS
from disclosure_audit.findings import FINDINGS
from disclosure_audit.language import Lang, Text
from disclosure_audit.matching.schema import CANDIDATES, LINKS, REPEATS
from disclosure_audit.readers.table import LINES, REJECTS, Skipped, Source
from disclosure_audit.scanner.search import EXTRACTS
from disclosure_audit.schema.mapping import map_headers
from disclosure_audit.spans import HITS
from disclosure_audit.workspace import KEY_VARIABLE
from tests.command_line import cli as cli  # the fixture, for every test
from tests.keeping import keep as keep  # likewise

os.environ[KEY_VARIABLE] = "the key of the tests"
"""So that ids are the same in every run and no test leaves a key behind, in processes of its own
either."""

_OMITTED = Text(
    "A document that should be public is not in the catalog.", "应公开的文件未在目录中公开。"
)
_TITLE = Text("The published title differs from the registered one.", "公开的标题与登记不一致。")
_REASON = Text("the register has no column openness", "登记簿没有 openness 列")


def finding(number: int, **given: Any) -> dict[str, Any]:
    base = {
        "finding_id": f"{number:016x}",
        "rule": "OM001",
        "severity": "high",
        "confidence": "high",
        "side": "register",
        "register_row": number,
        "catalog_row": None,
        "record_id": str(number),
        "owner": None,
        "message": "A document that should be public is not in the catalog: “甲号通知”",
        "evidence": [{"name": "issued_on", "value": "2020-01-02"}],
    }
    return base | given


def make_audit(lang: Lang = "en", findings: list[dict[str, Any]] | None = None) -> Any:
    """Return what looks like an ``Audit`` of six register and four catalog rows."""
    if findings is None:
        findings = [
            finding(0, message="A document that should be public is not in the catalog: “[密]甲[/]案”"),
            finding(3, rule="DF001", severity="low", catalog_row=1,
                    message="The published title differs from the registered one: “=1+1|*乙*\x1b[31m\u202e”",
                    evidence=[{"name": "registered_title", "value": "乙"},
                              {"name": "published_title", "value": "<b>乙\n丙</b>"}]),
        ]  # fmt: skip
    outcomes = [
        SimpleNamespace(rule=_rule("DF001", "title-differs", "low", _TITLE), findings=1, not_applicable=None),
        SimpleNamespace(rule=_rule("OM001", "omitted-document", "high", _OMITTED), findings=1, not_applicable=None),
        SimpleNamespace(rule=_rule("OM002", "withheld-without-reason", "medium", _OMITTED), findings=0, not_applicable=_REASON),
    ]  # fmt: skip
    evidence = [{"name": "number_equal", "weight": 10.5}]
    return SimpleNamespace(
        links=pl.DataFrame(
            [(3, 1, "title", 9.25, "review", evidence), (1, 0, "number", 20.0, "certain", evidence)],
            schema=LINKS, orient="row",
        ),
        candidates=pl.DataFrame(
            [(0, 2, "title", 4.0, "other_numbers_in_title", evidence)], schema=CANDIDATES, orient="row"
        ),
        repeats=pl.DataFrame([("catalog", 2, 0, "exact", 30.0)], schema=REPEATS, orient="row"),
        dispositions=pl.DataFrame(
            [("register", 0, "omitted", None), ("register", 1, "published", None)],
            schema=DISPOSITIONS, orient="row",
        ),
        findings=pl.DataFrame(findings, schema=FINDINGS),
        hits=pl.DataFrame(schema=HITS),
        texts=pl.DataFrame(schema=EXTRACTS),
        addresses=nothing_asked(),
        rejects=pl.DataFrame(
            [("register", 5, "register.csv", 7, "too_many_cells")],
            schema={"side": pl.String, **REJECTS}, orient="row",
        ),
        lines=pl.DataFrame(schema={"side": pl.String, **LINES}),
        control_totals={
            "register": {"read": 6, "blank": 1, "rejected": 1,
                         "dispositions": {"published": 3, "omitted": 1, "withheld": 1}},
            "catalog": {"read": 4, "blank": 0, "rejected": 0,
                        "dispositions": {"linked": 3, "repeated": 1}},
            "links": {"certain": 1, "probable": 0, "review": 1},
            "expected_wrong": {"certain": 0.0004, "probable": 0.0, "review": 0.12},
            "possible_loss": 0,
        },
        settings=Config(),
        inputs={
            "register": (Source("register.csv", "register.csv", "ab" * 32, 10, "csv", "utf-8", 6, 1),),
            "catalog": (Source("catalog.csv", "catalog.csv", "cd" * 32, 10, "csv", "gb18030", 4),),
        },
        skipped={"register": (Skipped("register.xlsx [Sheet3]", "hidden"),), "catalog": ()},
        mapping={side: map_headers(["标题", "日期"], side=side) for side in ("register", "catalog")},
        outcomes=outcomes,
        timings={"match": 0.25},
        as_of=dt.date(2020, 6, 30),
        lang=lang,
        key_name="0123abcd",
        lexicons=(),
        secret_terms=(),
    )  # fmt: skip


def _rule(code: str, name: str, severity: str, title: Text) -> SimpleNamespace:
    return SimpleNamespace(code=code, name=name, severity=severity, title=title, version=1)


@pytest.fixture
def audit() -> Any:
    return make_audit()


@pytest.fixture
def audit_zh() -> Any:
    return make_audit("zh")


@pytest.fixture
def clean_audit() -> Any:
    return make_audit(findings=[])
