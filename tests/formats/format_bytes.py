"""What a format writes, in memory."""

from __future__ import annotations

import io

from disclosure_audit.gate.conditions import Condition
from disclosure_audit.gate.verdict import Failure, Verdict
from disclosure_audit.language import Text
from disclosure_audit.paper import Paper
from disclosure_audit.writers.stream import Options, put_paper

OURS = (
    "sarif", "junit", "github", "github-summary", "gitlab", "json", "ndjson", "csv", "csv-excel",
    "parquet", "markdown",
)  # fmt: skip
"""The formats for machines and Markdown; reports have tests of their own."""
FAILED = Verdict(
    passed=False,
    failures=(
        Failure(
            Condition("omitted"),
            None,
            Text("omitted records: 3 (omitted > 0)", "未见公开：3（未见公开 > 0）"),
            Text("publish them, or say why not", "补充公开或说明理由"),
            ("0000000000000002",),
        ),
    ),
    notes=(Text("1 waiver is not needed any more", "1 项豁免已不需要"),),
)
PASSED = Verdict(passed=True)


def written(paper: Paper, name: str, options: Options | None = None) -> bytes:
    file = io.BytesIO()
    put_paper(paper, name, file, options)
    return file.getvalue()
