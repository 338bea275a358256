"""What tells two texts apart, character by character."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of two texts; where they are equal, both hold the same characters."""

    registered: str
    published: str

    @property
    def is_equal(self) -> bool:
        """Whether both texts agree here."""
        return self.registered == self.published


def compare_texts(registered: str, published: str) -> tuple[Segment, ...]:
    """Return the segments of the shortest edit (Levenshtein) that leads from one text to the other.

    Joined, they give both texts whole. Equal and changed segments alternate.
    """
    segments: list[Segment] = []
    for op in Levenshtein.opcodes(registered, published):
        here = Segment(
            registered[op.src_start : op.src_end], published[op.dest_start : op.dest_end]
        )
        if segments and not here.is_equal and not segments[-1].is_equal:
            last = segments.pop()
            here = Segment(last.registered + here.registered, last.published + here.published)
        segments.append(here)
    return tuple(segments)
