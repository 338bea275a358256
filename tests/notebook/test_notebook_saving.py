"""Saved, loaded, reported, sampled: from files and from frames."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from polars.testing import assert_frame_equal

import disclosure_audit as da
from disclosure_audit import run as runs
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.evaluation.finding_sheet import FINDING_SHEET
from disclosure_audit.evaluation.sheet import SHEET
from disclosure_audit.notebook import lists
from disclosure_audit.notebook.papers import ENDINGS
from disclosure_audit.recall import recall as read_again
from disclosure_audit.review.desk import open_desk
from disclosure_audit.review.entry import Draft
from disclosure_audit.schema.columns import Side
from disclosure_audit.writers.stream import PAPER_FORMATS
from tests.notebook.sample_audits import fresh, sample
from tests.notebook.test_notebook_compare import CATALOG, CONFIG, REGISTER


def confirm(folder: Path) -> str:
    """Confirm the first finding of the run in ``folder`` and return its id."""
    desk = open_desk(folder, user="li")
    target: str = desk.findings["finding_id"][0]
    desk.decide([Draft("confirm", "finding", target)])
    desk.close()
    return target


def confirmed(folder: Path) -> list[str]:
    desk = open_desk(folder, user="wang", read_only=True)
    found: list[str] = desk.decisions.filter(status="confirmed")["target"].to_list()
    desk.close()
    return found


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    audit = fresh()
    assert audit.folder is None
    folder = audit.save(tmp_path / "run")
    assert audit.folder == folder
    loaded = da.load(folder)
    for name in ("links", "candidates", "repeats", "dispositions", "findings", "hits", "rejects"):
        assert_frame_equal(getattr(loaded, name), getattr(audit, name))
    assert loaded.control_totals == audit.control_totals
    assert (loaded.as_of, loaded.lang, loaded.key_name) == (audit.as_of, "en", audit.key_name)
    assert loaded._repr_html_() == audit._repr_html_()
    assert loaded.scanned is None
    assert loaded.omissions.equals(audit.omissions)
    assert "未见公开" in repr(da.load(folder, lang="zh"))


def test_the_newest_run_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="there is no run"):
        da.load()
    da.scan(REGISTER, CATALOG, CONFIG).save()
    second = da.scan(REGISTER, CATALOG.head(1), CONFIG).save()
    os.utime(second / "run.json", (2e9, 2e9))
    assert da.load().folder == second
    assert da.load().control_totals["catalog"]["read"] == 1


def test_a_folder_that_is_taken_is_left_alone(tmp_path: Path) -> None:
    audit = da.scan(REGISTER, CATALOG, CONFIG)
    audit.save(tmp_path / "run")
    other = da.scan(REGISTER, CATALOG.head(1), CONFIG)
    with pytest.raises(UsageError, match="already holds a run"):
        other.save(tmp_path / "run")
    assert other.folder is None
    other.save(tmp_path / "run", force=True)
    assert da.load(tmp_path / "run").control_totals["catalog"]["read"] == 1


def test_the_lists_are_not_read_before_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fresh().save(tmp_path / "run")
    asked: list[str] = []
    again = read_again

    def recall(run: runs.Run, side: Side) -> object:
        asked.append(side)
        return again(run, side)

    monkeypatch.setattr(lists, "recall", recall)
    audit = da.load(folder)
    audit._repr_html_()
    repr(audit)
    audit.show()._repr_html_()
    audit.explain(register_row=3).frame  # noqa: B018 - that it reads nothing is what is tested
    audit.compare(sample())._repr_html_()
    audit.sample(80, of="findings")
    audit.report(tmp_path / "a.csv")
    assert asked == []
    assert audit.register.height == audit.register.height > 2_000
    assert asked == ["register"]


def test_decisions_go_along_when_an_audit_is_saved(tmp_path: Path) -> None:
    audit = da.scan(REGISTER, CATALOG.head(1), CONFIG)
    draft = audit._folder()
    target = confirm(draft)
    assert confirmed(audit.save(tmp_path / "run")) == [target]
    again = da.load(tmp_path / "run")
    assert confirmed(again.save(tmp_path / "copy")) == [target]
    assert (tmp_path / "run" / "journal.sqlite").is_file()
    other = da.scan(REGISTER, CATALOG.head(2), CONFIG)
    with pytest.raises(UsageError, match="journal, which would be lost"):
        da.load(other.save(tmp_path / "other")).save(tmp_path / "copy", force=True)
    confirm(other._folder())
    other.folder = None
    other._draft = None
    confirm(other._folder())
    with pytest.raises(UsageError, match="has a journal"):
        other.save(tmp_path / "copy", force=True)
    assert confirmed(tmp_path / "copy") == [target]


def test_a_report_tells_what_was_decided(tmp_path: Path) -> None:
    audit = fresh()
    target = confirm(audit.save(tmp_path / "run"))
    table = pl.read_csv(audit.report(tmp_path / "a.csv"), infer_schema=False)
    assert table.filter(finding_id=target)["status"].to_list() == ["confirmed"]
    assert table.height == audit.findings.height


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_ending_says_the_format(ending: str, tmp_path: Path) -> None:
    audit = da.scan(REGISTER, CATALOG.head(1), CONFIG)
    assert PAPER_FORMATS[ENDINGS[ending]].suffix == ending
    path = audit.report(tmp_path / f"paper{ending}")
    assert path.stat().st_size > 100
    same = tmp_path / "same"
    audit.report(same, ENDINGS[ending])
    if ending != ".xlsx":  # which holds the time at which it was made
        assert (
            hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(same.read_bytes()).digest()
        )


def test_a_report_of_frames_shows_their_records(tmp_path: Path) -> None:
    audit = da.scan(REGISTER, CATALOG.head(1), CONFIG)
    page = audit.report(tmp_path / "paper.html", owner="二科").read_text("utf-8")
    assert "关于城东道路改造的公告" in page
    assert "关于校园安全检查的意见" not in page
    assert audit.folder is None  # nothing was left where anybody works
    assert list(tmp_path.iterdir()) == [tmp_path / "paper.html"]


@pytest.mark.parametrize(("name", "format_"), [("paper.doc", None), ("paper.html", "htm")])
def test_a_format_that_does_not_exist_is_said(
    name: str, format_: str | None, tmp_path: Path
) -> None:
    audit = da.scan(REGISTER, CATALOG, CONFIG)
    with pytest.raises(UsageError) as caught:
        audit.report(tmp_path / name, format_)
    assert ".xlsx" in caught.value.hint.en  # type: ignore[union-attr]  # it has a hint


def as_kind(frame: pl.DataFrame, kind: str) -> object:
    """Return the same table in another library's form."""
    if kind == "pandas":
        return pd.DataFrame(frame.to_dict(as_series=False))
    return frame.to_arrow() if kind == "arrow" else frame


