"""Pairs of different documents in one real catalog whose titles are nearly the same."""

from __future__ import annotations

import unicodedata

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix

ALIKE = 0.8
"""Least character-bigram Jaccard similarity of two titles that look alike."""
_CHUNK = 500


def find_lookalikes(titles: list[str], numbers: list[str | None]) -> pl.DataFrame:
    """Return ``i``, ``j`` (UInt32, i < j) of records alike in title with different numbers.

    Numbers are compared by their letters and digits, so that another bracket is no difference;
    a record without a number is in no pair.
    """
    grams = _bigrams(titles)
    sizes = np.diff(grams.indptr)
    found: list[tuple[np.ndarray, np.ndarray]] = []
    for first in range(0, len(titles), _CHUNK):
        common = (grams[first : first + _CHUNK] @ grams.T).tocoo()
        i, j = common.row.astype(np.int64) + first, common.col.astype(np.int64)
        alike = (i < j) & (common.data >= ALIKE * (sizes[i] + sizes[j] - common.data))
        found.append((i[alike], j[alike]))
    pairs = pl.DataFrame(
        {
            "i": np.concatenate([i for i, _ in found]).astype(np.uint32),
            "j": np.concatenate([j for _, j in found]).astype(np.uint32),
        }
    )
    keys = pl.Series("number", [_number_key(number) for number in numbers], dtype=pl.String)
    return pairs.filter(keys.gather(pairs["i"]) != keys.gather(pairs["j"])).sort("i", "j")


def take_apart(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return as many of ``pairs`` as can be chosen in order without using a record twice."""
    used: set[int] = set()
    keep = []
    for i, j in pairs.iter_rows():
        free = i not in used and j not in used
        keep.append(free)
        if free:
            used |= {i, j}
    return pairs.filter(pl.Series(keep, dtype=pl.Boolean))


def _bigrams(titles: list[str]) -> csr_matrix:
    """Return which title (row) holds which pair of characters (column), 1 each."""
    known: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    for title in titles:
        grams = {title[at : at + 2] for at in range(len(title) - 1)}
        columns += [known.setdefault(gram, len(known)) for gram in sorted(grams)]
        ends.append(len(columns))
    data = np.ones(len(columns), dtype=np.int32)
    return csr_matrix((data, columns, ends), shape=(len(titles), max(1, len(known))))


def _number_key(number: str | None) -> str | None:
    folded = unicodedata.normalize("NFKC", number or "")
    return "".join(filter(str.isalnum, folded)) or None
