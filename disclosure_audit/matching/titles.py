"""The titles of both lists as weighted features: what two titles share and what tells them apart.

A title's features are its character bigrams (four-grams within Latin words) with every number
replaced by one sign; the numbers themselves are the title's *block*. A feature weighs the square
of its inverse document frequency over the records of both lists; one that no other title has
cannot be shared and weighs nothing: a typo costs a title little.

The declared similarity of two titles is 0 if their numbers differ, else the weighted Jaccard
measure of their features.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_array

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_NUMBER = r"[0-9]+(?:-[0-9]+)*"
_END = "\n"
_CHUNK = 125_000
"""Pairs compared at a time: bounds the memory."""


@dataclass(frozen=True, slots=True)
class TitleIndex:
    """The distinct folded titles of both lists and their features.

    Features of title ``i`` are ``features[start[i]:start[i + 1]]``, the rarest first.
    """

    titles: pl.Series
    numbers: pl.Series
    block: Ints
    """Per title: the same for titles of the same numbers."""
    start: Ints
    features: Ints
    weight: Floats
    """Per feature."""
    total: Floats
    """Per title: weight of all its features."""
    own: Ints
    """Per title: how many of its features no other title has."""
    holds: csr_array
    """Titles by features: 1 where the title has the feature."""
    weighs: csr_array
    """The same with the weight of the feature."""

    @property
    def size(self) -> Ints:
        """Per title: how many features it has."""
        return np.diff(self.start)


def index_titles(*columns: pl.Series) -> TitleIndex:
    """Return the index of columns of folded titles (null where a record has none)."""
    titles = pl.concat(columns).drop_nulls().unique().sort()
    n = titles.len()
    numbers = titles.str.extract_all(_NUMBER).list.join("|")
    start, features, size = _featurise(titles.str.replace_all(_NUMBER, "#"))
    owner = np.repeat(np.arange(n), np.diff(start))
    records = np.zeros(n)
    for column in columns:
        records += count_records(locate_titles(titles, column), n)
    known = np.bincount(features, weights=records[owner], minlength=size)
    weight = np.log((records.sum() + 1) / np.maximum(known, 1)) ** 2
    lonely = np.bincount(features, minlength=size) == 1
    weight[lonely] = 0.0
    shape = (n, size)
    holds = csr_array((np.ones(len(features)), features, start), shape=shape)
    weighs = csr_array((weight[features], holds.indices, holds.indptr), shape=shape)
    return TitleIndex(
        titles=titles,
        numbers=numbers,
        block=numbers.rank("dense").to_numpy().astype(np.int64),
        start=start,
        features=features,
        weight=weight,
        total=np.bincount(owner, weights=weight[features], minlength=n).astype(np.float64),
        own=np.bincount(owner[lonely[features]], minlength=n),
        holds=holds,
        weighs=weighs,
    )


def count_records(of: Ints, size: int) -> Ints:
    """Return how many records have each of ``size`` titles, given each record's title."""
    return np.bincount(of[of >= 0], minlength=size)


def similarity(index: TitleIndex, a: Ints, b: Ints) -> Floats:
    """Return how similar the titles ``a[i]`` and ``b[i]`` are, without regard to numbers."""
    shared = _multiply(index.weighs, index.holds, a, b)
    union = index.total[a] + index.total[b] - shared
    return np.divide(shared, union, out=np.zeros(len(a)), where=union > 0)


def count_shared(index: TitleIndex, a: Ints, b: Ints) -> Ints:
    """Return how many features the titles ``a[i]`` and ``b[i]`` share."""
    return _multiply(index.holds, index.holds, a, b).astype(np.int64)


def _multiply(lefts: csr_array, rights: csr_array, a: Ints, b: Ints) -> Floats:
    """Return for each pair the product of row ``a[i]`` of ``lefts`` and row ``b[i]`` of ``rights``."""
    answer = np.zeros(len(a))

    def fill(at: int) -> None:
        part = slice(at, at + _CHUNK)
        answer[part] = lefts[a[part]].multiply(rights[b[part]]).sum(axis=1)

    with ThreadPoolExecutor(2) as workers:  # the loops of SciPy let other threads run
        list(workers.map(fill, range(0, len(a), _CHUNK)))
    return answer


def locate_titles(titles: pl.Series, column: pl.Series) -> Ints:
    """Return for each record the position of its title in ``titles``, -1 where it has none."""
    place = pl.DataFrame({"title": titles}).with_row_index("at")
    joined = column.alias("title").to_frame().join(
        place, on="title", how="left", maintain_order="left"
    )  # fmt: skip
    return joined["at"].cast(pl.Int64).fill_null(-1).to_numpy()


def _featurise(titles: pl.Series) -> tuple[Ints, Ints, int]:
    """Return ``start``, ``features`` (distinct within a title, rarest first), and their number."""
    n = titles.len()
    text = (_END.join(titles.to_list()) + _END).encode("utf-32-le") if n else b""
    codes = np.frombuffer(text, dtype=np.uint32).astype(np.int64)
    if len(codes) < 2:
        return np.zeros(n + 1, dtype=np.int64), np.zeros(0, dtype=np.int64), 0
    ends = codes == ord(_END)
    owner = np.cumsum(ends) - ends
    grams = _grams(codes)
    inside = ~(ends[:-1] | ends[1:])
    # A title of one character is its own feature.
    alone = np.flatnonzero(~ends & np.r_[True, ends[:-1]] & np.r_[ends[1:], True])
    owner = np.concatenate([owner[:-1][inside], owner[alone]])
    _, gram = np.unique(np.concatenate([grams[inside], codes[alone]]), return_inverse=True)
    size = int(gram.max()) + 1 if len(gram) else 0
    order = np.argsort(np.bincount(gram, minlength=size), kind="stable")
    rank = np.empty(size, dtype=np.int64)
    rank[order] = np.arange(size)
    keys = pl.Series(owner * size + rank[gram]).sort().to_numpy()
    keys = keys[np.r_[True, keys[1:] != keys[:-1]]] if len(keys) else keys
    start = np.searchsorted(keys, np.arange(n + 1) * size)
    return start.astype(np.int64), keys % max(size, 1), size


def _grams(codes: Ints) -> Ints:
    """Return one code per neighbouring pair of characters; longer ones within Latin words."""
    shifted = np.concatenate([codes, np.zeros(3, dtype=np.int64)])
    n = len(codes) - 1
    grams = (codes[:n] << 21) | codes[1:]
    latin = (shifted >= 97) & (shifted <= 122)
    word = latin[:n] & latin[1 : n + 1] & latin[2 : n + 2] & latin[3 : n + 3]
    if word.any():
        four = np.zeros(n, dtype=np.int64)
        for step in range(4):
            four = four * 32 + (shifted[step : n + step] - 96)
        grams = np.where(word, -four, grams)
    return grams
