"""What a page may ask for. Whatever is not exactly so is no request and does nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from disclosure_audit.review.decisions import LONGEST_TEXT
from disclosure_audit.review.query.parse import LONGEST as LONGEST_FILTER
from disclosure_audit.review.sheets import KINDS
from disclosure_audit.review.views import LONGEST_NAME

_ID = re.compile(r"[0-9a-z-]{1,40}")
_KEY = re.compile(r"[\w:.-]{1,100}", re.ASCII)
_MOST = 2**53

Check = Callable[[Any], bool]


def _text(longest: int) -> Check:
    return lambda value: isinstance(value, str) and len(value) <= longest


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and _KEY.fullmatch(value) is not None


def _is_kind(value: Any) -> bool:
    return isinstance(value, str) and value in KINDS


_WORDS = _text(2 * LONGEST_TEXT)  # blanks around it are cut later
_ON: dict[str, Check] = {
    "on": _is_key,
    "choice": _is_number,
    "marked": _is_number,
    "seen": _is_number,
}
"""What a decision is about as the person saw it: row, pair, marked rows, last entry."""

DECISIONS: dict[str, Mapping[str, Check]] = {
    "confirm": {},
    "dismiss": {"reason": _text(40), "note": _WORDS},
    "waive": {"reason": _WORDS, "approver": _WORDS, "until": _text(40)},
    "reopen": {},
    "same": {},
    "differ": {},
    "repeat": {},
    "note": {"text": _WORDS},
    "assign": {"owner": _WORDS},
    "flag": {},
}  # fmt: skip
"""The decisions, and the details that each must bring."""

_OTHERS: dict[str, Mapping[str, Check]] = {
    "hello": {},
    "look": {},
    "lang": {},
    "undo": {},
    "redo": {},
    "next": {},
    "previous": {},
    "clear": {},
    "mark_all": {},
    "mark": {"key": _is_key},
    "go": {"key": _is_key},
    "move": {"to": _is_number},
    "choose": {"place": _is_number},
    "list": {"kind": _is_kind},
    "filter": {"text": _text(4 * LONGEST_FILTER)},
    "view": {"name": _text(LONGEST_NAME)},
    "sort": {"column": _text(40)},
}
_SHAPES: dict[str, Mapping[str, Check]] = {
    **_OTHERS,
    **{name: {**_ON, **details} for name, details in DECISIONS.items()},
}


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for; ``given`` holds exactly the values that ``do`` takes."""

    id: str
    do: str
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def details(self) -> dict[str, str]:
        """The details of a decision."""
        return {name: self.given[name] for name in DECISIONS.get(self.do, {})}


def read(message: object) -> Request | None:
    """Return the request that ``message`` is, ``None`` if it is none: nothing may follow then."""
    if not isinstance(message, dict):
        return None
    number, do = message.get("id"), message.get("do")
    if not isinstance(number, str) or not _ID.fullmatch(number) or not isinstance(do, str):
        return None
    shape = _SHAPES.get(do)
    given = {name: value for name, value in message.items() if name not in ("id", "do")}
    if shape is None or given.keys() != shape.keys():
        return None
    if not all(is_sound(given[name]) for name, is_sound in shape.items()):
        return None
    return Request(number, do, given)
