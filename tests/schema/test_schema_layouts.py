from __future__ import annotations

from typing import Any

import pytest

from benchmarks.header_layouts import judge, read_layouts

DEVELOPMENT = read_layouts("development")
HELD_OUT = [
    layout
    for collection in (
        "held_out",
        *(f"held_out_{n}" for n in ("second", "third", "fourth", "fifth")),
    )
    for layout in read_layouts(collection)
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
    assert len(verdicts) > 500
    assert right / len(verdicts) >= 0.98
    assert [verdict for verdict in verdicts if verdict.kind == "date"] == []
