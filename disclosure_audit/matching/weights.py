"""Weights of evidence in bits, estimated from the two lists without labels.

A link's score is the log2 odds that its two records describe one document (Fellegi and Sunter
1969): the prior odds and, per field, log2(m/u), where m is how often true pairs come to this level
and u how often other pairs do. m and u are estimated by expectation maximisation over the
candidates, with pseudo-counts from experience so that short lists behave too.

Two things go beyond the plain model, because documents of one office are not drawn independently:

- what agrees by chance depends on how common the value is (term frequency);
- siblings (documents alike in title) are often made on one day, so u of a date is estimated
  separately for every level of the title.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from disclosure_audit.matching.comparison import DATE_LEVELS, TITLE_LEVELS
from disclosure_audit.matching.fields import Field
from disclosure_audit.matching.titles import Floats

LEAST_POPULATION = 4096
"""Documents among which even the shortest list is taken to be drawn."""

# What experience says before any data: share of true pairs at each level.
_M_TITLE = dict(
    zip(TITLE_LEVELS, (0.88, 0.05, 0.02, 0.003, 0.02, 0.005, 0.005, 0.01, 0.0), strict=True)
)
# Other documents at each level that one document meets in the other list.
_NEIGHBOURS = dict(
    zip(TITLE_LEVELS, (0.05, 0.05, 0.005, 0.2, 0.1, 1.0, 1.0, 0.0, 0.0), strict=True)
)
_M_DATE = dict(zip(DATE_LEVELS, (0.96, 0.015, 0.004, 0.004, 0.017, 0.0), strict=True))
_U_DATE_ALIKE = dict(zip(DATE_LEVELS, (0.06, 0.04, 0.002, 0.02, 0.878, 0.0), strict=True))
_U_DATE = dict(zip(DATE_LEVELS, (0.0, 0.004, 0.0003, 0.0005, 0.99, 0.0), strict=True))
_M_KEY = {"number": 0.99, "index": 0.99, "url": 0.9, "published": 0.95}
_REUSED = {"number": 0.01, "index": 0.01, "url": 0.02}
_M_NAME = {"equal": 0.9, "contained": 0.07, "differs": 0.03}
_PSEUDO = 40.0
"""Weight of experience, in pairs."""
_FAR = -4.0
"""Most that dates which lie apart may weigh, in bits."""
_ROUNDS = 4
_PARTNERED = (0.001, 0.95)
"""Bounds of the share of records that have a partner: no list is trusted to be all but complete."""
_ALIKE_LEVELS = tuple(level for level in TITLE_LEVELS if level not in ("different", "missing"))


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Per pair, how many documents of the more crowded side share the agreeing value."""

    number: Floats
    index: Floats
    url: Floats
    title: Floats
    date: Floats
    issuer: Floats


def frequencies(
    pairs: pl.DataFrame,
    register: pl.DataFrame,
    catalog: pl.DataFrame,
    *,
    within: bool = False,
) -> Frequencies:
    """Return how many documents of one side share the values of each pair (the larger side's).

    Both frames have ``document``, the same for records that repeat each other. ``within`` says
    that a list is compared with itself: a record does not count as its own rival.
    """
    self = 1.0 if within else 0.0
    r = pairs["r"].to_numpy()

    def larger(column: str) -> Floats:
        # Only values that agree are weighed by frequency, so one side's value will do.
        counts = []
        for frame in (register, catalog):
            count = (
                frame.select(column, "document")
                .drop_nulls()
                .group_by(column)
                .agg(pl.col("document").n_unique().alias("n"))
            )
            joined = register.select(column).join(
                count, on=column, how="left", maintain_order="left"
            )
            counts.append(joined["n"].fill_null(0).to_numpy().astype(float)[r])
        most: Floats = np.maximum(*counts) - self
        return most

    columns = {
        "number": "number_identity",
        "index": "index_key",
        "url": "url",
        "title": "norm_title_core",
        "date": "issued_on",
        "issuer": "norm_issuer",
    }
    with ThreadPoolExecutor(2) as workers:
        return Frequencies(**dict(zip(columns, workers.map(larger, columns.values()), strict=True)))


