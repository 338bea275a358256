"""Decisions that a new scan of the same lists takes over."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import example, given

from disclosure_audit import run as runs
from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.review.carry import _drafts, _merged, carry, say_carried
from disclosure_audit.review.desk import Desk, open_desk
from disclosure_audit.review.entry import Draft
from disclosure_audit.review.journal import open_journal
from disclosure_audit.review.previous import find_previous
from disclosure_audit.review.state import fold
from disclosure_audit.workspace import KEY_VARIABLE
from tests.command_line import Cli
from tests.examples import tries
from tests.review.test_state import Spoken, entries_of, journals

REGISTER = """序号,标题,文号,成文日期
1,关于春季植树工作的通知,甲政发〔2024〕1号,2024-01-05
2,关于防汛值守安排的通知,甲政发〔2024〕2号,2024-01-09
3,关于修缮老旧管网的批复,甲政发〔2024〕3号,2024-01-12
4,关于表彰先进集体的决定,甲政发〔2024〕4号,2024-01-15
"""
CATALOG = """标题,文号,成文日期,发布日期
关于春季植树工作的通知,甲政发〔2024〕1号,2024-01-05,2024-01-08
关于道路命名的公告,甲政告〔2024〕9号,2024-03-01,2024-03-20
"""
MORE = "关于防汛值守安排的通知,甲政发〔2024〕2号,2024-01-09,2024-01-12\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with both lists."""
    monkeypatch.chdir(tmp_path)
    Path("register.csv").write_text(REGISTER, "utf-8")
    Path("catalog.csv").write_text(CATALOG, "utf-8")
    return tmp_path


def scanned(name: str, *, at: str = "2024-06-01T00:00:00+00:00", force: bool = False) -> Path:
    """Scan the lists of the working folder; the run says that it was written ``at``."""
    folder = runs.write(scan("register.csv", "catalog.csv", Config(lang="en")),
                        Path("runs") / name, command=["scan"], force=force)  # fmt: skip
    info = json.loads((folder / "run.json").read_text("utf-8"))
    info["timings"]["written_at"] = at
    (folder / "run.json").write_text(json.dumps(info), "utf-8")
    return folder


def omission(desk: Desk, row: int) -> str:
    found = desk.findings.filter(pl.col("rule") == "OM001", pl.col("register_row") == row)
    return str(found["finding_id"][0])


def reviewed(folder: Path, user: str = "王") -> Desk:
    """Decide on the omissions of the register's rows 1 and 2, and take one decision back."""
    desk = open_desk(folder, user=user)
    one, other = omission(desk, 1), omission(desk, 2)
    desk.decide([Draft("confirm", "finding", one), Draft("note", "finding", one, {"text": "催办"})])
    desk.decide([Draft("dismiss", "finding", other, {"reason": "published_elsewhere"})])
    desk.decide([Draft("flag", "finding", other)])
    desk.decide([Draft("confirm", "finding", omission(desk, 3))])
    desk.undo()
    return desk


def status(desk: Desk, row: int) -> dict[str, Any] | None:
    return desk.decision("finding", omission(desk, row))


def test_what_holds_is_carried_and_what_is_gone_is_listed(home: Path) -> None:
    old = reviewed(scanned("one"))
    Path("catalog.csv").write_text(CATALOG + MORE, "utf-8")  # row 1 of the register is published
    new = open_desk(scanned("two", at="2024-06-02T00:00:00+00:00"), user="李")
    assert new.carried is not None
    assert (new.carried.from_run, new.carried.carried) == ("one", 1)
    kept = status(new, 2)
    was = status(old, 2)
    assert kept is not None
    assert was is not None
    same = ("status", "reason", "flagged", "by", "at")
    assert {name: kept[name] for name in same} == {name: was[name] for name in same}
    assert (kept["status"], kept["flagged"], kept["by"]) == ("dismissed", True, "王")
    assert status(new, 3) is None  # its decision was taken back
    gone = new.unapplied().row(0, named=True)
    assert gone["target"] == omission(old, 1)
    assert (gone["status"], gone["note"], gone["by"], gone["rule"]) == (
        "confirmed", "催办", "王", "OM001",
    )  # fmt: skip
    assert "防汛" in gone["message"]
    assert gone["from_run"] == "one"
    told = say_carried(new.carried)
    assert "from one: 1; no longer applicable, as the finding is gone: 1" in told.en
    assert "1 项；另有 1 项" in told.zh
    entries = new.entries
    assert entries["action"].to_list() == ["open", "carry", "dismiss", "flag"]
    head = open_journal(old.run.folder / "journal.sqlite", read_only=True).last()[1]
    assert json.loads(entries["details"][1])["from_head"] == head
    assert new.undo() == []  # nobody pressed a key for it
    again = open_desk(new.run.folder, user="李")
    assert again.carried is None
    assert again.unapplied().equals(new.unapplied())


