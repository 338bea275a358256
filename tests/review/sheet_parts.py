"""A desk made by hand, small and hostile, for the tests of sheets and filters."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import polars as pl

from disclosure_audit.dispositions import DISPOSITIONS
from disclosure_audit.findings import FINDINGS
from disclosure_audit.matching.schema import CANDIDATES, LINKS
from disclosure_audit.recall import Texts
from disclosure_audit.review.sheets import TEXT_COLUMNS
from disclosure_audit.review.state import DECISIONS
from tests.conftest import finding

HOSTILE = (
    "[/]", "[密]甲案", "\x1b[31m红", "甲\u202e乙", "a\x00b", "a\x7fb", "长" * 300, "👩‍👩‍👧 é e\u0301", 'say "so", or 或 (not) |-x',
    "甲\n乙", "c:\\temp\\x", "＂全角＂：＝", "“弯”", "none", "any", "today", "ﬁ ㈱ Ⅳ ß İ", "", " ", "~", "..",
)  # fmt: skip


def record(row: int, **given: Any) -> dict[str, Any]:
    return dict.fromkeys(TEXT_COLUMNS) | {"row": row} | given


def frame(rows: list[dict[str, Any]], schema: Any) -> pl.DataFrame:
    full = [dict.fromkeys(schema) | row for row in rows]
    return pl.DataFrame(full, schema=schema)


def decision(kind: str, target: str, **given: Any) -> dict[str, Any]:
    base = {"kind": kind, "target": target, "flagged": False, "waiver_expired": False, "notes": 0}
    return base | {"by": "li", "at": "2024-05-06T07:08:09.000Z", "seq": 1} | given


def texts(**sides: list[dict[str, Any]]) -> Texts:
    dates = {"issued_on", "published_on"}
    schema = {name: pl.Date if name in dates else pl.String for name in TEXT_COLUMNS}
    return Texts(
        {side: frame(rows, {"row": pl.UInt32, **schema}) for side, rows in sides.items()},  # type: ignore[misc]  # the names are sides
        {},
    )


def read_texts() -> Texts:
    return texts(
        register=[
            record(0, title="关于印发《供水办法》的通知（试行）", doc_number="沪府规〔2024〕1号", issuer="市政府",
                   issued_on=dt.date(2024, 2, 29), owner="规划科", category="规范性文件"),
            record(1, title="财务报告", doc_number="沪财〔2023〕2号", issued_on=dt.date(2023, 12, 31), owner="财务科"),
            record(2, title=None),
        ],
        catalog=[
            record(0, title="供水办法", doc_number="沪府规〔2024〕1号", issued_on=dt.date(2024, 3, 1), url="http://x/1"),
            record(1, title="无主公告", issuer="某局", issued_on=dt.date(2020, 1, 1), owner="办公室"),
        ],
    )  # fmt: skip


def desk(**given: Any) -> Any:
    """Return what looks like a desk: three register records, two of the catalog, five findings."""
    findings = [
        finding(0, finding_id="f0", rule="DF001", catalog_row=0, owner="规划科",
                message="公开的标题与登记不一致：《关于印发《供水办法》的通知（试行）》 沪府规〔2024〕1号"),
        finding(1, finding_id="f1", rule="OM001", severity="critical", owner="财务科",
                message="应公开的文件未在目录中公开：《财务报告》 沪财〔2023〕2号"),
        finding(2, finding_id="f2", rule="OM002", severity="low", confidence="low", message="未说明理由"),
        finding(9, finding_id="f3", rule="OM003", severity="note", side="catalog", register_row=None,
                catalog_row=1, owner="办公室", message="登记簿中没有：《无主公告》"),
        finding(9, finding_id="f4", rule="IN002", severity="medium", register_row=None, record_id="a.pdf",
                message="无法读取：“a.pdf”"),
    ]  # fmt: skip
    evidence = [{"name": "number equal", "weight": 3.0}]
    links = [
        {"register_row": 0, "catalog_row": 0, "method": "number", "score": 3.0, "status": "review",
         "evidence": evidence},
        {"register_row": 1, "catalog_row": 1, "method": "reviewer", "score": 60.0, "status": "certain",
         "evidence": evidence},
    ]  # fmt: skip
    candidates = [
        {"register_row": 2, "catalog_row": 1, "method": "title", "score": -1.0, "veto": "reviewer",
         "evidence": evidence},
        {"register_row": 0, "catalog_row": 1, "method": "title", "score": -9.0, "veto": "reviewer",
         "evidence": evidence},
    ]  # fmt: skip
    places = {"left_side": "catalog", "left_row": 1, "right_side": "register"}
    decisions = [
        decision("finding", "f0", status="dismissed", reason="other", note="见正文", notes=1, seq=1),
        decision("finding", "f1", status="waived", reason="领导同意", until=dt.date(2024, 6, 30), seq=2),
        decision("finding", "f2", status="open", flagged=True, owner="张三", seq=3),
        decision("pair", "p1", status="same", **places, right_row=1, seq=4),
        decision("pair", "p2", status="differ", **places, right_row=2, note="不是一回事", seq=5),
        decision("pair", "elsewhere", status="differ", seq=6),
        decision("record", "r1", left_side="register", left_row=1, flagged=True, note="问科长",
                 owner="李四", seq=7),
    ]  # fmt: skip
    fates = [("register", 0, "needs_review"), ("register", 1, "published"), ("register", 2, "unreadable"),
             ("catalog", 0, "linked"), ("catalog", 1, "linked")]  # fmt: skip
    parts = {
        "findings": frame(findings, FINDINGS),
        "links": frame(links, LINKS),
        "candidates": frame(candidates, CANDIDATES),
        "dispositions": pl.DataFrame([(*fate, None) for fate in fates], schema=DISPOSITIONS, orient="row"),
        "decisions": frame(decisions, DECISIONS),
        "known": None,
        "run": SimpleNamespace(info={"lang": "zh", "rules": [
            {"code": "OM001", "title": {"en": "A document is not in the catalog.", "zh": "应公开的文件未在目录中公开。"}}]}),
    }  # fmt: skip
    return SimpleNamespace(**parts | given)
