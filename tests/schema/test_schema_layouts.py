from __future__ import annotations

from typing import Any

import pytest

from benchmarks.header_layouts import LAYOUTS, judge, map_layout, read_layouts

DEVELOPMENT = read_layouts("development")
HELD_OUT = [
    layout for path in sorted(LAYOUTS.glob("held_out*.toml")) for layout in read_layouts(path.stem)
]


@pytest.mark.parametrize("layout", DEVELOPMENT, ids=lambda layout: str(layout["name"]))
def test_every_column_of_a_development_layout_is_right(layout: dict[str, Any]) -> None:
    assert [verdict for verdict in judge(layout) if not verdict.right] == []


def test_there_are_enough_layouts_of_both_sides() -> None:
    sides = [layout.get("side") for layout in DEVELOPMENT + HELD_OUT]
    assert len(DEVELOPMENT) >= 30
    assert min(sides.count("register"), sides.count("catalog")) >= 20


def test_held_out_layouts_stay_above_their_floor_and_no_date_is_guessed_wrong() -> None:
    verdicts = [verdict for layout in HELD_OUT for verdict in judge(layout)]
    right = sum(verdict.right for verdict in verdicts)
    assert len(verdicts) > 1900
    assert right / len(verdicts) >= 0.985
    assert [verdict for verdict in verdicts if verdict.kind == "date"] == []


def test_without_its_side_a_list_is_read_as_well() -> None:
    verdicts = [
        verdict
        for layout in HELD_OUT
        for verdict in judge({key: value for key, value in layout.items() if key != "side"})
    ]
    assert sum(verdict.right for verdict in verdicts) / len(verdicts) >= 0.985
    assert [verdict for verdict in verdicts if verdict.kind == "date"] == []


@pytest.mark.parametrize("layout", DEVELOPMENT + HELD_OUT, ids=lambda layout: str(layout["name"]))
def test_no_order_of_the_columns_makes_a_date_wrong(layout: dict[str, Any]) -> None:
    turned = {**layout, "columns": layout["columns"][::-1], "rows": None}
    first = {c.header: c.name for c in map_layout({**layout, "rows": None}).columns}
    second = {c.header: c.name for c in map_layout(turned).columns}
    dates = {"issued_on", "published_on"}
    assert {h: n for h, n in first.items() if n in dates} == {
        h: n for h, n in second.items() if n in dates
    }
