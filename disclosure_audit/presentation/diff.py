"""What tells two texts apart, and which of it is only another way of writing.

What counts as only another way of writing is what the comparison of the lists says: a difference is
harmless where the field's folded form (:mod:`.folding`) stays the same with it and without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from disclosure_audit.presentation.folding import fold_field
from disclosure_audit.writers.alignment import align
from disclosure_audit.writers.title_difference import Segment

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
    segments = align(registered, published)
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
