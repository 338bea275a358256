"""What a person can decide: the actions, the reasons, and what their details must hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text
from disclosure_audit.review.entry import Draft
from disclosure_audit.schema.columns import SIDES

REASONS: dict[str, Text] = {
    "published_elsewhere": Text("published elsewhere", "已在其他渠道公开"),
    "same_document": Text("the same document", "实为同一文件"),
    "different_document": Text("not the same document", "并非同一文件"),
    "not_due": Text("not due yet", "未到期限"),
    "lawfully_withheld": Text("lawfully withheld", "依法不公开"),
    "harmless_text": Text("the text is harmless", "文字无害"),
    "wrong_entry": Text("an error of the list", "登记或著录有误"),
    "out_of_scope": Text("out of scope", "不在范围"),
    "other": Text("other", "其他"),
}
"""Why a finding is dismissed. ``other`` needs a note."""

STATUS: dict[str, Text] = {
    "open": Text("open", "待处理"),
    "confirmed": Text("confirmed", "已确认"),
    "dismissed": Text("dismissed", "已排除"),
    "waived": Text("waived", "已豁免"),
}
"""What became of a finding. A waiver that has run out counts as ``open``."""

PAIR_STATUS: dict[str, Text] = {
    "same": Text("one document", "同一文件"),
    "differ": Text("two documents", "不同文件"),
}
"""What a person said of a pair of records."""

OUTCOMES: dict[str, str] = {
    "confirm": "confirmed",
    "dismiss": "dismissed",
    "waive": "waived",
    "reopen": "open",
    "same": "same",
    "differ": "differ",
}
"""Action -> status that it gives its target."""

MARKS: frozenset[str] = frozenset({"flag", "unflag", "note", "assign"})
"""Actions that leave the status alone."""

TARGETS: tuple[str, ...] = ("finding", "record", "pair")
"""Kinds of what is decided on. The other kinds of entries are ``batch`` and ``journal``."""

ACTIONS: dict[str, Text] = {
    "confirm": Text("confirmed", "确认"),
    "dismiss": Text("dismissed", "排除"),
    "waive": Text("waived", "豁免"),
    "reopen": Text("reopened", "重新打开"),
    "same": Text("linked", "关联"),
    "differ": Text("unlinked", "解除关联"),
    "flag": Text("flagged", "标记"),
    "unflag": Text("unflagged", "取消标记"),
    "note": Text("noted", "备注"),
    "assign": Text("assigned", "指派"),
    "reveal": Text("revealed", "显示原文"),
    "undo": Text("undone", "撤销"),
    "redo": Text("redone", "重做"),
    "open": Text("opened", "打开"),
    "carry": Text("carried over", "沿用"),
}
"""What an entry says was done, in the words of a report."""

LONGEST_TEXT = 2000
"""Characters of a note, a reason or a name."""

_PAIR = re.compile(rf"(?:{'|'.join(SIDES)}):[^|\s]+\|(?:{'|'.join(SIDES)}):[^|\s]+")
_RECORD = re.compile(rf"(?:{'|'.join(SIDES)}):[^|\s]+")
_ALLOWED: dict[str, tuple[str, ...]] = {
    "confirm": (),
    "dismiss": ("reason", "note"),
    "waive": ("reason", "approver", "until"),
    "reopen": (),
    "same": ("left", "right"),
    "differ": ("left", "right"),
    "flag": (),
    "unflag": (),
    "note": ("text",),
    "assign": ("owner",),
    "reveal": ("field",),
}


def check(draft: Draft, today: dt.date, hide: Callable[[str], str] = str) -> Draft:
    """Return ``draft`` as it may be written: texts trimmed, and what is secret in them hidden.

    ``hide`` blots secrets out of a text that a person wrote. Raises ``UsageError`` for details that
    a person can mend, ``ValueError`` for what only a face can get wrong.
    """
    _refuse_misuse(draft)
    details = dict(draft.details)
    match draft.action:
        case "dismiss":
            details = _dismissal(details, hide)
        case "waive":
            details = _waiver(details, today, hide)
        case "note":
            details = {"text": _needed(details, "text", _NO_NOTE, hide)}
        case "assign":
            details = {"owner": hide(_trimmed(details.get("owner")))}
        case "reveal" if "field" in details:
            details = {"field": hide(_trimmed(details["field"]))}
        case _:
            pass
    where = {end: draft.details[end] for end in ("left", "right") if end in draft.details}
    return Draft(draft.action, draft.kind, draft.target, {**details, **where})


def _refuse_misuse(draft: Draft) -> None:
    action, kind, target = draft.action, draft.kind, draft.target
    if action not in _ALLOWED:
        raise ValueError(f"no decision is called {action!r}")
    is_fit = {
        "finding": action not in PAIR_STATUS,
        "record": action in MARKS or action == "reveal",
        "pair": action in MARKS or action in PAIR_STATUS or action in ("reopen", "reveal"),
    }
    if not is_fit.get(kind):
        raise ValueError(f"{action!r} is no decision on a {kind!r}")
    shape = {"pair": _PAIR, "record": _RECORD}.get(kind)
    if not target or (shape and not shape.fullmatch(target)):
        raise ValueError(f"no {kind} has such a target")
    placed = {"record": ("left",), "pair": ("left", "right")}.get(kind, ())
    unknown = set(draft.details) - {*_ALLOWED[action], *placed}
    if unknown:
        raise ValueError(f"{action!r} knows no {sorted(unknown)}")


def _dismissal(details: Mapping[str, Any], hide: Callable[[str], str]) -> dict[str, Any]:
    reason = details.get("reason")
    if reason not in REASONS:
        raise UsageError(
            Text("this is no reason for a dismissal", "没有这一排除理由"),
            Text(
                f"choose one of: {', '.join(REASONS)}",
                f"请选择：{'、'.join(text.zh for text in REASONS.values())}",
            ),
        )
    note = _trimmed(details.get("note"))
    if reason == "other" and not note:
        raise UsageError(
            Text("the reason “other” needs a note", "选择“其他”时必须写备注"),
            Text("say in a few words why it is no finding", "请简要说明为何不成立"),
        )
    return {"reason": reason, **({"note": hide(note)} if note else {})}


def _waiver(
    details: Mapping[str, Any], today: dt.date, hide: Callable[[str], str]
) -> dict[str, Any]:
    until = details.get("until")
    try:
        day = dt.date.fromisoformat(str(until))
    except ValueError as error:
        raise UsageError(
            Text("a waiver needs the day it ends on", "豁免必须有截止日期"),
            Text("write it as 2030-12-31", "请写成 2030-12-31"),
        ) from error
    if day < today:
        raise UsageError(
            Text("the waiver would have ended already", "豁免的截止日期已过"),
            Text(f"give a day from {today} on", f"请给出 {today} 或之后的日期"),
        )
    return {
        "reason": _needed(details, "reason", _NO_REASON, hide),
        "approver": _needed(details, "approver", _NO_APPROVER, hide),
        "until": day.isoformat(),
    }


_NO_NOTE = (Text("the note is empty", "备注为空"), Text("write a few words", "请写几个字"))
_NO_REASON = (
    Text("a waiver needs a reason", "豁免必须写明理由"),
    Text("say why the finding is accepted", "请说明为何接受这一问题"),
)
_NO_APPROVER = (
    Text("a waiver needs the name of who approved it", "豁免必须写明批准人"),
    Text("give a name", "请写姓名"),
)


def _needed(
    details: Mapping[str, Any], field: str, missing: tuple[Text, Text], hide: Callable[[str], str]
) -> str:
    text = _trimmed(details.get(field))
    if not text:
        raise UsageError(*missing)
    return hide(text)


def _trimmed(text: object) -> str:
    """Return a person's text without blanks around it and without what UTF-8 cannot hold."""
    if text is None:
        return ""
    if not isinstance(text, str):
        raise ValueError("a detail that should be text is none")
    clean = text.encode("utf-8", "replace").decode().strip()
    if len(clean) > LONGEST_TEXT:
        raise UsageError(
            Text("the text is too long", "文字过长"),
            Text(f"use at most {LONGEST_TEXT} characters", f"最多 {LONGEST_TEXT} 个字"),
        )
    return clean
