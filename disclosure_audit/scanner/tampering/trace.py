"""One trace of tampering in a text, and its row among the spans."""

from __future__ import annotations

from dataclasses import dataclass

STRENGTH = {
    "brand_in_name_slot": 8,
    "keyword_list": 7,
    "brand_tail": 6,
    "contact_insert": 5,
    "junk_markup": 4,
    "pinyin_notes": 3,
    "foreign_link": 2,
    "damaged_number": 1,
}
"""Order of the sorts where they overlap. All lie below what any secret has (a term of two characters
has 16): what is secret and stands inside a trace must stay masked."""


@dataclass(frozen=True, slots=True, order=True)
class Trace:
    """``start`` and ``end`` count characters; ``because`` and ``dropped`` are codes of
    :mod:`disclosure_audit.scanner.reasons`; ``term`` is the host of a link."""

    start: int
    end: int
    what: str
    confidence: str
    because: tuple[str, ...]
    dropped: str | None = None
    term: str | None = None
