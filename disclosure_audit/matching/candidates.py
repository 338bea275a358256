"""Candidates: the pairs worth scoring, found by equal keys and by similar titles.

Rounds (each a join, so each can be cut by its key):

- ``number``, ``index``, ``url``: an equal key;
- ``title``: the same folded title;
- ``day``: titles of one day alike by edit distance, for catalog records that none of these links;
- ``similar``: every pair of titles whose declared similarity (:mod:`.titles`) reaches
  ``candidate_similarity``; and among the titles of records that no other round brings together,
  ``loose_similarity``.

Titles stand for many records at times. A pair of titles whose records would make more than
``candidates_per_title`` pairs keeps those that agree in the date made; the rest is counted as
possible loss.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from disclosure_audit.matching.similar import SimilarTitles, find_similar
from disclosure_audit.matching.titles import Ints, TitleIndex, count_records, locate_titles

ROUNDS: tuple[str, ...] = ("number", "index", "url", "title", "similar", "day", "known")
_DAY_SIMILARITY = 0.6
"""Least normalised Levenshtein similarity of titles of one day."""
_DAY_FACTOR = 1000
_KEYS = (("number", "number_identity"), ("index", "index_key"), ("url", "url"))


@dataclass(frozen=True, slots=True)
class Titled:
    """Records and their titles: ``title`` gives each record's position in the index (-1 for none),
    ``records`` how many of these records have each title."""

    frame: pl.DataFrame
    title: Ints
    records: Ints

    @classmethod
    def of(cls, frame: pl.DataFrame, index: TitleIndex) -> Titled:
        """Return ``frame`` with its titles looked up in ``index``."""
        title = locate_titles(index.titles, frame["norm_title_core"])
        return cls(frame, title, count_records(title, index.titles.len()))

    def titles_without(self, settled: pl.Series) -> NDArray[np.bool_]:
        """Return which titles have a record that is not among ``settled`` (positions)."""
        open_records = np.ones(len(self.title), dtype=bool)
        open_records[settled.to_numpy()] = False
        return count_records(self.title[open_records], len(self.records)) > 0


@dataclass(frozen=True, slots=True)
class Candidates:
    """``pairs`` has ``r`` and ``c`` (positions in the two frames) and one boolean per round."""

    pairs: pl.DataFrame
    possible_loss: int
    """Pairs that a cap left out."""


def find_candidates(
    left: Titled,
    right: Titled,
    titles: TitleIndex,
    similar: SimilarTitles,
    *,
    cap: int,
    loose: float | None = None,
    known: pl.DataFrame | None = None,
) -> Candidates:
    """Return the candidate pairs of two frames of records: ``r`` is of the left, ``c`` of the right.

    The frames have ``at`` (their position), ``number_identity`` and the canonical columns. With
    ``loose``, records that no other round brings together are compared down to that similarity;
    ``known`` holds further pairs (``r``, ``c``).
    """
    same = np.flatnonzero((left.records > 0) & (right.records > 0))
    rounds = [(name, *_join_key(left.frame, right.frame, key, cap)) for name, key in _KEYS]
    rounds.append(("title", *_expand(left, right, same, same, cap)))
    if loose is not None:
        settled = pl.concat([pairs for _, pairs, _ in rounds])
        among = left.titles_without(settled["r"]) | right.titles_without(settled["c"])
        similar = similar.joined(find_similar(titles, loose, among))
        rounds.append(("day", *_join_day(left, right, titles, settled, cap)))
    if known is not None:
        rounds.append(("known", known.select("r", "c"), 0))
    either_way = np.concatenate([similar.a, similar.b]), np.concatenate([similar.b, similar.a])
    rounds.append(("similar", *_expand(left, right, *either_way, cap)))
    pairs = (
        pl.concat(pairs.with_columns(pl.lit(name).alias("round")) for name, pairs, _ in rounds)
        .group_by("r", "c")
        .agg((pl.col("round") == name).any().alias(name) for name in ROUNDS)
        .sort("r", "c")
    )
    return Candidates(pairs, sum(lost for *_, lost in rounds) + similar.lost)


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


def _join_day(
    left: Titled, right: Titled, titles: TitleIndex, settled: pl.DataFrame, cap: int
) -> tuple[pl.DataFrame, int]:
    """Return the pairs made on one day whose titles are alike by edit distance.

    The catalog's record is one that no other round links: a title with a typo, or a second
    publication of a document under one. How many pairs a cap left out comes second.
    """
    rights = right.frame.filter(~pl.col("at").is_in(settled["c"].implode()))
    days = [
        frame.select(pl.col("at").alias(at), pl.col("issued_on").alias("day"))
        .with_columns(pl.Series("title", titled.title[frame["at"].to_numpy()]))
        .filter(pl.col("title") >= 0)
        for frame, titled, at in ((left.frame, left, "r"), (rights, right, "c"))
    ]
    sizes = days[0].group_by("day").len("n").join(days[1].group_by("day").len("m"), on="day")
    sizes = sizes.with_columns((pl.col("n").cast(pl.Int64) * pl.col("m")).alias("pairs"))
    heavy = sizes.filter(pl.col("pairs") > cap * _DAY_FACTOR)
    pairs = days[0].join(heavy, on="day", how="anti").join(days[1], on="day", suffix="_c")
    texts = (titles.titles.gather(pairs[name]).to_list() for name in ("title", "title_c"))
    alike = cpdist(
        *texts, scorer=Levenshtein.normalized_similarity, score_cutoff=_DAY_SIMILARITY, workers=-1
    )
    return pairs.filter(pl.Series(alike > 0)).select("r", "c"), int(heavy["pairs"].sum())


def _expand(left: Titled, right: Titled, a: Ints, b: Ints, cap: int) -> tuple[pl.DataFrame, int]:
    """Return the pairs of records that stand behind pairs of titles, and how many a cap left out."""
    size = left.records[a] * right.records[b]
    pairs = pl.DataFrame({"a": a, "b": b, "size": size}).filter(pl.col("size") > 0)
    lefts = left.frame.select(pl.col("at").alias("r"), pl.col("issued_on").alias("day"))
    rights = right.frame.select(pl.col("at").alias("c"), pl.col("issued_on").alias("day"))
    lefts = lefts.with_columns(pl.Series("a", left.title))
    rights = rights.with_columns(pl.Series("b", right.title))
    light, heavy = pairs.filter(pl.col("size") <= cap), pairs.filter(pl.col("size") > cap)
    found = light.join(lefts, on="a").join(rights.drop("day"), on="b").select("r", "c")
    dated = heavy.join(lefts, on="a").join(rights, on=["b", "day"]).select("r", "c")
    return pl.concat([found, dated]), int(heavy["size"].sum()) - dated.height
