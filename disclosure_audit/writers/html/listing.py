"""The list of findings: a table of the first, and all of them as data for the page's script."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_audit.language import Text
from disclosure_audit.paper import Paper
from disclosure_audit.writers.counted import standing_first
from disclosure_audit.writers.html.detail_data import Labels, detail_data
from disclosure_audit.writers.html.details import detail
from disclosure_audit.writers.html.finding_rows import columns, table_head, table_rows
from disclosure_audit.writers.html.markup import data, esc, tag
from disclosure_audit.writers.html.ui_words import COLUMNS, ui

MOST = 20_000
"""Most findings of a page, unless another limit is asked for."""
PRINTED = 500
"""Findings that are shown without a script, and printed."""
CHUNK = 250
"""Findings whose details the script reads together, when one of them is asked for."""

_TITLE = Text("Findings, one by one", "问题清单")
_HINT = Text(
    "Those that stand come first, the worst before the others. Choose one to see both records side by"
    " side, the evidence and what was decided.",
    "仍然成立的在前，按严重程度排列。点选一项可查看两条记录对照、证据与处理情况。",
)
_CUT = Text(
    "The first {n:,} of {all:,} findings are listed; charts and counts are of all. The workbook and the"
    " formats csv, json and parquet hold every one.",
    "此处列出 {all:,} 个问题中的前 {n:,} 个，图表与数量为全部；工作簿及 csv、json、parquet 格式包含全部问题。",
)
_PRINT_CUT = Text(
    "Without a script, and on paper, the first {n:,} of {all:,} findings are shown.",
    "未启用脚本或打印时，仅显示 {all:,} 个问题中的前 {n:,} 个。",
)
_CLEAN = Text("No rule found anything.", "未发现问题。")


def listing(paper: Paper, limit: int | None) -> Iterator[str]:
    """Yield the section of the findings as markup, piece by piece."""
    lang = paper.lang
    yield f'<section id="findings" class="chapter"><h2>{esc(_TITLE.to(lang))}</h2>'
    whole = paper.findings.height
    if not whole:
        yield tag("p", esc(_CLEAN.to(lang))) + "</section>"
        return
    findings = standing_first(paper).head(MOST if limit is None else limit)
    yield tag("p", esc(_HINT.to(lang)), class_="lead screen")
    if findings.height < whole:
        yield tag("p", esc(_CUT.to(lang, n=findings.height, all=whole)), class_="notice")
    yield '<div id="app" hidden></div>'
    if findings.height > PRINTED:
        said = _PRINT_CUT.to(lang, n=PRINTED, all=findings.height)
        yield tag("p", esc(said), class_="notice static")
    labels, chunk, made = Labels(), list[object](), list[str]()
    yield '<table class="static findings">' + table_head(paper)
    rows = findings.head(PRINTED).iter_rows(named=True)
    for number, one in enumerate(detail(paper, findings)):
        if number < PRINTED:
            yield table_rows(next(rows), one, paper)
        chunk.append(detail_data(one, labels))
        if len(chunk) == CHUNK:
            made.append(data(chunk))
            chunk = []
    made += [data(chunk)] if chunk else []
    yield "</table></section>"
    for number, block in enumerate(made):
        yield _block(f"details-{number}", block)
    heads = [[key, words.to(lang)] for key, words in COLUMNS.items()]
    content = {"lang": lang, "words": ui(lang), "heads": heads, "chunk": CHUNK}
    yield _block(
        "findings-data", data(content | columns(findings, paper) | {"labels": labels.all()})
    )


def _block(key: str, content: str) -> str:
    return f'<script type="application/json" id="{key}">{content}</script>\n'
