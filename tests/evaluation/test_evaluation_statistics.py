"""Intervals against published tables, stratified estimates against sums done by hand."""

from __future__ import annotations

import random

import pytest

from disclosure_audit.evaluation.intervals import (
    clopper_pearson,
    share_interval,
    upper_bound,
    wilson,
)
from disclosure_audit.evaluation.stratified import (
    Estimate,
    Stratum,
    estimate_ratio,
    estimate_total,
)

# R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
# Medicine 17 (1998), 857-872, table I, methods 3 and 5.
_NEWCOMBE = [
    (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
    (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
    (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
    (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
]


@pytest.mark.parametrize(("hits", "trials", "score", "exact"), _NEWCOMBE)
def test_published_intervals(
    hits: int, trials: int, score: tuple[float, float], exact: tuple[float, float]
) -> None:
    for found, said in ((wilson(hits, trials), score), (clopper_pearson(hits, trials), exact)):
        assert (found.low, found.high) == pytest.approx(said, abs=5e-5)


def test_no_hits_and_few_hits() -> None:
    assert wilson(0, 50).low == 0
    assert wilson(0, 50).high == pytest.approx(3.841459 / 53.841459, abs=1e-6)
    assert clopper_pearson(0, 50).high == pytest.approx(0.0711, abs=5e-5)
    assert clopper_pearson(50, 50).low == pytest.approx(0.9289, abs=5e-5)
    found = wilson(5, 100)
    assert (found.low, found.high) == pytest.approx((0.02154, 0.11175), abs=1e-5)


def test_one_sided_bound_is_near_the_rule_of_three() -> None:
    assert upper_bound(0, 100) == pytest.approx(1 - 0.05**0.01)
    assert upper_bound(0, 1000) == pytest.approx(0.003, rel=0.01)
    assert upper_bound(3, 3) == 1


def test_which_interval_is_taken() -> None:
    assert share_interval(3, 40).method == "clopper-pearson"
    assert share_interval(3, 41).method == "wilson"
    assert share_interval(0, 900).method == "clopper-pearson"
    assert share_interval(900, 900).method == "clopper-pearson"


@pytest.mark.parametrize(("hits", "trials"), [(1, 0), (0, 0), (3, 2), (-1, 5)])
def test_what_is_no_share(hits: int, trials: int) -> None:
    for method in (wilson, clopper_pearson, upper_bound):
        with pytest.raises(ValueError, match="no share"):
            method(hits, trials)


def test_total_over_strata_by_hand() -> None:
    found = estimate_total([Stratum(100, 50, 0), Stratum(300, 100, 5), Stratum(7, 7, 3)])
    assert found is not None
    # 300 x 0.05 + 3; below: 300 x (0.05 - 0.02154); above: the root of
    # (100 x 0.07112)^2 + (300 x 0.06175)^2; the third stratum was judged whole. But 8 were seen.
    assert found.value == pytest.approx(18)
    assert found.low == pytest.approx(18 - 300 * (0.05 - 0.021543), abs=0.01)
    assert found.high == pytest.approx(18 + 19.84, abs=0.01)


def test_total_of_one_stratum_is_its_interval() -> None:
    found, simple = estimate_total([Stratum(1000, 60, 6)]), wilson(6, 60)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((1000 * simple.low, 1000 * simple.high))


def test_total_cannot_be_told_of_what_was_not_judged() -> None:
    assert estimate_total([Stratum(10, 10, 9), Stratum(5, 0, 0)]) is None
    assert estimate_total([Stratum(10, 10, 9), Stratum(0, 0, 0)]) == Estimate(9, 9, 9)


def test_ratio_by_hand() -> None:
    found = estimate_ratio(Estimate(2, 1, 4), Estimate(10, 8, 12))
    assert found is not None
    assert found.value == 0.2
    assert found.low == pytest.approx((20 - 112**0.5) / 96)
    assert found.high == pytest.approx(40 / 96)
    known = estimate_ratio(Estimate(2, 1, 4), Estimate(10, 10, 10))
    assert known is not None
    assert (known.low, known.high) == pytest.approx((0.1, 0.4))
    assert estimate_ratio(Estimate(2, 1, 4), Estimate(0, 0, 5)) is None
    nothing_sure = estimate_ratio(Estimate(2, 1, 4), Estimate(10, 0, 30))
    assert nothing_sure is not None
    assert nothing_sure.high == float("inf")
    assert 0 <= nothing_sure.low <= nothing_sure.value


def test_the_stratified_interval_covers_as_promised() -> None:
    dice = random.Random(11)
    shares = ((1900, 25, 0.03), (40, 10, 0.3), (20, 8, 0.5))
    truth = sum(size * share for size, _, share in shares)
    covered = 0
    for _ in range(400):
        found = estimate_total(
            Stratum(size, n, sum(dice.random() < share for _ in range(n)))
            for size, n, share in shares
        )
        assert found is not None
        covered += found.low <= truth <= found.high
    assert covered >= 0.93 * 400
