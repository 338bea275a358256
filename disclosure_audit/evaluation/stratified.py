"""Estimates from a stratified sample: totals over strata, and ratios of two totals.

Intervals are made by the method of variance estimates recovery (MOVER), which puts together the
intervals of the strata and so inherits their good manners where a share is 0 or 1:

- sums: G. Y. Zou, W. Huang and X. Zhang, "A note on confidence interval estimation for a linear
  function of binomial proportions", Computational Statistics and Data Analysis 53 (2009),
  1080-1085;
- ratios: A. Donner and G. Y. Zou, "Closed-form confidence intervals for functions of the normal
  mean and standard deviation", Statistical Methods in Medical Research 21 (2012), 347-359.

The estimate itself is the usual one, each stratum's share weighted by the stratum's size
(W. G. Cochran, *Sampling Techniques*, 3rd ed. 1977, ch. 5). That strata are finite is used only
where one was judged whole: it then adds no uncertainty. Otherwise the intervals are a little too
wide, never too narrow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf, sqrt

from disclosure_audit.evaluation.intervals import CONFIDENCE, share_interval

METHOD = "stratified-mover"


@dataclass(frozen=True, slots=True)
class Stratum:
    """``hits`` of the ``judged`` units of a stratum of ``size`` units."""

    size: int
    judged: int
    hits: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number, and the limits between which it lies with the stated confidence."""

    value: float
    low: float
    high: float

    def over(self, whole: float) -> Estimate:
        """Return this number as a share of a known ``whole``."""
        return Estimate(self.value / whole, self.low / whole, self.high / whole)

    def plus(self, constant: float) -> Estimate:
        """Return this number with a known one added."""
        return Estimate(self.value + constant, self.low + constant, self.high + constant)


def estimate_total(
    strata: Iterable[Stratum], confidence: float = CONFIDENCE, *, finite: bool = True
) -> Estimate | None:
    """Return how many units of all strata are hits; ``None`` if a stratum was not judged at all.

    The limits are of these very units; or, unless ``finite``, of as many units of this kind, so that
    what was judged whole is uncertain too.
    """
    value = below = above = 0.0
    whole = seen = 0
    for stratum in strata:
        if not stratum.size:
            continue
        if not stratum.judged:
            return None
        share = stratum.hits / stratum.judged
        value += stratum.size * share
        whole += stratum.size
        seen += stratum.hits
        if stratum.judged < stratum.size or not finite:
            limits = share_interval(stratum.hits, stratum.judged, confidence)
            below += (stratum.size * (share - limits.low)) ** 2
            above += (stratum.size * (limits.high - share)) ** 2
    # What was seen is there, whatever the interval says.
    least = seen if finite else 0
    return Estimate(value, max(value - sqrt(below), least), min(value + sqrt(above), whole))


def estimate_ratio(part: Estimate, whole: Estimate) -> Estimate | None:
    """Return ``part / whole`` of two independent estimates; ``None`` where ``whole`` is 0."""
    a, b = part.value, whole.value
    if b == 0:
        return None
    low_square = whole.high * (2 * b - whole.high)
    high_square = whole.low * (2 * b - whole.low)
    product = a * b
    if low_square > 0:
        inside = product**2 - part.low * (2 * a - part.low) * low_square
        low = (product - sqrt(max(inside, 0.0))) / low_square
    else:  # the whole is known so badly that only the extremes are safe
        low = part.low / whole.high
    if high_square > 0:
        inside = product**2 - part.high * (2 * a - part.high) * high_square
        high = (product + sqrt(max(inside, 0.0))) / high_square
    else:
        high = inf
    return Estimate(a / b, max(low, 0.0), high)
