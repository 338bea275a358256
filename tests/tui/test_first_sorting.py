"""What is gravest, or least sure, comes first when a column is sorted for the first time."""

from __future__ import annotations

import pytest

from disclosure_audit.presentation.ordering import next_keys, sort_rows
from disclosure_audit.review.desk import Desk
from disclosure_audit.review.sheets import KINDS, make_sheet

FALLING = {"severity", "flagged", "decided_at", "findings", "is_new"}


@pytest.mark.parametrize("kind", KINDS)
def test_which_columns_fall_first(kind: str, desk: Desk) -> None:
    sheet = make_sheet(next(one for one in KINDS if one == kind), desk, None, "en")
    for column in sheet.columns:
        assert column.falls == (column.name in FALLING), column.name


@pytest.mark.parametrize(
    ("kind", "name", "first"),
    [
        ("findings", "severity", "critical"),
        ("findings", "confidence", "low"),
        ("findings", "status", "open"),
        ("links", "status", "review"),
    ],
)
def test_what_comes_first(kind: str, name: str, first: str, desk: Desk) -> None:
    sheet = make_sheet(next(one for one in KINDS if one == kind), desk, None, "en")
    column = next(one for one in sheet.columns if one.name == name)
    keys = next_keys((), name, more=False, falls=column.falls)
    order = sort_rows(sheet.frame, sheet.columns, keys)
    assert order is not None
    assert sheet.frame[name][int(order[0])] == first


def test_the_least_likely_link_comes_first(desk: Desk) -> None:
    sheet = make_sheet("links", desk, None, "en")
    order = sort_rows(sheet.frame, sheet.columns, next_keys((), "score", more=False))
    assert order is not None
    assert sheet.frame["score"][int(order[0])] == sheet.frame["score"].min()


def test_a_column_that_falls_goes_down_up_and_off() -> None:
    keys = next_keys((), "a", more=False, falls=True)
    assert keys == (("a", True),)
    keys = next_keys(keys, "a", more=False, falls=True)
    assert keys == (("a", False),)
    assert next_keys(keys, "a", more=False, falls=True) == ()
    two = next_keys((("b", False),), "a", more=True, falls=True)
    assert two == (("b", False), ("a", True))
    assert next_keys(two, "a", more=True, falls=True) == (("b", False), ("a", False))
