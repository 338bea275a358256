"""The chain shows what was done to a journal, and where."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.review.chain import verify
from disclosure_audit.review.entry import ENTRIES, GENESIS, Draft, Row, chain_hash, frame_of, seal

COUNT = 8


def chain(count: int = COUNT) -> list[Row]:
    rows: list[Row] = []
    for seq in range(1, count + 1):
        prev = rows[-1][9] if rows else GENESIS
        draft = Draft("dismiss", "finding", f"f{seq}", {"reason": "other", "note": f"备注{seq}"})
        rows.append(seal(draft, seq, f"2024-01-31T08:00:00.{seq:03d}Z", "王", "ab" * 8, prev))
    return rows


CHAIN = chain()


def sealed(row: Row, **changed: Any) -> Row:
    """Return the row with other cells and the hash that they must have."""
    new = tuple(changed.get(name, cell) for name, cell in zip(ENTRIES, row, strict=True))
    return (*new[:9], chain_hash(new))


def fault_of(rows: list[Row], head: str | None = None) -> tuple[int, str]:
    verdict = verify(frame_of(rows), head=head)
    assert not verdict.ok
    assert verdict.fault is not None
    assert verdict.fault.what.zh
    return verdict.fault.seq, verdict.fault.what.en


def test_the_hash_is_that_of_the_documented_array() -> None:
    import hashlib

    seq, at, user, batch, action, kind, target, details, prev, known = CHAIN[3]
    array = [prev, seq, at, user, batch, action, kind, target, json.loads(details)]
    text = json.dumps(array, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == known


def test_a_sound_chain() -> None:
    verdict = verify(frame_of(CHAIN))
    assert (verdict.ok, verdict.entries, verdict.head) == (True, COUNT, CHAIN[-1][9])
    empty = verify(frame_of([]))
    assert (empty.ok, empty.entries, empty.head) == (True, 0, GENESIS)


@given(st.integers(0, COUNT - 1), st.sampled_from(list(ENTRIES)[1:]), st.integers(0, 200))
def test_any_changed_cell_is_found(place: int, column: str, where: int) -> None:
    rows = [dict(zip(ENTRIES, row, strict=True)) for row in CHAIN]
    text = str(rows[place][column])
    where %= len(text)
    rows[place][column] = text[:where] + ("x" if text[where] != "x" else "y") + text[where + 1 :]
    verdict = verify(pl.DataFrame(rows, schema=ENTRIES))
    assert verdict.fault is not None
    assert verdict.fault.seq == place + 1
    assert "content" in verdict.fault.what.en


def test_a_blank_in_the_details_is_found() -> None:
    row = CHAIN[2]
    loose = (*row[:7], row[7].replace(":", ": "), *row[8:])
    assert json.loads(loose[7]) == json.loads(row[7])
    assert fault_of([*CHAIN[:2], loose, *CHAIN[3:]])[0] == 3


def test_a_missing_cell_is_found() -> None:
    frame = frame_of(CHAIN).with_columns(
        pl.when(pl.col("seq") != 5).then(pl.col("user")).alias("user")
    )
    fault = verify(frame).fault
    assert fault is not None
    assert fault.seq == 5


@pytest.mark.parametrize("place", range(COUNT - 1))
def test_a_removed_entry_is_found(place: int) -> None:
    rows = CHAIN[:place] + CHAIN[place + 1 :]
    assert fault_of(rows) == (place + 1, f"missing: the next one there is {place + 2}")
    closed: list[Row] = [
        *rows[:place],
        *(sealed(row, seq=seq) for seq, row in enumerate(rows[place:], place + 1)),
    ]
    seq, what = fault_of(closed)  # even where the gap was closed by new numbers
    assert seq == place + 1
    assert "does not follow" in what


@pytest.mark.parametrize("place", range(COUNT - 1))
def test_exchanged_entries_are_found(place: int) -> None:
    rows = list(CHAIN)
    rows[place], rows[place + 1] = rows[place + 1], rows[place]
    assert fault_of(rows)[0] == place + 1
    rows[place], rows[place + 1] = (
        sealed(rows[place], seq=place + 1), sealed(rows[place + 1], seq=place + 2),
    )  # fmt: skip
    assert fault_of(rows)[0] == place + 1


def test_an_inserted_entry_is_found() -> None:
    new = sealed(CHAIN[3], target="f99")
    assert fault_of([*CHAIN[:4], new, *CHAIN[4:]]) == (4, "stands where 5 should stand")
    follows = sealed(CHAIN[4], target="f99")
    rest = [sealed(row, seq=seq) for seq, row in enumerate(CHAIN[4:], 6)]
    seq, what = fault_of([*CHAIN[:4], follows, *rest])
    assert seq == 6
    assert "does not follow" in what


def test_a_replaced_entry_is_found_at_the_next() -> None:
    rows = list(CHAIN)
    rows[3] = sealed(rows[3], user="李")
    assert fault_of(rows)[0] == 5
    assert "replaced" in fault_of(rows)[1]


@pytest.mark.parametrize("kept", range(COUNT))
def test_a_cut_end_is_found_by_a_noted_hash_only(kept: int) -> None:
    head = CHAIN[-1][9]
    assert verify(frame_of(CHAIN[:kept])).ok
    seq, what = fault_of(CHAIN[:kept], head)
    assert seq == kept + 1
    assert "removed from the end" in what
    for noted in (head, head[:12], f" {head.upper()}\n", CHAIN[2][9], GENESIS):
        assert verify(frame_of(CHAIN), head=noted).ok
    for noted in (head[:11], "", head[:-1] + ("0" if head[-1] != "0" else "1"), head + "0"):
        assert not verify(frame_of(CHAIN), head=noted).ok


def test_a_chain_written_anew_is_found_by_a_noted_hash_only() -> None:
    anew: list[Row] = []
    for row in CHAIN:
        anew.append(sealed(row, user="李", prev=anew[-1][9] if anew else GENESIS))
    assert verify(frame_of(anew)).ok
    assert fault_of(anew, CHAIN[-1][9])[0] == COUNT + 1
