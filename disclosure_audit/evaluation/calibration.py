"""Whether the scores keep their promise: the share of wrong links in each band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from disclosure_audit.evaluation.intervals import CONFIDENCE, share_interval, upper_bound
from disclosure_audit.evaluation.results import Band, Measure, Verdict
from disclosure_audit.evaluation.strata import LINK_STRATA
from disclosure_audit.evaluation.stratified import METHOD, Stratum, estimate_total
from disclosure_audit.run import Run

ACCEPTED = ("certain", "probable")
"""The links that stand without a person."""


def judge_bands(run: Run, judged: Mapping[str, Stratum]) -> tuple[Band, ...]:
    """Return one band per status of link, and ``accepted`` for those that stand without a person.

    In ``judged`` a hit is a link that is right. The interval of one band is of a simple share: it
    says what lists of this kind give, also where every link of this run was judged.
    """
    bands = [_single(run, name, judged[name]) for name in LINK_STRATA]
    return (*bands, _accepted(run, [judged[name] for name in ACCEPTED]))


def expected_share(run: Run, statuses: Sequence[str]) -> float | None:
    """Return the share of wrong links that the scores promise, ``None`` if there are no links.

    A score is the log2 of the odds that a link is right, so ``1 / (1 + 2 ** score)`` of such links
    are wrong if the scores are calibrated.
    """
    share = run.links.filter(pl.col("status").is_in(list(statuses))).select(
        (1 / (1 + 2.0 ** pl.col("score"))).mean()
    )
    value = share.item()
    return None if value is None else float(value)


def _single(run: Run, name: str, judged: Stratum) -> Band:
    wrong = judged.judged - judged.hits
    observed = share_measure("wrong", wrong, judged.judged)
    expected = expected_share(run, [name])
    return Band(
        name=name,
        links=judged.size,
        judged=judged.judged,
        wrong=wrong,
        observed=observed,
        expected=expected,
        upper=upper_bound(wrong, judged.judged) if judged.judged else None,
        verdict=_verdict(observed, expected),
    )


def _accepted(run: Run, strata: Sequence[Stratum]) -> Band:
    """Return both bands together; their samples differ in density, so they are weighted.

    One-sided limits at 95 % are two-sided ones at 90 %.
    """
    links = sum(stratum.size for stratum in strata)
    judged = sum(stratum.judged for stratum in strata)
    wrong = judged - sum(stratum.hits for stratum in strata)
    expected = expected_share(run, ACCEPTED)
    filled = [stratum for stratum in strata if stratum.size]
    if judged == links or len(filled) == 1:  # nothing to weight
        observed = share_measure("wrong", wrong, judged)
        upper = upper_bound(wrong, judged) if judged else None
    else:
        turned = [Stratum(s.size, s.judged, s.judged - s.hits) for s in filled]
        total = estimate_total(turned)
        sided = estimate_total(turned, 2 * CONFIDENCE - 1)
        observed = Measure("wrong", None, None, None, METHOD, links)
        upper = None
        if total and sided:
            share = total.over(links)
            observed = Measure("wrong", share.value, share.low, share.high, METHOD, links)
            upper = sided.over(links).high
    return Band(
        "accepted", links, judged, wrong, observed, expected, upper, _verdict(observed, expected)
    )


def share_measure(name: str, hits: int, of: int) -> Measure:
    """Return the share ``hits / of`` with its interval; without a value if ``of`` is 0."""
    if not of:
        return Measure(name, None, None, None, "none", 0)
    interval = share_interval(hits, of)
    return Measure(name, hits / of, interval.low, interval.high, interval.method, of)


def _verdict(observed: Measure, expected: float | None) -> Verdict:
    if observed.low is None or observed.high is None or expected is None:
        return "not_judged"
    if expected < observed.low:
        return "too_sure"
    return "too_cautious" if expected > observed.high else "consistent"
