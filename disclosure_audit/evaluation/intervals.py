"""Confidence intervals of a share: what ``hits`` of ``trials`` say about all of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
SMALL = 40
"""Trials up to which the exact interval is taken."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Limits of a share (0 to 1) or of a number, and the method that gave them."""

    low: float
    high: float
    method: str


def wilson(hits: int, trials: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the two-sided score interval of a share.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22 (1927), 209-212; recommended
    by L. D. Brown, T. T. Cai and A. DasGupta, "Interval estimation for a binomial
    proportion", Statistical Science 16 (2001), 101-133. No continuity correction.
    Raises ``ValueError`` unless ``0 <= hits <= trials`` and ``trials > 0``.
    """
    _check(hits, trials)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share, spread = hits / trials, z * z / trials
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / trials + spread / (4 * trials)) / (1 + spread)
    return Interval(
        low=0.0 if hits == 0 else max(0.0, middle - half),
        high=1.0 if hits == trials else min(1.0, middle + half),
        method="wilson",
    )


def clopper_pearson(hits: int, trials: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the two-sided exact interval of a share: it never covers less often than promised.

    Source: C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated
    in the case of the binomial", Biometrika 26 (1934), 404-413; the limits are quantiles of the
    beta distribution. Raises ``ValueError`` as :func:`wilson` does.
    """
    _check(hits, trials)
    tail = (1 - confidence) / 2
    return Interval(
        _beta_quantile(tail, hits, trials - hits + 1),
        _beta_quantile(1 - tail, hits + 1, trials - hits),
        "clopper-pearson",
    )


def share_interval(hits: int, trials: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the exact interval for a small sample or a share of 0 or 1, else Wilson's.

    In a small sample, and where no error (or nothing but errors) was seen, Wilson's interval
    may cover less often than it promises; an audit must not promise too much.
    """
    if trials <= SMALL or hits in (0, trials):
        return clopper_pearson(hits, trials, confidence)
    return wilson(hits, trials, confidence)


def upper_bound(hits: int, trials: int, confidence: float = CONFIDENCE) -> float:
    """Return the one-sided exact upper limit of a share.

    For no hits it is ``1 - (1 - confidence) ** (1 / trials)``, near ``3 / trials`` at 95 %
    (J. A. Hanley and A. Lippman-Hand, "If nothing goes wrong, is everything all right?",
    Journal of the American Medical Association 249 (1983), 1743-1745).
    """
    _check(hits, trials)
    return _beta_quantile(confidence, hits + 1, trials - hits)


def _beta_quantile(share: float, a: int, b: int) -> float:
    if a == 0:
        return 0.0
    if b == 0:
        return 1.0
    from scipy.special import betaincinv  # slow to load; only those who evaluate need it

    return float(betaincinv(a, b, share))


def _check(hits: int, trials: int) -> None:
    if not 0 <= hits <= trials or trials == 0:
        raise ValueError(f"{hits} hits of {trials} trials make no share")
