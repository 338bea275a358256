"""What every journal does, in a file and on a server alike."""

from __future__ import annotations

import json
import re
import secrets
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.errors import UsageError
from disclosure_audit.review.chain import verify
from disclosure_audit.review.entry import ENTRIES, GENESIS, Draft, canonical
from disclosure_audit.review.journal import Conflict, Journal, open_journal, open_run_journal
from disclosure_audit.review.stored import StoredJournal
from tests.postgres_server import server as server  # the fixture

HOSTILE = (
    "[/]",
    "[密]甲案",
    "\x1b[31m",
    "\u202e乙",
    "a\x00b",
    "甲" * 300,
    "👩‍👩‍👧",
    "e\u0301",
    "\ud800",
)

Open = Callable[..., StoredJournal]


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a journal can be; there is none yet."""
    if request.param == "file":
        return tmp_path / "journal.sqlite"
    address: str = request.getfixturevalue("server")
    return f"{address}&journal={secrets.token_hex(4)}"


def confirm(target: str, **details: object) -> Draft:
    return Draft("confirm", "finding", target, details)


def test_what_is_written_is_there_for_all(place: Path | str) -> None:
    journal: Journal = open_journal(place)
    first = journal.append(
        "王", [confirm("a"), Draft("note", "record", "b", {"z": 1, "a": ["文"]})]
    )
    (second,) = journal.append("李", [confirm("a")])
    assert [entry.seq for entry in (*first, second)] == [1, 2, 3]
    assert first[0].prev == GENESIS
    assert first[1].prev == first[0].hash
    assert first[0].batch == first[1].batch != second.batch
    assert re.fullmatch(r"[0-9a-f]{16}", second.batch)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", second.at)
    other = open_journal(place)
    assert other.since(0) == [*first, second]
    assert other.since(2) == [second]
    assert other.last() == (3, second.hash)
    assert verify(other.frame()).ok
    assert dict(other.frame().schema) == {name: dtype() for name, dtype in ENTRIES.items()}
    assert other.frame()["details"][1] == '{"a":["文"],"z":1}'
    journal.close()
    assert journal.since(2) == [second]
    journal.close()
    other.close()


def test_a_journal_that_is_not_there_is_empty(place: Path | str) -> None:
    for read_only in (True, False):
        journal = open_journal(place, read_only=read_only)
        assert (journal.since(0), journal.last(), journal.frame().height) == ([], (0, GENESIS), 0)
        assert journal.append("王", []) == [] if not read_only else True
        journal.close()
    if isinstance(place, Path):
        assert list(place.parent.iterdir()) == []


def test_the_first_append_is_seen_by_who_was_there_before(place: Path | str) -> None:
    early, late = open_journal(place, read_only=True), open_journal(place)
    (entry,) = late.append("王", [confirm("a")])
    assert early.since(0) == [entry]
    (second,) = late.append("王", [confirm("b")])
    assert early.since(1) == [second]
    early.close()
    late.close()


def test_read_only_writes_nothing(place: Path | str) -> None:
    journal = open_journal(place, read_only=True)
    with pytest.raises(UsageError, match="reading only"):
        journal.append("王", [confirm("a")])
    with pytest.raises(UsageError, match="reading only"):
        journal.adopt([], after=(0, GENESIS))
    assert journal.last() == (0, GENESIS)
    journal.close()


def test_another_user_on_the_same_target_is_a_conflict(place: Path | str) -> None:
    mine, theirs = open_journal(place), open_journal(place)
    mine.append("王", [confirm("a")])
    seen = mine.last()[0]
    (looked,) = theirs.append("李", [Draft("reveal", "finding", "a")])
    (other,) = theirs.append("李", [Draft("confirm", "record", "a")])
    mine.append("王", [confirm("a")], seen=seen)  # another kind, and to have looked, is none
    (decided,) = theirs.append("李", [confirm("b")])
    with pytest.raises(Conflict) as caught:
        mine.append("王", [confirm("c"), confirm("b")], seen=seen)
    assert caught.value.entries == [decided]
    assert caught.value.exit_code == 2
    assert mine.last() == (5, theirs.last()[1])  # nothing was written
    assert len(mine.append("王", [confirm("b")], seen=decided.seq)) == 1
    with pytest.raises(Conflict):
        theirs.append("李", [confirm("b")], seen=decided.seq)
    assert (looked.seq, other.seq) == (2, 3)
    mine.close()
    theirs.close()


def test_two_may_begin_on_one_scan(place: Path | str) -> None:
    mine, theirs = open_journal(place), open_journal(place)
    begun = Draft("open", "journal", "", {"scan": "a"})
    theirs.append("李", [begun, confirm("a")], seen=0)
    assert len(mine.append("王", [begun, confirm("b")], seen=0)) == 2
    mine.close()
    theirs.close()


def test_own_entries_are_no_conflict(place: Path | str) -> None:
    journal = open_journal(place)
    journal.append("王", [confirm("a")], seen=0)
    assert len(journal.append("王", [confirm("a")], seen=0)) == 1
    journal.close()


def test_a_batch_is_written_once(place: Path | str) -> None:
    journal = open_journal(place)
    batch = "0123456789abcdef"
    entries = journal.append("王", [confirm("a"), confirm("b", x="\ud800\x00")], batch=batch)
    journal.append("李", [confirm("a")])
    again = journal.append("王", [confirm("a"), confirm("b", x="\ud800\x00")], batch=batch, seen=0)
    assert again == entries
    assert journal.last()[0] == 3
    for user, drafts in (("王", [confirm("a")]), ("李", [confirm("a"), confirm("b", x="?")])):
        with pytest.raises(ValueError, match="other entries"):
            journal.append(user, drafts, batch=batch)
    assert journal.last()[0] == 3
    journal.close()


def test_hostile_text_comes_back_as_far_as_it_can_be_stored(place: Path | str) -> None:
    journal = open_journal(place)
    for text in HOSTILE:
        journal.append(text, [Draft(text, text, text, {text: [text]})])
    entries = journal.since(0)
    for text, entry in zip(HOSTILE, entries, strict=True):
        kept = text.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
        assert (entry.user, entry.action, entry.kind, entry.target) == (kept,) * 4
        inside = text.replace("\ud800", "\ufffd")  # JSON has an escape for NUL
        assert entry.details == {inside: [inside]}
    assert verify(journal.frame()).ok
    journal.close()


def test_threads_may_share_one(place: Path | str) -> None:
    journal = open_journal(place)

    def work(name: str) -> None:
        for number in range(20):
            journal.append(name, [confirm(f"{name}{number}")])

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    frame = journal.frame()
    assert Counter(frame["user"]) == {"a": 20, "b": 20, "c": 20}
    assert verify(frame).ok
    journal.close()


_WRITER = """
import sys
from pathlib import Path
from disclosure_audit.review.entry import Draft
from disclosure_audit.review.journal import open_journal
where, user = sys.argv[1:]
journal = open_journal(where if "://" in where else Path(where))
for number in range(1000):
    journal.append(user, [Draft("confirm", "finding", f"{user}{number}")])
