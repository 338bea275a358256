from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from disclosure_audit import run
from disclosure_audit.config import Config
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.findings import FINDINGS
from disclosure_audit.run_info import describe
from disclosure_audit.upgrades import FORMAT_VERSION, STEPS, upgrade

COMMAND = ["disclosure-audit", "scan", "register.csv", "catalog.csv"]
FRAMES = ("links", "candidates", "repeats", "dispositions", "findings", "rejects")


def test_what_is_written_is_read_again(audit: Any, tmp_path: Path) -> None:
    folder = run.write(audit, tmp_path / "deep" / "run", command=COMMAND)
    read = run.read(folder)
    for name in FRAMES:
        assert_frame_equal(getattr(read, name), getattr(audit, name), check_row_order=False)
    info = read.info
    assert info["command"] == COMMAND
    assert info["as_of"] == "2020-06-30"
    assert info["inputs"]["catalog"][0]["encoding"] == "gb18030"
    assert info["inputs"]["register"][0]["rows"] == 6
    assert info["skipped"]["register"][0]["reason"] == "hidden"
    assert info["control_totals"] == audit.control_totals
    assert info["rules"][2]["not_applicable"]["zh"] == "登记簿没有 openness 列"
    assert info["rules"][0]["version"] == 1
    assert re.fullmatch("[0-9a-f]{64}", info["settings_sha256"])
    assert info["mapping"]["register"]["columns"][0]["name"] == "title"
    assert info["timings"]["seconds"] == {"match": 0.25}


def test_the_same_audit_gives_the_same_bytes_whatever_the_order_of_rows(
    audit: Any, tmp_path: Path
) -> None:
    one = run.write(audit, tmp_path / "one", command=COMMAND)
    for name in FRAMES:
        setattr(audit, name, getattr(audit, name).reverse())
    other = run.write(audit, tmp_path / "other", command=COMMAND)
    for name in FRAMES:
        assert (one / f"{name}.parquet").read_bytes() == (other / f"{name}.parquet").read_bytes()
    infos = [json.loads((folder / "run.json").read_text("utf-8")) for folder in (one, other)]
    for info in infos:
        del info["timings"]
    assert infos[0] == infos[1]


