"""An audit at a glance: the control totals as a proof, what became of the records, the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from disclosure_audit.dispositions import OF_SIDE
from disclosure_audit.glyphs import cells, shorten, visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import DISPOSITIONS, SEVERITIES, SIDES, name
from disclosure_audit.notebook.evidence import say_evidence, say_rows
from disclosure_audit.notebook.markup import (
    TINTS,
    badge,
    band,
    bar,
    cell,
    esc,
    framed,
    say,
    swatch,
    table,
)
from disclosure_audit.schema.columns import Side
from disclosure_audit.writers import summary
from disclosure_audit.writers.report import Report

MOST_RULES = 12
"""Rules with findings that are seen at once; the others unfold."""
_LONGEST_LINE = 100
_BECAME = Text("What became of the records", "记录去向")
_READ = Text("{side}: {n:,} rows read", "{side}：读入 {n:,} 行")
_REJECTED = Text("rejected: could not be read", "拒读：无法读取")
_SUM = Text("sum", "合计")
_ADDS_UP = Text("✓ equals the {n:,} rows read", "✓ 与读入的 {n:,} 行相符")
_DOES_NOT = Text(
    "✗ {n:,} rows were read: this does not add up, do not rely on it",
    "✗ 读入 {n:,} 行，合计不符：本次结果不可采信",
)
_BLANK = Text("{n:,} blank rows passed over", "另有空行 {n:,} 行")
_LINKS = Text("Links: ", "对应关系：")
_FINDINGS = Text("Findings: {n:,}", "发现的问题：{n:,} 个")
_NONE = Text("No rule found anything.", "未发现问题。")
_RULES = tuple(
    Text(*pair) for pair in (("severity", "级别"), ("rule", "规则"), ("what", "内容"), ("findings", "数量"), ("", ""))
)  # fmt: skip
_WORST = tuple(
    Text(*pair) for pair in (("severity", "级别"), ("rule", "规则"), ("document", "文件"), ("evidence", "证据"))
)  # fmt: skip
_MORE_RULES = Text("{n:,} rules more", "另有 {n:,} 条规则")
_HELD = Text(
    "audit.findings holds all {n:,}; audit.explain(register_row=…) says why a record became what it"
    " is (rows count from 0)",
    "audit.findings 含全部 {n:,} 个问题；audit.explain(register_row=…) 说明某条记录去向的理由（行号从 0 起）",
)
_COLON = Text(": ", "：")


def overview_html(report: Report) -> str:
    """Return the audit as HTML. What it takes to make grows with the rules, not with the findings."""
    lang = report.lang
    body = f"<h4>{esc(summary.title(report))}</h4>"
    body += "".join(f'<p class="notice">{esc(text)}</p>' for text in summary.warnings(report))
    sides = "".join(_side(side, report) for side in OF_SIDE)
    body += f"<h5>{say(_BECAME, lang)}</h5>" + f'<div class="lists">{sides}</div>'
    body += f"<p>{say(_LINKS, lang)}{esc(summary.links(report))}</p>"
    return framed(body + _rules(report) + _worst(report), lang)


def overview_text(report: Report) -> str:
    """Return the audit as a few lines for a terminal."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    lang = report.lang
    yield summary.title(report)
    yield from summary.warnings(report)
    for total in summary.totals(report):
        yield summary.say_total(total, report)
    for side in OF_SIDE:
        counts = ", ".join(
            f"{name(DISPOSITIONS, code, lang)} {count:,}" for code, count in _counts(side, report)
        )
        yield f"  {SIDES[side].to(lang)}{_COLON.to(lang)}{counts}"
    yield _LINKS.to(lang) + summary.links(report)
    if summary.is_clean(report):
        yield _NONE.to(lang)
        return
    yield _FINDINGS.to(lang, n=report.findings.height)
    rules = [
        (name(SEVERITIES, next(iter(counts)), lang), rule, sum(counts.values()), title)
        for rule, title, counts in _by_rule(report)
    ]
    widest = max(cells(called) for called, *_ in rules)
    for called, rule, count, title in rules[:MOST_RULES]:
        padded = called + " " * (widest - cells(called))
        line = f"  {padded}  {visible(rule)}  {count:>9,}  {title}"
        yield shorten(line, _LONGEST_LINE)
    if len(rules) > MOST_RULES:
        yield "  " + _MORE_RULES.to(lang, n=len(rules) - MOST_RULES)
    yield _HELD.to(lang, n=report.findings.height)