def test_decisions_go_on_from_run_to_run(home: Path) -> None:
    reviewed(scanned("one"))
    open_desk(scanned("two", at="2024-06-02T00:00:00+00:00"), user="李")
    third = open_desk(scanned("three", at="2024-06-03T00:00:00+00:00"), user="赵")
    assert third.carried is not None
    assert (third.carried.from_run, third.carried.carried) == ("two", 2)
    kept = status(third, 1)
    assert kept is not None
    assert (kept["status"], kept["by"], kept["note"]) == ("confirmed", "王", "催办")


def test_a_link_that_was_made_is_carried_with_what_follows(home: Path) -> None:
    desk = open_desk(scanned("one"), user="王")
    assert desk.recall() is None
    desk.decide([desk.link_draft(("register", 0), ("catalog", 0), same=False)])
    desk.judge()
    one = omission(desk, 0)  # it is there only since the link is broken
    desk.decide([Draft("confirm", "finding", one)])
    Path("register.csv").write_text(REGISTER.replace("\n1,", "\n9,无关,,2024-01-02\n1,"), "utf-8")
    new = open_desk(scanned("two", at="2024-06-02T00:00:00+00:00"), user="李")
    assert new.carried is not None
    assert new.carried.carried == 2
    assert new.needs_judging
    pair = new.decisions.filter(pl.col("kind") == "pair").row(0, named=True)
    assert (pair["status"], pair["left_row"]) == ("differ", None)  # nobody has looked where it is
    assert new.recall() is None
    pair = new.decisions.filter(pl.col("kind") == "pair").row(0, named=True)
    assert (pair["left_row"], pair["right_row"]) == (1, 0)  # the register has a row more
    new.judge()
    assert not new.needs_judging
    assert omission(new, 1) == one
    assert new.unapplied().is_empty()


def test_a_link_of_a_record_that_is_gone_is_listed(home: Path) -> None:
    desk = open_desk(scanned("one"), user="王")
    desk.recall()
    desk.decide([desk.link_draft(("register", 0), ("catalog", 1), same=True)])
    Path("catalog.csv").write_text(CATALOG.splitlines(keepends=True)[0] + MORE, "utf-8")
    new = open_desk(scanned("two", at="2024-06-02T00:00:00+00:00"), user="李")
    assert new.unapplied().is_empty()  # only the lists tell
    new.recall()
    assert new.unapplied()["kind"].to_list() == ["pair"]
    new.judge()
    assert not new.needs_judging
    assert new.links.equals(new.run.links)


