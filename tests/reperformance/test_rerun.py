"""A run is made again from its own record; each way in which it may differ is said."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from disclosure_audit import audit, run
from disclosure_audit.reperformance import rerun
from disclosure_audit.workspace import KEY_VARIABLE
from tests.documented import ROOT
from tests.keeping import Keep

if TYPE_CHECKING:
    from tests.command_line import Cli

KEY = "a-key-that-only-tests-have"
REGISTER = """标题,发文字号,成文日期,公开属性
临江市人民政府关于加强城市供水管理的通知,临政发〔2019〕3号,2019-03-04,主动公开
临江市人民政府关于公布文物保护单位名单的通知,临政发〔2019〕4号,2019-03-11,主动公开
临江市人民政府关于调整价格的通知,临政发〔2019〕5号,2019-03-12,主动公开
"""
CATALOG = """标题,发文字号,成文日期,发布日期
临江市人民政府关于加强城市供水管理的通知,临政发〔2019〕3号,2019-03-04,2019-03-08
临江市人民政府关于表彰劳动模范的决定,临政发〔2019〕9号,2019-05-04,2019-05-08
联系电话13800000017的说明,临政发〔2019〕10号,2019-05-05,2019-05-08
"""
FRAMES = (
    "links", "candidates", "repeats", "dispositions", "findings", "hits", "texts", "addresses", "rejects",
    "lines",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, KEY)


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    (tmp_path / "register.csv").write_text(REGISTER, "utf-8")
    (tmp_path / "catalog.csv").write_text(CATALOG, "utf-8")
    return tmp_path


@pytest.fixture
def saved(lists: Path, cli: Cli, keep: Keep) -> Path:
    """A run of the two lists, made in the folder that they lie in."""

    def make() -> None:
        assert cli("scan", "register.csv", "catalog.csv", "--out", "results", "-q").code == 0

    return keep("rerun", lists / "results", make)


def edit_info(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    path = folder / run.INFO
    info = json.loads(path.read_bytes())
    change(info)
    path.write_text(json.dumps(info, ensure_ascii=False), "utf-8")


def edit_frame(folder: Path, name: str, change: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    path = folder / f"{name}.parquet"
    change(pl.read_parquet(path)).write_parquet(path)


def test_the_same_comes_out(saved: Path, cli: Cli) -> None:
    done = cli("rerun", "results")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("results: repeated; every file is byte-identical\n")
    lines = done.out.splitlines()
    assert [line.split()[0] for line in lines[3:]] == [
        "run.json",
        *(f"{name}.parquet" for name in FRAMES),
    ]
    assert all("byte-identical" in line for line in lines[3:])
    assert sorted(path.name for path in saved.parent.iterdir()) == [
        "catalog.csv", "register.csv", "results",
    ]  # fmt: skip


def test_from_another_folder_in_another_language(
    saved: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    done = cli("rerun", saved, "--lang", "zh")
    assert done.code == 0
    assert done.out.startswith("results：重做完毕；每个文件均逐字节相同\n")


def test_settings_are_those_of_the_run(
    lists: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    (lists / "disclosure-audit.toml").write_text('[matching]\ncompare = ["发文字号"]\n', "utf-8")
    options = ("--from", "2019-03-01", "--to", "2019-03-11", "--as-of", "2019-12-31",
               "--select", "OM,FD", "--map-catalog", "published_on=发布日期", "--lang", "zh")  # fmt: skip
    assert cli("scan", "register.csv", "catalog.csv", "--out", "results", *options).code == 0
    (lists / "disclosure-audit.toml").write_text('[rules]\nselect = ["CF"]\n', "utf-8")
    monkeypatch.setenv("DISCLOSURE_AUDIT_LANG", "en")
    done = rerun(lists / "results")
    assert done.is_identical
    assert done.notes == ()


def test_another_key_changes_ids_only(
    saved: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "another-key-that-tests-have")
    done = cli("rerun", "results", "--format", "json")
    assert done.code == 1
    told = json.loads(done.out)
    states = {one["name"]: one["state"] for one in told["files"]}
    assert states.pop("findings.parquet") == "keyed"
    assert states.pop("hits.parquet") == "keyed"
    assert set(states.values()) == {"identical"}
    assert not told["has_key"]
    assert "all results are the same but for the ids" in told["verdict"]
    assert any("another key" in text for text in told["notes"])
    monkeypatch.setenv(KEY_VARIABLE, "")
    assert not rerun(saved).has_key
    assert not (saved.parent / ".disclosure-audit").exists(), "a repetition makes no key"


@pytest.mark.parametrize(
    ("change", "only_then", "only_now", "columns"),
    [
        (lambda frame: frame.with_columns(message=pl.lit("另一句话")), 0, 0, ["message"]),
        (lambda frame: frame.with_columns(evidence=frame["evidence"].reverse()), 0, 0, ["evidence"]),
        (lambda frame: frame.slice(1), 0, 1, []),
        (lambda frame: pl.concat([frame, frame.tail(1)]), 1, 0, []),
    ],
)  # fmt: skip
def test_a_changed_frame_is_seen(
    saved: Path, change: Any, only_then: int, only_now: int, columns: list[str]
) -> None:
    edit_frame(saved, "findings", change)
    done = rerun(saved)
    assert not done.is_same
    differing = [one for one in done.files if one.state != "identical"]
    assert [(one.name, one.state) for one in differing] == [("findings.parquet", "differs")]
    difference = differing[0].difference
    assert (difference.only_then, difference.only_now) == (only_then, only_now)
    assert [name for name, _ in difference.columns] == columns


def test_a_changed_frame_is_told_of(saved: Path, cli: Cli) -> None:
    edit_frame(saved, "dispositions", lambda frame: frame.with_columns(
        disposition=pl.when(pl.col("row") == 1).then(pl.lit("published")).otherwise("disposition")
    ))  # fmt: skip
    done = cli("rerun", "results")
    assert done.code == 1
    assert "results: repeated; the results DIFFER: dispositions.parquet\n" in done.out
    assert "  rows that changed: 2 of 6; by column: disposition 2\n" in done.out


def test_rows_in_another_order_are_a_difference(saved: Path, cli: Cli) -> None:
    edit_frame(saved, "dispositions", lambda frame: frame.reverse())
    done = cli("rerun", "results")
    assert done.code == 1
    assert "the same rows in another order" in done.out


def test_an_id_that_was_changed_is_no_matter_of_the_key(saved: Path) -> None:
    edit_frame(saved, "findings", lambda frame: frame.with_columns(finding_id=pl.lit("0" * 16)))
    done = rerun(saved)
    assert [one.state for one in done.files if one.state != "identical"] == ["differs"]
    assert not done.differs_in_ids_only


def test_other_bytes_with_the_same_content_are_the_same(saved: Path, cli: Cli) -> None:
    path = saved / "links.parquet"
    pl.read_parquet(path).write_parquet(path, compression="uncompressed")
    done = cli("rerun", "results")
    assert done.code == 0
    assert "though not every file has the same bytes" in " ".join(done.out.split())
    assert "same content, other bytes" in done.out


def test_changed_totals_are_named_by_their_entry(saved: Path, cli: Cli) -> None:
    def change(info: dict[str, Any]) -> None:
        info["control_totals"]["register"]["dispositions"]["omitted"] = 0

    edit_info(saved, change)
    done = cli("rerun", "results")
    assert done.code == 1
    assert "entries: control_totals.register.dispositions.omitted\n" in done.out


def test_settings_changed_by_hand_are_seen(saved: Path, cli: Cli) -> None:
    edit_info(saved, lambda info: info["settings"]["rules"].update(ignore=["FD"]))
    done = cli("rerun", "results")
    assert done.code == 1
    assert "its settings were changed after the scan" in done.out


def test_other_versions_are_noted(saved: Path) -> None:
    def age(info: dict[str, Any]) -> None:
        info["tool_version"] = "0.0.1"
        info["versions"] = {"python": "3.10.0", "polars": "1.0.0"}

    edit_info(saved, age)
    done = rerun(saved)
    assert done.is_identical
    assert [text.en.partition(",")[0] for text in done.notes] == [
        "the run was made with disclosure-audit 0.0.1",
        "the run was made with python 3.10.0",
        "the run was made with polars 1.0.0",
    ]


def test_a_setting_that_is_new_since_is_noted(saved: Path) -> None:
    def forget(info: dict[str, Any]) -> None:
        from disclosure_audit.run_info import fingerprint

        del info["settings"]["scanner"]["hosts"]
        info["settings_sha256"] = fingerprint(info["settings"])

    edit_info(saved, forget)
    done = rerun(saved)
    assert done.is_identical
    assert [text.en for text in done.notes] == [
        "settings that the run did not know have their defaults: scanner.hosts"
    ]


def test_a_run_of_the_first_format(saved: Path) -> None:
    def age(info: dict[str, Any]) -> None:
        info["format_version"] = 1
        del info["key"], info["lexicons"]
        forget_lines(info)

    edit_info(saved, age)
    for name in ("hits", "texts", "lines"):
        (saved / f"{name}.parquet").unlink()
    done = rerun(saved)
    states = {one.name: one.state for one in done.files}
    assert [states[f"{name}.parquet"] for name in ("hits", "texts", "lines")] == ["absent"] * 3
    assert states["links.parquet"] == "identical"


def test_a_run_that_knew_no_lines_is_repeated_identically(saved: Path) -> None:
    def age(info: dict[str, Any]) -> None:
        info["format_version"] = 2
        forget_lines(info)

    edit_info(saved, age)
    (saved / "lines.parquet").unlink()
    done = rerun(saved)
    assert {one.name: one.keys for one in done.files}["run.json"] == ()
    assert done.is_same


def forget_lines(info: dict[str, Any]) -> None:
    for source in (one for sources in info["inputs"].values() for one in sources):
        del source["first_line"], source["rejected"]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda home: (home / "catalog.csv").unlink(), "catalog.csv is no longer there"),
        (lambda home: (home / "catalog.csv").write_text(CATALOG + "x\n", "utf-8"), "has changed"),
        (lambda home: (home / "results" / "links.parquet").write_bytes(b"PAR1"), "damaged"),
        (lambda home: (home / "results" / "run.json").unlink(), "holds no run"),
    ],
)
def test_what_is_gone_is_said(saved: Path, cli: Cli, harm: Any, said: str) -> None:
    harm(saved.parent)
    done = cli("rerun", "results")
    assert (done.code, done.out) == (4, "")
    assert said in done.err


def test_the_repetition_can_be_kept(saved: Path, cli: Cli) -> None:
    assert cli("rerun", "results", "--out", "again").code == 0
    again = run.read(saved.parent / "again")
    assert again.info["command"] == run.read(saved).info["command"]
    assert again.findings.equals(run.read(saved).findings)
    taken = cli("rerun", "results", "--out", "again")
    assert taken.code == 2
    assert "already holds a run" in taken.err


def test_a_table_in_memory_cannot_be_read_again(lists: Path, cli: Cli) -> None:
    found = audit.scan(pl.read_csv(lists / "register.csv"), str(lists / "catalog.csv"))
    run.write(found, lists / "results", command=["a notebook"])
    done = cli("rerun", "results")
    assert done.code == 4
    assert "was a table in memory" in done.err


def test_several_catalogs_and_a_folder_of_registers(lists: Path, cli: Cli) -> None:
    folder = lists / "books"
    folder.mkdir()
    head, *rows = REGISTER.splitlines(keepends=True)
    (folder / "a.csv").write_text(head + rows[0], "utf-8")
    (folder / "b.csv").write_text(head + "".join(rows[1:]), "utf-8")
    shutil.copy(lists / "catalog.csv", lists / "gazette.csv")
    named = ("--catalog", "网站=catalog.csv", "--catalog", "公报=gazette.csv")
    assert cli("scan", "books", *named, "--out", "results").code == 0
    assert cli("scan", "books/*.csv", "catalog.csv", "--out", "globbed").code == 0
    assert rerun(lists / "results").is_identical
    assert rerun(lists / "globbed").is_identical
    (folder / "c.csv").write_text(head + rows[0], "utf-8")
    more = cli("rerun", "results")
    assert more.code == 4
    assert "no longer holds exactly the 2 files" in more.err


def test_lexicon_and_full_texts_are_found_and_proved(
    lists: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(ROOT / "sample_data" / "lexicon.toml", lists / "terms.toml")
    texts = lists / "texts"
    texts.mkdir()
    (texts / "临政发〔2019〕3号.txt").write_text("供水管理办法。联系电话13800000018。", "utf-8")
    scanned = cli("scan", "register.csv", "catalog.csv", "--out", "results",
                  "--lexicon", "terms.toml", "--texts", "texts")  # fmt: skip
    assert scanned.code == 0, scanned.err
    elsewhere = lists / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    done = rerun(lists / "results")
    assert done.is_identical
    assert ["full texts" in text.en for text in done.notes] == [True]
    (texts / "临政发〔2019〕3号.txt").write_text("供水管理办法。", "utf-8")
    assert not rerun(lists / "results").is_same
    with (lists / "terms.toml").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert "terms.toml has changed" in cli("rerun", lists / "results").err


def test_databases_are_found_by_the_command_line(
    lists: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(lists / "office.db") as base:
        for name, text in (("made", REGISTER), ("published", CATALOG)):
            head, *rows = [line.split(",") for line in text.splitlines()]
            base.execute(f"CREATE TABLE {name} ({', '.join(head)})")
            base.executemany(f"INSERT INTO {name} VALUES ({','.join('?' * len(head))})", rows)
    base.close()
    queries = [f"sqlite:///office.db?query=SELECT * FROM {name}" for name in ("made", "published")]
    tables = [f"sqlite:///office.db?table={name}" for name in ("made", "published")]
    for words in (
        ("scan", *queries, "--out", "results"),
        ("scan", tables[0], "--catalog", f"网站={tables[1]}", "--out", "tables"),
        ("scan", "register.csv", f"--catalog=a=sqlite:///{lists}/office.db?table=published",
         "--out", "mixed"),
    ):  # fmt: skip
        monkeypatch.setattr(sys, "argv", ["disclosure-audit", *words])
        assert cli(*words).code == 0
    assert rerun(lists / "mixed").is_identical
    assert rerun(lists / "results").is_identical
    assert rerun(lists / "tables").is_identical
    with sqlite3.connect(lists / "office.db") as base:
        base.execute("DELETE FROM published")
    base.close()
    assert "has changed" in cli("rerun", "tables").err


def test_a_server_that_does_not_answer(saved: Path, cli: Cli) -> None:
    pytest.importorskip("psycopg", reason="the driver is an extra")

    def move(info: dict[str, Any]) -> None:
        address = "postgresql://clerk:***@127.0.0.1:1/office?table=made&connect_timeout=2"
        info["command"] = ["disclosure-audit", "scan", address, "catalog.csv"]
        info["inputs"]["register"] = [
            {**info["inputs"]["register"][0], "name": "127.0.0.1/office[made]", "path": None,
             "sha256": None, "kind": "database"}
        ]  # fmt: skip

    edit_info(saved, move)
    done = cli("rerun", "results")
    assert done.code == 4
    assert "the run cannot be repeated" in done.err
    assert "no run keeps a password" in done.err
    assert "***" not in done.err
