"""Finds every pair of similar titles without comparing all with all.

Prefix filtering: with features in one global order, the rarest first, two titles of similarity
``t`` share a feature in the prefix of each, where the prefix ends as soon as the features from
there on weigh less than ``t`` times the whole (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and
Srikant 2007). And at the first feature that they share, what is left of either must still be able
to make up the overlap that ``t`` asks for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from disclosure_audit.matching.titles import Ints, TitleIndex, overlap

_BATCH = 20_000_000
"""Pairs that one join may make: bounds the memory."""
_FEATURE_CAP = 40_000_000
"""Most pairs that one feature of one block may make before it is left out."""
_SLACK = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class SimilarTitles:
    """Pairs of different titles (``a < b``, positions in the index) that are similar enough.

    ``lost`` counts the pairs of titles that a cap kept from being compared.
    """

    a: Ints
    b: Ints
    lost: int


def find_similar(titles: TitleIndex, similarity: float) -> SimilarTitles:
    """Return every pair of titles whose declared similarity is at least ``similarity``."""
    entries = _prefixes(titles, similarity)
    sizes = entries.group_by("block", "feature").agg(pl.len().cast(pl.Int64).alias("n"))
    sizes = sizes.filter(pl.col("n") > 1).with_columns(
        (pl.col("n") * (pl.col("n") - 1)).alias("pairs")
    )
    heavy = sizes.filter(pl.col("pairs") > _FEATURE_CAP)
    sizes = sizes.filter(pl.col("pairs") <= _FEATURE_CAP).sort("block", "feature")
    batch = sizes.select("block", "feature", (pl.col("pairs").cum_sum() // _BATCH).alias("batch"))
    entries = entries.join(batch, on=["block", "feature"])
    found = [_join(part, similarity) for part in entries.partition_by("batch")]
    pairs = (
        pl.concat(found).unique() if found else pl.DataFrame(schema={"a": pl.Int64, "b": pl.Int64})
    )
    pairs = pairs.sort("a", "b")
    a, b = pairs["a"].to_numpy(), pairs["b"].to_numpy()
    _, alike = overlap(titles, a, b)
    enough = alike >= similarity * _SLACK
    return SimilarTitles(a[enough], b[enough], int(heavy["pairs"].sum()) // 2)


def _prefixes(titles: TitleIndex, similarity: float) -> pl.DataFrame:
    """Return ``block, feature, title`` and ``rest``: the weight from this feature of the title on."""
    owner = np.repeat(np.arange(titles.titles.len()), titles.size)
    weight = titles.weight[titles.features]
    before = np.cumsum(weight) - weight
    first = titles.start[:-1][owner]
    rest = titles.total[owner] - (before - before[first])
    kept = (weight > 0) & (rest >= similarity * titles.total[owner] * _SLACK)
    return pl.DataFrame(
        {
            "block": titles.block[owner[kept]],
            "feature": titles.features[kept],
            "title": owner[kept],
            "rest": rest[kept],
            "total": titles.total[owner[kept]],
        }
    )


def _join(entries: pl.DataFrame, similarity: float) -> pl.DataFrame:
    least = similarity / (1 + similarity) * _SLACK
    return (
        entries.lazy()
        .join(entries.lazy(), on=["block", "feature"])
        .filter(
            pl.col("title") < pl.col("title_right"),
            pl.min_horizontal("rest", "rest_right")
            >= least * (pl.col("total") + pl.col("total_right")),
        )
        .select(pl.col("title").alias("a"), pl.col("title_right").alias("b"))
        .unique()
        .collect()
    )
