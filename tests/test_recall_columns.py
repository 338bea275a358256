"""A list read again for a few columns says in them what the whole reading says, masked alike."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

from disclosure_audit import run
from disclosure_audit.intake import Intake
from disclosure_audit.recall import FACTS, read_texts, recall
from disclosure_audit.recall.lists import hide_secrets
from disclosure_audit.review.sheets import TEXT_COLUMNS
from disclosure_audit.schema.columns import SIDES
from tests.command_line import Cli, cli
from tests.documented import ROOT

__all__ = ["cli"]


@pytest.fixture
def saved(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> run.Run:
    monkeypatch.setenv("DISCLOSURE_AUDIT_KEY", "a key of sixteen")
    for name in ("register.xlsx", "catalog.csv"):
        shutil.copy(ROOT / "sample_data" / name, tmp_path / name)
    done = cli("scan", "register.xlsx", "--catalog", "国办=catalog.csv", "--out", "run")
    assert done.code == 0, done.err
    return run.read(tmp_path / "run")


@pytest.mark.parametrize("columns", [FACTS, TEXT_COLUMNS, ("channel", "summary", "record_id"), ("norm_title", "url"), ("issued_on_text", "title")])  # fmt: skip
def test_columns_are_those_of_the_whole_reading(saved: run.Run, columns: tuple[str, ...]) -> None:
    few, shown = read_texts(saved, columns=columns, reveal=True), read_texts(saved, columns=columns)
    assert not few.missing
    for side in SIDES:
        whole = recall(saved, side)
        assert isinstance(whole, Intake)
        assert_frame_equal(few.records[side], whole.records.select("row", *columns))
        masked = hide_secrets(saved, side, whole.records).select("row", *columns)
        assert_frame_equal(shown.records[side], masked)
    if "title" in columns:
        assert not shown.records["catalog"].equals(few.records["catalog"]), "something is masked"


def test_nothing_else_is_made(saved: run.Run) -> None:
    found = recall(saved, "catalog", columns=("title", "issued_on"))
    assert isinstance(found, Intake)
    assert found.records.columns == ["side", "row", "source", "title", "issued_on"]
    assert found.originals.width == 1
