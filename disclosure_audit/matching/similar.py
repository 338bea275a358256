"""Finds every pair of similar titles without comparing all with all.

Prefix filtering: with features in one global order, the rarest first, two titles of similarity
``t`` share a feature in the prefix of each, where the prefix ends as soon as the features from
there on weigh less than ``t`` times the whole (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and
Srikant 2007). At the first feature that they share, what is left of either must still be able to
make up the overlap that ``t`` asks for; and what their signatures show to be apart must not weigh
more than ``t`` allows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from disclosure_audit.matching.titles import Floats, Ints, TitleIndex
from disclosure_audit.matching.titles import similarity as measure

_BATCH = 10_000_000
"""Pairs that one join may make: bounds the memory."""
_FEATURE_CAP = 1_000_000_000
"""Most pairs that one feature of one block may make before it is left out."""
_NEIGHBOURS = 3
_CONTAINED_CHARS = 6
_HEAVY = 0.04
"""Share of a title's weight from which a feature is heavy."""
_SLACK = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class SimilarTitles:
    """Pairs of different titles (``a < b``, positions in the index) that are similar enough.

    ``lost`` counts the pairs of titles that a cap kept from being compared.
    """

    a: Ints
    b: Ints
    lost: int

    def joined(self, other: SimilarTitles) -> SimilarTitles:
        """Return the pairs of both, each once."""
        parts = [pl.DataFrame({"a": part.a, "b": part.b}) for part in (self, other)]
        pairs = pl.concat(parts).unique()
        return SimilarTitles(pairs["a"].to_numpy(), pairs["b"].to_numpy(), self.lost + other.lost)


