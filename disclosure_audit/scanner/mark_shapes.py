"""The shape of a classification mark: a grade with a star or a term, a 密级 field, a head.

Texts about secrecy are no secrets: 商业秘密保护条例 or 保密审查 carry no mark. The shape is that of
GB/T 9704-2012 (``机密★20年``); the two characters may stand a space apart, and the star may be ☆ or
``*``, as older papers and typists have it. Nothing here needs more than the standard library, so
that even the module that prints errors can afford it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MASK = "█"
CHARACTER = "密"
"""Stands in every mark; a text without it needs no closer look."""
GRADE = r"[绝机秘]\s{0,2}密"

_GRADE = rf"(?P<grade>{GRADE})"
_STAR = r"\s{0,2}[★☆✩✭⭐*＊]\s{0,2}"
_TERM = r"(?P<term>长\s?期|(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s?(?:年|个?月|天|日))"
_SURE: tuple[re.Pattern[str], ...] = (
    re.compile(rf"(?<!商业)(?<!工作){_GRADE}(?:{_STAR}{_TERM}?)"),
    re.compile(rf"密\s?级\s?[:：]\s?{_GRADE}(?:{_STAR}?{_TERM})?"),
    re.compile(rf"^\s{{0,4}}{_GRADE}\s{{0,2}}{_TERM}"),
)
_BARE: tuple[re.Pattern[str], ...] = (
    re.compile(rf"^\s{{0,4}}[\[【〔(（]\s?{_GRADE}\s?[\]】〕)）]"),
    re.compile(rf"[\[【〔(（]\s?{_GRADE}\s?[\]】〕)）]\s{{0,4}}$"),
    re.compile(rf"^\s{{0,4}}{_GRADE}(?:\s{{2}}|\n|$)"),
)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One mark in a text. ``term`` is ``None`` where it names none."""

    start: int
    end: int
    grade: str
    term: str | None
    confidence: str


def marks_in(text: str, *, bare: bool = True) -> list[Mark]:
    """Return the marks of ``text`` in their order; where two overlap, the surer one.

    Without ``bare`` a grade that stands alone, with neither star nor term, is none.
    """
    found: list[Mark] = []
    shapes = [("high", shape) for shape in _SURE] + [("medium", shape) for shape in _BARE if bare]
    for confidence, shape in shapes:
        for match in shape.finditer(text):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in found):
                continue
            grade = re.sub(r"\s", "", match["grade"])
            term = match["term"] if "term" in shape.groupindex else None
            found.append(Mark(start, end, grade, term, confidence))
    return sorted(found, key=lambda mark: mark.start)


def blot(text: str, spans: Iterable[tuple[int, int]] | None = None) -> str:
    """Return ``text`` with ``spans``, or else its marks, blotted out character by character."""
    if spans is None:
        if CHARACTER not in text:
            return text
        spans = [(mark.start, mark.end) for mark in marks_in(text)]
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text
