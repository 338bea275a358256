"""Every pair of titles above the threshold is a candidate: compared with brute force."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.matching.similar import find_similar
from disclosure_audit.matching.titles import TitleIndex, count_shared, index_titles, similarity
from tests.examples import tries

PARTS = (
    "关于",
    "云南",
    "河南",
    "城市",
    "建设",
    "用地",
    "批复",
    "第1批",
    "第12批",
    "2011年",
    "abcde",
    "x",
)
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


def _index(*columns: list[str | None]) -> TitleIndex:
    return index_titles(*(pl.Series(column, dtype=pl.String) for column in columns))


@tries(300)
@given(titles, titles, thresholds)
def test_no_similar_pair_is_lost(
    register: list[str | None], catalog: list[str | None], threshold: float
) -> None:
    index = _index(register, catalog)
    similar = find_similar(index, threshold)
    found = list(zip(similar.a.tolist(), similar.b.tolist(), strict=True))
    n = index.titles.len()
    alike = {(i, j): _similarity(index, i, j) for i in range(n) for j in range(i + 1, n)}
    assert similar.lost == 0
    assert len(found) == len(set(found))
    assert {pair for pair, value in alike.items() if value >= threshold} <= set(found)
    assert all(alike[pair] >= threshold - 1e-6 for pair in found)


@tries()
@given(titles, titles)
def test_an_overlap_is_that_of_sets(register: list[str | None], catalog: list[str | None]) -> None:
    index = _index(register, catalog)
    n = index.titles.len()
    pairs = [(i, j) for i in range(n) for j in range(n)]
    if not pairs:
        return
    a, b = np.array(pairs, dtype=np.int64).T
    shared, alike = count_shared(index, a, b), similarity(index, a, b)
    for at, (i, j) in enumerate(pairs):
        assert shared[at] == len(_features(index, i) & _features(index, j))
        if index.numbers[i] == index.numbers[j]:
            assert abs(alike[at] - _similarity(index, i, j)) < 1e-9


def test_a_feature_of_one_title_weighs_nothing() -> None:
    index = _index(["甲乙丙丁", "甲乙丙戊"], ["甲乙丙丁"])
    assert index.own.tolist() == [1, 1]  # 丙丁 and 丙戊
    a, b = np.array([0]), np.array([1])
    assert count_shared(index, a, b)[0] == 2
    assert similarity(index, a, b)[0] == 1.0