@pytest.mark.parametrize("kind", ["polars", "pandas", "arrow"])
def test_frames_of_all_kinds_do_all_that_needs_no_file(kind: str, tmp_path: Path) -> None:
    register, catalog = as_kind(REGISTER, kind), as_kind(CATALOG.head(2), kind)
    audit = da.scan(register, catalog, CONFIG)
    assert audit.omissions["title"].to_list() == ["关于校园安全检查的意见"]
    assert "关于供水价格调整的通知" in audit.explain(register_row=0)._repr_html_()
    assert audit.sample(5)["register_title"].drop_nulls().len() == 3
    assert audit.compare(audit).records is not None
    assert audit.report(tmp_path / "a.xlsx").is_file()
    folder = audit.save(tmp_path / "run")
    with pytest.raises(InputError, match="no file that could be read again"):
        da.load(folder).register  # noqa: B018 - that it raises is what is tested
    assert audit.register.height == 3  # these are still in memory


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    audit = sample()
    one = audit.sample(30, seed=7)
    assert one.columns == list(SHEET)
    assert one.equals(audit.sample(30, seed=7))
    assert not one.equals(audit.sample(30, seed=8))
    assert one["same"].null_count() == one.height == 30
    found = audit.sample(90, seed=7, of="findings")
    assert found.columns == list(FINDING_SHEET)
    assert found.equals(audit.sample(90, seed=7, of="findings"))
    only = audit.sample(5, of="findings", rules=("OM001",))
    assert set(only["rule"]) == {"OM001"}
    with pytest.raises(UsageError):
        audit.sample(1)


def test_a_review_of_frames_has_their_records(tmp_path: Path) -> None:
    pytest.importorskip("anywidget", reason="the extra notebook is not installed")
    audit = da.scan(REGISTER, CATALOG.head(1), CONFIG)
    with pytest.warns(UserWarning, match="temporary folder"):
        widget = audit.review("li")
    assert "关于城东道路改造的公告" in str(widget.session.listing())
    target: str = widget.desk.findings["finding_id"][0]
    widget.desk.decide([Draft("confirm", "finding", target)])
    assert confirmed(audit.save(tmp_path / "run")) == [target]


def test_a_run_can_be_held_without_a_folder(tmp_path: Path) -> None:
    audit = fresh()
    assert audit.scanned is not None
    held = runs.hold(audit.scanned, command=[])
    read = runs.read(runs.write(audit.scanned, tmp_path / "run", command=[]))
    for field in dataclasses.fields(runs.Run):
        if field.name not in ("folder", "info"):
            assert_frame_equal(getattr(held, field.name), getattr(read, field.name))
    assert {**held.info, "timings": 0} == {**read.info, "timings": 0}
