"""What is taken for a slip, and what never is."""

from __future__ import annotations

import itertools

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.series.plausible import MOST, SHORTEST_STEP, TIMES, mark_implausible


def doubted(*serials: int) -> list[int]:
    seen = pl.DataFrame({"series_no": [0] * len(serials), "serial": serials})
    marked = mark_implausible(seen.with_columns(pl.col("series_no").cast(pl.UInt32)))
    return marked.filter("is_implausible")["serial"].to_list()


@pytest.mark.parametrize(
    ("serials", "slips"),
    [
        ([*range(1, 121), 99999], [99999]),
        ([*range(1, 121), 1120, 99999], [1120, 99999]),
        ([*range(1, 121, 3), 1120], [1120]),  # a third of the serials is there
        ([1, 2, 3, 4, 5, 99999], [99999]),
        ([*range(1, 121), 212], []),  # a page may be missing
        ([*range(1, 121), 5001, 5002, 5003], []),  # a block reserved
        ([1, 2, 3, 900], []),  # too few to know how dense the series is
        ([1, 2, 3, 99999], [99999]),
        ([3, 40, 95, 180, 230, 689], []),  # one less than three times as long
        ([3, 40, 95, 180, 230, 690], [690]),
        ([7], []),
        ([1, 2, 3, 4, 5, 500, 5000, 50_000, 500_000], []),  # four of nine are no slips
    ],
)
def test_slips(serials: list[int], slips: list[int]) -> None:
    assert doubted(*serials) == slips


serials = st.sets(st.integers(1, 400), min_size=5, max_size=200)


@given(serials)
@settings(max_examples=80, deadline=None)
def test_without_a_long_step_nothing_is_doubted(found: set[int]) -> None:
    ordered = sorted(found)
    long = [b for a, b in itertools.pairwise(ordered) if b - a >= max(SHORTEST_STEP, TIMES * a)]
    assert set(doubted(*found)) <= set(long) | {s for s in ordered if long and s > min(long)}
    if not long:
        assert doubted(*found) == []


@given(serials, st.integers(1, MOST))
@settings(max_examples=80, deadline=None)
def test_far_slips_are_found_and_change_nothing_else(found: set[int], many: int) -> None:
    before = doubted(*found)
    if before:
        found = found - set(before)
    slips = [10**6 * 10**n for n in range(many)]
    assert doubted(*found, *slips) == slips
    assert doubted(*(found | set(slips)) - set(slips)) == doubted(*found)


@given(st.lists(st.integers(1, 10**8), min_size=1, max_size=60, unique=True))
@settings(max_examples=80, deadline=None)
def test_what_is_doubted_lies_above_the_rest_and_is_little(found: list[int]) -> None:
    slips = doubted(*found)
    rest = set(found) - set(slips)
    assert rest
    assert len(slips) <= max(MOST, len(found) // 20)
    assert not slips or min(slips) > max(rest)
    assert slips == doubted(*found[::-1])


def test_series_are_judged_one_by_one() -> None:
    seen = pl.DataFrame(
        {
            "series_no": pl.Series([1] * 7 + [0] * 3, dtype=pl.UInt32),
            "serial": [1, 2, 3, 4, 5, 6, 9000, 1, 2, 9000],
        }
    )
    marked = mark_implausible(seen)
    assert marked.filter("is_implausible").select("series_no", "serial").rows() == [(1, 9000)]
    assert marked["series_no"].is_sorted()
