"""Whatever people say of any lists: what comes out is a linkage like any other."""

from __future__ import annotations

import random
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from disclosure_audit.matching.schema import CANDIDATES, LINKS, REPEATS
from disclosure_audit.review.overrides import SCORE, Override, apply, settle
from tests.examples import tries

Frames = tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]
ROWS = 6
PAIR = ["register_row", "catalog_row"]
weights: st.SearchStrategy[list[tuple[str, float]]] = st.lists(
    st.tuples(st.sampled_from(["prior", "title same", "date far", "number equal"]),
              st.floats(-30, 30, width=32)),
    max_size=4,
)  # fmt: skip


@st.composite
def linkages(draw: st.DrawFn) -> Frames:
    """Links of which no catalog record has two, other pairs as candidates, and stars of repeats."""
    rng = draw(st.randoms(use_true_random=False))
    linked = {c: rng.randrange(ROWS) for c in range(ROWS) if rng.random() < 0.6}
    links, candidates = [], []
    for r in range(ROWS):
        for c in range(ROWS):
            bits = draw(weights) if rng.random() < 0.4 else []
            evidence = [{"name": name, "weight": weight} for name, weight in bits]
            score = sum(weight for _, weight in bits)
            if linked.get(c) == r:
                links.append((r, c, "title", score, rng.choice(["certain", "review"]), evidence))
            elif evidence:
                candidates.append((r, c, "similar", score, "another_number", evidence))
    repeats = []
    for side in ("catalog", "register"):
        group = [rng.randrange(3) for _ in range(ROWS)]
        for number in range(2):
            first, *others = rng.sample(members := [i for i in range(ROWS) if group[i] == number],
                                        len(members)) or [0]  # fmt: skip
            repeats += [(side, row, first, rng.choice(["exact", "near"]), 12.5) for row in others]
    return (
        pl.DataFrame(links, schema=LINKS, orient="row").sort(PAIR),
        pl.DataFrame(candidates, schema=CANDIDATES, orient="row").sort(PAIR),
        pl.DataFrame(repeats, schema=REPEATS, orient="row").sort("side", "row", "of_row"),
    )


sides = st.sampled_from(["register", "catalog"])
rows = st.integers(0, ROWS - 1)
overrides = st.lists(st.builds(Override, sides, rows, sides, rows, st.booleans()), max_size=10)


@given(linkages(), overrides)
@tries(200)
def test_what_comes_out_is_a_linkage(before: Frames, said: list[Override]) -> None:
    after = links, candidates, repeats = apply(*before, said)
    for was, now in zip(before, after, strict=True):
        assert was.schema == now.schema
    assert links["catalog_row"].is_unique().all()
    assert links.join(candidates, on=PAIR, how="inner").is_empty()
    assert candidates.select(PAIR).is_unique().all()
    for frame in (links, candidates):
        for score, evidence in frame.select("score", "evidence").iter_rows():
            assert sum(item["weight"] for item in evidence) == pytest.approx(score, abs=1e-9)
    # one row per repeating record, and the first of a document repeats none
    assert repeats.select("side", "row").is_unique().all()
    assert repeats.join(
        repeats, left_on=["side", "of_row"], right_on=["side", "row"], how="semi"
    ).is_empty()


@given(linkages(), overrides)
@tries(200)
def test_applied_twice_it_changes_nothing_more(before: Frames, said: list[Override]) -> None:
    once = apply(*before, said)
    for one, other in zip(once, apply(*once, said), strict=True):
        assert_frame_equal(one, other, abs_tol=1e-9)


@given(linkages(), overrides, st.randoms(use_true_random=False))
@tries()
def test_the_order_of_rows_decides_nothing(
    before: Frames, said: list[Override], rng: random.Random
) -> None:
    mixed = [frame.sample(fraction=1, shuffle=True, seed=rng.randrange(99)) for frame in before]
    for one, other, order in zip(
        apply(*before, said), apply(mixed[0], mixed[1], mixed[2], said),
        (PAIR, PAIR, ["side", "row"]), strict=True,
    ):  # fmt: skip
        assert one.sort(order).equals(other.sort(order))


