"""What tells two texts apart, and which of it is only another way of writing.

What counts as only another way of writing is what the comparison of the lists says: a difference is
harmless where the field's folded form (:mod:`.folding`) stays the same with it and without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from disclosure_audit.evaluation.title_difference import Segment, compare_texts
from disclosure_audit_tui.widgets.folding import fold_field, rough_form

_LONGEST = 4000
"""Characters up to which two texts are compared one by one."""
_MOST = 60
"""Differences up to which each is asked whether it is harmless: a text that differs in more is
another text."""


class Kind(StrEnum):
    """What a part of two texts is."""

    EQUAL = "equal"
    DIMMED = "dimmed"
    """Another way of writing the same."""
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of two texts; the side that does not have it is empty."""

    kind: Kind
    registered: str
    published: str


def diff(registered: str, published: str, field: str = "title") -> list[Part]:
    """Return the parts that, joined, give both texts whole.

    An ``equal`` part has one text on both sides, a ``deleted`` one only the first, an ``inserted``
    one only the second; a ``dimmed`` part may have two. ``field`` is the canonical column, which
    says how texts are folded. If all folds away, nothing is deleted or inserted, and if it does
    not, something is.
    """
    segments = list(_segments(registered, published))
    places = [n for n, segment in enumerate(segments) if not segment.is_equal]
    if not places:
        return [_equal(segment) for segment in segments]
    harmless = _harmless(segments, places, registered, published, field)
    parts: list[Part] = []
    for number, segment in enumerate(segments):
        if segment.is_equal:
            parts.append(_equal(segment))
        elif number in harmless:
            parts.append(Part(Kind.DIMMED, segment.registered, segment.published))
        else:
            if segment.registered:
                parts.append(Part(Kind.DELETED, segment.registered, ""))
            if segment.published:
                parts.append(Part(Kind.INSERTED, "", segment.published))
    return parts


def _equal(segment: Segment) -> Part:
    return Part(Kind.EQUAL, segment.registered, segment.published)


def _harmless(
    segments: list[Segment], places: list[int], registered: str, published: str, field: str
) -> set[int]:
    """Return which of the segments at ``places`` are only another way of writing."""
    each = places if len(places) <= _MOST else []
    changed = [
        "".join(s.published if n == place else s.registered for n, s in enumerate(segments))
        for place in each
    ]
    first, second, *others = fold_field([registered, published, *changed], field)
    if first is not None and first == second:
        return set(places)
    harmless = {
        place
        for place, form in zip(each, others, strict=True)
        if form is not None and form == first
    }
    # one by one each may vanish and together they do not; then nothing is sure
    return set() if len(harmless) == len(places) else harmless


def _segments(registered: str, published: str) -> Iterator[Segment]:
    """Yield equal and changed stretches; brackets and letters that are alike stand opposite."""
    if len(registered) > _LONGEST or len(published) > _LONGEST:
        yield from _ends(registered, published)
        return
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
