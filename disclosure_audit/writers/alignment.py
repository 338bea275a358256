"""Sets two texts opposite each other, so that brackets and letters that are alike stand together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from disclosure_audit.writers.title_difference import Segment, compare_texts

_LONGEST = 4000
"""Characters up to which two texts are compared one by one."""
_BRACKETS = str.maketrans(
    dict.fromkeys("([{〔【「『《〈<“‘", "(") | dict.fromkeys(")]}〕】」』》〉>”’", ")")
)


def align(registered: str, published: str) -> list[Segment]:
    """Return stretches that, joined, give both texts whole, equal and changed ones.

    Texts above 4,000 characters are compared by their common beginning and end alone.
    """
    if len(registered) > _LONGEST or len(published) > _LONGEST:
        return list(_ends(registered, published))
    return list(_pairs(registered, published))


def is_written_otherwise(segment: Segment) -> bool:
    """Return whether the two sides differ in width, case or the kind of brackets only.

    That says how they are written, not whether they mean the same.
    """
    return not segment.is_equal and rough_form(segment.registered) == rough_form(segment.published)


def rough_form(text: str) -> list[str]:
    """Return a token per character that is the same for two ways of writing it.

    Width and case are folded and brackets are of one kind: it only says which characters to set
    opposite each other, not whether they mean the same.
    """
    return [_rough(char) for char in text]


@lru_cache(maxsize=65_536)
def _rough(char: str) -> str:
    return unicodedata.normalize("NFKC", char).casefold().translate(_BRACKETS)


def _pairs(registered: str, published: str) -> Iterator[Segment]:
    one, other = rough_form(registered), rough_form(published)
    change = Segment("", "")
    for op in Levenshtein.opcodes(one, other):
        a = registered[op.src_start : op.src_end]
        b = published[op.dest_start : op.dest_end]
        if op.tag != "equal":
            change = Segment(change.registered + a, change.published + b)
            continue
        if not change.is_equal:
            yield change
            change = Segment("", "")
        yield from _written(a, b)
    if not change.is_equal:
        yield change


def _written(registered: str, published: str) -> Iterator[Segment]:
    """Yield the stretches of two texts of one length whose characters are alike in pairs."""
    start = 0
    for end in range(1, len(registered) + 1):
        if end == len(registered) or (registered[end] == published[end]) != (
            registered[start] == published[start]
        ):
            yield Segment(registered[start:end], published[start:end])
            start = end


def _ends(registered: str, published: str) -> Iterator[Segment]:
    """Yield the common beginning, what lies between, and the common end: for very long texts."""
    shorter = min(len(registered), len(published))
    head = next((n for n in range(shorter) if registered[n] != published[n]), shorter)
    tail = next(
        (n for n in range(shorter - head) if registered[-1 - n] != published[-1 - n]),
        shorter - head,
    )
    middle = registered[head : len(registered) - tail], published[head : len(published) - tail]
    if head:
        yield Segment(registered[:head], published[:head])
    if any(middle):
        yield from (
            compare_texts(*middle) if sum(map(len, middle)) <= _LONGEST else [Segment(*middle)]
        )
    if tail:
        yield Segment(registered[len(registered) - tail :], published[len(published) - tail :])
