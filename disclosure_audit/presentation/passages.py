"""The passages that a finding rests on, what is secret in them masked until it is revealed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from disclosure_audit import names
from disclosure_audit.language import Lang, Text
from disclosure_audit.presentation.dossier import Place
from disclosure_audit.presentation.pairs import name_place
from disclosure_audit.presentation.spans import Span
from disclosure_audit.recall import Passage, Passages
from disclosure_audit.scanner.reasons import WHAT
from disclosure_audit.texts.reasons import INCOMPLETE, REASONS
from disclosure_audit.writers import evidence

_HEAD = Text("Where it stands", "所在位置")
_REVEALED = Text(
    "Where it stands - REVEALED, hidden again when you leave",
    "所在位置（已显示原文，离开后重新遮盖）",
)
_NO_RECORD = Text("a file that belongs to no record", "不属于任何记录的文件")
_LINE = Text("line {first} of {all}", "第 {first} 行，共 {all} 行")
_LINES = Text("lines {first} to {last} of {all}", "第 {first} 至 {last} 行，共 {all} 行")
_PIECES: dict[str, Text] = {
    "title": Text("title of the page", "网页标题"),
    "meta": Text("keywords or description of the page, not shown", "网页关键词或描述（不显示）"),
    "link": Text("address that a link leads to", "链接地址"),
    "hidden": Text("hidden text", "隐藏文字"),
    "deleted": Text("deleted text, still in the file", "已删除但仍留在文件中的文字"),
    "comment": Text("comment of a reviewer", "批注"),
}
_NOT_SEARCHED = Text("not searched, {why}", "未检查，{why}")
_NOT_ALL = Text("not all of it was searched, {why}", "未全部检查，{why}")
_COMMA, _COLON, _LISTED = Text(", ", "，"), Text(": ", "："), Text(", ", "、")
_AROUND = 30
"""Characters shown on either side of a passage in a column."""
_MARK = "reverse bold"
_BLOCK = "█"
_MASK = re.compile(f"{_BLOCK}+")


def say_passages(
    hits: Iterable[Mapping[str, Any]],
    revealed: Mapping[Place, Mapping[str, Any]],
    lang: Lang,
    *,
    texts: Passages | None = None,
    unread: Iterable[Mapping[str, Any]] = (),
    is_revealed: bool | None = None,
    ascii: bool = False,  # noqa: A002 - the name of the setting
) -> tuple[str, list[list[Span]]]:
    """Return each passage with what it is.

    ``revealed`` are records as they stand, by place; ``texts`` what stands around the hits in full
    texts, once that has been read; ``unread`` rows of the run's texts.
    """
    read = texts or Passages()
    told: list[list[Span]] = []
    shown = {_spot(hit): passage for passage in read.found for hit in passage.hits}
    said: list[Passage] = []
    for hit in hits:
        if passage := shown.get(_spot(hit)):
            if passage not in said:
                said.append(passage)
                told += _say_text(passage, lang)
            continue
        record = revealed.get((hit["side"], hit["row"])) if hit["file"] is None else None
        whole = record.get(hit["field"]) if record else None
        told.append([*_label(hit, lang), *(_open(str(whole), hit) if whole else _masked(hit))])
        if hit["file"] in read.missing:
            told.append([(read.missing[hit["file"]].to(lang), "$warning")])
    told += [_say_unread(text, lang) for text in unread]
    opened = bool(revealed) if is_revealed is None else is_revealed
    if ascii:
        told = [[(_plain(text), style) for text, style in line] for line in told]
    return (_REVEALED if opened else _HEAD).to(lang), told


def _plain(text: str) -> str:
    return text.replace(_BLOCK, "#").replace("…", "...")


def _spot(hit: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(hit[name] for name in ("side", "row", "file", "field", "start", "end", "what"))


def _where(side: Any, row: int | None, lang: Lang) -> str:
    if row is None:
        return f"{names.SIDES[side].to(lang)}{_COMMA.to(lang)}{_NO_RECORD.to(lang)}"
    return name_place((side, row), lang)


def _what(hit: Mapping[str, Any], lang: Lang) -> str:
    return WHAT[hit["what"]].to(lang) if hit["what"] in WHAT else str(hit["what"])


def _label(hit: Mapping[str, Any], lang: Lang) -> list[Span]:
    parts = [_where(hit["side"], hit["row"], lang), evidence.value("field", hit["field"], lang)]
    if hit["file"]:
        parts.append(str(hit["file"]))
    return [(f"{', '.join([*parts, _what(hit, lang)])}: ", "dim")]


def _say_text(passage: Passage, lang: Lang) -> list[list[Span]]:
    """Return where a passage of a full text stands, then its lines."""
    lines = passage.by_line()
    while len(lines) > 1 and not lines[-1][1].strip():
        lines.pop()
    while len(lines) > 1 and not lines[0][1].strip():
        lines.pop(0)
    first, last = lines[0][0], lines[-1][0]
    if passage.piece is not None:
        place = _PIECES[passage.piece].to(lang)
    else:
        words = _LINE if first == last else _LINES
        place = words.to(lang, first=f"{first:,}", last=f"{last:,}", all=f"{passage.lines:,}")
    owner = _where(passage.hits[0]["side"], passage.hits[0]["row"], lang)
    kinds = dict.fromkeys(_what(hit, lang) for hit in passage.hits)
    comma, said = _COMMA.to(lang), _COLON.to(lang) + _LISTED.to(lang).join(kinds)
    told: list[list[Span]] = [
        [(owner + comma, "dim"), (passage.file, ""), (comma + place + said, "dim")]
    ]
    width = len(f"{last:,}")
    for number, text, marks in lines:
        label = "" if passage.piece is not None else f"{number:>{width},}  "
        is_first, is_last = number == passage.line, number == passage.by_line()[-1][0]
        told.append([
            (label, "dim"),
            ("…" if is_first and passage.is_cut_before else "", "dim"),
            *_marked(text, marks),
            ("…" if is_last and passage.is_cut_after else "", "dim"),
        ])  # fmt: skip
    return told


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> list[Span]:
    """Return a line with its marks; the cells of a table, parted by tabs, stand apart."""
    spans: list[Span] = []
    place = 0
    for start, end in marks:
        start = max(start, place)
        if start < end:
            spans += [(text[place:start], ""), (text[start:end], _MARK)]
            place = end
    return [(part.replace("\t", "  "), style) for part, style in [*spans, (text[place:], "")]]


def _say_unread(text: Mapping[str, Any], lang: Lang) -> list[Span]:
    reason = (REASONS | INCOMPLETE).get(text["reason"])
    why = reason.to(lang) if reason else str(text["reason"])
    said = (_NOT_SEARCHED if text["status"] == "unreadable" else _NOT_ALL).to(lang, why=why)
    owner = _where(text["side"], text["row"], lang)
    file = str(text["file"])
    return [(owner + _COMMA.to(lang), "dim"), (file, ""), (_COLON.to(lang) + said, "")]


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
