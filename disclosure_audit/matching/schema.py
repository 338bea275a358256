"""Schemas of what the matching room hands on."""

from __future__ import annotations

from enum import StrEnum

import polars as pl

EVIDENCE = pl.List(pl.Struct({"name": pl.String, "weight": pl.Float64}))
"""Named weights in bits (log2 of a likelihood ratio). They add up to ``score``."""


class Status(StrEnum):
    """How sure a link is. ``review`` goes to a person."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    REVIEW = "review"


class Veto(StrEnum):
    """What forbids a link, or keeps a candidate from being one."""

    NUMBER = "another_number"
    TITLE_NUMBERS = "other_numbers_in_title"
    SIBLING = "other_object_in_title"
    WEAK = "too_little_evidence"
    RIVAL = "a_rival_fits_better"
    REVIEWER = "reviewer"
    """Said by a person; the matching itself never gives it."""


LINKS: dict[str, pl.DataType | type[pl.DataType]] = {
    "register_row": pl.UInt32,
    "catalog_row": pl.UInt32,
    "method": pl.String,
    "score": pl.Float64,
    "status": pl.String,
    "evidence": EVIDENCE,
}
"""At most one link per catalog record; a document published twice has two links."""

CANDIDATES: dict[str, pl.DataType | type[pl.DataType]] = {
    "register_row": pl.UInt32,
    "catalog_row": pl.UInt32,
    "method": pl.String,
    "score": pl.Float64,
    "veto": pl.String,
    "evidence": EVIDENCE,
}
"""Pairs that were weighed and not linked, with the veto that refused them."""

REPEATS: dict[str, pl.DataType | type[pl.DataType]] = {
    "side": pl.String,
    "row": pl.UInt32,
    "of_row": pl.UInt32,
    "kind": pl.String,
    "score": pl.Float64,
}
"""Records that describe a document which an earlier record (``of_row``) of the same side already
describes. ``kind`` is ``exact`` (every compared field equal after folding) or ``near``; ``reviewer``
where a person says so."""