def weigh(
    pairs: pl.DataFrame,
    frequency: Frequencies,
    sizes: tuple[int, int],
    fields: Sequence[Field] = (),
    *,
    expected: float = 0.9,
) -> pl.DataFrame:
    """Return ``pairs`` with the weight of each field (``w_<field>``, bits) and their sum ``score``.

    ``sizes`` are the numbers of records of both lists, ``expected`` what experience says of the
    share of left records that have a partner; the data correct it. ``w_prior`` is the prior: that
    this record is the partner, against there being none. ``fields`` are further fields to weigh.
    """
    population = float(max(*sizes, LEAST_POPULATION))
    level = {name: pairs[name].to_physical().to_numpy() for name in ("title", "date")}
    fixed = _fixed_weights(pairs, frequency, population)
    base = np.sum(list(fixed.values()), axis=0) if pairs.height else np.zeros(0)
    m_title = np.array([_M_TITLE[name] for name in TITLE_LEVELS])
    u_title = np.array([_NEIGHBOURS[name] for name in TITLE_LEVELS]) / population
    m_date = np.array([_M_DATE[name] for name in DATE_LEVELS])
    u_date = np.array(
        [
            [(_U_DATE_ALIKE if title in _ALIKE_LEVELS else _U_DATE)[day] for day in DATE_LEVELS]
            for title in TITLE_LEVELS
        ]
    )
    prior_counts = (m_title, u_title * population, m_date, u_date)
    title = date = np.zeros(pairs.height)
    partnered = expected
    m_fields = [field.m for field in fields]
    keys = [
        _Key.of(name, pairs, getattr(frequency, name), population)
        for name in ("number", "index", "url")
    ]
    m_keys = [_M_KEY[key.name] for key in keys]
    of_keys: list[Floats] = []
    learned: list[Floats] = []
    for _ in range(_ROUNDS):
        prior = np.log2(partnered / (1 - partnered) / population)
        title = _title_weight(level["title"], frequency.title, m_title, u_title, population)
        date = _date_weight(level, frequency.date, m_date, u_date, sizes)
        learned = [field.weights(m) for field, m in zip(fields, m_fields, strict=True)]
        of_keys = [key.weights(m) for key, m in zip(keys, m_keys, strict=True)]
        odds = np.clip(prior + base + sum(of_keys) + title + date + sum(learned), -60, 60)
        likely = 1 / (1 + np.exp2(-odds))
        match = _exclusive(pairs, likely)
        partnered = (match.sum() + _PSEUDO * expected) / (sizes[0] + _PSEUDO)
        partnered = min(max(partnered, _PARTNERED[0]), _PARTNERED[1])
        m_title, u_title, m_date, u_date = _estimate(
            level,
            match,
            1 - likely,
            frequency.title,
            sizes,
            population,
            *prior_counts,
        )
        m_fields = [_learn(field, match) for field in fields]
        m_keys = [key.learn(match) for key in keys]
    weights = {"prior": np.full(pairs.height, prior)}
    weights |= {key.name: weight for key, weight in zip(keys, of_keys, strict=True)}
    weights |= {**fixed, "title": title, "date": date}
    weights |= {field.name: weight for field, weight in zip(fields, learned, strict=True)}
    labels = [field.labels(weight) for field, weight in zip(fields, learned, strict=True)]
    return pairs.with_columns(
        *labels, *(pl.Series(f"w_{name}", np.round(value, 4)) for name, value in weights.items())
    ).with_columns(pl.sum_horizontal(f"w_{name}" for name in weights).round(4).alias("score"))


@dataclass(frozen=True, slots=True)
class _Key:
    """A key field of all pairs: whether it is equal, whether it differs, and the chance of that."""

    name: str
    equal: NDArray[np.bool_]
    differs: NDArray[np.bool_]
    by_chance: Floats

    @classmethod
    def of(cls, name: str, pairs: pl.DataFrame, frequency: Floats, population: float) -> _Key:
        reused = np.maximum(frequency - 1 + _REUSED[name], _REUSED[name]) / population
        return cls(
            name,
            (pairs[name] == "equal").to_numpy(),
            (pairs[name] == "differs").to_numpy(),
            np.minimum(reused, 1),
        )

    def weights(self, m: float) -> Floats:
        """Return the weight of each pair in bits; ``m`` is how often true pairs agree."""
        # Another address says nothing: one document stands in several places.
        disagree = 0.0 if self.name == "url" else np.log2(1 - m)
        weight: Floats = np.where(
            self.equal, np.log2(m / self.by_chance), np.where(self.differs, disagree, 0.0)
        )
        return weight

    def learn(self, match: Floats) -> float:
        """Return how often true pairs agree, by their expected number among the pairs."""
        agree, known = match[self.equal].sum(), match[self.equal | self.differs].sum()
        return float((agree + _PSEUDO * _M_KEY[self.name]) / (known + _PSEUDO))


def _fixed_weights(
    pairs: pl.DataFrame, frequency: Frequencies, population: float
) -> dict[str, Floats]:
    """Return the weights of the fields that say little and need no estimation."""
    weights: dict[str, Floats] = {}
    published = pairs["published"]
    weights["published"] = np.where(
        (published == "equal").to_numpy(),
        3.0,
        np.where((published == "far").to_numpy(), np.log2(1 - _M_KEY["published"]), 0.0),
    )
    chance = np.clip(frequency.issuer / population, 0.02, 1)
    issuer = np.select(
        [(pairs["issuer"] == level).to_numpy() for level in ("equal", "contained", "differs")],
        [np.log2(_M_NAME["equal"] / chance), 0.5, np.log2(_M_NAME["differs"])],
        0.0,
    )
    weights["issuer"] = np.clip(issuer, -3.0, 2.0)  # it is written into number and title already
    return weights


