"""Papers made by hand: a small one, one full of hostile texts, and as long a one as is wanted."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.paper import REPORTED, Paper, RuleSaid

SHA = "0123456789abcdef" * 4
_DISPOSITIONS = {"register": "published", "catalog": "linked"}

HOSTILE = {
    "formula": '=HYPERLINK("http://evil.example","甲")',
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "script": "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "cdata": "]]><failure/>&lt;&#0;<!-- --",
    "ansi": "\x1b[31m红\x1b]0;title\x07\x9b2J",
    "rtl": "公文\u202egnp.exe\u2066甲\u2069",
    "nul": "甲\x00乙\x01\x0b\x0c\x7f\x85",
    "lines": "一\r\n::error::二\n##[error]三\u2028四\u2029五\t六",
    "nonchars": "\ufffe\uffff\ufeff零\u200b宽",
    "markdown": "[点](javascript:alert(1)) | `甲` **乙** {0} {{1}} ![x](http://evil.example/x.png)",
    "percent": "100%0A,:%25",
    "long": "长" * 40_000,
    "quotes": "\"'\\“”\\u0041 \\",
}
"""Texts that some format would run, break at, or turn around."""


def inputs() -> dict[str, list[dict[str, Any]]]:
    def source(name: str, path: str | None, rows: int, blank: int = 0) -> dict[str, Any]:
        return {
            "name": name, "path": path, "sha256": SHA if path else None, "size": 1_000, "kind": "csv",
            "encoding": "utf-8", "rows": rows, "blank_rows": blank, "headers": ["标题"], "channel": None,
        }  # fmt: skip

    return {
        "register": [
            source("登记簿.xlsx[发文]", "lists/登记簿.xlsx", 10, 2),
            source("登记簿.xlsx[收文]", "lists/登记簿.xlsx", 5),
        ],
        "catalog": [source("catalog 1.csv", "catalog 1.csv", 20)],
    }


def rule(code: str, severity: str, findings: int, **more: Any) -> RuleSaid:
    page = f"A thing of {code} is so.\n\n## Why it matters\nBecause of `law` art. 1.\n\n## 中文\n**{code} 之事。**"
    title = Text(f"A thing of {code} is so.", f"{code} 之事。")
    return RuleSaid(code, f"thing-of-{code.lower()}", title, severity, 1, findings, page, **more)


def finding(n: int, **values: Any) -> dict[str, Any]:
    return {
        "finding_id": f"{n:016x}", "rule": "OM001", "severity": "high", "confidence": "high",
        "side": "register", "register_row": n, "catalog_row": None, "record_id": f"R-{n}",
        "owner": "办公室", "message": f"缺失：《文件{n}》 临政发〔2024〕{n}号",
        "evidence": [{"name": "responsible", "value": "办公室"}, {"name": "nearest_score", "value": None}],
        "title": f"文件{n}", "doc_number": f"临政发〔2024〕{n}号", "issuer": None, "month": None,
        "score": None, "status": "open", "reason": None, "note": None, "flagged": False,
        "reviewer": None, "decided_at": None, "until": None, "is_known": False,
    } | values  # fmt: skip


def paper_of(
    findings: list[dict[str, Any]] | pl.DataFrame, lang: Lang = "en", **info: Any
) -> Paper:
    frame = (
        findings
        if isinstance(findings, pl.DataFrame)
        else pl.DataFrame(findings, schema=REPORTED, orient="row")
    )
    counts: dict[str, int] = dict(frame.group_by("rule").len().iter_rows())
    rules = [
        rule("CF001", "critical", counts.get("CF001", 0)),
        rule("DF001", "medium", counts.get("DF001", 0)),
        rule("OM001", "high", counts.get("OM001", 0)),
        rule(
            "OM002", "low", 0, not_applicable=Text("the register has no reason", "登记簿无理由列")
        ),
        rule("OM003", "note", counts.get("OM003", 0)),
    ]
    totals = {
        side: {"read": 15, "rejected": 1, "blank": 2, "dispositions": {_DISPOSITIONS[side]: 14}}
        for side in ("register", "catalog")
    }
    return Paper(
        lang=lang,
        info={
            "format_version": 2, "tool_version": "0.1.0", "as_of": "2024-12-31", "lang": lang,
            "key": "3a12fdf4", "settings_sha256": SHA, "inputs": inputs(), "command": ["disclosure-audit"],
        } | info,
        name="20240131T150000Z-abcdef",
        findings=frame,
        dispositions=pl.DataFrame(),
        links=pl.DataFrame(),
        control_totals={**totals, "links": {"certain": 9}},
        rules={one.code: one for one in rules},
        journal_entries=2,
        journal_head=SHA,
    )  # fmt: skip


def small(lang: Lang = "en") -> Paper:
    """A finding of each kind: settled, known, of both sides, of the second sheet, of a file."""
    decided = {"reviewer": "王", "decided_at": "2024-12-01T08:00:00+00:00"}
    return paper_of(
        [
            finding(0, rule="CF001", severity="critical", side="catalog", register_row=None, catalog_row=3,
                    message="密级标志：《[██]甲案》", record_id="C-3", owner=None),
            finding(2, status="dismissed", reason="harmless_text", note="核对过", **decided),
            finding(3, status="waived", reason="待档案馆移交", until=dt.date(2025, 6, 30), **decided),
            finding(13, status="confirmed", flagged=True, **decided),
            finding(4, is_known=True),
            finding(5, rule="DF001", severity="medium", catalog_row=7, score=99.5,
                    message="题名不同：《100%，甲：乙》"),
            finding(6, rule="OM003", severity="note", side="catalog", register_row=None,
                    record_id="正文/附件 1.pdf", owner=None, evidence=None),
        ],
        lang,
    )  # fmt: skip


def hostile(lang: Lang = "en") -> Paper:
    """Each hostile text as message, record, owner, evidence, note, names of files and of the run."""
    rows = [
        finding(
            n, rule="CF001", severity="critical", message=text, record_id=text, owner=text, title=text,
            doc_number=text, note=text, reason=text, reviewer=text,
            evidence=[{"name": "excerpt", "value": text}, {"name": text[:50], "value": text}],
            status="dismissed" if name == "ansi" else "open",
        )
        for n, (name, text) in enumerate(HOSTILE.items())
    ]  # fmt: skip
    names = list(HOSTILE.values())
    bad = {
        "register": [
            inputs()["register"][0] | {"name": names[5] + "\udc80", "path": "a/\udc80\x1b\n.csv"}
        ],
        "catalog": [inputs()["catalog"][0] | {"name": names[2][:40], "path": "../../etc/passwd"}],
    }
    paper = paper_of(rows, lang, inputs=bad, command=["disclosure-audit", "\udcff"])
    object.__setattr__(paper, "name", "run\udc80\x1b[31m</script>")
    return paper


def many(n: int) -> Paper:
    """A paper of ``n`` findings, worst first, made without a loop over them and piece by piece."""
    pieces = [_piece(first, min(first + _PIECE, n), n) for first in range(0, n, _PIECE)]
    return paper_of(pl.concat(pieces, rechunk=False) if pieces else pl.DataFrame(schema=REPORTED))


_PIECE = 50_000


def _piece(first: int, end: int, n: int) -> pl.DataFrame:
    number = pl.int_range(first, end, dtype=pl.UInt32, eager=True).alias("n").to_frame()
    like = pl.DataFrame([finding(0)], schema=REPORTED)
    text = pl.format(
        "应公开的文件未在目录中公开：《临江市人民政府关于第{}批次建设用地的批复》", "n"
    )
    is_worst = pl.col("n") * 5 < n
    values = {
        "finding_id": pl.format("{}", "n").str.zfill(16),
        "severity": pl.when(is_worst).then(pl.lit("critical")).otherwise(pl.lit("high")),
        "rule": pl.when(is_worst).then(pl.lit("CF001")).otherwise(pl.lit("OM001")),
        "register_row": pl.col("n"),
        "record_id": pl.format("R-{}", "n"),
        "message": text,
        "title": text,
        "evidence": pl.concat_list(
            pl.struct(pl.lit("issued_on").alias("name"), pl.lit("2024-01-02").alias("value")),
            pl.struct(pl.lit("nearest_title").alias("name"), text.alias("value")),
        ),
    }
    return number.select(
        values.get(name, pl.lit(like[name][0])).cast(dtype).alias(name)
        for name, dtype in REPORTED.items()
    )
