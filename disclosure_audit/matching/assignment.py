"""Chooses which candidates become links: the best total over each connected component."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

_STAY_ALONE = 1e-6
"""Gain of a record that gets no link: less than that of any link."""


def assign(pairs: pl.DataFrame) -> pl.Series:
    """Return which of ``pairs`` (``r``, ``c``, ``gain`` > 0) are chosen (Boolean, in their order).

    One to one, with the largest total gain there is. A pair whose records have no other candidate
    is chosen at once; the rest is one sparse assignment (Jonker and Volgenant's algorithm in
    SciPy) in which every register record may also stay alone.
    """
    alone = (pl.len().over("r") == 1) & (pl.len().over("c") == 1)
    chosen = pairs.select(alone.alias("chosen")).to_series().to_numpy().copy()
    todo = np.flatnonzero(~chosen)
    if len(todo):
        chosen[todo] = _solve(pairs[todo])
    return pl.Series("chosen", chosen)


def _solve(pairs: pl.DataFrame) -> NDArray[np.bool_]:
    rows, row = np.unique(pairs["r"].to_numpy(), return_inverse=True)
    columns, column = np.unique(pairs["c"].to_numpy(), return_inverse=True)
    n, m = len(rows), len(columns)
    gains = np.concatenate([pairs["gain"].to_numpy(), np.full(n, _STAY_ALONE)])
    at = (np.concatenate([row, np.arange(n)]), np.concatenate([column, m + np.arange(n)]))
    left, right = min_weight_full_bipartite_matching(
        csr_array((gains, at), shape=(n, m + n)), maximize=True
    )
    partner = np.full(n, -1)
    partner[left] = right
    chosen: NDArray[np.bool_] = partner[row] == column
    return chosen
