"""Candidates: the pairs worth scoring, found by equal keys and by similar titles.

Rounds (each a join, so each can be cut by its key):

- ``number``, ``index``, ``url``: an equal key;
- ``title``: the same folded title;
- ``similar``: every pair of titles whose declared similarity (:mod:`.titles`) reaches
  ``candidate_similarity``, and titles that begin or end with the other;
- for records that no equal key or title brings together: every pair down to
  ``loose_similarity``, and titles of one day that are alike by edit distance.

Titles stand for many records at times. A pair of titles whose records would make more than
``candidates_per_title`` pairs keeps those made within three days of each other; the rest is counted
as possible loss.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from disclosure_audit.matching.similar import SimilarTitles, find_similar
from disclosure_audit.matching.titles import Ints, TitleIndex, count_records, locate_titles

_DAY_SIMILARITY = 0.6
"""Least normalised Levenshtein similarity of titles of one day."""
_DAY_FACTOR = 1000
_KEYS = ("number_identity", "index_key", "url")
_SPARE_DAYS = range(-3, 4)


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

    def without(self, settled: pl.Series) -> Titled:
        """Return the records that are not among ``settled`` (positions); positions stay the same."""
        frame = self.frame.filter(~pl.col("at").is_in(settled.unique().implode()))
        title = np.full(len(self.title), -1)
        at = frame["at"].to_numpy()
        title[at] = self.title[at]
        return Titled(frame, title, count_records(title, len(self.records)))


@dataclass(frozen=True, slots=True)
class Candidates:
    """``pairs`` has ``r`` and ``c``: positions in the left and the right frame.

    ``lost_equal`` and ``lost_similar`` count the pairs that a cap left out, of an equal key or
    title, and of different ones.
    """

    pairs: pl.DataFrame
    lost_equal: int
    lost_similar: int

    def joined(self, *others: Candidates) -> Candidates:
        """Return these candidates and others, each pair once, in no order."""
        parts = (self, *others)
        return Candidates(
            pl.concat(part.pairs.select("r", "c") for part in parts).unique(),
            sum(part.lost_equal for part in parts),
            sum(part.lost_similar for part in parts),
        )


def find_equal(left: Titled, right: Titled, *, cap: int) -> Candidates:
    """Return the pairs of an equal key or an equal title.

    The frames have ``at`` (their position), ``number_identity`` and the canonical columns. A list
    given twice is compared with itself: no record makes a pair with itself.
    """
    within = left is right
    least = 2 if within else 1
    same = np.flatnonzero((left.records >= least) & (right.records >= least))
    rounds = [_join_key(left.frame, right.frame, key, cap, least=least) for key in _KEYS]
    rounds.append(_expand(left, right, same, same, cap))
    first, *others = (
        Candidates(pairs.filter(pl.col("r") < pl.col("c")) if within else pairs, lost, 0)
        for pairs, lost in rounds
    )
    return first.joined(*others)


def find_near(left: Titled, right: Titled, similar: SimilarTitles, *, cap: int) -> Candidates:
    """Return the pairs of similar titles."""
    pairs, lost = _expand(left, right, *_either_way(similar), cap)
    return Candidates(pairs, 0, lost + similar.lost)


def find_loose(
    left: Titled,
    right: Titled,
    equal: Candidates,
    titles: TitleIndex,
    *,
    similarity: float,
    cap: int,
) -> Candidates:
    """Return more distant pairs for the records that no equal key or title settles.

    Titles similar down to ``similarity``, both left over; and titles of one day alike by edit
    distance, where the right one is left over (perhaps a second publication of a left one).
    """
    settled = _settled(left, right, equal.pairs)
    lefts, rights = left.without(settled["r"]), right.without(settled["c"])
    similar = find_similar(titles, similarity, (lefts.records > 0) | (rights.records > 0))
    days, lost = _join_day(left, rights, titles, cap)
    return find_near(lefts, rights, similar, cap=cap).joined(Candidates(days, 0, lost))


def _settled(left: Titled, right: Titled, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of an equal key or title that their numbers or dates do not contradict."""
    sides = [
        side.frame.select(
            pl.col("number_identity").gather(pairs[at]).alias(f"number_{at}"),
            pl.col("issued_on").gather(pairs[at]).alias(f"day_{at}"),
        )
        for side, at in ((left, "r"), (right, "c"))
    ]
    apart = (pl.col("day_r") - pl.col("day_c")).dt.total_days().abs() > _SPARE_DAYS.stop - 1
    return pl.concat([pairs, *sides], how="horizontal").filter(
        (pl.col("number_r") == pl.col("number_c")).fill_null(value=False)
        | ~apart.fill_null(value=False)
    )


def _either_way(similar: SimilarTitles) -> tuple[Ints, Ints]:
    return np.concatenate([similar.a, similar.b]), np.concatenate([similar.b, similar.a])


def _join_key(
    register: pl.DataFrame, catalog: pl.DataFrame, key: str, cap: int, *, least: int
) -> tuple[pl.DataFrame, int]:
    """Return the pairs with an equal key, and how many a cap left out.

    A key that would make more than ``cap`` pairs on its own (one number for a whole series)
    tells nothing by itself; such pairs are left to the other rounds.
    """
    left, right = (
        frame.select(pl.col("at").alias(at), key)
        .drop_nulls(key)
        .filter(pl.len().over(key) >= least)
        for frame, at in ((register, "r"), (catalog, "c"))
    )
    sizes = left.group_by(key).len("n").join(right.group_by(key).len("m"), on=key)
    sizes = sizes.with_columns((pl.col("n").cast(pl.Int64) * pl.col("m")).alias("pairs"))
    heavy = sizes.filter(pl.col("pairs") > cap * 10)
    if heavy.height:
        left = left.join(heavy, on=key, how="anti")
    return left.join(right, on=key).select("r", "c"), int(heavy["pairs"].sum())


def _join_day(
    left: Titled, right: Titled, titles: TitleIndex, cap: int
) -> tuple[pl.DataFrame, int]:
    """Return the pairs made on one day whose titles are alike, and how many a cap left out."""
    days = [
        side.frame.select(pl.col("at").alias(at), pl.col("issued_on").alias("day"))
        .with_columns(pl.Series("title", side.title[side.frame["at"].to_numpy()]))
        .filter(pl.col("title") >= 0)
        for side, at in ((left, "r"), (right, "c"))
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
    lefts = lefts.with_columns(pl.Series("a", left.title[left.frame["at"].to_numpy()]))
    rights = rights.with_columns(pl.Series("b", right.title[right.frame["at"].to_numpy()]))
    light, heavy = pairs.filter(pl.col("size") <= cap), pairs.filter(pl.col("size") > cap)
    found = light.join(lefts, on="a").join(rights.drop("day"), on="b").select("r", "c")
    crowded = rights.join(heavy.select("b").unique(), on="b", how="semi")
    around = pl.concat(
        [crowded.with_columns(pl.col("day").dt.offset_by(f"{days}d")) for days in _SPARE_DAYS]
    )
    dated = heavy.join(lefts, on="a").join(around, on=["b", "day"]).select("r", "c")
    return pl.concat([found, dated]), int(heavy["size"].sum()) - dated.height
