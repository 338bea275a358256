"""An explanation as HTML: both records set against each other, the evidence as a waterfall."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_audit.evaluation.explanation import Explanation, Pair, Step
from disclosure_audit.evaluation.pair_words import say_doubts, say_score, say_why_not
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import (
    DISPOSITION_REASONS,
    DISPOSITIONS,
    LINKS,
    METHODS,
    SIDES,
    VETOES,
    name,
)
from disclosure_audit.notebook.markup import TINTS, cell, esc, framed, say, swatch, table
from disclosure_audit.recall import Texts
from disclosure_audit.writers.html.differences import CHANGED, Line, Run, compare
from disclosure_audit.writers.weights import name_weight

MOST_RIVALS = 5
"""Refused pairs that are shown; ``frame`` holds the others."""
_FIELDS = (
    "title",
    "doc_number",
    "index_number",
    "issuer",
    "issued_on",
    "published_on",
    "record_id",
    "url",
)
_PLACE = Text("{side} row {row}", "{side}第 {row} 行")
_COLON = Text(": ", "：")
_REASON = Text(" ({why})", "（{why}）")
_TWINS = Text(
    "taken for the same document as rows {rows} of the same list",
    "与同一清单第 {rows} 行视为同一文件",
)
_NO_LINK = Text("No link.", "没有对应记录。")
_LOST, _NEAREST = Text("Rivals that lost", "落选的候选"), Text("What came nearest", "最接近的记录")
_NO_RIVAL = Text(
    "None: no other pair came near enough to be kept.", "无：没有其他接近到值得保留的候选。"
)
_MORE = Text(
    "{n:,} more, none with a higher score: see .frame", "另有 {n:,} 个得分不更高的候选，见 .frame"
)
_FOUND_BY = Text(" (found by {how})", "（依据：{how}）")
_EVIDENCE, _BITS, _SUM = Text("evidence", "证据"), Text("bits", "比特"), Text("sum", "累计")
_MISSING = Text("The texts of the {side} are not shown: {why}", "未显示{side}的内容：{why}")


def explained_html(found: Explanation, texts: Texts, lang: Lang) -> str:
    """Return the explanation as HTML; rows are counted from 0, as in the frames."""
    body = _head(found, texts, lang)
    body += "".join(_pair(pair, texts, lang) for pair in found.links)
    if not found.links:
        body += f"<p>{say(_NO_LINK, lang)}</p>"
    body += f"<h5>{say(_LOST if found.links else _NEAREST, lang)}</h5>"
    body += "".join(_pair(pair, texts, lang) for pair in found.rivals[:MOST_RIVALS])
    if not found.rivals:
        body += f"<p>{say(_NO_RIVAL, lang)}</p>"
    if len(found.rivals) > MOST_RIVALS:
        more = say(_MORE, lang, n=len(found.rivals) - MOST_RIVALS)
        body += f'<p class="soft">{more}</p>'
    for side, why in texts.missing.items():
        said = say(_MISSING, lang, side=SIDES[side].to(lang), why=why.to(lang))
        body += f'<p class="notice">{said}</p>'
    return framed(body, lang)


def _head(found: Explanation, texts: Texts, lang: Lang) -> str:
    became = name(DISPOSITIONS, found.disposition, lang)
    if found.reason:
        became += _REASON.to(lang, why=name(DISPOSITION_REASONS, found.reason, lang))
    tint = TINTS.get(found.disposition, "void")
    body = f"<h4>{_place(found.side, found.row, lang)}{_COLON.to(lang)}{swatch(tint)}{esc(became)}</h4>"
    record = texts.of(found.side, found.row)
    if record is not None and not found.links:
        lines = compare(record, None, _FIELDS, lang)
        body += table(
            [],
            [
                [f'<span class="soft">{esc(line.label)}</span>', _runs(line.left, "")]
                for line in lines
            ],
        )
    if found.repeats:
        rows = ", ".join(str(row) for row in found.repeats)
        body += f"<p>{say(_TWINS, lang, rows=rows)}</p>"
    return body


def _pair(pair: Pair, texts: Texts, lang: Lang) -> str:
    places = " + ".join(
        _place(side, row, lang)
        for side, row in (("register", pair.register_row), ("catalog", pair.catalog_row))
    )
    if pair.status:
        how = _FOUND_BY.to(lang, how=name(METHODS, pair.method, lang))
        state = swatch(TINTS.get(pair.status, "void")) + esc(name(LINKS, pair.status, lang) + how)
    else:
        state = f'<span class="wrong">{esc(name(VETOES, pair.veto or "", lang))}</span>'
    body = f'<div class="pair"><p><b>{places}</b>{_COLON.to(lang)}{state}</p>'
    body += _sides(pair, texts, lang) + _waterfall(pair.steps, lang)
    said = (say_score(pair, lang), *say_doubts(pair, lang), *say_why_not(pair, lang))
    return body + "".join(f"<p>{esc(line)}</p>" for line in said) + "</div>"


def _sides(pair: Pair, texts: Texts, lang: Lang) -> str:
    left = texts.of("register", pair.register_row)
    right = texts.of("catalog", pair.catalog_row)
    if left is None and right is None:
        return ""
    lines = compare(left, right, _FIELDS, lang)
    heads = ["", *(esc(side.to(lang)) for side in SIDES.values())]
    if left is None or right is None:
        heads = ["", esc(SIDES["register" if right is None else "catalog"].to(lang))]
    return table(heads, [_line(line, len(heads)) for line in lines])


def _line(line: Line, width: int) -> list[str]:
    cells = [f'<span class="soft">{esc(line.label)}</span>', _runs(line.left, "del")]
    if width > 2:
        cells.append(_runs(line.left if line.right is None else line.right, "ins"))
    return cells


def _runs(runs: Sequence[Run], tag: str) -> str:
    return "".join(
        f"<{tag}>{cell(text)}</{tag}>" if tag and kind == CHANGED else cell(text)
        for text, kind in runs
    )


def _waterfall(steps: Sequence[Step], lang: Lang) -> str:
    """Return the weights as bars, each from the sum before it to the sum after it."""
    totals = [0.0, *(step.total for step in steps)]
    low, high = min(totals), max(totals)
    span = (high - low) or 1.0

    def at(total: float) -> float:
        return 100 * (total - low) / span

    rows = []
    for step in steps:
        first, last = sorted((at(step.total - step.weight), at(step.total)))
        tint = "good" if step.weight > 0 else "bad"
        drawn = (
            f'<span class="fall"><b style="left:{at(0.0):.2f}%"></b><i class="{tint}"'
            f' style="left:{first:.2f}%;width:{last - first:.2f}%"></i></span>'
        )
        label = esc(name_weight(step.name, lang))
        rows.append([label, f"{step.weight:+.1f}", f"{step.total:+.1f}", drawn])
    heads = [say(text, lang) for text in (_EVIDENCE, _BITS, _SUM)]
    return table([*heads, ""], rows, (1, 2))


def _place(side: str, row: int, lang: Lang) -> str:
    return say(_PLACE, lang, side=SIDES[side].to(lang), row=row)
