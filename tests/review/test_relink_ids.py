"""A finding keeps its id though the finding of a record equal word for word comes or goes."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.findings import FINDINGS, add_ids, worst_first
from disclosure_audit.review.steady import keep_ids
from tests.examples import tries

KEY = b"sixteen characters"
Found = tuple[int, str, str]
"""Register row, identity of its record, detail."""


def findings(found: list[Found], nearest: str = "") -> pl.DataFrame:
    frame = pl.DataFrame(
        [
            {
                "rule": "OM001", "severity": "high", "confidence": "high", "side": "register",
                "register_row": row, "message": identity, "identity": identity, "detail": detail,
                "evidence": [{"name": "field", "value": detail}, {"name": "nearest", "value": nearest}],
            }
            for row, identity, detail in found
        ],
        schema={**FINDINGS, "identity": pl.String, "detail": pl.String},
    )  # fmt: skip
    return worst_first(add_ids(frame.drop("finding_id"), KEY).select(FINDINGS.keys()))


def by_place(frame: pl.DataFrame) -> dict[tuple[int, str], str]:
    return {
        (row, evidence[0]["value"]): id_
        for row, evidence, id_ in frame.select("register_row", "evidence", "finding_id").iter_rows()
    }


A, B, C = ((row, "twin", "") for row in (3, 5, 9))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([A, B, C], [B, C]),
        ([A, B, C], [A, C]),
        ([B, C], [A, B, C]),
        ([C], [A, B, C]),
        ([A, C], [B]),
    ],
)
def test_twins(before: list[Found], after: list[Found]) -> None:
    scanned = findings(before)
    old, new = by_place(scanned), by_place(keep_ids(findings(after), scanned))
    assert {place: new[place] for place in new.keys() & old.keys()} == {
        place: old[place] for place in new.keys() & old.keys()
    }
    assert len(set(new.values())) == len(after)


def test_without_a_change_nothing_is_touched() -> None:
    frame = findings([A, B, C])
    assert keep_ids(frame, frame) is frame


def test_other_evidence_is_no_other_finding() -> None:
    scanned = findings([A, B])
    kept = keep_ids(findings([B], nearest="another record"), scanned)
    assert by_place(kept)[5, ""] == by_place(scanned)[5, ""]


def test_two_findings_of_one_rule_on_a_twin() -> None:
    both = [(row, "twin", field) for row in (3, 5) for field in ("title", "number")]
    scanned = findings(both)
    kept = by_place(keep_ids(findings(both[2:]), scanned))
    assert kept == {place: id_ for place, id_ in by_place(scanned).items() if place[0] == 5}


FOUND = st.sets(
    st.tuples(st.integers(0, 6), st.just("twin"), st.sampled_from(["", "title"])), max_size=10
)


@given(FOUND, FOUND)
@tries()
def test_whatever_comes_and_goes(before: set[Found], after: set[Found]) -> None:
    scanned = findings(sorted(before))
    kept = keep_ids(findings(sorted(after)), scanned)
    old, new = by_place(scanned), by_place(kept)
    assert all(new[place] == old[place] for place in old.keys() & new.keys())
    assert kept["finding_id"].is_unique().all()
    assert kept.schema == scanned.schema
    assert kept.equals(worst_first(kept))
