"""Links a register and a catalog: candidates -> evidence -> veto -> assignment -> links."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import polars as pl

from disclosure_audit.config import Matching
from disclosure_audit.matching.candidates import Titled, find_equal, find_loose, find_near
from disclosure_audit.matching.choice import choose
from disclosure_audit.matching.comparison import compare
from disclosure_audit.matching.evidence import candidate_frame, link_frame
from disclosure_audit.matching.fields import compare_field
from disclosure_audit.matching.repeats import find_kin, find_repeats
from disclosure_audit.matching.similar import find_contained, find_similar
from disclosure_audit.matching.titles import index_titles
from disclosure_audit.matching.verdicts import (
    cited,
    contested,
    could_link,
    method,
    support,
    veto,
)
from disclosure_audit.matching.weights import frequencies, weigh

_SUMMARY = "norm_summary"
_FIRST = ("doc_number", "title", "issued_on_text", "index_number", "published_on_text")
_COMPARED = ("side", "row", "record_id", "norm_title", "norm_title_core", "norm_title_head",
             "index_key", "url", "issued_on", "published_on", "norm_issuer", "norm_summary")  # fmt: skip
"""What this room reads of a record, besides its number and further fields."""
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


def link(
    register: pl.DataFrame,
    catalog: pl.DataFrame,
    settings: Matching,
    *,
    tell: Callable[[float], None] = lambda _: None,
) -> Linkage:
    """Return the links between two frames of records, and the repeats within each.

    The answer does not depend on the order of the rows. ``tell`` is called with the share of the
    work that is done.
    """
    with ThreadPoolExecutor(2) as sides:
        register, catalog = sides.map(_in_content_order, (register, catalog))
    further = _further_fields(register, catalog, settings)
    titles = index_titles(register["norm_title_core"], catalog["norm_title_core"])
    tell(0.15)
    similar = find_similar(titles, settings.candidate_similarity).joined(find_contained(titles))
    tell(0.3)
    left, right = Titled.of(register, titles), Titled.of(catalog, titles)
    cap = settings.candidates_per_title
    equal = find_equal(left, right, cap=cap)
    found = equal.joined(
        find_near(left, right, similar, cap=cap),
        find_loose(left, right, equal, titles, similarity=settings.loose_similarity, cap=cap),
    )
    tell(0.5)
    pairs = compare(found.pairs.sort("r", "c"), left, right, titles)
    tell(0.6)
    own = [name for name in further if name != _SUMMARY]
    with ThreadPoolExecutor(2) as sides:  # the two lists are searched side by side
        repeats = tuple(
            sides.map(
                lambda side, kin: find_repeats(side, titles, similar, settings, kin, own),
                (left, right),
                (find_kin(pairs, "r"), find_kin(pairs, "c")),
            )
        )
    tell(0.8)
    register, catalog = (
        side.with_columns(pl.Series("document", part.group))
        for side, part in zip((register, catalog), repeats, strict=True)
    )
    fields = [compare_field(name, pairs, register[name], catalog[name]) for name in further]
    sizes = (register.height, catalog.height)
    pairs = weigh(pairs, frequencies(pairs, register, catalog), sizes, fields)
    pairs = pairs.with_columns(
        pl.Series("doc_r", repeats[0].group[pairs["r"].to_numpy()]),
        pl.Series("doc_c", repeats[1].group[pairs["c"].to_numpy()]),
        support(further),
        method(),
    ).with_columns(veto())
    doubts = {"contested": contested(pairs), "cited": cited(pairs)}
    pairs = choose(pairs.with_columns(**doubts), sizes)
    tell(0.9)
    with ThreadPoolExecutor(2) as frames:
        links = frames.submit(link_frame, pairs, register, catalog)
        candidates = frames.submit(candidate_frame, pairs, register, catalog)
    return Linkage(
        links=links.result(),
        candidates=candidates.result(),
        repeats=pl.concat(
            [part.frame(side) for part, side in zip(repeats, (register, catalog), strict=True)]
        ),
        possible_loss=found.lost_equal + found.lost_similar * could_link(pairs),
    )


def _further_fields(register: pl.DataFrame, catalog: pl.DataFrame, settings: Matching) -> list[str]:
    """Return the columns compared besides the standing ones: the summary and what is configured."""
    wanted = [f"compare_{name}" for name in settings.compare]
    return [
        name
        for name in (*wanted, _SUMMARY)
        if all(
            name in side.columns and side[name].is_not_null().any() for side in (register, catalog)
        )
    ]


def _in_content_order(records: pl.DataFrame) -> pl.DataFrame:
    """Return the records in an order that their content alone decides, numbered by ``at``."""
    unparsable = pl.when(pl.col("number_form") == "unparsable").then(
        pl.col("doc_number").str.replace_all(r"\s+", "")
    )
    rest = pl.struct(pl.exclude(*_FIRST, *_PLACE)).hash(seed=0)
    further = [name for name in records.columns if name.startswith("compare_")]
    return (
        records.select(
            *_COMPARED, *_FIRST, *further, rest.alias("content"),
            pl.coalesce("number_key", unparsable).alias("number_identity"),
        )
        .sort(*_FIRST, "content", "record_id", nulls_last=True)
        .select(*_COMPARED, *further, "number_identity")
        .with_row_index("at")
    )  # fmt: skip
