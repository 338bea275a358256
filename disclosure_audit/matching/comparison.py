"""Compares the fields of candidate pairs: each field comes to one named level.

A missing field is ``missing`` and weighs nothing; it is never an agreement.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from disclosure_audit.matching.candidates import Titled
from disclosure_audit.matching.titles import Ints, TitleIndex, count_shared, similarity

TITLE_LEVELS: tuple[str, ...] = (
    "same", "contained", "typo", "near", "reworded", "sibling", "numbers", "different", "missing",
)  # fmt: skip
"""``typo``: one or two edits that make character pairs which no other record knows; ``near``: as
few edits, but made of what other records know; ``reworded``: more edits, some of them unknown
elsewhere; ``sibling``: more edits made of well-known words; ``numbers``: other numbers."""
DATE_LEVELS: tuple[str, ...] = ("equal", "days", "swapped", "year", "far", "missing")
"""``days``: off by one to three days; ``swapped``: month and day; ``year``: one year, same day."""
KEY_LEVELS: tuple[str, ...] = ("equal", "differs", "missing")
NAME_LEVELS: tuple[str, ...] = ("equal", "contained", "differs", "missing")

_NEAR_EDITS = 2
_ALIKE = 0.5
_CONTAINED_CHARS = 6
_SPARE_DAYS = 3


def compare(
    pairs: pl.DataFrame,
    left: Titled,
    right: Titled,
    titles: TitleIndex,
) -> pl.DataFrame:
    """Return ``pairs`` (``r`` of the left records, ``c`` of the right) with one level per field.

    Adds ``title, date, published, number, index, url, issuer``, all Enum. Further comparison
    fields have a room of their own (:mod:`.fields`).
    """
    r, c = pairs["r"].to_numpy(), pairs["c"].to_numpy()
    register, catalog = left.frame, right.frame

    def key(name: str) -> pl.Series:
        a, b = register[name].gather(r), catalog[name].gather(c)
        equal = (a == b).fill_null(value=False)
        missing = a.is_null() | b.is_null()
        return _levels(KEY_LEVELS, missing=missing, equal=equal, otherwise="differs")

    def day(name: str) -> pl.Series:
        return _compare_dates(register[name].gather(r), catalog[name].gather(c))

    return pairs.with_columns(
        _compare_titles(
            titles,
            left.title[r],
            right.title[c],
            _compare_heads(
                register["norm_title_head"].gather(r), catalog["norm_title_head"].gather(c)
            ),
        ),
        day("issued_on").alias("date"),
        day("published_on").alias("published"),
        key("number_identity").alias("number"),
        key("index_key").alias("index"),
        key("url").alias("url"),
        _compare_names(register["norm_issuer"].gather(r), catalog["norm_issuer"].gather(c)).alias(
            "issuer"
        ),
    )


def _levels(names: Sequence[str], *, otherwise: str, **tests: pl.Series) -> pl.Series:
    """Return for each pair the name of the first test that holds."""
    level = pl.lit(otherwise)
    for name in reversed(tests):
        level = pl.when(pl.col(name)).then(pl.lit(name)).otherwise(level)
    frame = pl.DataFrame(tests)
    return frame.select(level.cast(pl.Enum(list(names))).alias("level")).to_series()


def _compare_dates(a: pl.Series, b: pl.Series) -> pl.Series:
    frame = pl.DataFrame({"a": a, "b": b})
    apart = (pl.col("a") - pl.col("b")).dt.total_days().abs()
    month, day, year = (
        [getattr(pl.col(name).dt, part)() for name in ("a", "b")]
        for part in ("month", "day", "year")
    )
    tests = frame.select(
        missing=pl.col("a").is_null() | pl.col("b").is_null(),
        equal=apart == 0,
        days=apart <= _SPARE_DAYS,
        swapped=(month[0] == day[1]) & (day[0] == month[1]) & (year[0] == year[1]),
        year=(month[0] == month[1]) & (day[0] == day[1]) & ((year[0] - year[1]).abs() == 1),
    ).fill_null(value=False)  # fmt: skip
    return _levels(DATE_LEVELS, otherwise="far", **{s.name: s for s in tests})


def _compare_names(a: pl.Series, b: pl.Series) -> pl.Series:
    frame = pl.DataFrame({"a": a, "b": b})
    tests = frame.select(
        missing=pl.col("a").is_null() | pl.col("b").is_null(),
        equal=pl.col("a") == pl.col("b"),
        contained=pl.col("a").str.contains(pl.col("b"), literal=True)
        | pl.col("b").str.contains(pl.col("a"), literal=True),
    ).fill_null(value=False)
    return _levels(NAME_LEVELS, otherwise="differs", **{s.name: s for s in tests})


def _compare_heads(a: pl.Series, b: pl.Series) -> NDArray[np.int8]:
    """Return how the bodies that speak differ: 0 not at all or unsaid, 1 by one edit, 2 wholly."""
    frame = pl.DataFrame({"a": a, "b": b}).with_row_index("at")
    differing = frame.filter(
        pl.col("a") != pl.col("b"),
        ~pl.col("a").str.contains(pl.col("b"), literal=True),
        ~pl.col("b").str.contains(pl.col("a"), literal=True),
    )
    edits = cpdist(
        differing["a"].to_list(), differing["b"].to_list(),
        scorer=Levenshtein.distance, score_cutoff=1, workers=-1, dtype=np.int32,
    )  # fmt: skip
    answer = np.zeros(frame.height, dtype=np.int8)
    answer[differing["at"].to_numpy()] = np.where(edits <= 1, 1, 2)
    return answer


def _compare_titles(titles: TitleIndex, a: Ints, b: Ints, heads: NDArray[np.int8]) -> pl.Series:
    """Return the level of each pair; each pair of different titles is compared once.

    Titles that agree but for the body that speaks are siblings; one wrong character in its name
    makes them near.
    """
    level = np.full(len(a), TITLE_LEVELS.index("missing"))
    there = (a >= 0) & (b >= 0)
    level[there & (a == b)] = TITLE_LEVELS.index("same")
    todo = np.flatnonzero(there & (a != b))
    if len(todo):
        size = titles.titles.len()
        keys, back = np.unique(a[todo] * size + b[todo], return_inverse=True)
        level[todo] = _compare_distinct(titles, keys // size, keys % size)[back]
    for difference, name in ((1, "near"), (2, "sibling")):
        at_best = TITLE_LEVELS.index(name)
        level[(heads == difference) & (level < at_best)] = at_best
    return pl.Series("title", level).replace_strict(
        list(range(len(TITLE_LEVELS))), TITLE_LEVELS, return_dtype=pl.Enum(TITLE_LEVELS)
    )


def _compare_distinct(titles: TitleIndex, a: Ints, b: Ints) -> Ints:
    shared, alike = count_shared(titles, a, b), similarity(titles, a, b)
    text_a, text_b = titles.titles.gather(a), titles.titles.gather(b)
    edits = cpdist(
        text_a.to_list(), text_b.to_list(), scorer=Levenshtein.distance, workers=-1, dtype=np.int32
    )
    longest = np.maximum(text_a.str.len_chars().to_numpy(), text_b.str.len_chars().to_numpy())
    ratio = 1 - edits / np.maximum(longest, 1)
    frame = pl.DataFrame({"a": text_a, "b": text_b})
    contained = frame.select(
        (pl.min_horizontal(pl.col("a", "b").str.len_chars()) >= _CONTAINED_CHARS)
        & (
            pl.col("a").str.contains(pl.col("b"), literal=True)
            | pl.col("b").str.contains(pl.col("a"), literal=True)
        )
    ).to_series()
    same_numbers = titles.block[a] == titles.block[b]
    # What one title alone has is unknown elsewhere: a typo makes such features, a sibling does not.
    apart_a, apart_b = titles.size[a] - shared, titles.size[b] - shared
    unknown = ((apart_a > 0) & (titles.own[a] == apart_a)) | (
        (apart_b > 0) & (titles.own[b] == apart_b)
    )
    partly_unknown = (titles.own[a] > 0) | (titles.own[b] > 0)
    tests = {
        "numbers": ~same_numbers & ((ratio >= _ALIKE) | (alike >= _ALIKE)),
        "different": ~same_numbers,
        "contained": contained.to_numpy(),
        "typo": (edits <= _NEAR_EDITS) & unknown,
        "near": edits <= _NEAR_EDITS,
        "reworded": (ratio >= _ALIKE) & partly_unknown,
        "sibling": (ratio >= _ALIKE) | (alike >= _ALIKE),
    }
    level = np.full(len(a), TITLE_LEVELS.index("different"))
    for name, holds in reversed(tests.items()):
        level[holds] = TITLE_LEVELS.index(name)
    return level
