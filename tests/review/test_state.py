"""The fold against an obvious reference, and its increments against the whole."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from disclosure_audit.review.decisions import OUTCOMES
from disclosure_audit.review.entry import Draft, canonical, frame_of, seal
from disclosure_audit.review.state import (
    DECISIONS,
    FOLDED,
    decisions_on,
    fold,
    refold,
    scan_name,
    touched_by,
    turns_of,
)
from tests.examples import tries

TODAY = dt.date(2024, 6, 15)
PAIR = {"left": {"side": "register", "row": 3}, "right": {"side": "catalog", "row": 4}}

Spoken = tuple[str, str, str, str, str, dict[str, Any]]
"""User, batch, action, kind, target, details."""


def entries_of(spoken: list[Spoken]) -> pl.DataFrame:
    """Return a journal of these entries, one second apart."""
    rows, prev = [], "0" * 64
    for seq, (user, batch, action, kind, target, details) in enumerate(spoken, 1):
        at = f"2024-06-01T{seq // 3600:02}:{seq // 60 % 60:02}:{seq % 60:02}.000Z"
        rows.append(seal(Draft(action, kind, target, details), seq, at, user, batch, prev))
        prev = rows[-1][9]
    return frame_of(rows)


def reference(entries: pl.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what the entries come to, in the plainest way."""
    last_word = {e["target"]: e["action"] for e in entries.to_dicts() if e["kind"] == "batch"}
    found: dict[tuple[str, str], dict[str, Any]] = {}
    scan = None
    for e in entries.to_dicts():
        details = json.loads(e["details"])
        if e["action"] == "open":
            scan = details["scan"]
        if e["kind"] not in ("finding", "pair", "record") or e["action"] == "reveal":
            continue
        if last_word.get(e["batch"]) == "undo":
            continue
        row = found.setdefault(
            (e["kind"], e["target"]),
            dict.fromkeys(FOLDED, None)
            | {"kind": e["kind"], "target": e["target"], "flagged": False, "notes": 0}
            | ({"status": "open"} if e["kind"] == "finding" else {}),
        )
        if e["action"] in OUTCOMES:
            until = details.get("until")
            row["status"] = OUTCOMES[e["action"]]
            row["reason"], row["approver"] = details.get("reason"), details.get("approver")
            row["until"] = dt.date.fromisoformat(until) if until else None
            row["status_seq"] = e["seq"]
        note = details.get("text") if e["action"] == "note" else None
        note = details.get("note") if e["action"] == "dismiss" else note
        if note is not None:
            row["note"], row["notes"] = note, row["notes"] + 1
        if e["action"] in ("flag", "unflag"):
            row["flagged"] = e["action"] == "flag"
        if e["action"] == "assign":
            row["owner"] = details["owner"] or None
        for end in ("left", "right"):
            if end in details:
                row[f"{end}_side"], row[f"{end}_row"] = details[end]["side"], details[end]["row"]
                row["scan"] = scan
        row["by"], row["at"] = details.get("by", e["user"]), details.get("at", e["at"])
        row["seq"] = e["seq"]
    return found


TEXT = st.sampled_from(["", "甲[/]案", "\x1b[31m\u202e", 'a"\\', "x" * 300])
ON_FINDINGS: list[st.SearchStrategy[tuple[str, dict[str, Any]]]] = [
    st.just(("confirm", {})),
    st.just(("reopen", {})),
    st.tuples(
        st.just("dismiss"), st.fixed_dictionaries({"reason": st.just("other"), "note": TEXT})
    ),
    st.just(("dismiss", {"reason": "not_due"})),
    st.tuples(
        st.just("waive"),
        st.fixed_dictionaries(
            {
                "reason": TEXT,
                "approver": TEXT,
                "until": st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)).map(str),
            }
        ),
    ),
]
ON_ALL: list[st.SearchStrategy[tuple[str, dict[str, Any]]]] = [
    st.just(("flag", {})),
    st.just(("unflag", {})),
    st.just(("reveal", {"field": "title"})),
    st.tuples(st.just("note"), st.fixed_dictionaries({"text": TEXT})),
    st.tuples(st.just("assign"), st.fixed_dictionaries({"owner": TEXT})),
    st.just(("confirm", {"carried": True, "by": "前任", "at": "2023-01-01T00:00:00.000Z"})),
]


@st.composite
def journals(draw: st.DrawFn) -> list[Spoken]:
    """Return what several users said, undid and redid, in batches of one or more entries."""
    spoken: list[Spoken] = []
    batches: list[str] = []
    for place in range(draw(st.integers(0, 14))):
        user, batch = draw(st.sampled_from("甲乙")), f"{place:016x}"
        what = draw(st.sampled_from(["finding", "pair", "record", "turn", "open"]))
        if what == "turn":
            if batches:
                action = draw(st.sampled_from(["undo", "redo"]))
                spoken.append((user, batch, action, "batch", draw(st.sampled_from(batches)), {}))
        elif what == "open":
            scan = draw(st.sampled_from(["one", "two"]))
            spoken.append((user, batch, "open", "journal", "", {"scan": scan}))
        else:
            batches.append(batch)
            for _ in range(draw(st.integers(1, 3))):
                target = draw(st.sampled_from(["a", "b", "register:c|catalog:d"]))
                own = {
                    "finding": ON_FINDINGS,
                    "pair": [st.sampled_from([("same", PAIR), ("differ", PAIR), ("reopen", {})])],
                    "record": [st.just(("flag", {"left": PAIR["left"]}))],
                }[what]
                action, details = draw(st.one_of([*own, *ON_ALL]))
                if what == "record" and action == "confirm":
                    continue
                spoken.append((user, batch, action, what, target, details))
    return spoken


