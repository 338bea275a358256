"""The passages that a finding rests on, what is secret in them masked until it is revealed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from disclosure_audit.language import Lang, Text
from disclosure_audit.scanner.reasons import WHAT
from disclosure_audit.spans import FULL_TEXT
from disclosure_audit.writers import evidence
from disclosure_audit_tui.dossier import Place
from disclosure_audit_tui.widgets.lines import Span
from disclosure_audit_tui.widgets.rivals import name_place

_HEAD = Text("Where it stands", "所在位置")
_REVEALED = Text(
    "Where it stands - REVEALED, hidden again when you leave",
    "所在位置（已显示原文，离开后重新遮盖）",
)
_STAYS = Text("full texts stay masked: open the file to read on", "正文仍予遮盖：请打开文件查看")
_AROUND = 30
"""Characters shown on either side of a passage."""
_MARK = "reverse bold"
_MASK = re.compile("█+")


def say_passages(
    hits: Iterable[Mapping[str, Any]],
    revealed: Mapping[Place, Mapping[str, Any]],
    lang: Lang,
) -> tuple[str, list[list[Span]]]:
    """Return each passage with what it is; ``revealed`` are records as they stand, by place."""
    told = []
    for hit in hits:
        record = revealed.get((hit["side"], hit["row"]))
        whole = record.get(hit["field"]) if record else None
        told.append([*_label(hit, lang), *(_open(str(whole), hit) if whole else _masked(hit))])
        if record and hit["field"] == FULL_TEXT:
            told.append([(_STAYS.to(lang), "dim")])
    return (_REVEALED if revealed else _HEAD).to(lang), told


def _label(hit: Mapping[str, Any], lang: Lang) -> list[Span]:
    what = WHAT[hit["what"]].to(lang) if hit["what"] in WHAT else str(hit["what"])
    field = evidence.value("field", hit["field"], lang)
    where = f"{name_place((hit['side'], hit['row']), lang)}, {field}"
    if hit["file"]:
        where += f", {hit['file']}"
    return [(f"{where}, {what}: ", "dim")]


def _open(whole: str, hit: Mapping[str, Any]) -> list[Span]:
    start, end = int(hit["start"]), int(hit["end"])
    before, after = whole[max(0, start - _AROUND) : start], whole[end : end + _AROUND]
    return [
        ("…" if start > _AROUND else "", "dim"),
        (before, ""),
        (whole[start:end], _MARK),
        (after, ""),
        ("…" if end + _AROUND < len(whole) else "", "dim"),
    ]


def _masked(hit: Mapping[str, Any]) -> list[Span]:
    text, term = str(hit["excerpt"] or ""), hit["term"]
    marked = re.compile(f"{_MASK.pattern}|{re.escape(term)}" if term else _MASK.pattern)
    spans: list[Span] = []
    place = 0
    for found in marked.finditer(text):
        spans += [(text[place : found.start()], ""), (found[0], _MARK)]
        place = found.end()
    return [*spans, (text[place:], "")]
