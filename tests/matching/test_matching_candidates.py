"""Every pair of titles above the threshold is a candidate: compared with brute force."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.matching.candidates import similar_titles
from disclosure_audit.matching.titles import TitleIndex, compare_titles, index_titles

PARTS = ("关于", "云南", "河南", "城市", "建设", "用地", "批复", "第1批", "第12批", "2011年", "abcde", "x")
titles = st.lists(
    st.one_of(st.none(), st.lists(st.sampled_from(PARTS), min_size=1, max_size=8).map("".join)),
    min_size=1,
    max_size=25,
)
thresholds = st.sampled_from([0.2, 0.5, 0.8, 1.0])


def _features(index: TitleIndex, title: int) -> set[int]:
    return set(index.features[index.start[title] : index.start[title + 1]].tolist())


def _similarity(index: TitleIndex, a: int, b: int) -> float:
    """The declared similarity, written from its definition."""
    if index.numbers[a] != index.numbers[b]:
        return 0.0
    one, other = _features(index, a), _features(index, b)
    union = sum(index.weight[list(one | other)], 0.0)
    return sum(index.weight[list(one & other)], 0.0) / union if union else 0.0


@settings(max_examples=150, deadline=None)
@given(titles, titles, thresholds)
def test_no_similar_pair_is_lost(
    register: list[str | None], catalog: list[str | None], threshold: float
) -> None:
    index = index_titles(
        pl.Series(register, dtype=pl.String), pl.Series(catalog, dtype=pl.String)
    )
    a, b, lost = similar_titles(index, threshold)
    found = set(zip(a.tolist(), b.tolist(), strict=True))
    wanted = {
        (i, j)
        for i in np.flatnonzero(index.records_register).tolist()
        for j in np.flatnonzero(index.records_catalog).tolist()
        if i != j and _similarity(index, i, j) >= threshold
    }
    assert lost == 0
    assert wanted <= found
    assert all(_similarity(index, i, j) >= threshold - 1e-6 for i, j in found)


@settings(max_examples=100, deadline=None)
@given(titles, titles)
def test_a_comparison_is_that_of_sets(register: list[str | None], catalog: list[str | None]) -> None:
    index = index_titles(
        pl.Series(register, dtype=pl.String), pl.Series(catalog, dtype=pl.String)
    )
    n = index.titles.len()
    pairs = [(i, j) for i in range(n) for j in range(n)]
    if not pairs:
        return
    a, b = np.array(pairs, dtype=np.int64).T
    alike = compare_titles(index, a, b)
    for at, (i, j) in enumerate(pairs):
        one, other = _features(index, i), _features(index, j)
        assert alike.own_a[at] == len(one - other)
        assert alike.own_b[at] == len(other - one)
        assert alike.new_a[at] <= alike.own_a[at]


def test_a_feature_of_one_record_only_is_new() -> None:
    index = index_titles(pl.Series(["甲乙丙丁", "甲乙丙戊"]), pl.Series(["甲乙丙丁"]))
    place = {title: at for at, title in enumerate(index.titles)}
    alike = compare_titles(
        index, np.array([place["甲乙丙丁"]]), np.array([place["甲乙丙戊"]])
    )
    assert (alike.own_a[0], alike.new_a[0]) == (1, 1)  # 丙丁: only records of this very title
    assert (alike.own_b[0], alike.new_b[0]) == (1, 1)
