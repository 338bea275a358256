"""What is known about a seeded case."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

REGISTER = pl.Schema(
    {
        "row": pl.UInt32,
        "serial": pl.String,
        "doc_number": pl.String,
        "title": pl.String,
        "issued": pl.Date,
        "issuer": pl.String,
    }
)
CATALOG = pl.Schema(
    {
        "row": pl.UInt32,
        "title": pl.String,
        "doc_number": pl.String,
        "issued": pl.Date,
        "published": pl.Date,
        "url": pl.String,
        "issuer": pl.String,
    }
)
PAIRS = pl.Schema(
    [
        ("register_row", pl.UInt32()),
        ("catalog_row", pl.UInt32()),
        ("kinds", pl.List(pl.String)),
    ]
)
OMITTED = pl.Schema({"register_row": pl.UInt32, "kind": pl.String})
ORPHANS = pl.Schema({"catalog_row": pl.UInt32, "kind": pl.String})


@dataclass(frozen=True, slots=True)
class Truth:
    """A register, a catalog, and exactly how they belong together.

    ``register`` and ``catalog`` have the columns of :data:`REGISTER` and :data:`CATALOG`
    (``issuer`` only where the population has it); ``row`` is the 0-based position.
    """

    register: pl.DataFrame
    catalog: pl.DataFrame
    pairs: pl.DataFrame
    """:data:`PAIRS`: every true pair, repeats included. ``kinds`` names what was done to either
    copy, sorted; empty for an untouched pair."""
    omitted: pl.DataFrame
    """:data:`OMITTED`: register rows that were never published. ``kind`` is ``plain``,
    ``sibling_published`` (its made-up sibling is in both lists) or ``sibling_orphan`` (its
    made-up sibling is in the catalog only)."""
    orphans: pl.DataFrame
    """:data:`ORPHANS`: catalog rows that no register row stands for; ``plain`` or ``sibling``."""
    seed: int
