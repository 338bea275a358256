"""Further comparison fields: whatever other columns both lists have, learned from the lists.

A field of few values (a venue, a category) is *coded*: the two lists may name one thing by two
words, so what counts is which pairs of values true pairs have more often than chance would give. Any
other field is *text*: how alike the words are, whatever their order. How often two records come to
a level by chance is known from the shares of the values, or from pairs drawn at random.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from disclosure_audit.matching.titles import Floats, Ints

TEXT_LEVELS: tuple[str, ...] = ("missing", "equal", "close", "alike", "differs")
_BOUNDS = (100.0, 85.0, 60.0)
"""Least likeness (token sort ratio, 0 to 100) of the levels ``equal``, ``close`` and ``alike``."""
_M_TEXT = np.array([0.0, 0.7, 0.2, 0.07, 0.03])
_WITHIN = 0.8
"""How much it counts that all words of one text stand in the other."""
_CODES = 60
"""Most values of a coded field."""
_RECORDS_PER_CODE = 20
_FOREIGN = 0.05
"""Share of true pairs that are expected to have any two values whatever."""
_DRAWN = 20_000
_SEED = 1


@dataclass(frozen=True, slots=True)
class Field:
    """One field of all candidate pairs: ``level`` per pair (0: missing), and per level what
    experience expects of true pairs (``m``) and what chance gives (``u``)."""

    name: str
    level: Ints
    m: Floats
    u: Floats
    words: tuple[str, ...] | None
    """Names of the levels; ``None`` for a coded field."""

    def weights(self, m: Floats) -> Floats:
        """Return the weight of each pair in bits."""
        bits = np.log2(np.maximum(m, 1e-6) / np.maximum(self.u, 1e-6))
        bits[0] = 0.0
        weight: Floats = bits[self.level]
        return weight

    def labels(self, weight: Floats) -> pl.Series:
        """Return the name of each pair's level; ``usual`` or ``unusual`` for a coded field."""
        if self.words is not None:
            return pl.Series(self.name, np.array(self.words)[self.level])
        words = np.select([self.level == 0, weight > 0], ["missing", "usual"], "unusual")
        return pl.Series(self.name, words)


def compare_field(name: str, pairs: pl.DataFrame, left: pl.Series, right: pl.Series) -> Field:
    """Return the field of folded texts ``left`` and ``right`` (one per record) for all pairs."""
    values = [side.drop_nulls().unique().sort() for side in (left, right)]
    if all(v.len() <= min(_CODES, side.len() / _RECORDS_PER_CODE)
           for v, side in zip(values, (left, right), strict=True)):  # fmt: skip
        return _coded(name, pairs, left, right, values)
    return _text(name, pairs, left, right)


def _coded(
    name: str, pairs: pl.DataFrame, left: pl.Series, right: pl.Series, values: list[pl.Series]
) -> Field:
    codes = [
        side.replace_strict(v, range(v.len()), default=-1, return_dtype=pl.Int64)
        .fill_null(-1)
        .to_numpy()
        for side, v in zip((left, right), values, strict=True)
    ]
    n, m = (v.len() for v in values)
    a, b = codes[0][pairs["r"].to_numpy()], codes[1][pairs["c"].to_numpy()]
    level = np.where((a < 0) | (b < 0), 0, 1 + a * m + b)
    shares = [
        np.bincount(code[code >= 0], minlength=k) / max(1, int((code >= 0).sum()))
        for code, k in zip(codes, (n, m), strict=True)
    ]
    u = np.concatenate([[1.0], np.outer(*shares).ravel()])
    same = values[0].to_numpy()[:, None] == values[1].to_numpy()[None, :]
    agreeing = np.where(same, np.minimum.outer(shares[0], shares[1]), 0.0).ravel()
    expected = u.copy()
    if agreeing.sum() > 0:
        expected[1:] = _FOREIGN * u[1:] + (1 - _FOREIGN) * agreeing / agreeing.sum()
    return Field(name, level, expected, u, None)


def _text(name: str, pairs: pl.DataFrame, left: pl.Series, right: pl.Series) -> Field:
    draw = np.random.default_rng(_SEED)
    level = _levels(left.gather(pairs["r"]), right.gather(pairs["c"]))
    if left.len() and right.len():
        a, b = (draw.integers(0, side.len(), _DRAWN) for side in (left, right))
        by_chance = np.bincount(_levels(left.gather(a), right.gather(b)), minlength=5) + 1.0
    else:
        by_chance = np.ones(5)
    by_chance[0] = 0
    return Field(name, level, _M_TEXT, by_chance / by_chance.sum(), TEXT_LEVELS)


def _levels(a: pl.Series, b: pl.Series) -> Ints:
    there = (a.is_not_null() & b.is_not_null()).to_numpy()
    texts = (side.filter(pl.Series(there)).to_list() for side in (a, b))
    one, other = texts
    alike = cpdist(one, other, scorer=fuzz.token_sort_ratio, workers=-1)
    within = cpdist(one, other, scorer=fuzz.token_set_ratio, workers=-1)
    alike = np.maximum(alike, _WITHIN * within)
    level = np.zeros(a.len(), dtype=np.int64)
    level[there] = np.select([alike >= bound for bound in _BOUNDS], [1, 2, 3], 4)
    return level
