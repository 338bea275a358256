"""The assignment is the best there is, whatever the order of the pairs."""

from __future__ import annotations

import itertools

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.matching.assignment import assign
from disclosure_audit.matching.verdicts import tied
from tests.examples import tries

pairs = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 20), min_size=1, max_size=12
)


def _frame(gains: dict[tuple[int, int], int]) -> pl.DataFrame:
    rows = [(r, c, float(gain)) for (r, c), gain in gains.items()]
    return pl.DataFrame(rows, schema=["r", "c", "gain"], orient="row")


def _best(gains: dict[tuple[int, int], int]) -> int:
    """The largest total of pairs that share no record, by trying all."""
    best = 0
    for size in range(1, min(5, len(gains)) + 1):
        for chosen in itertools.combinations(gains, size):
            if len({r for r, _ in chosen}) == size == len({c for _, c in chosen}):
                best = max(best, sum(gains[pair] for pair in chosen))
    return best


@tries(200)
@given(pairs)
def test_the_total_is_the_best_there_is(gains: dict[tuple[int, int], int]) -> None:
    frame = _frame(gains)
    chosen = frame.filter(assign(frame))
    assert chosen["r"].is_unique().all()
    assert chosen["c"].is_unique().all()
    assert chosen["gain"].sum() == _best(gains)


def test_the_best_pair_yields_to_the_best_total() -> None:
    frame = _frame({(0, 0): 10, (0, 1): 9, (1, 0): 9})
    assert frame.filter(assign(frame)).select("r", "c").rows() == [(0, 1), (1, 0)]


def test_two_equal_arrangements_are_a_tie() -> None:
    frame = _frame({(0, 0): 10, (0, 1): 10, (1, 0): 10, (1, 1): 10, (2, 2): 10})
    frame = frame.with_columns(assign(frame))
    links = frame.with_columns(tied(frame).alias("tied")).filter("chosen")
    assert links.sort("r")["tied"].to_list() == [True, True, False]


def test_a_clear_arrangement_is_no_tie() -> None:
    frame = _frame({(0, 0): 20, (0, 1): 5, (1, 1): 20})
    frame = frame.with_columns(assign(frame))
    assert not frame.with_columns(tied(frame).alias("tied")).filter("chosen")["tied"].any()
