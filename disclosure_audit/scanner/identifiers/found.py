"""What a detector of identifiers finds in one cell, before it becomes a row of spans."""

from __future__ import annotations

from dataclasses import dataclass, field

STRENGTH = {
    "resident_id": 90, "leaking_mask": 85, "bank_card": 70, "passport": 60, "resident_id_15": 55,
    "mobile": 50,
}  # fmt: skip
"""How hard each sort is to meet by chance: 11 x 365 x 100 / 10^8 for a resident ID with its date,
one in ten and a prefix for a card, a prefix for a mobile number."""


@dataclass(slots=True)
class Found:
    """One identifier in a cell."""

    start: int
    end: int
    what: str
    value: str
    confidence: str
    because: list[str] = field(default_factory=list)
    dropped: str | None = None
    is_bare: bool = False
    """Whether nothing but its own digits speaks for it, so that its whole column has a say."""
    checksum: bool = False
    fills_cell: bool = False
