"""Journals taken out and brought in: exact, safe to look at, never merged."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.review.chain import verify
from disclosure_audit.review.entry import ENTRIES, GENESIS, Draft, Row, frame_of, seal
from disclosure_audit.review.journal import open_journal
from disclosure_audit.review.stored import StoredJournal
from disclosure_audit.review.transfer import read_ndjson, replay, until, write_json, write_ndjson
from disclosure_audit.writers import journal_csv

HOSTILE = (
    "[/]",
    "[密]甲案",
    "\x1b[31m",
    "\x9b31m\u202e乙",
    "=1+1",
    "甲" * 300,
    'a,"b"\r\nc',
    "\u2028",
    "\ud800",
)


def chain(drafts: list[Draft], user: str = "王") -> pl.DataFrame:
    rows: list[Row] = []
    for seq, draft in enumerate(drafts, 1):
        at = f"2024-01-{seq:02d}T08:00:00.000Z"
        rows.append(seal(draft, seq, at, user, "ab" * 8, rows[-1][9] if rows else GENESIS))
    return frame_of(rows)


EXPORT = chain(
    [Draft("note", "finding", f"f{n}", {"text": text}) for n, text in enumerate(HOSTILE)]
)


@pytest.fixture
def journal(tmp_path: Path) -> StoredJournal:
    return open_journal(tmp_path / "journal.sqlite")


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


@given(_TEXT, _TEXT, st.dictionaries(_TEXT, _TEXT | st.integers() | st.lists(_TEXT), max_size=3))
def test_ndjson_is_exact(user: str, target: str, details: dict[str, object]) -> None:
    frame = chain([Draft("note", "finding", target, details)], user)
    text = write_ndjson(frame)
    again = read_ndjson(text, "x")
    assert again.equals(frame)
    assert verify(again).ok
    assert not set(text) & set("\x1b\x7f\x9b\u200f\u2028\u2029\u202e\u2066")
    assert read_ndjson("\ufeff" + text.replace("\n", "\r\n"), "x").equals(frame)


def test_details_that_are_not_canonical_stay_as_they_are() -> None:
    for text in ('{"a": 1}', '{"a":1,"a":2}', "[]", "no json", "NaN", "1e999", '{"a":NaN}'):
        frame = EXPORT.with_columns(pl.lit(text).alias("details"))
        again = read_ndjson(write_ndjson(frame), "x")
        assert again["details"].unique().to_list() == [text]
        assert not verify(again).ok


@pytest.mark.parametrize(
    "line",
    [
        "{}", "[]", "机密甲案", "null", '"x"', "[" * 20_000,
        json.dumps(dict.fromkeys(ENTRIES, "x")),
        json.dumps(dict.fromkeys(ENTRIES, "x") | {"seq": True}),
        json.dumps(dict.fromkeys(ENTRIES, "x") | {"seq": 2**63}),
        json.dumps(dict.fromkeys(ENTRIES, "x") | {"seq": 1, "user": None}),
        json.dumps(dict.fromkeys(ENTRIES, "x") | {"seq": 1, "user": "\ud800"}),
        json.dumps(dict.fromkeys(ENTRIES, "x") | {"seq": 1, "more": "x"}),
        json.dumps(dict.fromkeys(ENTRIES, "x") | {"seq": 1, "details": {"a": float("nan")}}),
    ],
)  # fmt: skip
def test_a_line_that_is_no_entry_is_named(line: str) -> None:
    text = write_ndjson(EXPORT) + "\n" + line + "\n"
    with pytest.raises(InputError, match=f"line {len(EXPORT) + 2} of “an export”") as caught:
        read_ndjson(text, "an export")
    assert "机密" not in repr((caught.value, caught.value.message, caught.value.hint))


def test_json_is_one_object() -> None:
    content = json.loads(write_json(EXPORT))
    assert content["format_version"] == 1
    assert content["head"] == EXPORT["hash"][-1]
    assert [entry["seq"] for entry in content["entries"]] == EXPORT["seq"].to_list()
    assert content["entries"][1]["details"] == {"text": "[密]甲案"}
    assert json.loads(write_json(EXPORT.head(0)))["head"] == GENESIS


def test_csv_computes_nothing_and_steers_nothing() -> None:
    frame = chain(
        [Draft("note", "finding", text, {"text": text}) for text in HOSTILE], "=cmd|' /C calc'!A0"
    )
    text = journal_csv.write(frame)
    assert not set(text) & set("\x1b\x9b\u202e\u2028")
    back = pl.read_csv(text.encode(), infer_schema=False)
    assert back.columns == list(ENTRIES)
    assert set(back["user"]) == {"'=cmd|' /C calc'!A0"}
    assert back["target"][4] == "'=1+1"
    assert json.loads(back["details"][1]) == {"text": "[密]甲案"}


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        ("3", 3), ("0", 0), ("2024-01-03", 3), ("20240103", 3), ("2024-01-03T07:59:59", 2),
        ("2024-01-03T16:00:00+08:00", 3), ("2024-01-03T15:59:59+08:00", 2), ("2023-12-31", 0),
        ("9999999", len(HOSTILE)), ("2030-01-01", len(HOSTILE)),
    ],
)  # fmt: skip
def test_an_earlier_state(moment: str, count: int) -> None:
    earlier = until(EXPORT, moment)
    assert earlier.height == count
    assert verify(earlier).ok


def test_an_earlier_state_is_a_beginning_where_a_clock_went_back() -> None:
    later = pl.when(pl.col("seq") == 3).then(pl.lit("2025-01-01T00:00:00.000Z"))
    assert until(EXPORT.with_columns(later.otherwise("at").alias("at")), "2024-12-31").height == 2


@pytest.mark.parametrize(
    "moment", ["", "yesterday", "2024-13-01", "9999-12-31T23:00-09:00", "-1", "³"]
)
def test_what_is_no_time_is_refused(moment: str) -> None:
    with pytest.raises(UsageError, match="no time"):
        until(EXPORT, moment)


def test_an_empty_journal_takes_all_as_it_was(journal: StoredJournal) -> None:
    assert replay(EXPORT, journal) == len(EXPORT)
    assert journal.frame().equals(EXPORT)
    assert replay(EXPORT, journal) == 0
    entry = journal.append("李", [Draft("confirm", "finding", "a")])[0]
    assert entry.prev == EXPORT["hash"][-1]
    assert replay(EXPORT, journal) == 0, "the export is the beginning of the journal"
    assert verify(journal.frame()).ok


def test_a_beginning_takes_the_rest(journal: StoredJournal) -> None:
    assert replay(EXPORT.head(3), journal) == 3
    assert replay(EXPORT, journal) == len(EXPORT) - 3
    assert journal.frame().equals(EXPORT)
    assert replay(EXPORT.head(0), journal) == 0


def test_two_that_part_are_never_merged(journal: StoredJournal) -> None:
    replay(EXPORT.head(3), journal)
    journal.append("李", [Draft("confirm", "finding", "a")])
    before = journal.frame()
    with pytest.raises(InputError, match="part at entry 4"):
        replay(EXPORT, journal)
    assert journal.frame().equals(before)


def test_a_broken_export_is_refused(journal: StoredJournal) -> None:
    changed = EXPORT.with_columns(
        pl.when(pl.col("seq") == 2).then(pl.lit("李")).otherwise("user").alias("user")
    )
    for broken, seq in ((changed, 2), (EXPORT.tail(3), 1)):
        with pytest.raises(InputError, match=f"broken at entry {seq}"):
            replay(broken, journal)
    assert journal.last() == (0, GENESIS)


def test_details_that_another_program_wrote_are_refused(journal: StoredJournal) -> None:
    from disclosure_audit.review.entry import chain_hash

    for details in ("[]", '{"a": 1}', "nonsense"):
        row = (*EXPORT.row(0)[:7], details, GENESIS)
        frame = frame_of([(*row, chain_hash(row))])
        assert verify(frame).ok
        with pytest.raises(InputError, match="entry 1 are no canonical"):
            replay(frame, journal)
    assert journal.last() == (0, GENESIS)


def test_who_writes_meanwhile_stops_it(
    journal: StoredJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = journal.frame()
    journal.append("李", [Draft("confirm", "finding", "a")])
    monkeypatch.setattr(journal, "frame", lambda: empty)  # as it was a moment ago
    with pytest.raises(InputError, match="just now"):
        replay(EXPORT, journal)
    assert journal.last()[0] == 1