def _title_weight(
    level: Floats, frequency: Floats, m: Floats, u: Floats, population: float
) -> Floats:
    same, different, missing = (TITLE_LEVELS.index(n) for n in ("same", "different", "missing"))
    by_chance = u[level]
    common = np.maximum(frequency - 1, 0) / population
    by_chance = np.where(level == same, np.minimum(by_chance + common, 1), by_chance)
    by_chance = np.where(level == different, 1.0, by_chance)
    return np.where(
        level == missing, 0.0, np.log2(np.maximum(m[level], 1e-6) / np.maximum(by_chance, 1e-12))
    )


def _date_weight(
    level: dict[str, Floats], frequency: Floats, m: Floats, u: Floats, sizes: tuple[int, int]
) -> Floats:
    equal, missing = DATE_LEVELS.index("equal"), DATE_LEVELS.index("missing")
    by_chance = u[level["title"], level["date"]]
    common = (frequency + 1) / (max(sizes) + 365)
    by_chance = np.where(level["date"] == equal, np.maximum(by_chance, common), by_chance)
    weight = np.log2(np.maximum(m[level["date"]], 1e-6) / np.maximum(by_chance, 1e-6))
    # Candidates that were found by their day say nothing of how seldom others share it.
    weight = np.where(level["date"] == DATE_LEVELS.index("far"), np.minimum(weight, _FAR), weight)
    return np.where(level["date"] == missing, 0.0, weight)


def _learn(field: Field, match: Floats) -> Floats:
    """Return how often true pairs come to each level of a field.

    The values of a coded field that seldom go together are taken as one level: apart they are too
    few to learn from.
    """
    known = field.level > 0
    matched = np.bincount(field.level[known], weights=match[known], minlength=len(field.m))
    learned: Floats = (matched + _PSEUDO * field.m) / (matched.sum() + _PSEUDO)
    if field.words is None:
        seldom = learned < field.u
        seldom[0] = False
        learned[seldom] = field.u[seldom] * learned[seldom].sum() / max(field.u[seldom].sum(), 1e-9)
    return learned


def _exclusive(pairs: pl.DataFrame, share: Floats) -> Floats:
    """Scale the shares so that no record belongs to more than one document in expectation."""
    frame = pairs.select("r", "c").with_columns(pl.Series("p", share))
    crowd = pl.max_horizontal(pl.col("p").sum().over("r"), pl.col("p").sum().over("c"), pl.lit(1.0))
    return frame.select(pl.col("p") / crowd).to_series().to_numpy()


def _estimate(
    level: dict[str, Floats],
    match: Floats,
    other: Floats,
    crowd: Floats,
    sizes: tuple[int, int],
    population: float,
    m_title: Floats,
    neighbours: Floats,
    m_date: Floats,
    u_date: Floats,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return new m and u of title and date from the candidates' odds.

    ``match`` is how far each candidate counts as a true pair, ``other`` as one that is none. They
    need not add up to 1: the second publication of a document is no evidence of chance agreement.
    """
    titles, dates = len(TITLE_LEVELS), len(DATE_LEVELS)
    title, date = level["title"], level["date"]
    matched = np.bincount(title, weights=match, minlength=titles)[:titles]
    matched[TITLE_LEVELS.index("missing")] = 0
    new_m_title = (matched + _PSEUDO * m_title) / (matched.sum() + _PSEUDO)
    # How often a title that stands for several documents misleads is known from its frequency.
    lonely = (title != TITLE_LEVELS.index("same")) | (crowd <= 1)
    strangers = np.bincount(title[lonely], weights=other[lonely], minlength=titles)[:titles]
    new_u_title = (strangers + _PSEUDO * neighbours) / (min(sizes) + _PSEUDO) / population
    known = date != DATE_LEVELS.index("missing")
    matched = np.bincount(date[known], weights=match[known], minlength=dates)
    new_m_date = (matched + _PSEUDO * m_date) / (matched.sum() + _PSEUDO)
    cell = title * dates + date
    strangers = np.bincount(cell[known], weights=other[known], minlength=titles * dates)
    strangers = strangers.reshape(titles, dates)
    alike = np.array([name in _ALIKE_LEVELS for name in TITLE_LEVELS])
    new_u_date = u_date.copy()
    new_u_date[alike] = (strangers[alike] + _PSEUDO * u_date[alike]) / (
        strangers[alike].sum(axis=1, keepdims=True) + _PSEUDO
    )
    return new_m_title, new_u_title, new_m_date, new_u_date
