"""A small paper made by hand, and what makes a page hostile."""

from __future__ import annotations

import io
from typing import Any

import polars as pl

from disclosure_audit.dispositions import DISPOSITIONS
from disclosure_audit.language import Lang, Text
from disclosure_audit.matching.schema import LINKS
from disclosure_audit.paper import REPORTED, Paper, Reviewer, RuleSaid
from disclosure_audit.recall import Texts
from disclosure_audit.schema.columns import Side
from disclosure_audit.writers import html
from disclosure_audit.writers.stream import Options

RULES = {
    "DF001": ("title-differs", "medium", Text("The titles differ.", "标题不一致。")),
    "OM001": ("omitted-document", "high", Text("A document is not in the catalog.", "文件未在目录中公开。")),
    "OM002": ("no-reason", "medium", Text("No reason is given.", "未说明理由。")),
}  # fmt: skip
RECORDS: dict[Side, list[Any]] = {
    "register": [
        ("甲市关于供水（试行）的通知", "甲发〔2024〕1号", "甲市政府", "2024-01-02", "公开", "办公室", "1"),
        ("甲市关于乙事项的公告", "甲发〔2024〕2号", "甲市政府", "2024-02-03", "公开", None, "2"),
    ],
    "catalog": [
        ("甲市关于供电(试行)的通知", "甲发〔2024〕1号", "甲市政府", "2024-01-02", None, None, "k-1"),
        ("甲市关于丙事项的公告", "甲发〔2024〕3号", "甲市政府", "2024-02-03", None, None, "k-2"),
    ],
}  # fmt: skip
HOSTILE_TITLE = "</script><img src=x onerror='window.owned=1'><script>window.owned=1</script>]]>"
_FIELDS = ("title", "doc_number", "issuer", "issued_on", "openness", "owner", "record_id")


def finding(number: int, **given: Any) -> dict[str, Any]:
    """Return a row of ``REPORTED``: an open omission of the second register record."""
    base = dict.fromkeys(REPORTED) | {
        "finding_id": f"{number:016x}", "rule": "OM001", "severity": "high", "confidence": "high",
        "side": "register", "register_row": 1, "record_id": "2", "message": "A document is not in the catalog.",
        "title": "甲市关于乙事项的公告", "doc_number": "甲发〔2024〕2号", "month": "2024-02",
        "status": "open", "flagged": False, "is_known": False,
        "evidence": [{"name": "nearest_catalog_row", "value": "1"},
                     {"name": "refused_because", "value": "another_number"}],
    }  # fmt: skip
    return base | given


FINDINGS = [
    finding(1),
    finding(
        2, rule="DF001", severity="medium", register_row=0, catalog_row=0, owner="办公室", month="2024-01",
        title=RECORDS["register"][0][0], doc_number="甲发〔2024〕1号", score=99.9, record_id="1",
        evidence=[{"name": "registered", "value": RECORDS["register"][0][0]},
                  {"name": "published", "value": RECORDS["catalog"][0][0]},
                  {"name": "link", "value": "review"}],
        status="dismissed", reason="same_document", note="看过了", reviewer="王", decided_at="2025-01-02T03:04:05+00:00",
    ),
]  # fmt: skip


def make_paper(
    lang: Lang = "en",
    findings: list[dict[str, Any]] | None = None,
    records: dict[Side, list[Any]] = RECORDS,
    **given: Any,
) -> Paper:
    """Return a paper of ``findings`` (:data:`FINDINGS` if ``None``) with two records per list."""
    became = {
        "register": {"published_differs": 1, "omitted": 1},
        "catalog": {"linked": 1, "unregistered": 1},
    }
    totals: dict[str, Any] = {
        side: {"read": 2, "rejected": 0, "blank": 0, "dispositions": counts} for side, counts in became.items()
    }  # fmt: skip
    totals |= {"links": {"certain": 0, "probable": 0, "review": 1}, "expected_wrong": {"review": 0.01},
               "possible_loss": 0}  # fmt: skip
    source = {
        "size": 10,
        "kind": "csv",
        "encoding": "utf-8",
        "rows": 2,
        "blank_rows": 0,
        "headers": [],
        "channel": None,
    }
    info: dict[str, Any] = {
        "tool_version": "0.1.0", "command": ["disclosure-audit", "scan", "register.csv", "catalog.csv"],
        "as_of": "2025-01-17", "lang": lang, "settings": {"reveal": False, "scope": {}}, "settings_sha256": "ab" * 32,
        "key": "0123abcd", "lexicons": [], "skipped": {}, "control_totals": totals, "versions": {},
        "inputs": {side: [source | {"name": f"{side}.csv", "path": f"{side}.csv", "sha256": "cd" * 32}]
                   for side in records},
    }  # fmt: skip
    weights = [{"name": "prior", "weight": -9.0}, {"name": "number equal", "weight": 13.5}]
    frames = {
        side: pl.DataFrame(rows, schema=dict.fromkeys(_FIELDS, pl.String), orient="row")
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.UInt32))
        for side, rows in records.items()
    }
    rules = {
        code: RuleSaid(code, name, title, severity, 1, 1, "A page.\n\n## What to do\nLook at `it`; **mend** it.\n- one\n- two")
        for code, (name, severity, title) in RULES.items()
    }  # fmt: skip
    return Paper(
        **{
            "lang": lang, "info": info, "name": "run", "control_totals": totals, "rules": rules,
            "findings": pl.DataFrame(FINDINGS if findings is None else findings, schema=REPORTED, orient="row"),
            "dispositions": pl.DataFrame(
                [("register", 0, "published_differs", None), ("register", 1, "omitted", None)],
                schema=DISPOSITIONS, orient="row"),
            "links": pl.DataFrame([(0, 0, "number", 4.5, "review", weights)], schema=LINKS, orient="row"),
            "reviewers": (Reviewer("王", 1, "2025-01-02T03:04:05+00:00", "2025-01-02T03:04:05+00:00"),),
            "journal_entries": 2, "journal_head": "ef" * 32, "texts": Texts(frames, {}),
        } | given
    )  # fmt: skip


def written(paper: Paper, **options: Any) -> str:
    """Return the report as text."""
    file = io.BytesIO()
    html.write(paper, file, Options(**options))
    return file.getvalue().decode()
