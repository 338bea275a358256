"""A record's key stays when rows move, and few keys are the same as when all are asked for."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.findings import IDENTITY, identity
from disclosure_audit.review.keys import record_keys
from disclosure_audit.workspace import keyed
from tests.examples import tries

FINGERPRINT = keyed(b"sixteen characters")
SCHEMA = {"row": pl.UInt32} | {
    name: pl.Date if name.endswith("_on") else pl.String for name in IDENTITY
}
TEXTS = st.sampled_from(
    [None, "", "甲", "甲\x1f", "\x1f甲", "乙\x00", "[/]\u202e", "e\u0301", "𠀀" * 40]
)
DAYS = st.sampled_from([None, dt.date(2019, 3, 4), dt.date(2019, 3, 5), dt.date(20, 1, 1)])
RECORDS = st.lists(
    st.fixed_dictionaries({name: DAYS if SCHEMA[name] == pl.Date else TEXTS for name in IDENTITY}),
    max_size=8,
)


def frame(records: list[dict[str, Any]], rows: list[int] | None = None) -> pl.DataFrame:
    given_rows = rows or list(range(len(records)))
    return pl.DataFrame(
        [{"row": row, **record} for row, record in zip(given_rows, records, strict=True)],
        schema=SCHEMA,
    )


@given(RECORDS, st.randoms(use_true_random=False))
@tries()
def test_few_keys_are_those_of_all_and_no_two_records_share_one(
    records: list[dict[str, Any]], rng: Any
) -> None:
    twice = frame([record for record in records for _ in range(rng.choice([1, 1, 2]))])
    everything = record_keys(twice, FINGERPRINT, None)
    assert sorted(everything) == twice["row"].to_list()
    assert len(set(everything.values())) == twice.height
    few = rng.sample(sorted(everything), len(everything) // 2)
    asked = record_keys(twice.sample(fraction=1, shuffle=True, seed=1), FINGERPRINT, [*few, 999])
    assert asked == {row: everything[row] for row in few}


@given(RECORDS)
@tries()
def test_moved_rows_keep_their_keys(records: list[dict[str, Any]]) -> None:
    moved = frame(records, [3 * row + 7 for row in range(len(records))])
    before = record_keys(frame(records), FINGERPRINT, None)
    after = record_keys(moved, FINGERPRINT, None)
    assert after == {3 * row + 7: key for row, key in before.items()}


def test_a_record_above_that_is_another_one_changes_nothing() -> None:
    one, other = {"title": "甲"}, {"title": "乙"}
    assert (
        record_keys(frame([one]), FINGERPRINT, [0])[0]
        == (record_keys(frame([other, one]), FINGERPRINT, [1])[1])
    )
    twins = record_keys(frame([one, one]), FINGERPRINT, [1])
    assert twins[1] != record_keys(frame([one]), FINGERPRINT, [0])[0]


def test_the_key_is_that_of_the_masked_identity_and_its_number() -> None:
    shown = frame([{"title": "甲"}, {"title": "甲"}])
    said = identity(shown)[1] + "\x1e1"
    assert record_keys(shown, FINGERPRINT, [1]) == {1: FINGERPRINT(said)}
    assert record_keys(shown, keyed(b"another key of sixteen"), [1]) != {1: FINGERPRINT(said)}


@pytest.mark.parametrize("rows", [None, [], [0, 5]])
def test_no_records(rows: list[int] | None) -> None:
    assert record_keys(frame([]), FINGERPRINT, rows) == {}


def test_a_day_that_is_longer_than_ten_characters() -> None:
    far = pl.DataFrame({"row": [0, 1], "days": [100_000, 9_000_000]}).select(
        pl.col("row").cast(pl.UInt32), pl.col("days").cast(pl.Date).alias("issued_on"),
        pl.Series("title", ["甲", "甲"]),
    )  # fmt: skip
    everything = record_keys(far, FINGERPRINT, None)
    assert record_keys(far, FINGERPRINT, [1]) == {1: everything[1]}
