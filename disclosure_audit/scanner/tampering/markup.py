"""Junk markup: tags with random ids, runs of empty tags, hidden or loaded content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_audit.scanner.tampering.trace import Trace

SIGN = r"(?i)<[a-z]+\s+id=|(?:<[a-z]+>\s*</[a-z]+>\s*){3}|<i?frame|<script|display\s*:\s*none"
_TAG = r"</?[a-z][a-z0-9]*(?:\s+[^<>]{0,200})?/?>"
_RUN = re.compile(rf"(?:{_TAG}\s*)+", re.IGNORECASE)
_ID = re.compile(r"<([a-z][a-z0-9]*)\s+id=[\"']?([a-z0-9]{4,8})[\"']?\s*/?>", re.IGNORECASE)
_EMPTY = re.compile(r"(?:<([a-z][a-z0-9]*)(?:\s[^<>]{0,200})?>\s*</\1>\s*){3,}", re.IGNORECASE)
_LOADED = re.compile(
    r"<(?:script|i?frame)\b[^<>]{0,300}\bsrc\s*=|<[a-z]+\b[^<>]{0,300}display\s*:\s*none[^<>]{0,200}>",
    re.IGNORECASE,
)
_VOWEL = re.compile(r"[aeiou]")


def junk_in(text: str, _field: str) -> Iterator[Trace]:
    """Yield the runs of tags that no editor writes."""
    for run in _RUN.finditer(text):
        confidence, because = _judge(run.group())
        if confidence:
            end = run.start() + len(run.group().rstrip())
            yield Trace(run.start(), end, "junk_markup", confidence, because)


def _judge(run: str) -> tuple[str | None, tuple[str, ...]]:
    ids = [name.lower() for _, name in _ID.findall(run)]
    again = [name for name in dict.fromkeys(ids) if ids.count(name) > 1]
    if any(_is_random(name) for name in again):
        return "high", ("shape", "repeated")
    if again or any(_is_random(name) for name in ids):
        # An id must be unique in a page (HTML Standard, the id attribute).
        return "medium", ("repeated",) if again else ("shape",)
    if _LOADED.search(run):
        return "medium", ("shape",)
    return ("low", ("repeated",)) if _EMPTY.search(run) else (None, ())


def _is_random(name: str) -> bool:
    """Return whether an id is no word: without a vowel, or with digits between its letters."""
    return not _VOWEL.search(name) or re.search(r"[a-z]\d+[a-z]", name) is not None
