"""Links made and broken at the desk, and what is judged anew."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from disclosure_audit import run as runs
from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.review import linking
from disclosure_audit.review.desk import Desk, open_desk
from disclosure_audit.review.entry import Draft
from disclosure_audit.review.journal import open_journal
from disclosure_audit.review.targets import Place, Records
from tests.keeping import Keep
from tests.review.test_carry import CATALOG, REGISTER

UNMADE: tuple[Place, Place] = (("register", 1), ("catalog", 1))
MADE: tuple[Place, Place] = (("register", 0), ("catalog", 0))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: Keep) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("register.csv").write_text(REGISTER, "utf-8")
    Path("catalog.csv").write_text(CATALOG, "utf-8")

    def make() -> None:
        audit = scan("register.csv", "catalog.csv", Config(lang="en"))
        runs.write(audit, Path("run"), command=["scan"])

    return keep("desk-links", Path("run"), make)


@pytest.fixture
def desk(folder: Path) -> Desk:
    opened = open_desk(folder, user="王")
    assert opened.recall() is None
    return opened


def pairs(desk: Desk) -> set[tuple[int, int]]:
    return set(desk.links.select("register_row", "catalog_row").iter_rows())


def omissions(findings: pl.DataFrame) -> set[int]:
    return set(findings.filter(pl.col("rule") == "OM001")["register_row"])


def test_a_link_is_made_and_taken_back(desk: Desk) -> None:
    version = desk.version
    desk.decide([desk.link_draft(*UNMADE, same=True)])
    assert desk.needs_judging
    assert pairs(desk) == {(0, 0)}  # nothing changes before it is judged
    desk.judge()
    assert desk.version > version
    assert not desk.needs_judging
    assert pairs(desk) == {(0, 0), (1, 1)}
    assert desk.dispositions.height == desk.run.dispositions.height
    assert omissions(desk.run.findings) == {1, 2, 3}
    assert omissions(desk.findings) == {2, 3}
    counts = desk.control_totals["register"]["dispositions"]
    assert sum(counts.values()) == 4
    assert counts != desk.run.info["control_totals"]["register"]["dispositions"]
    desk.undo()
    assert desk.needs_judging
    desk.judge()
    assert desk.findings.equals(desk.run.findings)
    desk.redo()
    desk.judge()
    assert pairs(desk) == {(0, 0), (1, 1)}


def test_the_last_word_on_a_pair_holds_whichever_record_comes_first(desk: Desk) -> None:
    left, right = MADE
    one, other = desk.link_draft(left, right, same=True), desk.link_draft(right, left, same=False)
    assert one.target == other.target
    assert one.details == other.details
    desk.decide([one])
    desk.decide([other])
    desk.judge()
    assert pairs(desk) == set()
    desk.decide([Draft("reopen", "pair", one.target)])
    assert desk.needs_judging
    desk.judge()
    assert pairs(desk) == {(0, 0)}


def test_who_opens_again_need_not_wait(desk: Desk, folder: Path) -> None:
    desk.decide([desk.link_draft(*UNMADE, same=True)])
    desk.judge()
    again = open_desk(folder, user="李")
    assert not again.needs_judging
    assert again.findings.equals(desk.findings)
    assert again.material is None
    looking = open_desk(folder, user="李", read_only=True)
    assert looking.links.equals(desk.links)


def test_repeats_within_one_list(desk: Desk) -> None:
    draft = desk.link_draft(("catalog", 1), ("catalog", 0), same=True)
    assert draft.details["left"]["side"] == draft.details["right"]["side"] == "catalog"
    desk.decide([draft])
    desk.judge()
    assert desk.repeats.select("side", "row", "of_row").rows() == [("catalog", 1, 0)]


def test_records_are_decided_on_too(desk: Desk, folder: Path) -> None:
    desk.decide([desk.record_draft("note", ("catalog", 1), {"text": "待查"})])
    row = open_desk(folder, user="李").decisions.row(0, named=True)
    assert (row["kind"], row["status"], row["note"]) == ("record", None, "待查")
    assert (row["left_side"], row["left_row"], row["right_row"]) == ("catalog", 1, None)


def test_links_wait_for_the_lists_and_for_the_key(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(folder, user="王")
    with pytest.raises(InputError, match="not been read yet"):
        desk.link_draft(*MADE, same=True)
    with pytest.raises(UsageError, match="itself"):
        desk.link_draft(MADE[0], MADE[0], same=True)
    Path("catalog.csv").write_text("changed", "utf-8")
    why = desk.recall()
    assert why is not None
    assert "changed since the scan" in why.en
    with pytest.raises(InputError, match="changed since the scan"):
        desk.link_draft(*MADE, same=True)
    for key in (None, b"another key of sixteen"):
        desk = Desk(desk.run, open_journal(folder / "journal.sqlite"), "王", key=key)
        finding = Draft("confirm", "finding", desk.findings["finding_id"][0])
        assert len(desk.decide([finding])) == 1
        with pytest.raises(UsageError, match="without the key"):
            desk.link_draft(*MADE, same=True)
        with pytest.raises(UsageError, match="without the key"):
            desk.decide([Draft("same", "pair", "register:a|catalog:b")])
        assert desk.recall() is not None


def test_links_of_others_are_judged_too(desk: Desk, folder: Path) -> None:
    other = open_desk(folder, user="李")
    other.recall()
    other.decide([other.link_draft(*MADE, same=False)])
    assert not desk.needs_judging
    assert [entry.action for entry in desk.refresh()] == ["open", "differ"]
    assert desk.needs_judging
    desk.judge()
    assert pairs(desk) == set()


def test_what_was_judged_is_not_taken_if_links_changed_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.decide([desk.link_draft(*UNMADE, same=True)])
    begun, go_on = threading.Event(), threading.Event()
    judge = linking.judge_anew

    def slowly(*args: Any, **options: Any) -> Any:
        begun.set()
        assert go_on.wait(30)
        return judge(*args, **options)

    monkeypatch.setattr(linking, "judge_anew", slowly)
    worker = threading.Thread(target=desk.judge)
    worker.start()
    assert begun.wait(30)
    desk.decide([desk.link_draft(*MADE, same=False)])  # the main thread does not wait
    assert desk.findings.equals(desk.run.findings)
    go_on.set()
    worker.join(30)
    assert not worker.is_alive()
    assert desk.needs_judging
    assert pairs(desk) == {(0, 0)}
    desk.judge()
    assert not desk.needs_judging
    assert pairs(desk) == {(1, 1)}


def test_deciding_goes_on_in_many_threads(desk: Desk) -> None:
    ids = desk.findings["finding_id"].to_list()
    failures: list[BaseException] = []

    def press(place: int) -> None:
        try:
            for _ in range(5):
                desk.decide([Draft("flag", "finding", ids[place % len(ids)])])
                desk.refresh()
                assert desk.decisions.height
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=press, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
    assert desk.entries.height == 21
    assert desk.entries["seq"].to_list() == list(range(1, 22))


def test_records_are_found_by_their_names(desk: Desk) -> None:
    assert desk.material is not None
    records = Records(desk.material.shown, b"the key of the tests")
    names = {records.target(("register", row)) for row in range(4)}
    assert len(names) == 4
    assert {records.find(name) for name in names} == {("register", row) for row in range(4)}
    assert records.find("register:unknown") is None
    assert records.find("nowhere:unknown") is None
    with pytest.raises(KeyError):
        records.target(("register", 99))


def test_a_judgement_is_kept_only_where_something_may_be_written(desk: Desk, folder: Path) -> None:
    desk.decide([desk.link_draft(*UNMADE, same=True)])
    looking = open_desk(folder, user="李", read_only=True)
    assert looking.recall() is None
    looking.judge()
    assert pairs(looking) == {(0, 0), (1, 1)}
    assert not (folder / "reviewed").exists()
    desk.judge()
    assert (folder / "reviewed").is_dir()