def _counts(side: Side, report: Report) -> list[tuple[str, int]]:
    counts: Mapping[str, int] = report.control_totals[side]["dispositions"]
    known = [str(code) for code in OF_SIDE[side]]
    order = [*known, *(code for code in counts if code not in known)]
    return [(code, counts[code]) for code in order if counts.get(code)]


def _side(side: Side, report: Report) -> str:
    """Return one list: its rows on one side of the equation, what became of them on the other."""
    lang, totals = report.lang, report.control_totals[side]
    counts = _counts(side, report)
    rejected, read = totals["rejected"], totals["read"]
    made = sum(count for _, count in counts)
    parts = [(name(DISPOSITIONS, code, lang), n, TINTS.get(code, "void")) for code, n in counts]
    rows = [
        [swatch(tint) + esc(words), f"{count:,}", _share(count, made)]
        for words, count, tint in parts
    ]
    if rejected:
        rows.append([swatch("void") + say(_REJECTED, lang), f"{rejected:,}", ""])
    rows.append([say(_SUM, lang), f"{made + rejected:,}", ""])
    is_right = made + rejected == read
    proof = say(_ADDS_UP if is_right else _DOES_NOT, lang, n=read)
    proof = f'<span class="{"ok" if is_right else "wrong"}">{proof}</span>'
    if totals["blank"]:
        proof += f' <span class="soft">{say(_BLANK, lang, n=totals["blank"])}</span>'
    head = _READ.to(lang, side=SIDES[side].to(lang), n=read)
    bars = [*parts, (_REJECTED.to(lang), rejected, "void")]
    return (
        f"<div><p><b>{esc(head)}</b></p>{band(bars)}{table([], rows, (1, 2), last='sum')}"
        f"<p>{proof}</p></div>"
    )


def _share(part: int, whole: int) -> str:
    share = 100 * part / whole
    return "&lt;0.1%" if share < 0.05 else f"{share:.1f}%"


def _rules(report: Report) -> str:
    lang = report.lang
    head = f"<h5>{say(_FINDINGS, lang, n=report.findings.height)}</h5>"
    if summary.is_clean(report):
        return head + f'<p class="ok">{say(_NONE, lang)}</p>'
    found = _by_rule(report)
    most = max(sum(counts.values()) for _, _, counts in found)
    rows = [
        [badge(next(iter(counts)), lang), f"<code>{esc(rule)}</code>", esc(title),
         f"{sum(counts.values()):,}", bar(_tinted(counts), most)]
        for rule, title, counts in found
    ]  # fmt: skip
    drawn = head + table([say(text, lang) for text in _RULES], rows[:MOST_RULES], (3,))
    if left := rows[MOST_RULES:]:
        more = say(_MORE_RULES, lang, n=len(left))
        drawn += f"<details><summary>{more}</summary>{table([], left, (3,))}</details>"
    return drawn


def _by_rule(report: Report) -> list[tuple[str, str, dict[str, int]]]:
    """Return rule, title and findings by severity of each rule, by its worst finding."""
    rules: dict[str, tuple[str, dict[str, int]]] = {}
    for severity, rule, title, count in summary.by_rule(report):  # worst first, and stays so
        rules.setdefault(rule, (title, {}))[1][severity] = count
    return [(rule, title, counts) for rule, (title, counts) in rules.items()]


def _tinted(counts: Mapping[str, int]) -> list[tuple[int, str]]:
    return [(n, severity if severity in SEVERITIES else "note") for severity, n in counts.items()]


def _worst(report: Report) -> str:
    if summary.is_clean(report):
        return ""
    lang = report.lang
    worst = zip(summary.worst(report), report.findings.head(summary.WORST).to_dicts(), strict=True)
    rows = [
        [badge(one.severity, lang), f"<code>{esc(one.rule)}</code>",
         f"{cell(one.document or one.verdict)}<br><code>{esc(say_rows(finding))}</code>",
         _evidence(finding, lang)]
        for one, finding in worst
    ]  # fmt: skip
    held = f'<p class="soft">{say(_HELD, lang, n=report.findings.height)}</p>'
    return (
        f"<h5>{esc(summary.say_worst(report))}</h5>"
        + table([say(text, lang) for text in _WORST], rows)
        + held
    )


def _evidence(finding: Mapping[str, Any], lang: Lang) -> str:
    return "<br>".join(
        f'<span class="soft">{esc(label)}{_COLON.to(lang)}</span>{cell(said)}'
        for label, said in say_evidence(finding["evidence"], lang)
    )
