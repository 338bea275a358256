"""The draw: the same again, every stratum judged, and right on average."""

from __future__ import annotations

from statistics import mean, stdev

import polars as pl
import pytest

from disclosure_audit.errors import UsageError
from disclosure_audit.evaluation.sampling import DRAWN, allocate, draw
from disclosure_audit.evaluation.strata import NEAR, STRATA, UNITS, list_units
from disclosure_audit.run import Run

SIZES = {"certain": 300, "probable": 30, "review": 9, "near_miss": 60, "omitted": 12, "unregistered": 0}  # fmt: skip


@pytest.fixture(scope="module")
def units() -> pl.DataFrame:
    rows = [
        (name, place, place, 1.0, None) for name, size in SIZES.items() for place in range(size)
    ]
    return pl.DataFrame(rows, schema=UNITS, orient="row")


@pytest.mark.parametrize("n", [5, 6, 17, 50, 200, 411, 5000])
def test_allocation_adds_up_and_fits(n: int) -> None:
    shares = allocate(SIZES, n)
    assert sum(shares.values()) == min(n, sum(SIZES.values()))
    assert all(0 <= shares[name] <= size for name, size in SIZES.items())
    assert all(shares[name] >= min(size, max(1, n // 10)) for name, size in SIZES.items() if size)
    assert list(shares) == list(SIZES)


def test_the_larger_stratum_gets_no_less() -> None:
    shares = allocate(SIZES, 50)
    ordered = sorted(SIZES, key=SIZES.__getitem__)
    assert [shares[name] for name in ordered] == sorted(shares.values())


def test_too_few_are_refused() -> None:
    with pytest.raises(UsageError) as refused:
        allocate(SIZES, 4)
    assert "5" in refused.value.to("en")[1]  # type: ignore[operator]  # the hint is there


def test_the_same_seed_draws_the_same(units: pl.DataFrame) -> None:
    first = draw(units, 50, 7)
    assert first.equals(draw(units, 50, 7))
    assert not first.equals(draw(units, 50, 8))
    assert dict(first.schema) == {name: first.schema[name] for name in DRAWN}
    assert first.select("stratum", "register_row").is_unique().all()


def test_the_draw_is_pinned(units: pl.DataFrame) -> None:
    """A sheet that was labelled last year is drawn again next year."""
    first = draw(units, 12, 1).filter(pl.col("stratum") == "certain")
    assert first["register_row"].to_list() == [93, 61, 176, 184]


def test_weights_add_up_to_the_strata(units: pl.DataFrame) -> None:
    drawn = draw(units, 50, 3)
    sums = dict(drawn.group_by("stratum").agg(pl.col("weight").sum()).iter_rows())
    assert sums == pytest.approx({name: size for name, size in SIZES.items() if size})


def test_the_weighted_total_is_right_on_average(units: pl.DataFrame) -> None:
    hit = (pl.col("register_row") % 7 == 0) & (pl.col("stratum") != "probable")
    truth = units.filter(hit).height
    totals = [float(draw(units, 50, seed).filter(hit)["weight"].sum()) for seed in range(400)]
    error = stdev(totals) / len(totals) ** 0.5
    assert abs(mean(totals) - truth) < 4 * error
    assert error < 2


def test_every_unit_has_the_same_chance(units: pl.DataFrame) -> None:
    seen = pl.concat([draw(units, 50, seed) for seed in range(400)])
    counts = seen.filter(pl.col("stratum") == "near_miss")["register_row"].value_counts()["count"]
    share = allocate(SIZES, 50)["near_miss"] / SIZES["near_miss"]
    assert counts.len() == SIZES["near_miss"]
    spread = (400 * share * (1 - share)) ** 0.5
    assert all(abs(count - 400 * share) < 4.5 * spread for count in counts)


def test_the_strata_of_a_run(sample_run: Run) -> None:
    units = list_units(sample_run)
    sizes = dict(units["stratum"].value_counts().iter_rows())
    totals = sample_run.info["control_totals"]
    assert {name: sizes.get(name, 0) for name in totals["links"]} == totals["links"]
    assert sizes["omitted"] == totals["register"]["dispositions"]["omitted"]
    assert sizes["unregistered"] == totals["catalog"]["dispositions"]["unregistered"]
    assert set(sizes) <= set(STRATA)
    near = units.filter(pl.col("stratum") == "near_miss")
    assert (near["score"] >= NEAR).all()
    assert near.join(sample_run.links, on=["register_row", "catalog_row"], how="semi").is_empty()
    alone = units.filter(pl.col("stratum") == "omitted")
    assert near.join(alone, on="register_row", how="semi").is_empty()
