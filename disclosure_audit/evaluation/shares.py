"""Shares with their intervals: of one group, or of several that were judged in different density."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_audit.evaluation.intervals import CONFIDENCE, share_interval
from disclosure_audit.evaluation.results import Measure
from disclosure_audit.evaluation.stratified import METHOD, Stratum, estimate_total


def share_measure(name: str, hits: int, of: int, confidence: float = CONFIDENCE) -> Measure:
    """Return the share ``hits / of`` with its interval; without a value if ``of`` is 0."""
    if not of:
        return Measure(name, None, None, None, "none", 0)
    interval = share_interval(hits, of, confidence)
    return Measure(name, hits / of, interval.low, interval.high, interval.method, of)


def is_simple(strata: Sequence[Stratum]) -> bool:
    """Return whether there is nothing to weight: one stratum, or every unit judged."""
    filled = [stratum for stratum in strata if stratum.size]
    return len(filled) < 2 or all(stratum.judged == stratum.size for stratum in filled)


def weighted_share(
    name: str, strata: Sequence[Stratum], confidence: float = CONFIDENCE, *, finite: bool = True
) -> Measure:
    """Return the share of hits, each stratum weighted by its size.

    Where there is nothing to weight (:func:`is_simple`) it is the simple share, whose interval says
    what lists of this kind give; so does the other interval unless ``finite``. Without a value
    where a stratum was not judged at all.
    """
    size = sum(stratum.size for stratum in strata)
    if is_simple(strata):
        hits, judged = sum(s.hits for s in strata), sum(s.judged for s in strata)
        return share_measure(name, hits, judged, confidence)
    total = estimate_total(strata, confidence, finite=finite)
    if total is None:
        return Measure(name, None, None, None, METHOD, size)
    share = total.over(size)
    return Measure(name, share.value, share.low, share.high, METHOD, size)