def test_a_waiver_that_has_run_out_is_carried_and_open(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = scanned("one")
    desk = Desk(runs.read(folder), open_journal(folder / "journal.sqlite"), "王",
                today=dt.date(2024, 1, 1))  # fmt: skip
    details = {"reason": "试点", "approver": "主任", "until": "2024-02-01"}
    desk.decide([Draft("waive", "finding", omission(desk, 1), details)])
    new = open_desk(scanned("two", at="2024-06-02T00:00:00+00:00"), user="李")
    kept = status(new, 1)
    assert kept is not None
    assert (kept["status"], kept["waiver_expired"], kept["approver"]) == ("open", True, "主任")


def test_another_key_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = scanned("one")
    reviewed(old)
    monkeypatch.setenv(KEY_VARIABLE, "another key of sixteen")
    new = scanned("two", at="2024-06-02T00:00:00+00:00")
    desk = open_desk(new, user="李")
    assert desk.carried is not None
    assert desk.carried.refused is not None
    assert "another key" in say_carried(desk.carried).en
    assert desk.entries.is_empty()
    with pytest.raises(UsageError, match="do not compare"):
        open_desk(new, user="李", carry_from=old)


def test_a_rescan_into_the_same_folder_keeps_its_journal(home: Path) -> None:
    folder = scanned("one")
    gone = omission(reviewed(folder), 1)
    Path("catalog.csv").write_text(CATALOG + MORE, "utf-8")
    desk = open_desk(scanned("one", force=True), user="王")
    assert desk.carried is None
    assert desk.unapplied()["target"].to_list() == [gone]
    kept = status(desk, 2)
    assert kept is not None
    assert kept["status"] == "dismissed"
    desk.decide([Draft("confirm", "finding", omission(desk, 3))])
    assert desk.entries["action"].to_list().count("open") == 2  # it is about another scan now


def test_one_may_carry_later_and_only_once(home: Path) -> None:
    old = scanned("one")
    reviewed(old)
    shutil.move("runs/one", "elsewhere")
    new = scanned("two")
    desk = open_desk(new, user="李")
    assert desk.carried is None
    desk.decide([Draft("confirm", "finding", omission(desk, 2))])
    desk = open_desk(new, user="李", carry_from=Path("elsewhere"))
    assert desk.carried is not None
    assert desk.carried.carried == 1
    kept = status(desk, 2)
    assert kept is not None
    assert kept["status"] == "confirmed"  # what was decided here is not overridden
    before = desk.entries.height
    again = open_desk(new, user="李", carry_from=Path("elsewhere"))
    assert again.entries.height == before
    with pytest.raises(InputError, match="no run"):
        open_desk(new, user="李", carry_from=Path("nowhere"))
    assert carry(new, new).carried == 0


def test_nothing_is_carried_to_who_only_looks(home: Path) -> None:
    reviewed(scanned("one"))
    folder = scanned("two", at="2024-06-02T00:00:00+00:00")
    desk = open_desk(folder, user="李", read_only=True)
    assert (desk.carried, desk.decisions.height) == (None, 0)
    assert not (folder / "journal.sqlite").exists()


def test_the_run_before(home: Path) -> None:
    runs_ = {}
    for day, name in enumerate("abcd", 1):
        runs_[name] = scanned(name, at=f"2024-06-0{day}T00:00:00+00:00")
    assert find_previous(runs_["c"]) is None  # none has a journal
    for name in "abd":
        open_desk(runs_[name], user="王").decide([Draft("flag", "finding", "f" * 16)])
    assert find_previous(runs_["c"]) == runs_["b"]  # d was made later
    shutil.copy("catalog.csv", "other.csv")
    other = scan("register.csv", "other.csv", Config(lang="en"))
    folder = runs.write(other, Path("runs") / "e", command=["scan"])
    assert find_previous(folder) is None  # other lists, and nothing decided that is found here
    desk = open_desk(runs_["b"], user="王")
    desk.decide([Draft("confirm", "finding", omission(desk, 1))])
    assert find_previous(folder) == runs_["b"]
    (runs_["b"] / "run.json").write_text('{"format_version": 2, "key": null}', "utf-8")
    assert find_previous(runs_["c"]) == runs_["a"]


def test_a_damaged_journal_of_the_run_before_stands_in_nobodys_way(home: Path) -> None:
    old = scanned("one")
    reviewed(old).close()
    for path in old.glob("journal.sqlite*"):
        path.unlink()
    (old / "journal.sqlite").write_bytes(b"no journal" * 100)
    desk = open_desk(scanned("two", at="2024-06-02T00:00:00+00:00"), user="李")
    assert desk.carried is not None
    assert desk.carried.refused is not None
    assert desk.carried.carried == 0


def test_messages_of_a_run_that_reveals_do_not_enter_the_journal(home: Path) -> None:
    old = scanned("one")
    reviewed(old)
    info = json.loads((old / "run.json").read_text("utf-8"))
    info["settings"]["reveal"] = True
    (old / "run.json").write_text(json.dumps(info), "utf-8")
    Path("catalog.csv").write_text(CATALOG + MORE, "utf-8")
    new = open_desk(scanned("two", at="2024-06-02T00:00:00+00:00"), user="李")
    assert new.unapplied()["message"].to_list() == [None]
    assert new.unapplied()["rule"].to_list() == ["OM001"]
    assert "防汛" not in "".join(new.entries["details"])


def test_a_scan_carries_and_says_so(home: Path, cli: Cli) -> None:
    lists = ("register.csv", "catalog.csv")
    assert cli("scan", *lists, "--out", "runs/one").code == 0
    desk = open_desk(Path("runs/one"), user="王")
    desk.recall()
    desk.decide([desk.link_draft(("register", 1), ("catalog", 1), same=True)])
    desk.decide([Draft("confirm", "finding", omission(desk, 2))])
    done = cli("scan", *lists, "--out", "runs/two")
    assert done.code == 0
    assert "decisions carried over from one: 2" in done.err
    assert "carried" not in done.out
    new = open_desk(Path("runs/two"), user="王")
    pair = new.decisions.filter(pl.col("kind") == "pair").row(0, named=True)
    assert (pair["left_row"], pair["right_row"]) == (1, 1)  # a scan knows where they stand
    assert "carried" not in cli("scan", *lists, "--no-run").err
    assert "carried" not in cli("scan", *lists, "--out", "runs/two", "--force").err


@given(journals())
@example(
    [
        ("甲", "1" * 16, "dismiss", "finding", "a", {"reason": "other", "note": "注"}),
        ("甲", "2" * 16, "reopen", "finding", "a", {}),
    ]
)
@tries()
def test_what_is_carried_comes_to_the_same(spoken: list[Spoken]) -> None:
    """Status, marks and notes are as they were; targets on which nothing is left are left out."""
    entries = entries_of(spoken)
    decided = _merged(entries, set())
    drafts = _drafts(decided, {target: {} for target in decided})
    carried = entries_of([("丙", "d" * 16, d.action, d.kind, d.target, dict(d.details))
                          for d in drafts])  # fmt: skip
    was = {(row["kind"], row["target"]): row for row in fold(entries).to_dicts()}
    now = {(row["kind"], row["target"]): row for row in fold(carried).to_dicts()}
    names = ("status", "flagged", "note", "notes", "owner", "until", "approver", "reason")
    nothing: dict[str, Any] = dict.fromkeys(names) | {"flagged": False, "notes": 0}
    for target, row in was.items():
        kept = now.pop(target, nothing)
        assert {name: kept[name] for name in names} == {
            name: None if name == "status" and row[name] == "open" and kept[name] is None else row[name]
            for name in names
        }  # fmt: skip
    assert not now
    assert all(draft.details["carried"] for draft in drafts)
    assert not {draft.details["by"] for draft in drafts} - {"甲", "乙", "前任"}
