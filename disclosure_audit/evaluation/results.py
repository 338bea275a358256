"""What an evaluation comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from disclosure_audit.language import Text

Verdict = Literal["consistent", "too_sure", "too_cautious", "not_judged"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A share (0 to 1) or a number of records, with its 95 % interval.

    ``value`` is ``None`` where the labels cannot tell; ``of`` is the number that a count is
    taken from.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    method: str
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """The links of one status: what the scores promise, and what the labels show."""

    name: str
    links: int
    judged: int
    wrong: int
    observed: Measure
    """Share of wrong links."""
    expected: float | None
    """The share that the scores promise: the mean of ``1 / (1 + 2 ** score)`` over the band."""
    upper: float | None
    """One-sided 95 % upper bound of the share of wrong links."""
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """How much of one stratum was judged."""

    stratum: str
    size: int
    judged: int
    same: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome. ``measures`` are precision, recall and F1; ``omissions`` are counts."""

    kind: Literal["sample", "truth"]
    pairs: int
    """Labels that were used: judged units of a sample, or true pairs."""
    unjudged: int
    strata: tuple[Judged, ...]
    measures: tuple[Measure, ...]
    bands: tuple[Band, ...]
    omissions: tuple[Measure, ...]
    notes: tuple[Text, ...] = ()