@given(linkages(), overrides)
@tries()
def test_what_nobody_spoke_of_stays(before: Frames, said: list[Override]) -> None:
    across = [o.pair for o in said if o.left_side != o.right_side]
    spoken_of = {c for (_, _), (_, c) in across}
    untouched = ~pl.col("catalog_row").is_in(list(spoken_of))
    after = apply(*before, said)
    for was, now in zip(before[:2], after[:2], strict=True):
        assert_frame_equal(was.filter(untouched), now.filter(untouched), check_exact=True)
    for side in ("register", "catalog"):
        if not any(o.left_side == o.right_side == side for o in said):
            mine = pl.col("side") == side
            assert before[2].filter(mine).equals(after[2].filter(mine))


@given(linkages(), overrides)
@tries()
def test_the_last_word_holds(before: Frames, said: list[Override]) -> None:
    links, candidates, repeats = apply(*before, said)
    linked = set(links.select(PAIR).iter_rows())
    refused = {(r, c): veto for r, c, veto in candidates.select(*PAIR, "veto").iter_rows()}
    if not said:
        return
    (side, a), (other, b) = said[-1].pair
    if side != other:
        assert ((a, b) in linked) is said[-1].same
        if said[-1].same:
            made = links.filter(pl.col("catalog_row") == b).row(0, named=True)
            assert made["status"] == "certain"
            assert made["method"] == made["evidence"][-1]["name"] == "reviewer"
            assert made["score"] == SCORE
        else:
            assert refused.get((a, b), "reviewer") == "reviewer"
    elif a != b:
        mine = repeats.filter(pl.col("side") == side)
        first = dict(mine.select("row", "of_row").iter_rows())
        assert (first.get(a, a) == first.get(b, b)) is said[-1].same


@given(linkages())
@tries(20)
def test_without_a_word_all_stays(before: Frames) -> None:
    for was, now in zip(before, apply(*before, []), strict=True):
        assert was.equals(now)


LINK = {"register_row": 1, "catalog_row": 1, "method": "title", "score": 8.0, "status": "review",
        "evidence": [{"name": "prior", "weight": -4.0}, {"name": "title same", "weight": 12.0}]}  # fmt: skip
CANDIDATE = {"register_row": 2, "catalog_row": 1, "method": "similar", "score": -5.0,
             "veto": "too_little_evidence", "evidence": [{"name": "prior", "weight": -5.0}]}  # fmt: skip


def small(repeats: list[tuple[str, int, int, str, float]] | None = None) -> Frames:
    return (
        pl.DataFrame([LINK], schema=LINKS),
        pl.DataFrame([CANDIDATE], schema=CANDIDATES),
        pl.DataFrame(repeats or [], schema=REPEATS, orient="row"),
    )


def across(r: int, c: int, same: bool) -> Override:
    return Override("register", r, "catalog", c, same)


def within(a: int, b: int, same: bool) -> Override:
    return Override("catalog", a, "catalog", b, same)


