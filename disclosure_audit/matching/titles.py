"""The titles of both lists as weighted features: what two titles share and what tells them apart.

A title's features are its character bigrams (four-grams within Latin words) with every number
replaced by one sign; the numbers themselves are the title's *block*. A feature weighs the square
of its inverse document frequency over the records of both lists; one that only a single list knows
cannot be shared and weighs nothing.

The declared similarity of two titles is 0 if their numbers differ, else the weighted Jaccard
measure of their features.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_NUMBER = r"[0-9]+(?:-[0-9]+)*"
_END = "\n"
_CHUNK = 400_000
"""Pairs compared at a time: bounds the memory."""


@dataclass(frozen=True, slots=True)
class TitleIndex:
    """The distinct folded titles of both lists and their features.

    ``register`` and ``catalog`` give each record's title (position in ``titles``, -1 for none);
    ``records_*`` how many records of a list have a title. Features of title ``i`` are
    ``features[start[i]:start[i + 1]]``, the rarest first.
    """

    titles: pl.Series
    numbers: pl.Series
    block: Ints
    register: Ints
    catalog: Ints
    records_register: Ints
    records_catalog: Ints
    start: Ints
    features: Ints
    weight: Floats
    """Per feature."""
    known: Ints
    """Per feature: in how many records of both lists it occurs."""
    total: Floats
    """Per title: weight of all its features."""


@dataclass(frozen=True, slots=True)
class TitlePairs:
    """What a comparison of pairs of titles gives, one value per pair.

    ``similarity`` is the declared similarity without regard to numbers; ``own_*`` count the
    features that only one of the two titles has, ``new_*`` those of them that no other record of
    either list has.
    """

    similarity: Floats
    own_a: Ints
    own_b: Ints
    new_a: Ints
    new_b: Ints


def index_titles(register: pl.Series, catalog: pl.Series) -> TitleIndex:
    """Return the index of two columns of folded titles (null where a record has none)."""
    titles = pl.concat([register, catalog]).drop_nulls().unique().sort()
    numbers = titles.str.extract_all(_NUMBER).list.join("|")
    of_register, of_catalog = (_positions(side, titles) for side in (register, catalog))
    n = titles.len()
    counts = [np.bincount(side[side >= 0], minlength=n) for side in (of_register, of_catalog)]
    start, features, size = _featurise(titles.str.replace_all(_NUMBER, "#"))
    owner = np.repeat(np.arange(n), np.diff(start))
    in_register, in_catalog = (
        np.bincount(features, weights=count[owner], minlength=size).astype(np.int64)
        for count in counts
    )
    known = in_register + in_catalog
    records = max(1, register.len() + catalog.len())
    weight = np.log((records + 1) / np.maximum(known, 1)) ** 2
    weight[(in_register == 0) | (in_catalog == 0)] = 0.0
    return TitleIndex(
        titles=titles,
        numbers=numbers,
        block=numbers.rank("dense").to_numpy().astype(np.int64),
        register=of_register,
        catalog=of_catalog,
        records_register=counts[0],
        records_catalog=counts[1],
        start=start,
        features=features,
        weight=weight,
        known=known,
        total=np.bincount(owner, weights=weight[features], minlength=n).astype(np.float64),
    )


def compare_titles(index: TitleIndex, a: Ints, b: Ints) -> TitlePairs:
    """Return how the titles ``a[i]`` and ``b[i]`` compare."""
    parts = [
        _compare_chunk(index, a[at : at + _CHUNK], b[at : at + _CHUNK])
        for at in range(0, max(1, len(a)), _CHUNK)
    ]
    return TitlePairs(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _compare_chunk(index: TitleIndex, a: Ints, b: Ints) -> tuple[Floats, Ints, Ints, Ints, Ints]:
    n, size = len(a), len(index.weight)
    pair_a, feature_a = _flatten(index, a)
    pair_b, feature_b = _flatten(index, b)
    in_b = _contained(pair_a * size + feature_a, pair_b * size + feature_b)
    in_a = _contained(pair_b * size + feature_b, pair_a * size + feature_a)
    shared = np.bincount(
        pair_a[in_b], weights=index.weight[feature_a[in_b]], minlength=n
    )  # fmt: skip
    union = index.total[a] + index.total[b] - shared
    similarity = np.divide(shared, union, out=np.zeros(n), where=union > 0)
    records = index.records_register + index.records_catalog
    own: list[Ints] = []
    new: list[Ints] = []
    for title, pair, feature, common in (
        (a, pair_a, feature_a, in_b),
        (b, pair_b, feature_b, in_a),
    ):
        only_pair, only_feature = pair[~common], feature[~common]
        fresh = index.known[only_feature] <= records[title[only_pair]]
        own.append(np.bincount(only_pair, minlength=n))
        new.append(np.bincount(only_pair[fresh], minlength=n))
    return similarity, own[0], own[1], new[0], new[1]


def _flatten(index: TitleIndex, titles: Ints) -> tuple[Ints, Ints]:
    """Return for the features of all ``titles`` in turn: position in ``titles``, and feature."""
    lengths = index.start[titles + 1] - index.start[titles]
    pair = np.repeat(np.arange(len(titles)), lengths)
    offset = np.arange(len(pair)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return pair, index.features[index.start[titles][pair] + offset]


def _contained(keys: Ints, others: Ints) -> NDArray[np.bool_]:
    """Return which of ``keys`` are in ``others``; both are sorted."""
    if len(others) == 0:
        return np.zeros(len(keys), dtype=bool)
    at = np.minimum(np.searchsorted(others, keys), len(others) - 1)
    found: NDArray[np.bool_] = others[at] == keys
    return found


def _positions(side: pl.Series, titles: pl.Series) -> Ints:
    place = pl.DataFrame({"title": titles}).with_row_index("at")
    joined = (
        side.alias("title").to_frame().join(place, on="title", how="left", maintain_order="left")
    )
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