def test_a_run_is_replaced_only_by_force_and_keeps_what_a_reviewer_added(
    audit: Any, tmp_path: Path
) -> None:
    folder = run.write(audit, tmp_path / "run", command=COMMAND)
    (folder / "journal.sqlite").write_bytes(b"decisions")
    with pytest.raises(UsageError, match="already holds a run"):
        run.write(audit, folder, command=COMMAND)
    audit.findings = pl.DataFrame(schema=FINDINGS)
    run.write(audit, folder, command=COMMAND, force=True)
    assert run.read(folder).findings.is_empty()
    assert (folder / "journal.sqlite").read_bytes() == b"decisions"
    assert [item.name for item in tmp_path.iterdir()] == ["run"]


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_that_holds_something_else_is_never_touched(
    audit: Any, tmp_path: Path, force: bool
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="holds no run"):
        run.write(audit, tmp_path, command=COMMAND, force=force)
    assert [item.name for item in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_damaged_run_json_is_no_run(audit: Any, tmp_path: Path) -> None:
    folder = run.write(audit, tmp_path / "run", command=COMMAND)
    (folder / "run.json").write_text("[")
    assert not run.is_run(folder)
    with pytest.raises(UsageError):
        run.check_target(folder, force=True)


def test_an_empty_folder_and_a_file(audit: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    run.write(audit, tmp_path / "empty", command=COMMAND)
    assert run.is_run(tmp_path / "empty")
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is a file"):
        run.write(audit, tmp_path / "file", command=COMMAND, force=True)


@pytest.mark.parametrize("moment", ["parquet", "place"])
def test_an_interruption_leaves_nothing_half_written(
    audit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    folder = run.write(audit, tmp_path / "run", command=COMMAND)
    (folder / "journal.sqlite").write_bytes(b"decisions")
    before = {item.name: item.read_bytes() for item in folder.iterdir()}

    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    if moment == "parquet":
        monkeypatch.setattr(pl.DataFrame, "write_parquet", interrupt)
    else:
        rename = Path.rename

        def rename_but_the_last(self: Path, target: Path) -> Path:
            if self.suffix == ".tmp":
                raise KeyboardInterrupt
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", rename_but_the_last)
    with pytest.raises(KeyboardInterrupt):
        run.write(audit, folder, command=COMMAND, force=True)
    assert [item.name for item in tmp_path.iterdir()] == ["run"]
    assert {item.name: item.read_bytes() for item in folder.iterdir()} == before


def test_a_run_of_a_newer_version_is_refused(audit: Any, tmp_path: Path) -> None:
    folder = run.write(audit, tmp_path / "run", command=COMMAND)
    info = json.loads((folder / "run.json").read_text("utf-8"))
    info |= {"format_version": FORMAT_VERSION + 1, "tool_version": "99.0"}
    (folder / "run.json").write_text(json.dumps(info), "utf-8")
    with pytest.raises(InputError, match=r"newer version \(99\.0\)"):
        run.read(folder)


def test_a_run_of_format_1_names_no_key(audit: Any, tmp_path: Path) -> None:
    """Its ids are plain hashes, like those of no key."""
    folder = run.write(audit, tmp_path / "run", command=COMMAND)
    info = json.loads((folder / "run.json").read_text("utf-8"))
    assert info.pop("key") == "0123abcd"
    (folder / "run.json").write_text(json.dumps(info | {"format_version": 1}), "utf-8")
    read = run.read(folder)
    assert (read.info["key"], read.info["format_version"]) == (None, FORMAT_VERSION)
    assert_frame_equal(read.findings, audit.findings)


def test_secrets_in_headers_names_and_arguments_are_blotted_out(audit: Any, tmp_path: Path) -> None:
    number, term = "139-0000-0017", "蓝鲸七号工程"
    (source,) = audit.inputs["catalog"]
    named = dataclasses.replace(source, name=f"{number}.csv", headers=("标题", f"甲 {term}"))
    audit.inputs = {**audit.inputs, "catalog": (named,)}
    audit.secret_terms = (term,)
    audit.settings = Config.model_validate(
        {"openness": {"withheld": ["秘密"]}, "columns": {"register": {"title": number}}}
    )
    command = ["disclosure-audit", "scan", f"{number}.csv"]
    text = json.dumps(describe(audit, command), ensure_ascii=False)
    assert number not in text
    assert term not in text
    assert "秘密" in text, "a grade alone, as the settings name it, tells nothing"
    assert "cd" * 32 in text
    audit.settings = audit.settings.model_copy(update={"reveal": True})
    text = json.dumps(describe(audit, command), ensure_ascii=False)
    assert text.count(number) == 3
    assert term in text


def test_an_older_run_is_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    for step in range(FORMAT_VERSION):
        monkeypatch.setitem(STEPS, step, lambda info: {**info, "steps": info.get("steps", 0) + 1})
    assert upgrade({"format_version": 0}) == {
        "format_version": FORMAT_VERSION,
        "steps": FORMAT_VERSION,
    }


def test_required_fields_become_a_profile() -> None:
    required = {"register": ["title"], "catalog": ["doc_number", "url"]}
    old = {"format_version": 2, "settings": {"rules": {"select": [], "required": required}}}
    assert upgrade(old)["settings"] == {
        "rules": {
            "select": [],
            "profile": {
                "register": {"title": "required"},
                "catalog": {"doc_number": "if_numbered", "url": "required"},
            },
        }
    }
    assert upgrade({"format_version": 2, "settings": {"rules": {}}})["settings"] == {"rules": {}}


@pytest.mark.parametrize("damage", ["missing", "cut", "column"])
def test_a_damaged_frame_is_said(audit: Any, tmp_path: Path, damage: str) -> None:
    folder = run.write(audit, tmp_path / "run", command=COMMAND)
    path = folder / "links.parquet"
    if damage == "missing":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:40])
    else:
        pl.DataFrame({"other": [1]}).write_parquet(path)
    with pytest.raises(InputError, match=r"links\.parquet"):
        run.read(folder)


def test_no_run_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no run"):
        run.read(tmp_path)


def test_default_folders_sort_by_time_and_stay_out_of_version_control(
    audit: Any, tmp_path: Path
) -> None:
    moment = dt.datetime(2024, 1, 31, 23, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    folder = run.new_folder(tmp_path / run.BASE, now=moment)
    assert re.fullmatch("20240131T150000Z-[0-9a-f]{6}", folder.name)
    assert not folder.exists()
    run.write(audit, folder, command=COMMAND)
    assert (tmp_path / ".disclosure-audit" / ".gitignore").read_text() == "*\n"
    assert not (tmp_path / ".gitignore").exists()


def test_a_password_in_the_command_is_not_kept(audit: Any, tmp_path: Path) -> None:
    command = [*COMMAND, "postgresql://auditor:s3cret@db/office?table=register"]
    folder = run.write(audit, tmp_path / "run", command=command)
    assert "s3cret" not in (folder / "run.json").read_text("utf-8")
    assert run.read(folder).info["command"][-1] == (
        "postgresql://auditor:***@db/office?table=register"
    )
