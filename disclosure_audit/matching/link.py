"""Links a register and a catalog: candidates -> evidence -> veto -> assignment -> links."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from disclosure_audit.config import Matching
from disclosure_audit.matching.candidates import Titled, find_equal, find_loose, find_near
from disclosure_audit.matching.choice import choose
from disclosure_audit.matching.comparison import compare
from disclosure_audit.matching.evidence import candidate_frame, link_frame
from disclosure_audit.matching.fields import compare_field
from disclosure_audit.matching.repeats import find_kin, find_repeats
from disclosure_audit.matching.similar import find_similar
from disclosure_audit.matching.titles import index_titles
from disclosure_audit.matching.verdicts import (
    contested,
    could_link,
    method,
    support,
    veto,
)
from disclosure_audit.matching.weights import frequencies, weigh

_FIRST = ("doc_number", "title", "issued_on_text", "index_number", "published_on_text")
_PLACE = ("side", "row", "source", "record_id")
"""What a record has from its place, not from its content."""


@dataclass(frozen=True, slots=True)
class Linkage:
    """``links``, ``candidates`` and ``repeats`` in the schemas of :mod:`.schema`."""

    links: pl.DataFrame
    candidates: pl.DataFrame
    repeats: pl.DataFrame
    possible_loss: int
    """Pairs that a cap left out; 0 means that every candidate was weighed."""


def link(register: pl.DataFrame, catalog: pl.DataFrame, settings: Matching) -> Linkage:
    """Return the links between two frames of records, and the repeats within each.

    The answer does not depend on the order of the rows.
    """
    register, catalog = _in_content_order(register), _in_content_order(catalog)
    compared = [f"compare_{name}" for name in settings.compare
                if all(f"compare_{name}" in side.columns for side in (register, catalog))]  # fmt: skip
    titles = index_titles(register["norm_title_core"], catalog["norm_title_core"])
    similar = find_similar(titles, settings.candidate_similarity)
    left, right = Titled.of(register, titles), Titled.of(catalog, titles)
    cap = settings.candidates_per_title
    equal = find_equal(left, right, cap=cap)
    found = equal.joined(
        find_near(left, right, similar, cap=cap),
        find_loose(left, right, equal, titles, similarity=settings.loose_similarity, cap=cap),
    )
    pairs = compare(found.pairs.sort("r", "c"), left, right, titles)
    sizes = (register.height, catalog.height)
    repeats = (
        find_repeats(left, titles, similar, settings, find_kin(pairs, "r"), compared),
        find_repeats(right, titles, similar, settings, find_kin(pairs, "c"), compared),
    )
    register, catalog = (
        side.with_columns(pl.Series("document", part.group))
        for side, part in zip((register, catalog), repeats, strict=True)
    )
    fields = [compare_field(name, pairs, register[name], catalog[name]) for name in compared]
    pairs = weigh(pairs, frequencies(pairs, register, catalog), sizes, fields)
    pairs = pairs.with_columns(support(compared))
    pairs = pairs.with_columns(
        pl.Series("doc_r", repeats[0].group[pairs["r"].to_numpy()]),
        pl.Series("doc_c", repeats[1].group[pairs["c"].to_numpy()]),
        veto(),
        method(),
    )
    pairs = pairs.with_columns(contested(pairs).alias("contested"))
    pairs = choose(pairs, sizes)
    return Linkage(
        links=link_frame(pairs, register, catalog),
        candidates=candidate_frame(pairs, register, catalog),
        repeats=pl.concat(
            [part.frame(side) for part, side in zip(repeats, (register, catalog), strict=True)]
        ),
        possible_loss=found.lost_equal + found.lost_similar * could_link(pairs),
    )


def _in_content_order(records: pl.DataFrame) -> pl.DataFrame:
    """Return the records in an order that their content alone decides, numbered by ``at``."""
    unparsable = pl.when(pl.col("number_form") == "unparsable").then(
        pl.col("doc_number").str.replace_all(r"\s+", "")
    )
    rest = pl.struct(pl.exclude(*_FIRST, *_PLACE)).hash(seed=0)
    return (
        records.with_columns(rest.alias("content"))
        .sort(*_FIRST, "content", "record_id", nulls_last=True)
        .drop("content")
        .with_row_index("at")
        .with_columns(pl.coalesce("number_key", unparsable).alias("number_identity"))
    )
