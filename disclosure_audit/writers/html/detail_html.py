"""The detail of a finding as HTML, for who has no script and for the printer."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_audit.language import Lang, Text
from disclosure_audit.writers.html.charts import weights
from disclosure_audit.writers.html.details import Detail, Linked
from disclosure_audit.writers.html.differences import CHANGED, SAME, Line, Run
from disclosure_audit.writers.html.markup import esc, tag
from disclosure_audit.writers.html.opposites import Compared
from disclosure_audit.writers.html.ui_words import UI

_EQUAL = Text("equal: {fields}", "一致：{fields}")
_JOIN = Text(", ", "、")
_COLON = Text(": ", "：")


def detail_html(detail: Detail, finding_id: str, lang: Lang) -> str:
    """Return place, comparison, evidence, link and decision; nothing of what there is not."""
    parts = [tag("p", esc(detail.place) + " " + tag("code", esc(finding_id)), class_="place")]
    if detail.compared:
        parts.append(_compared(detail.compared, lang))
    if detail.evidence:
        parts.append(_terms(detail.evidence, "evidence"))
    if detail.linked:
        parts.append(_linked(detail.linked, lang))
    if detail.decision:
        parts.append(_terms(detail.decision, "decision"))
    return "".join(parts)


def runs(line: Sequence[Run], changed: str) -> str:
    """Return a text with what differs marked by the element ``changed``."""
    said = []
    for text, kind in line:
        if kind == SAME:
            said.append(esc(text))
        elif kind == CHANGED:
            said.append(tag(changed, esc(text)))
        else:
            said.append(tag("i", esc(text), class_="written"))
    return "".join(said)


def _compared(compared: Compared, lang: Lang) -> str:
    if len(compared.heads) < 2:
        pairs = [(line.label, "".join(text for text, _ in line.left)) for line in compared.lines]
        return _terms(pairs, "record")
    rows = "".join(_differing(line, compared.heads, lang) for line in compared.lines if line.right is not None)
    equal = [line.label for line in compared.lines if line.right is None]
    said = _EQUAL.to(lang, fields=_JOIN.to(lang).join(equal)) if equal else ""
    table = tag("table", rows, class_="pair") if rows else ""
    return table + (tag("p", esc(said), class_="dim") if said else "")


def _differing(line: Line, heads: Sequence[str], lang: Lang) -> str:
    sides = (runs(line.left, "del"), runs(line.right or (), "ins"))
    cells = [
        tag("td", esc(head), class_="side") + tag("td", text or f"<i>{esc(UI['empty'].to(lang))}</i>")
        for head, text in zip(heads, sides, strict=False)
    ]
    label = tag("th", esc(line.label), scope="rowgroup", rowspan=2)
    return tag("tr", label + cells[0]) + tag("tr", cells[1])


def _linked(linked: Linked, lang: Lang) -> str:
    said = linked.status + _JOIN.to(lang) + UI["by"].to(lang, how=linked.method)
    lines = [said, linked.score, *linked.doubts]
    words = UI["link"].to(lang) + _COLON.to(lang)
    body = "".join(tag("p", esc((words if not n else "") + one)) for n, one in enumerate(lines))
    return tag("div", body + weights(linked.steps), class_="linked")


def _terms(pairs: Sequence[tuple[str, str]], kind: str) -> str:
    items = "".join(
        tag("div", tag("dt", esc(words)) + tag("dd", esc(said))) for words, said in pairs
    )
    return tag("dl", items, class_=kind)
