"""Brands in a text: those of the lexicon, and those that their shape gives away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from disclosure_audit.scanner.tampering.wording import (
    BREAK_AFTER,
    BREAK_BEFORE,
    DOUBTFUL,
    FIGHT,
    FOUGHT,
    SUBJECT,
    SURE,
)

_BEFORE, _AFTER = 24, 8
"""Characters around a brand in which words of the fight against such offers make it harmless."""
_GAP = 2
"""Characters that may stand between two parts of one advertisement."""


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """A brand or part of an advertisement. ``sure`` if it needs nothing else to be one;
    ``dropped`` says why it is harmless."""

    start: int
    end: int
    sure: bool
    because: tuple[str, ...]
    dropped: str | None

    @property
    def is_listed(self) -> bool:
        """Whether the lexicon has it."""
        return "brand" in self.because


def compile_brands(brands: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern of the lexicon's brands, the longest first; ``None`` without any.

    Where a brand begins or ends with a Latin letter or a digit, no other may stand beside it.
    """
    terms = sorted({brand for brand in brands if brand}, key=lambda term: (-len(term), term))
    if not terms:
        return None
    parts = []
    for term in terms:
        before = r"(?<![a-z0-9])" if re.match(r"[a-z0-9]", term, re.IGNORECASE) else ""
        after = r"(?![a-z0-9])" if re.search(r"[a-z0-9]$", term, re.IGNORECASE) else ""
        parts.append(f"{before}{re.escape(term)}{after}")
    return re.compile("|".join(parts), re.IGNORECASE)


def pieces_in(text: str, listed: re.Pattern[str] | None) -> list[Piece]:
    """Return the brands and advertisements of ``text`` in their order, none over another."""
    found: list[Piece] = []
    for match in listed.finditer(text) if listed else ():
        # A lexicon also lists common words (博彩); a coined name has letters or digits in it.
        coined = re.search(r"[a-z0-9]", match.group(), re.IGNORECASE) is not None
        found.append(_piece(text, match, sure=coined, why="brand"))
    for shapes, sure in ((SURE, True), (DOUBTFUL, False)):
        for shape in shapes.values():
            found += [_piece(text, match, sure=sure, why="shape") for match in shape.finditer(text)]
    return _joined(text, sorted(found, key=lambda piece: (piece.start, piece.end, piece.because)))


def _piece(text: str, match: re.Match[str], *, sure: bool, why: str) -> Piece:
    start, end = match.span()
    before = BREAK_BEFORE.split(text[max(0, start - _BEFORE) : start])[-1]
    after = BREAK_AFTER.split(text[end : end + _AFTER])[0]
    dropped = None
    # A shape may have taken the verb in with the stem: 取缔非法真人娱乐平台.
    if FIGHT.search(before + match.group()) or FOUGHT.search(after):
        dropped = "harmless_phrase"
    elif not sure and SUBJECT.match(after):
        dropped = "real_body"
    return Piece(start, end, sure, (why,), dropped)


def _joined(text: str, pieces: list[Piece]) -> list[Piece]:
    """Return ``pieces`` with those that overlap, or all but touch, made one."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is None or piece.start > last.end + _GAP or _parted(text, last, piece):
            joined.append(piece)
            continue
        joined[-1] = Piece(
            last.start,
            max(last.end, piece.end),
            last.sure or piece.sure,
            tuple(dict.fromkeys((*last.because, *piece.because))),
            last.dropped if piece.dropped else None,
        )
    return joined


def _parted(text: str, last: Piece, piece: Piece) -> bool:
    """Return whether a joiner of keyword lists or a new line stands between the two."""
    return re.search(r"[_|>»›,，、\n]", text[last.end : piece.start]) is not None
