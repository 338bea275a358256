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
_ABOVE = ("title", "doc_number", "owner")
"""Fields of a record that stand in the row above its detail already."""


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
        return _terms(
            [(line.label, _text(line.left)) for line in compared.lines if line.field not in _ABOVE],
            "record",
        )
    out = "".join(_differing(line, compared.sides, lang) for line in compared.lines if line.differs)
    said = [tag("table", out, class_="pair")] if out else []
    for place, head in enumerate(compared.heads):
        only = [
            (line.label, _text((line.left, line.right)[place]))
            for line in compared.lines
            if line.right is not None and not line.differs and (line.left, line.right)[place]
        ]
        said += [_terms([(head, ""), *only], "record")] if only else []
    equal = [line.label for line in compared.lines if line.right is None and line.label]
    if equal:
        said.append(tag("p", esc(_EQUAL.to(lang, fields=_JOIN.to(lang).join(equal)))))
    return "".join(said)


def _differing(line: Line, sides: Sequence[str], lang: Lang) -> str:
    cells = [
        tag("td", esc(side), class_="side")
        + tag("td", runs(said, mark) or tag("i", esc(UI["empty"].to(lang))))
        for side, said, mark in zip(
            sides, (line.left, line.right or ()), ("del", "ins"), strict=False
        )
    ]
    label = tag("th", esc(line.label), scope="rowgroup", rowspan=2)
    return tag("tr", label + cells[0]) + tag("tr", cells[1])


def _text(line: Sequence[Run] | None) -> str:
    return "".join(text for text, _ in line or ())


def _linked(linked: Linked, lang: Lang) -> str:
    said = UI["by"].to(lang, status=linked.status, how=linked.method)
    lines = [said, linked.score, *linked.doubts]
    words = UI["link"].to(lang) + _COLON.to(lang)
    body = "".join(tag("p", esc((words if not n else "") + one)) for n, one in enumerate(lines))
    return tag("div", tag("div", body) + weights(linked.steps), class_="linked")


def _terms(pairs: Sequence[tuple[str, str]], kind: str) -> str:
    items = "".join(
        tag("div", tag("dt", esc(words)) + tag("dd", esc(said))) for words, said in pairs
    )
    return tag("dl", items, class_=kind)