def find_similar(
    titles: TitleIndex, similarity: float, among: NDArray[np.bool_] | None = None
) -> SimilarTitles:
    """Return every pair of titles whose declared similarity is at least ``similarity``.

    ``among`` says of each title whether it is looked at; all are when absent.
    """
    entries = _prefixes(titles, similarity)
    if among is not None:
        entries = entries.filter(pl.Series(among).gather(entries["title"]))
    shared = entries.group_by("block", "feature").agg(pl.len().cast(pl.Int64).alias("n"))
    shared = shared.filter(pl.col("n") > 1)
    heavy = shared.filter(pl.col("n").pow(2) > _FEATURE_CAP)
    shared = shared.filter(pl.col("n").pow(2) <= _FEATURE_CAP)
    entries = entries.join(shared, on=["block", "feature"]).sort("block", "title", "feature")
    found = [_join(part, entries, titles, similarity) for part in _batches(entries)]
    a, b = (np.concatenate([np.zeros(0, np.int64), *(pair[i] for pair in found)]) for i in (0, 1))
    return SimilarTitles(a, b, int((heavy["n"] * (heavy["n"] - 1)).sum()) // 2)


def find_contained(titles: TitleIndex) -> SimilarTitles:
    """Return pairs of titles of the same numbers of which one begins or ends with the other.

    In alphabetical order a title stands right behind those that it begins with: each is compared
    with its ``_NEIGHBOURS`` predecessors, forwards and (for endings) read backwards.
    """
    frame = pl.DataFrame({"title": titles.titles, "block": titles.block}).with_row_index("at")
    found = []
    for text in (pl.col("title"), pl.col("title").str.reverse()):
        ordered = frame.with_columns(text.alias("title")).sort("title")
        for step in range(1, _NEIGHBOURS + 1):
            shorter = pl.col("title").shift(step)
            begins = (
                pl.col("title").str.starts_with(shorter)
                & (shorter.str.len_chars() >= _CONTAINED_CHARS)
                & (pl.col("block") == pl.col("block").shift(step))
            )
            found.append(
                ordered.select(
                    "at", pl.col("at").shift(step).alias("other"), begins.alias("begins")
                )
                .filter("begins")
                .select(
                    pl.min_horizontal("at", "other").cast(pl.Int64).alias("a"),
                    pl.max_horizontal("at", "other").cast(pl.Int64).alias("b"),
                )
            )
    pairs = pl.concat(found).unique().sort("a", "b")
    return SimilarTitles(pairs["a"].to_numpy(), pairs["b"].to_numpy(), 0)


def _batches(entries: pl.DataFrame) -> list[pl.DataFrame]:
    """Cut the entries between titles, so that each part makes about ``_BATCH`` pairs."""
    per_title = entries.group_by("block", "title", maintain_order=True).agg(
        pl.len().alias("rows"), pl.col("n").sum().alias("pairs")
    )
    cut = per_title.with_columns((pl.col("pairs").cum_sum() // _BATCH).alias("batch"))
    sizes = cut.group_by("batch", maintain_order=True).agg(pl.col("rows").sum())["rows"].to_list()
    starts = np.cumsum([0, *sizes]).tolist()
    return [entries.slice(at, size) for at, size in zip(starts, sizes, strict=False)]


def _prefixes(titles: TitleIndex, similarity: float) -> pl.DataFrame:
    """Return the features that stand in the prefix of each title.

    Columns ``block, feature, title``; ``rest``: the weight from this feature of the title on;
    ``total``; and the title's signature (:func:`_signatures`).
    """
    n = titles.titles.len()
    owner = np.repeat(np.arange(n), titles.size)
    weight = titles.weight[titles.features]
    before = np.cumsum(weight) - weight
    first = titles.start[:-1][owner]
    rest = titles.total[owner] - (before - before[first])
    kept = (weight > 0) & (rest >= similarity * titles.total[owner] * _SLACK)
    entries = pl.DataFrame(
        {"title": owner[kept], "feature": titles.features[kept], "rest": rest[kept]}
    )
    return pl.concat(
        [entries, _signatures(titles, owner, weight).select(pl.all().gather(owner[kept]))],
        how="horizontal",
    )


def _signatures(titles: TitleIndex, owner: Ints, weight: Floats) -> pl.DataFrame:
    """Return per title what tells cheaply that two are too far apart.

    ``all`` has one of 64 bits for each feature, ``heavy`` for the heavy ones only, of which each
    weighs ``least`` or more.
    """
    n = titles.titles.len()
    bit = np.uint64(1) << (titles.features * 0x9E3779B1 >> 7 & 63).astype(np.uint64)
    heavy = weight >= _HEAVY * titles.total[owner]
    filled = titles.size > 0
    start = titles.start[:-1][filled]
    signs = {name: np.zeros(n, dtype=np.uint64) for name in ("all", "heavy")}
    least = np.full(n, np.inf)
    if len(start):
        signs["all"][filled] = np.bitwise_or.reduceat(bit, start)
        signs["heavy"][filled] = np.bitwise_or.reduceat(np.where(heavy, bit, np.uint64(0)), start)
        least[filled] = np.minimum.reduceat(np.where(heavy, weight, np.inf), start)
    return pl.DataFrame(
        {
            "block": titles.block,
            "total": titles.total,
            **signs,
            "least": np.where(least < np.inf, least, 0),
        }
    )


def _apart() -> pl.Expr:
    """Return the least weight of what two titles do not share, by their signatures."""
    mine = pl.col("heavy") & ~pl.col("all_right")
    theirs = pl.col("heavy_right") & ~pl.col("all")
    return mine.bitwise_count_ones() * pl.col("least") + theirs.bitwise_count_ones() * pl.col(
        "least_right"
    )


def _join(
    part: pl.DataFrame, entries: pl.DataFrame, titles: TitleIndex, similarity: float
) -> tuple[Ints, Ints]:
    """Return the similar pairs whose first title is in ``part``."""
    first, last = part["block"].item(0), part["block"].item(-1)
    blocks = entries["block"]
    low, high = blocks.search_sorted(first, side="left"), blocks.search_sorted(last, side="right")
    least = similarity / (1 + similarity) * _SLACK
    both = pl.col("total") + pl.col("total_right")
    pairs = (
        part.lazy()
        .join(entries.slice(low, high - low).lazy(), on=["block", "feature"])
        .filter(
            pl.col("title") < pl.col("title_right"),
            pl.min_horizontal("rest", "rest_right") >= least * both,
        )
        .filter(_apart() <= (1 - similarity) / (1 + similarity) / _SLACK * both)
        .select(pl.col("title").alias("a"), pl.col("title_right").alias("b"))
        .unique()
        .collect()
    )
    a, b = pairs["a"].to_numpy(), pairs["b"].to_numpy()
    enough = measure(titles, a, b) >= similarity * _SLACK
    return a[enough], b[enough]
