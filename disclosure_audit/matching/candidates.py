"""Candidates: the pairs worth scoring, found by equal keys and by similar titles.

Rounds (each a join, so each can be cut by its key):

- ``number``, ``index``, ``url``: an equal key;
- ``title``: the same folded title;
- ``similar``: every pair of titles whose declared similarity (:mod:`.titles`) reaches the
  threshold, by prefix filtering: with features in one global order, rarest first, two titles of
  similarity ``t`` share a feature in the prefix of each, where the prefix ends as soon as the
  features from there on weigh less than ``t`` times the whole (Chaudhuri, Ganti and Kaushik 2006;
  Bayardo, Ma and Srikant 2007).

Titles stand for many records at times. A pair of titles whose records would make more than
``candidates_per_title`` pairs keeps those that agree in the date made; the rest is counted as
possible loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
import polars as pl

from disclosure_audit.matching.titles import Ints, TitleIndex, compare_titles

ROUNDS: tuple[str, ...] = ("number", "index", "url", "title", "similar")
_KEYS = (("number", "number_identity"), ("index", "index_key"), ("url", "url"))
_POSTING_CAP = 4_000_000
"""Most pairs that one feature of one block may make."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """``pairs`` has ``r`` and ``c`` (positions in the two frames) and one boolean per round."""

    pairs: pl.DataFrame
    possible_loss: int
    """Pairs that a cap left out."""


def find_candidates(
    register: pl.DataFrame,
    catalog: pl.DataFrame,
    titles: TitleIndex,
    *,
    similarity: float,
    cap: int,
) -> Candidates:
    """Return the candidate pairs of two frames of records with ``number_identity``."""
    found: list[pl.DataFrame] = []
    loss = 0
    for name, key in _KEYS:
        pairs, lost = _join_key(register, catalog, key, cap)
        found.append(pairs.with_columns(pl.lit(name).alias("round")))
        loss += lost
    same = np.flatnonzero((titles.records_register > 0) & (titles.records_catalog > 0))
    a, b, lost = similar_titles(titles, similarity)
    loss += lost
    for name, left, right in (("title", same, same), ("similar", a, b)):
        pairs, lost = _expand(register, catalog, titles, left, right, cap)
        found.append(pairs.with_columns(pl.lit(name).alias("round")))
        loss += lost
    pairs = (
        pl.concat(found)
        .group_by("r", "c")
        .agg((pl.col("round") == name).any().alias(name) for name in ROUNDS)
        .sort("r", "c")
    )
    return Candidates(pairs, loss)


def similar_titles(titles: TitleIndex, similarity: float) -> tuple[Ints, Ints, int]:
    """Return every pair of different titles of the two lists that are similar enough.

    The first is the register's, the second the catalog's; the third value counts the pairs that
    the cap on one feature left out.
    """
    owner = np.repeat(np.arange(len(titles.start) - 1), np.diff(titles.start))
    weight = titles.weight[titles.features]
    before = np.cumsum(weight) - weight
    rest = titles.total[owner] - (before - before[titles.start[:-1]][owner])
    in_prefix = (weight > 0) & (rest >= similarity * titles.total[owner] * (1 - 1e-9))
    entries = pl.DataFrame(
        {
            "title": owner[in_prefix],
            "block": titles.block[owner[in_prefix]],
            "feature": titles.features[in_prefix],
        }
    )
    sides = [
        entries.filter(pl.Series(count[entries["title"].to_numpy()] > 0)).rename({"title": name})
        for name, count in (("a", titles.records_register), ("b", titles.records_catalog))
    ]
    keys = ["block", "feature"]
    sizes = reduce(
        lambda left, right: left.join(right, on=keys),
        [
            side.group_by(keys).agg(pl.len().cast(pl.Int64).alias(f"n{i}"))
            for i, side in enumerate(sides)
        ],
    ).with_columns((pl.col("n0") * pl.col("n1")).alias("pairs"))
    heavy = sizes.filter(pl.col("pairs") > _POSTING_CAP)
    if heavy.height:
        sides = [side.join(heavy, on=keys, how="anti") for side in sides]
    total = titles.total
    pairs = (
        sides[0]
        .lazy()
        .join(sides[1].lazy(), on=keys)
        .filter(pl.col("a") != pl.col("b"))
        .select("a", "b")
        .unique()
        .sort("a", "b")
        .collect()
    )
    a, b = pairs["a"].to_numpy(), pairs["b"].to_numpy()
    low, high = np.minimum(total[a], total[b]), np.maximum(total[a], total[b])
    a, b = (side[low >= similarity * high * (1 - 1e-9)] for side in (a, b))
    if len(a):
        alike = compare_titles(titles, a, b).similarity >= similarity * (1 - 1e-9)
        a, b = a[alike], b[alike]
    return a, b, int(heavy["pairs"].sum())


def _join_key(
    register: pl.DataFrame, catalog: pl.DataFrame, key: str, cap: int
) -> tuple[pl.DataFrame, int]:
    """Return the pairs with an equal key, and how many a cap left out.

    A key that would make more than ``cap`` pairs on its own (one number for a whole series)
    tells nothing by itself; such pairs are left to the other rounds.
    """
    left, right = (
        frame.select(pl.col("at").alias(at), key).drop_nulls(key)
        for frame, at in ((register, "r"), (catalog, "c"))
    )
    sizes = left.group_by(key).len("n").join(right.group_by(key).len("m"), on=key)
    sizes = sizes.with_columns((pl.col("n").cast(pl.Int64) * pl.col("m")).alias("pairs"))
    heavy = sizes.filter(pl.col("pairs") > cap * 10)
    if heavy.height:
        left = left.join(heavy, on=key, how="anti")
    return left.join(right, on=key).select("r", "c"), int(heavy["pairs"].sum())


def _expand(
    register: pl.DataFrame, catalog: pl.DataFrame, titles: TitleIndex, a: Ints, b: Ints, cap: int
) -> tuple[pl.DataFrame, int]:
    """Return the pairs of records that stand behind pairs of titles."""
    pairs = pl.DataFrame({"a": a, "b": b}).with_columns(
        pl.Series("size", titles.records_register[a] * titles.records_catalog[b])
    )
    left = pl.DataFrame({"a": titles.register, "r": register["at"], "day": register["issued_on"]})
    right = pl.DataFrame({"b": titles.catalog, "c": catalog["at"], "day": catalog["issued_on"]})
    light, heavy = pairs.filter(pl.col("size") <= cap), pairs.filter(pl.col("size") > cap)
    found = light.join(left, on="a").join(right.drop("day"), on="b").select("r", "c")
    if not heavy.height:
        return found, 0
    dated = heavy.join(left, on="a").join(right, on=["b", "day"]).select("r", "c")
    return pl.concat([found, dated]), int(heavy["size"].sum()) - dated.height
