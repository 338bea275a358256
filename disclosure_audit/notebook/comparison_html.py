"""A comparison of two audits, as HTML and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from disclosure_audit.glyphs import cells, shorten, visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import DISPOSITIONS, SIDES, name
from disclosure_audit.notebook.comparison import Comparison
from disclosure_audit.notebook.markup import TINTS, badge, cell, esc, framed, say, swatch, table
from disclosure_audit.schema.columns import BY_NAME

MOST = 10
"""New findings, gone ones and altered fields that are shown."""
_LINE = 110
_TITLE = Text(
    "Audit as of {before} against audit as of {after}", "基准日 {before} 与 {after} 的两次审计对照"
)
_SUMMARY = Text(
    "Findings: {new:,} new, {gone:,} gone, {changed:,} changed, {same:,} as before",
    "问题：新增 {new:,} 个，消失 {gone:,} 个，变化 {changed:,} 个，未变 {same:,} 个",
)
_COUNTED = Text(
    "Findings: {before:,} before, {after:,} after", "问题：此前 {before:,} 个，此后 {after:,} 个"
)
_RECORDS = Text(
    "Records: {new:,} new, {gone:,} gone, {changed:,} altered; {became:,} became something else",
    "记录：新增 {new:,} 条，消失 {gone:,} 条，改动 {changed:,} 条；去向改变 {became:,} 条",
)
_ALTERED = Text("What was altered", "改动的字段")
_BECAME = Text("What became of the records", "记录去向")
_BY_RULE = Text("Findings by rule", "各规则的问题")
_NEW, _GONE = Text("New findings", "新增的问题"), Text("Findings that are gone", "消失的问题")
_SAME = Text("{n:,} rules find what they found before", "另有 {n:,} 条规则的结果与此前相同")
_CUT = Text(
    "The first {n} of {all:,}; .{attribute} holds them all.",
    "前 {n} 个，共 {all:,} 个，全部见 .{attribute}。",
)
_BECAME_HEADS = (
    Text("list", "清单"),
    Text("disposition", "去向"),
    Text("before", "此前"),
    Text("after", "此后"),
    Text("difference", "增减"),
)
_RULE_HEADS = (
    Text("rule", "规则"),
    Text("before", "此前"),
    Text("after", "此后"),
    Text("new", "新增"),
    Text("gone", "消失"),
    Text("changed", "变化"),
)
_FIELD_HEADS = (
    Text("list", "清单"),
    Text("document", "文件"),
    Text("field", "字段"),
    Text("before", "此前"),
    Text("after", "此后"),
)
_HEADS = (
    Text("severity", "级别"),
    Text("rule", "规则"),
    Text("message", "说明"),
    Text("owner", "承办部门"),
)


def comparison_html(comparison: Comparison) -> str:
    """Return the comparison as HTML; at most :data:`MOST` of a kind are listed."""
    lang = comparison.lang
    body = f"<h4>{esc(_title(comparison))}</h4>"
    body += "".join(f'<p class="notice">{say(note, lang)}</p>' for note in comparison.notes)
    body += "".join(f"<p><b>{esc(line)}</b></p>" for line in _told(comparison))
    body += f"<h5>{say(_BECAME, lang)}</h5>"
    rows = [
        [esc(side), swatch(TINTS.get(code, "void")) + esc(name(DISPOSITIONS, code, lang)),
         f"{before:,}", f"{after:,}", _signed(difference)]
        for side, code, before, after, difference in _became(comparison)
    ]  # fmt: skip
    body += table([say(head, lang) for head in _BECAME_HEADS], rows, (2, 3, 4))
    body += _fields(comparison.fields, lang)
    if differing := _rules(comparison):
        body += f"<h5>{say(_BY_RULE, lang)}</h5>"
        body += table(
            [say(head, lang) for head in _RULE_HEADS],
            [[esc(text) for text in row] for row in differing],
            range(1, 6),
        )
    body += f'<p class="soft">{esc(_same_rules(differing, comparison))}</p>'
    if comparison.is_comparable:
        body += _findings(_NEW, comparison.new, "new", lang)
        body += _findings(_GONE, comparison.gone, "gone", lang)
    return framed(body, lang)


def comparison_text(comparison: Comparison) -> str:
    """Return the comparison as lines."""
    return "\n".join(_lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    lang = comparison.lang
    yield _title(comparison)
    for note in comparison.notes:
        yield f"! {note.to(lang)}"
    yield from _told(comparison)
    yield ""
    heads = [head.to(lang) for head in _BECAME_HEADS]
    became = [
        [side, name(DISPOSITIONS, code, lang), f"{before:,}", f"{after:,}", _signed(difference)]
        for side, code, before, after, difference in _became(comparison)
    ]
    yield from _columns([heads, *became], 2)
    if differing := _rules(comparison):
        yield ""
        yield from _columns([[head.to(lang) for head in _RULE_HEADS], *differing], 1)
    if same := _same_rules(differing, comparison):
        yield same


def _title(comparison: Comparison) -> str:
    days = {"before": comparison.before.info["as_of"], "after": comparison.after.info["as_of"]}
    return visible(_TITLE.to(comparison.lang, **days))


def _told(comparison: Comparison) -> Iterator[str]:
    lang = comparison.lang
    after = comparison.after.findings.height
    if comparison.is_comparable:
        new, changed = comparison.new.height, comparison.changed["finding_id"].n_unique()
        yield _SUMMARY.to(
            lang, new=new, gone=comparison.gone.height, changed=changed, same=after - new - changed
        )
    else:
        yield _COUNTED.to(lang, before=comparison.before.findings.height, after=after)
    if comparison.has_records:
        counts = dict(comparison.records.group_by("change").len().iter_rows())
        told = {key: counts.get(key, 0) for key in ("new", "gone", "changed")}
        yield _RECORDS.to(lang, **told, became=comparison.dispositions.height)


def _became(comparison: Comparison) -> Iterator[tuple[str, str, int, int, int]]:
    """Yield the rows; the name of a list stands before its first one only."""
    last = ""
    for side, *rest in comparison.totals.iter_rows():
        yield ("" if side == last else SIDES[side].to(comparison.lang), *rest)
        last = side


def _rules(comparison: Comparison) -> list[list[str]]:
    """Return the rules of which something differs."""
    is_same = pl.col("before").eq(pl.col("after"))
    if comparison.is_comparable:
        is_same &= pl.sum_horizontal("new", "gone", "changed") == 0
    return [
        [visible(rule), *("–" if count is None else f"{count:,}" for count in counts)]
        for rule, *counts in comparison.rules.filter(~is_same).iter_rows()
    ]


def _same_rules(rules: Sequence[object], comparison: Comparison) -> str:
    same = comparison.rules.height - len(rules)
    return _SAME.to(comparison.lang, n=same) if same else ""


def _findings(title: Text, findings: pl.DataFrame, attribute: str, lang: Lang) -> str:
    if findings.is_empty():
        return ""
    rows = [
        [badge(row["severity"], lang), f"<code>{esc(row['rule'])}</code>", cell(row["message"] or ""),
         cell(row["owner"] or "")]
        for row in findings.head(MOST).iter_rows(named=True)
    ]  # fmt: skip
    body = f"<h5>{say(title, lang)}</h5>" + table([say(head, lang) for head in _HEADS], rows)
    return body + _cut(findings.height, attribute, lang)


def _fields(fields: pl.DataFrame, lang: Lang) -> str:
    if fields.is_empty():
        return ""
    rows = [
        [say(SIDES[row["side"]], lang), cell(row["title"] or row["doc_number"] or row["record_id"] or ""),
         say(BY_NAME[row["field"]].title, lang), cell(row["before"] or ""), cell(row["after"] or "")]
        for row in fields.head(MOST).iter_rows(named=True)
    ]  # fmt: skip
    body = f"<h5>{say(_ALTERED, lang)}</h5>"
    body += table([say(head, lang) for head in _FIELD_HEADS], rows)
    return body + _cut(fields.height, "fields", lang)


def _cut(height: int, attribute: str, lang: Lang) -> str:
    if height <= MOST:
        return ""
    cut = say(_CUT, lang, n=MOST, all=height, attribute=attribute)
    return f'<p class="soft">{cut}</p>'


def _signed(difference: int) -> str:
    return f"{difference:+,}" if difference else "0"


def _columns(rows: Sequence[Sequence[str]], numbers_from: int) -> Iterator[str]:
    """Yield the rows as lines; columns from ``numbers_from`` on are flush right."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = [
            " " * (width - cells(text)) + text
            if at >= numbers_from
            else text + " " * (width - cells(text))
            for at, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield shorten("  ".join(padded).rstrip(), _LINE)
