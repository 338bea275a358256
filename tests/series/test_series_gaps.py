"""Ranges of missing serials, compared with counting them one by one."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from disclosure_audit.series import EXTENT, GAPS, extent, gaps
from tests.series.series_lists import numbers, records, settings

Ranges = list[tuple[int, int, str]]


def ranges(found: pl.DataFrame) -> Ranges:
    return found.select("serial_from", "serial_to", "missing_in").rows()


def test_each_missing_serial_is_in_the_range_of_where_it_is_missing() -> None:
    register = records(numbers(2, 3, 4, 8, 9, 12))
    catalog = records(numbers(3, 4, 5, 6, 12), "catalog")
    found = gaps(register, catalog, settings())
    assert dict(found.schema) == {name: dtype() for name, dtype in GAPS.items()}
    assert ranges(found) == [
        (1, 1, "both"), (2, 2, "catalog"), (5, 6, "register"), (7, 7, "both"), (8, 9, "catalog"),
        (10, 11, "both"),
    ]  # fmt: skip
    assert found["count"].to_list() == [1, 1, 2, 1, 2, 2]
    reach = extent(register, catalog, settings())
    assert dict(reach.schema) == {name: dtype() for name, dtype in EXTENT.items()}
    assert reach.rows() == [("临政发〔2024〕", "临政发", "ordinary", 2024, 2, 12, 6, 5, 3)]


@given(
    st.sets(st.integers(1, 40), min_size=1),
    st.sets(st.integers(1, 40)),
    st.sets(st.integers(1, 45)),
    st.integers(1, 6),
)
@how(max_examples=60, deadline=None)
def test_ranges_are_what_counting_gives(
    sent: set[int], published: set[int], void: set[int], start: int
) -> None:
    config = settings(voided=numbers(*void), start=start)
    found = gaps(records(numbers(*sent)), records(numbers(*published), "catalog"), config)
    counted = {
        serial: where for first, last, where in ranges(found) for serial in range(first, last + 1)
    }
    assert sum(found["count"]) == len(counted)  # no serial is in two ranges
    expected = {
        serial: "both" if serial not in sent | published else "register" if serial not in sent else "catalog"
        for serial in range(1, max(sent | published) + 1)
        if serial not in void
        and not (serial in sent and serial in published)
        and (serial >= start or serial in sent | published or serial > min(sent | published | void))
    }  # fmt: skip
    assert {s: w for s, w in counted.items() if s >= start} == {
        s: w for s, w in expected.items() if s >= start
    }
    joined = [
        (a, b)
        for (_, a, w), (b, _, v) in zip(ranges(found), ranges(found)[1:], strict=False)
        if w == v
    ]
    assert all(after > before + 1 for before, after in joined)  # ranges are as long as they can be


def test_rows_may_stand_anywhere() -> None:
    register, catalog = records(numbers(2, 5, 6, 9)), records(numbers(2, 3, 9), "catalog")
    turned = gaps(register.reverse(), catalog.sample(fraction=1, shuffle=True, seed=3), settings())
    assert turned.equals(gaps(register, catalog, settings()))


def test_series_are_kept_apart_and_orders_run_on() -> None:
    register = records(
        [*numbers(1, 3), *numbers(1, 2, year=2023), "国务院令第800号", "国务院令第803号"],
        issued_on=["2024-02-01"] * 4 + ["2023-12-30", "2024-01-09"],
    )
    found = gaps(register, register.with_columns(side=pl.lit("catalog")), settings())
    assert found.select("series", "year", "serial_from", "serial_to").rows() == [
        ("临政发〔2024〕", 2024, 2, 2),
        ("国令", None, 801, 802),  # not from 1: a list may begin anywhere in a series that runs on
    ]


def test_only_the_office_s_own_series_count() -> None:
    register = records(
        [*numbers(1, 3), *numbers(40, code="云政发")], direction=["发文", "发文", "收文"]
    )
    catalog = records([*numbers(1, 3), *numbers(30, code="国发")], "catalog")
    assert gaps(register, catalog, settings())["agency"].unique().to_list() == ["临政发"]
    alone = gaps(records([]), catalog, settings())  # a register without numbers says nothing of it
    assert set(alone["agency"]) == {"临政发", "国发"}


def test_ignored_codes_are_left_out() -> None:
    register = records([*numbers(1, 3), *numbers(1, 9, code="临政办电")])
    found = gaps(register, register, settings(ignore=["临政办电 "]))
    assert found["agency"].unique().to_list() == ["临政发"]


def test_a_serial_with_a_part_is_taken_but_ends_no_series() -> None:
    register = records([*numbers(1, 2, 4), "临政发〔2024〕3号之一", "临政发〔2024〕9号之一"])
    assert gaps(register, register, settings()).is_empty()
    assert extent(register, register, settings())["last"].to_list() == [4]


@pytest.mark.parametrize("typo", [99999, 1120])
def test_a_slip_makes_no_gaps(typo: int) -> None:
    register = records(numbers(*range(1, 121), typo))
    assert gaps(register, register, settings()).is_empty()
    assert extent(register, register, settings())["last"].to_list() == [120]