def dicts(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return frame.to_dicts()


def test_a_broken_link_becomes_a_candidate_and_keeps_its_evidence() -> None:
    links, candidates, _ = apply(*small(), [across(1, 1, same=False)])
    assert links.is_empty()
    broken = {key: value for key, value in LINK.items() if key != "status"} | {"veto": "reviewer"}
    assert dicts(candidates.select(sorted(broken))) == [
        {key: broken[key] for key in sorted(broken)},
        {key: CANDIDATE[key] for key in sorted(broken)},
    ]


def test_a_made_link_takes_the_catalog_record_and_keeps_what_was_weighed() -> None:
    links, candidates, _ = apply(*small(), [across(2, 1, same=True)])
    assert dicts(links) == [
        {"register_row": 2, "catalog_row": 1, "method": "reviewer", "score": 60.0,
         "status": "certain",
         "evidence": [{"name": "prior", "weight": -5.0}, {"name": "reviewer", "weight": 65.0}]}
    ]  # fmt: skip
    assert candidates.select("register_row", "veto", "score").rows() == [(1, "reviewer", 8.0)]


def test_a_register_record_keeps_its_other_links() -> None:
    links, candidates, _ = apply(*small(), [across(1, 3, same=True)])
    assert links.select(*PAIR, "method").rows() == [(1, 1, "title"), (1, 3, "reviewer")]
    assert links["evidence"][1].to_list() == [{"name": "reviewer", "weight": 60.0}]
    assert dicts(candidates) == [CANDIDATE]


def test_who_takes_a_word_back_finds_the_links_as_they_were() -> None:
    said = [across(2, 1, same=True), across(2, 1, same=False), across(5, 5, same=False)]
    links, candidates, _ = apply(*small(), said)
    assert dicts(links) == [LINK]
    assert dicts(candidates) == [CANDIDATE | {"veto": "reviewer"}]


def test_a_catalog_record_that_was_given_to_another_record() -> None:
    said = [across(4, 1, same=True), across(1, 1, same=True)]
    links, candidates, _ = apply(*small(), said)
    assert links.select(*PAIR, "score").rows() == [(1, 1, 60.0)]
    assert dicts(candidates)[1] == {"register_row": 4, "catalog_row": 1, "method": "reviewer",
                                    "score": 0.0, "veto": "reviewer", "evidence": []}  # fmt: skip


def test_the_sides_may_be_named_in_any_order() -> None:
    said = Override("catalog", 3, "register", 2, same=True)
    assert said.pair == across(2, 3, same=True).pair
    assert settle([said, across(2, 3, same=False)]) == settle([across(2, 3, same=False)])


NEAR = ("catalog", 4, 2, "near", 7.5)


@pytest.mark.parametrize(
    ("repeats", "said", "expected"),
    [
        ([], [within(5, 3, True)], [(5, 3, "reviewer")]),
        ([NEAR], [within(2, 4, False)], []),
        ([NEAR], [within(4, 2, True)], [(4, 2, "reviewer")]),
        ([("catalog", 4, 2, "exact", 9.0)], [within(4, 2, True)], [(4, 2, "exact")]),
        ([NEAR], [within(1, 4, True)], [(1, 2, "reviewer"), (4, 2, "near")]),
        ([NEAR], [within(1, 4, True), within(1, 4, False)], [(4, 2, "near")]),
        ([NEAR, ("catalog", 1, 5, "near", 8.0)], [within(1, 4, True)],
         [(1, 2, "reviewer"), (4, 2, "near"), (5, 2, "reviewer")]),
        # what people say goes before what the matching found, the last word before earlier ones
        ([NEAR, ("catalog", 6, 2, "near", 7.5)], [within(2, 4, False), within(4, 6, True)],
         [(6, 4, "reviewer")]),
        ([], [within(1, 2, True), within(2, 3, True), within(1, 3, False)], [(3, 2, "reviewer")]),
        ([NEAR], [within(4, 4, True)], [(4, 2, "near")]),
    ],
)  # fmt: skip
def test_repeats(
    repeats: list[tuple[str, int, int, str, float]],
    said: list[Override],
    expected: list[tuple[int, int, str]],
) -> None:
    register = ("register", 4, 2, "near", 7.5)
    found = apply(*small([*repeats, register]), said)[2]
    assert (
        found.filter(pl.col("side") == "catalog").select("row", "of_row", "kind").rows() == expected
    )
    assert found.filter(pl.col("side") == "register").rows() == [register]
    assert set(found.filter(pl.col("kind") == "reviewer")["score"]) <= {SCORE}
