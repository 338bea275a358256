"""Cuts from a full text what stands around a hit: some lines, masked or as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure_audit.scanner import mark_shapes, masking
from disclosure_audit.texts.appendix import Kind, Piece, split_appendix

LINES = 2
"""Lines shown before and after a hit."""
AROUND = 200
"""Most characters shown before and after a hit: a line may be as long as a book."""
LONGEST = 600
"""Most characters shown of a hit itself."""
_MARGIN = 64
"""Characters looked at beyond a cut, so that none runs through what looks like a secret."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a full text with one or more hits that stand near each other."""

    hits: tuple[Mapping[str, Any], ...]
    """The hits in it that were asked for, by their place; rows of the schema ``HITS``."""
    file: str
    """Path below the folder of the texts: as the run has it, in full once revealed."""
    line: int
    """Number of its first line, from 1."""
    lines: int
    """How many lines the visible text of the file has."""
    piece: Kind | None
    """What it is if it is no visible text: a link, hidden or deleted text, a comment, …"""
    text: str
    marks: tuple[Span, ...]
    """Where the hits stand in ``text``."""
    is_cut_before: bool
    """Whether its first line begins before it; likewise ``is_cut_after``."""
    is_cut_after: bool

    def by_line(self) -> list[tuple[int, str, list[Span]]]:
        """Return number, text and marks of each of its lines."""
        told, start = [], 0
        for number, line in enumerate(self.text.split("\n"), start=self.line):
            inside = [(max(a - start, 0), min(b - start, len(line))) for a, b in self.marks]
            told.append((number, line, [span for span in inside if span[0] < span[1]]))
            start += len(line) + 1
        return told


def cut_passages(
    text: str,
    hits: Iterable[Mapping[str, Any]],
    secrets: Sequence[Span],
    *,
    file: str,
    terms: Iterable[str] = (),
    reveal: bool = False,
) -> list[Passage]:
    """Return the passages of ``text`` around ``hits`` (with ``start`` and ``end``), in their order.

    Hits that stand near each other share one. Unless ``reveal``, ``secrets`` are blotted out, and
    whatever else looks like a secret or is one of ``terms``.
    """
    seen, pieces = split_appendix(text)
    lines = seen.count("\n") + 1
    groups: list[tuple[Span, Piece | None, list[Mapping[str, Any]]]] = []
    for hit in sorted(hits, key=lambda hit: (hit["start"], hit["end"])):
        piece = _piece_of(pieces, hit) if hit["start"] > len(seen) else None
        start, end = _window(text, len(seen), hit, piece)
        last = groups[-1] if groups else None
        if last and last[1] is piece and start <= last[0][1] + 1:
            groups[-1] = ((last[0][0], max(end, last[0][1])), piece, [*last[2], hit])
        else:
            groups.append(((start, end), piece, [hit]))
    made = []
    for (start, end), piece, mine in groups:
        shown = text[start:end] if reveal else _masked(text, start, end, secrets, terms)
        inside = [(max(hit["start"], start), min(hit["end"], end)) for hit in mine]
        made.append(
            Passage(
                hits=tuple(mine),
                file=file,
                line=text.count("\n", 0, start) + 1,
                lines=lines,
                piece=piece.kind if piece else None,
                text=shown,
                marks=tuple(sorted({(a - start, b - start) for a, b in inside})),
                is_cut_before=start > _first(text, start, piece),
                is_cut_after=end < len(text) and text[end] != "\n",
            )
        )
    return made


def _first(text: str, start: int, piece: Piece | None) -> int:
    """Return where the line, or the piece, begins in which ``start`` is."""
    return piece.start if piece else text.rfind("\n", 0, start) + 1


def _piece_of(pieces: Sequence[Piece], hit: Mapping[str, Any]) -> Piece | None:
    return next(
        (
            piece
            for piece in pieces
            if piece.start <= hit["start"] and hit["end"] <= piece.start + len(piece.text)
        ),
        None,
    )


def _window(text: str, seen: int, hit: Mapping[str, Any], piece: Piece | None) -> Span:
    """Return from where to where ``text`` is shown for one hit; its first ``seen`` characters are
    what a reader of the file sees."""
    start, end = hit["start"], min(hit["end"], hit["start"] + LONGEST)
    if piece is not None:  # the lines beside it have nothing to do with it
        first, last = piece.start, piece.start + len(piece.text)
        return max(first, start - AROUND), min(last, end + AROUND)
    before = text[max(0, start - AROUND) : start].split("\n")[-LINES - 1 :]
    limit = seen if end <= seen else len(text)
    after = text[end : min(end + AROUND, limit)].split("\n")[: LINES + 1]
    return start - len("\n".join(before)), end + len("\n".join(after))


def _masked(text: str, start: int, end: int, secrets: Sequence[Span], terms: Iterable[str]) -> str:
    """Return that part of ``text`` with all secrets blotted out; its length stays."""
    first, last = max(0, start - _MARGIN), min(len(text), end + _MARGIN)
    inside = [
        (max(a, first) - first, min(b, last) - first) for a, b in secrets if a < last and b > first
    ]
    blotted = masking.blot(mark_shapes.blot(text[first:last], inside), terms)
    return blotted[start - first : end - first]