@given(journals())
@tries()
def test_the_fold_is_what_the_plainest_reading_says(spoken: list[Spoken]) -> None:
    entries = entries_of(spoken)
    folded = fold(entries)
    assert dict(folded.schema) == dict(pl.Schema(FOLDED))
    got = {(row["kind"], row["target"]): row for row in folded.to_dicts()}
    expected = reference(entries)
    assert got == expected
    assert folded["seq"].is_sorted()


@given(journals(), st.data())
@tries()
def test_what_is_folded_entry_by_entry_is_the_fold_of_all(
    spoken: list[Spoken], data: st.DataObject
) -> None:
    entries = entries_of(spoken)
    cut = data.draw(st.integers(0, entries.height))
    folded = fold(entries[:cut])
    while cut < entries.height:
        step = data.draw(st.integers(1, 4))
        folded = refold(
            folded,
            entries[: cut + step],
            entries[cut : cut + step],
            turns_of(entries[: cut + step]),
        )
        cut += step
    assert_frame_equal(folded, fold(entries))


@given(journals())
@tries()
def test_undoing_the_last_batch_gives_the_fold_before_it_and_redoing_gives_it_back(
    spoken: list[Spoken],
) -> None:
    decided = [one for one in spoken if one[3] not in ("batch", "journal")]
    if not decided:
        return
    batch = decided[-1][1]
    head = [one for one in spoken if one[1] != batch and one[4] != batch]
    last = [one for one in spoken if one[1] == batch]
    undo: Spoken = ("丙", "f" * 16, "undo", "batch", batch, {})
    redo: Spoken = ("丙", "e" * 16, "redo", "batch", batch, {})
    whole = entries_of(head + last)
    assert_frame_equal(fold(entries_of([*head, *last, undo])), fold(entries_of(head)))
    assert_frame_equal(fold(entries_of([*head, *last, undo, redo])), fold(whole))


def test_what_is_touched_by_an_undo_is_what_its_batch_was_about() -> None:
    entries = entries_of(
        [
            ("甲", "1" * 16, "confirm", "finding", "a", {}),
            ("甲", "1" * 16, "confirm", "finding", "b", {}),
            ("甲", "2" * 16, "confirm", "finding", "c", {}),
            ("甲", "3" * 16, "undo", "batch", "1" * 16, {}),
        ]
    )
    assert set(touched_by(entries, entries[3:])) == {"a", "b"}


@pytest.mark.parametrize(
    ("until", "status", "expired"),
    [
        ("2024-06-14", "open", True),
        ("2024-06-15", "waived", False),
        ("2024-06-16", "waived", False),
        ("whenever", "open", True),
        (None, "open", True),
    ],
)
def test_a_waiver_that_has_run_out_is_open(until: str | None, status: str, expired: bool) -> None:
    details = {"reason": "r", "approver": "p", "until": until}
    entries = entries_of([("甲", "1" * 16, "waive", "finding", "a", details)])
    row = decisions_on(fold(entries), TODAY).row(0, named=True)
    assert (row["status"], row["waiver_expired"], row["approver"]) == (status, expired, "p")


def test_rows_of_another_scan_are_not_told() -> None:
    entries = entries_of(
        [
            ("甲", "0" * 16, "open", "journal", "", {"scan": "one"}),
            ("甲", "1" * 16, "same", "pair", "register:a|catalog:b", PAIR),
            ("甲", "2" * 16, "open", "journal", "", {"scan": "two"}),
            ("甲", "3" * 16, "note", "pair", "register:a|catalog:b", {"text": "x"}),
        ]
    )
    assert scan_name(entries) == "two"
    then, now = (decisions_on(fold(entries), TODAY, scan) for scan in ("one", "two"))
    assert then.row(0, named=True)["right_row"] == 4
    assert now.row(0, named=True)["right_row"] is None
    assert now.row(0, named=True)["status"] == "same"


def test_of_nothing_comes_nothing() -> None:
    decisions = decisions_on(fold(entries_of([])), TODAY)
    assert decisions.is_empty()
    assert dict(decisions.schema) == dict(pl.Schema(DECISIONS))


@pytest.mark.parametrize(
    "details",
    [
        "nonsense",
        "[]",
        "null",
        '{"note":{"a":1}}',
        '{"left":3}',
        '{"left":{"row":-1,"side":"register"}}',
        '{"until":"2024-02-31"}',
        '{"by":7}',
        '{"left":{"row":99999999999999999999}}',
    ],
)
def test_one_odd_entry_hides_no_other(details: str) -> None:
    entries = entries_of([("甲", f"{n:016x}", "dismiss", "finding", f"{n}",
                           {"reason": "not_due", "note": "注"}) for n in range(5)])  # fmt: skip
    odd = entries.with_columns(
        details=pl.when(pl.col("seq") == 3).then(pl.lit(details)).otherwise("details")
    )
    folded = decisions_on(fold(odd), TODAY)
    assert folded.height == 5
    assert folded.filter(pl.col("target") != "2")["note"].to_list() == ["注"] * 4
    assert_frame_equal(refold(fold(odd[:2]), odd, odd[2:], turns_of(odd)), fold(odd))


def test_the_canonical_form_of_details_is_what_the_fold_reads() -> None:
    details = {"reason": "other", "note": "“甲”\n乙\t\x00"}
    entries = entries_of([("甲", "1" * 16, "dismiss", "finding", "a", details)])
    assert entries["details"][0] == canonical(details)
    note = fold(entries)["note"][0]
    assert note.startswith("“甲”\n乙\t")
