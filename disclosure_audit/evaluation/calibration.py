"""Whether the scores keep their promise: the share of wrong links in each band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from disclosure_audit.evaluation.intervals import CONFIDENCE, upper_bound
from disclosure_audit.evaluation.results import Band, Measure, Verdict
from disclosure_audit.evaluation.shares import is_simple, share_measure, weighted_share
from disclosure_audit.evaluation.strata import LINK_STRATA
from disclosure_audit.evaluation.stratified import Stratum
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
    turned = [Stratum(s.size, s.judged, s.judged - s.hits) for s in strata]
    observed = weighted_share("wrong", turned)
    if is_simple(turned):
        upper = upper_bound(wrong, judged) if judged else None
    else:
        upper = weighted_share("wrong", turned, 2 * CONFIDENCE - 1).high
    return Band(
        "accepted", links, judged, wrong, observed, expected, upper, _verdict(observed, expected)
    )


def _verdict(observed: Measure, expected: float | None) -> Verdict:
    if observed.low is None or observed.high is None or expected is None:
        return "not_judged"
    if expected < observed.low:
        return "too_sure"
    return "too_cautious" if expected > observed.high else "consistent"
