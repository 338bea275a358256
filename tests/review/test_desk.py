"""Deciding at the desk, on the sample lists and on a real journal."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from disclosure_audit import run as runs
from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.errors import AuditError, UsageError
from disclosure_audit.review import ledger
from disclosure_audit.review.decisions import REASONS
from disclosure_audit.review.desk import Desk, open_desk
from disclosure_audit.review.entry import Draft
from disclosure_audit.review.journal import Conflict, open_journal
from disclosure_audit.review.reviewer import USER_VARIABLE, user_name
from disclosure_audit.review.state import fold
from disclosure_audit.workspace import KEY_VARIABLE
from tests.documented import ROOT

TODAY = dt.date(2024, 6, 15)
WAIVER = {"reason": "试点", "approver": "王主任", "until": "2024-12-31"}


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("scanned")
    for name in ("register.xlsx", "catalog.csv"):
        shutil.copy(ROOT / "sample_data" / name, home)
    audit = scan(str(home / "register.xlsx"), str(home / "catalog.csv"), Config(lang="en"))
    return runs.write(audit, home / "run", command=["scan"])


@pytest.fixture
def folder(scanned: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(scanned, tmp_path / "run"))


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    opened = sit(folder, "王")
    yield opened
    opened.close()


def sit(folder: Path, user: str, **options: Any) -> Desk:
    run = runs.read(folder)
    journal = open_journal(folder / "journal.sqlite", **options)
    return Desk(run, journal, user, key=b"the key of the tests", today=TODAY)


def on(desk: Desk, place: int, action: str = "confirm", **details: Any) -> Draft:
    return Draft(action, "finding", desk.findings["finding_id"][place], details)


def status(desk: Desk, place: int) -> str | None:
    found = desk.decision("finding", desk.findings["finding_id"][place])
    return found["status"] if found else None


def test_opening_writes_nothing(desk: Desk, folder: Path) -> None:
    assert not (folder / "journal.sqlite").exists()
    assert desk.decisions.is_empty()
    assert desk.unapplied().is_empty()
    assert (desk.undo(), desk.redo(), desk.repeat(), desk.refresh()) == ([], [], (), [])
    assert desk.depth() == (0, 0)
    assert not desk.needs_judging
    assert desk.findings.equals(desk.run.findings)
    assert not (folder / "journal.sqlite").exists()


def test_a_decision_is_on_disk_and_survives(desk: Desk, folder: Path) -> None:
    before = desk.version
    written = desk.decide([on(desk, 0), on(desk, 1, "dismiss", reason="not_due")])
    assert [entry.action for entry in written] == ["confirm", "dismiss"]
    assert desk.version > before
    entries = open_journal(folder / "journal.sqlite", read_only=True).frame()
    assert entries["action"].to_list() == ["open", "confirm", "dismiss"]
    assert json.loads(entries["details"][0])["key"] == desk.run.info["key"]
    again = sit(folder, "李")
    assert_frame_equal(again.decisions, desk.decisions)
    assert (status(again, 0), status(again, 1), status(again, 2)) == (
        "confirmed", "dismissed", None,
    )  # fmt: skip
    again.decide([on(again, 2)])
    assert again.entries["action"].to_list().count("open") == 1


def test_every_action_leaves_its_mark(desk: Desk) -> None:
    desk.decide([on(desk, 0, "waive", **WAIVER)])
    desk.decide([on(desk, 0, "flag"), on(desk, 0, "assign", owner=" 规划科 ")])
    desk.decide([on(desk, 0, "note", text="第一")])
    desk.decide([on(desk, 0, "note", text="第二")])
    found = desk.decision("finding", desk.findings["finding_id"][0])
    assert found is not None
    assert found | {
        "status": "waived", "reason": "试点", "approver": "王主任", "owner": "规划科",
        "until": dt.date(2024, 12, 31), "flagged": True, "note": "第二", "notes": 2, "by": "王",
        "waiver_expired": False,
    } == found  # fmt: skip
    desk.decide([on(desk, 0, "reopen"), on(desk, 0, "unflag"), on(desk, 0, "assign", owner="")])
    found = desk.decision("finding", desk.findings["finding_id"][0])
    assert found is not None
    assert (found["status"], found["flagged"], found["owner"]) == ("open", False, None)
    desk.decide([on(desk, 1, "reveal", field="title")])
    assert status(desk, 1) is None


def test_undo_and_redo_are_told_and_survive_a_restart(desk: Desk, folder: Path) -> None:
    desk.decide([on(desk, 0), on(desk, 1)])
    desk.decide([on(desk, 2, "dismiss", reason="not_due")])
    at_first = desk.decisions
    assert [entry.action for entry in desk.undo()] == ["dismiss"]
    again = sit(folder, "王")
    assert [entry.action for entry in again.undo()] == ["confirm", "confirm"]
    assert again.decisions.is_empty()
    assert again.undo() == []
    assert len(again.redo()) == 2
    desk.refresh()
    assert [entry.action for entry in desk.redo()] == ["dismiss"]
    assert desk.redo() == []
    assert_frame_equal(desk.decisions, at_first)
    desk.undo()
    desk.decide([on(desk, 3)])
    assert desk.redo() == []


def test_others_are_left_alone_by_undo(desk: Desk, folder: Path) -> None:
    other = sit(folder, "李")
    desk.decide([on(desk, 0)])
    other.refresh()
    other.decide([on(other, 0, "dismiss", reason="wrong_entry")])
    assert [entry.user for entry in desk.undo()] == ["王"]  # overridden meanwhile: still fine
    assert status(desk, 0) == "dismissed"
    assert [entry.user for entry in desk.refresh()] == ["李"]  # heard of, though taken in before
    assert desk.refresh() == []
    assert status(other, 0) == "dismissed"


def test_a_conflict_writes_nothing_and_is_overridden_knowingly(desk: Desk, folder: Path) -> None:
    other = sit(folder, "李")
    desk.decide([on(desk, 5)])
    other.refresh()
    other.decide([on(other, 0, "dismiss", reason="wrong_entry")])
    with pytest.raises(Conflict) as caught:
        desk.decide([on(desk, 0), on(desk, 1)])
    assert [entry.user for entry in caught.value.entries] == ["李"]
    assert status(desk, 1) is None
    desk.decide([on(desk, 2)])  # on something else there is none
    assert [entry.user for entry in desk.refresh()] == ["李"]
    desk.decide([on(desk, 0)])
    assert status(desk, 0) == "confirmed"


def test_repeat_is_the_last_answer_without_its_targets(desk: Desk, folder: Path) -> None:
    desk.decide([on(desk, n, "dismiss", reason="other", note="见附件") for n in range(3)])
    desk.decide([on(desk, 0, "reveal")])
    answer = (Draft("dismiss", "finding", "", {"reason": "other", "note": "见附件"}),)
    assert desk.repeat() == answer
    desk.undo()
    assert sit(folder, "王").repeat() == answer
    assert sit(folder, "李").repeat() == ()


def test_the_trail_of_a_finding(desk: Desk, folder: Path) -> None:
    desk.decide([on(desk, 0), on(desk, 1)])
    desk.decide([on(desk, 0, "note", text="甲[/]案")])
    desk.decide([on(desk, 0, "reveal")])
    desk.undo()
    trail = desk.trail("finding", desk.findings["finding_id"][0])
    assert trail["action"].to_list() == ["confirm", "note", "reveal"]
    assert trail["undone"].to_list() == [False, True, False]


@pytest.mark.parametrize(
    ("action", "details", "about"),
    [
        ("dismiss", {"reason": "because"}, "no reason"),
        ("dismiss", {}, "no reason"),
        ("dismiss", {"reason": "other", "note": "  "}, "needs a note"),
        ("waive", {**WAIVER, "approver": " "}, "approved"),
        ("waive", {**WAIVER, "reason": ""}, "needs a reason"),
        ("waive", {**WAIVER, "until": "2024-06-14"}, "ended already"),
        ("waive", {**WAIVER, "until": "soon"}, "day"),
        ("waive", {"reason": "r", "approver": "p"}, "day"),
        ("note", {"text": "\n "}, "empty"),
        ("note", {"text": "x" * 2001}, "too long"),
    ],
)
def test_bad_details_are_refused(
    desk: Desk, folder: Path, action: str, details: dict[str, Any], about: str
) -> None:
    with pytest.raises(UsageError, match=about) as caught:
        desk.decide([on(desk, 0), on(desk, 1, action, **details)])
    assert caught.value.hint is not None
    assert not (folder / "journal.sqlite").exists()


@pytest.mark.parametrize(
    "draft",
    [
        Draft("confirmed", "finding", "a"),
        Draft("confirm", "record", "register:a"),
        Draft("same", "finding", "a"),
        Draft("confirm", "finding", ""),
        Draft("confirm", "finding", "a", {"by": "somebody else", "carried": True}),
        Draft("flag", "record", "nowhere:a"),
        Draft("same", "pair", "register:a"),
        Draft("undo", "batch", "a"),
        Draft("note", "finding", "a", {"text": 7}),
    ],
)
def test_what_only_a_face_can_get_wrong(desk: Desk, draft: Draft) -> None:
    with pytest.raises(ValueError, match=r"."):
        desk.decide([draft])


def test_secrets_are_blotted_out_of_what_people_write(desk: Desk, folder: Path) -> None:
    secret, number, mark = "13812345678", "11010119900307123X", "机密★10年"
    said = f"电话{secret}，证号{number}，{mark}"
    desk.decide([on(desk, 0, "note", text=said), on(desk, 1, "assign", owner=said)])
    desk.decide([on(desk, 2, "dismiss", reason="other", note=said)])
    desk.decide([on(desk, 3, "waive", **(WAIVER | {"reason": said, "approver": said}))])
    written = "".join(desk.entries["details"])
    assert written.count("电话█") == 5
    for text in (secret, number, mark):
        assert text not in written


def test_terms_of_the_runs_own_lexicon_are_blotted_out(folder: Path, tmp_path: Path) -> None:
    lexicon = tmp_path / "own.toml"
    lexicon.write_text(
        'name = "own"\nversion = "1"\nlanguage = "zh"\n'
        '[[term]]\nterm = "赤峰行动"\ncategory = "project"\n',
        "utf-8",
    )
    with_lexicon(folder, lexicon)
    desk = sit(folder, "王")
    desk.decide([on(desk, 0, "note", text="关于赤峰行动")])
    assert "关于████" in desk.entries["details"][-1]


def test_a_text_that_cannot_be_masked_is_not_written(folder: Path, tmp_path: Path) -> None:
    with_lexicon(folder, tmp_path / "lost.toml")
    desk = sit(folder, "王")
    desk.decide([on(desk, 0)])
    with pytest.raises(AuditError):
        desk.decide([on(desk, 0, "note", text="关于赤峰行动")])
    assert desk.entries.height == 2


def with_lexicon(folder: Path, path: Path) -> None:
    info = json.loads((folder / "run.json").read_text("utf-8"))
    info["settings"]["scanner"]["lexicons"] = [str(path)]
    (folder / "run.json").write_text(json.dumps(info), "utf-8")


@pytest.mark.parametrize("text", ["甲[/]案", "\x1b[31m\u202e\x00", "\ud800", "x" * 300, "👩‍👩‍👧é"])
def test_hostile_notes_are_kept(desk: Desk, folder: Path, text: str) -> None:
    desk.decide([on(desk, 0, "note", text=text)])
    note = sit(folder, "王").decisions["note"][0]
    assert note
    assert_frame_equal(desk.decisions, sit(folder, "王").decisions)


def test_who_may_only_look(desk: Desk, folder: Path) -> None:
    desk.decide([on(desk, 0)])
    looking = sit(folder, "李", read_only=True)
    assert looking.read_only
    assert status(looking, 0) == "confirmed"
    with pytest.raises(UsageError, match="reading only"):
        looking.decide([on(looking, 0)])
    for act in (looking.undo, looking.redo):
        with pytest.raises(UsageError, match="reading only"):
            act()


def test_names_of_reviewers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert user_name(" 王 \u202e") == "王 <U+202E>"
    monkeypatch.setenv(USER_VARIABLE, "李")
    assert user_name() == "李"
    monkeypatch.delenv(USER_VARIABLE)
    monkeypatch.setattr("getpass.getuser", lambda: "auditor")
    assert user_name() == "auditor"
    for bad in (" ", "x" * 65):
        with pytest.raises(UsageError):
            user_name(bad)

    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    with pytest.raises(UsageError, match="name"):
        user_name()


def test_open_desk_takes_key_and_name_from_where_it_is(
    scanned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(scanned, tmp_path / "run"))
    monkeypatch.setenv(USER_VARIABLE, "赵")
    desk = open_desk(folder)
    assert desk.user == "赵"
    assert desk.why_not_linkable() is None
    assert desk.carried is None
    monkeypatch.setenv(KEY_VARIABLE, "short")  # no reason not to decide on findings
    desk = open_desk(folder, read_only=True)
    refused = desk.why_not_linkable()
    assert refused is not None
    assert "key" in refused.message.en


def test_reasons_are_told_in_both_languages() -> None:
    assert all(text.en and text.zh for text in REASONS.values())


def test_a_large_journal_grows_entry_by_entry(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is kept from before must be what a restart would find."""
    monkeypatch.setattr(ledger, "_MOST_CHUNKS", 3)
    desk, other = sit(folder, "王"), sit(folder, "李")
    actions: list[tuple[str, dict[str, Any]]] = [
        ("confirm", {}), ("flag", {}), ("dismiss", {"reason": "not_due", "note": "注"}),
        ("note", {"text": "x"}), ("reopen", {}),
    ]  # fmt: skip
    for place in range(40):
        one = (desk, other)[place % 3 == 0]
        action, details = actions[place % len(actions)]
        one.refresh()
        one.decide([on(one, target, action, **details) for target in range(place % 7, 9)])
        if place % 4 == 0:
            one.undo()
        if place % 8 == 0:
            one.redo()
    desk.refresh()
    assert_frame_equal(fold(desk.entries), desk._ledger.folded)
    again = sit(folder, "王")
    assert_frame_equal(again.decisions, desk.decisions)
    assert again.depth() == desk.depth()
    assert desk.entries.equals(again.entries)
    assert desk.decisions["status"].is_in(["open", "confirmed", "dismissed"]).all()
    assert desk.decisions.select(pl.struct("kind", "target").is_unique().all()).item()
