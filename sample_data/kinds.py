"""One kind of document: what all its documents share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """Documents that an office makes again and again."""

    name: str
    series: str
    """What follows the bureau's code in the number; empty for documents without a number."""
    owner: str
    groups: tuple[tuple[str, ...], ...]
    """Titles; the titles of one group are made in their order."""
    summary: str
    monthly: bool = False
    """One document of a group in each month, all under one title."""