journal.close()
"""


def test_two_processes_write_a_thousand_entries_each(place: Path | str) -> None:
    children = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(place), user]) for user in "ab"
    ]
    assert [child.wait(timeout=300) for child in children] == [0, 0]
    journal = open_journal(place, read_only=True)
    frame = journal.frame()
    verdict = verify(frame)
    assert (verdict.ok, verdict.entries) == (True, 2000)
    for user in "ab":
        own = frame.filter(user=user)["target"].to_list()
        assert own == [f"{user}{number}" for number in range(1000)]
    journal.close()


def test_the_journal_of_a_run(tmp_path: Path) -> None:
    journal = open_run_journal(tmp_path)
    journal.append("王", [confirm("a")])
    assert (tmp_path / "journal.sqlite").is_file()
    journal.close()
    elsewhere = open_run_journal(tmp_path, str(tmp_path / "other.sqlite"))
    assert elsewhere.last()[0] == 0
    elsewhere.close()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(_JSON)
def test_canonical_json_has_one_spelling(value: object) -> None:
    text = canonical(value)
    assert canonical(json.loads(text)) == text
    assert text.encode()


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "journal.sqlite")
    for bad in (float("nan"), {1, 2}):
        with pytest.raises((ValueError, TypeError)):
            journal.append("王", [confirm("a", x=bad)])
    assert journal.last()[0] == 0
    journal.close()
