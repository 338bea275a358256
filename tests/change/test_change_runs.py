"""``disclosure-audit diff`` on two runs: what it says, and what it says where it cannot."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from disclosure_audit.change import PARTS, compare_runs, entries, read_run
from disclosure_audit.change.schema import ENTRIES
from disclosure_audit.cli import diff
from disclosure_audit.schema.columns import SIDES
from tests.command_line import Cli

GOLDEN = Path(__file__).parent / "golden"
HEAD = "标题,发文字号,成文日期,发布日期\n"
LIST = (
    ("临江市关于供水工作的通知", 1),
    ("临江市关于防汛工作的批复", 2),
    ("临江市关于照明设施的公告", 3),
    ("临江市关于教育经费的意见", 4),
    ("临江市关于文物保护的办法", 5),
    ("临江市关于食品安全的通报", 6),
)
SECRET = "110101199003074514"
Runs = tuple[Path, Path]


def lines(change: Callable[[list[tuple[str, int]]], None] = lambda _: None) -> str:
    rows = list(LIST)
    change(rows)
    return HEAD + "".join(
        f"{title},临政发〔2024〕{n}号,2024-04-{n:02},2024-05-{n:02}\n" for title, n in rows
    )


def altered(rows: list[tuple[str, int]]) -> None:
    """Take one out, alter another by one character, put a new one in front."""
    del rows[1]
    rows[1] = ("临江市关于照明设旋的公告", 3)
    rows.insert(0, ("临江市关于征兵工作的决定", 9))


@pytest.fixture
def runs(cli: Cli, tmp_path: Path) -> Runs:
    """Two runs of the same register; the catalog changed in between."""
    (tmp_path / "register.csv").write_text(lines(), encoding="utf-8")
    (tmp_path / "may.csv").write_text(lines(), encoding="utf-8")
    (tmp_path / "june.csv").write_text(lines(altered), encoding="utf-8")
    for name in ("may", "june"):
        done = cli(
            "scan",
            "register.csv",
            f"{name}.csv",
            "--as-of",
            "2025-01-01",
            "--select",
            "OM001,OM003,DF001",
            "--out",
            name,
            "-q",
        )
        assert done.code == 0
    return tmp_path / "may", tmp_path / "june"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["table", "csv", "json", "ndjson"])
def test_bytes_are_a_contract(name: str, lang: str, runs: Runs, cli: Cli, monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    done = cli("diff", "may", "june", "--format", name, "--lang", lang)
    assert (done.code, done.err) == (0, "")
    path = GOLDEN / f"diff.{lang}.{name.replace('table', 'txt')}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(done.out, encoding="utf-8", newline="")
    assert done.out == path.read_bytes().decode()


def test_records_are_named_with_what_changed(runs: Runs, cli: Cli) -> None:
    told = json.loads(cli("diff", "may", "june", "--format", "json").out)
    records = [one for one in told["changes"] if one["kind"] == "record"]
    assert [(one["change"], one["before_row"], one["after_row"]) for one in records] == [
        ("new", None, 0),
        ("gone", 1, None),
        ("changed", 2, 2),
    ]
    assert records[2]["field"] == "title"
    assert (records[2]["before"], records[2]["after"]) == (LIST[2][0], "临江市关于照明设旋的公告")
    (omitted,) = [
        one for one in told["changes"] if one["kind"] == "disposition" and one["after"] == "omitted"
    ]
    assert (omitted["side"], omitted["after_row"], omitted["before"]) == (
        "register",
        1,
        "published",
    )
    new = {
        one["rule"] for one in told["changes"] if (one["kind"], one["change"]) == ("finding", "new")
    }
    assert {"OM001", "DF001", "OM003"} <= new
    assert told["missing"] == {}


def test_csv_and_ndjson_tell_what_the_frame_holds(runs: Runs, cli: Cli) -> None:
    frame = entries(compare_runs(*map(read_run, runs)))
    objects = [
        json.loads(line)
        for line in cli("diff", "may", "june", "--format", "ndjson").out.splitlines()
    ]
    assert objects == frame.to_dicts()
    table = list(csv.DictReader(io.StringIO(cli("diff", "may", "june", "--format", "csv").out)))
    assert [line["finding_id"] or None for line in table] == frame["finding_id"].to_list()
    assert list(table[0]) == list(ENTRIES)


def test_the_other_way_round_new_is_gone(runs: Runs) -> None:
    may, june = map(read_run, runs)
    there, back = compare_runs(may, june), compare_runs(june, may)
    assert set(there.new["finding_id"]) == set(back.gone["finding_id"])
    assert set(there.gone["finding_id"]) == set(back.new["finding_id"])
    for side in SIDES:
        one, other = (
            change.records.filter(pl.col("side") == side)["change"].to_list()
            for change in (there, back)
        )
        assert sorted(one) == sorted({"new": "gone", "gone": "new"}.get(c, c) for c in other)
    assert (there.totals["difference"] == -back.totals["difference"]).all()
    flows = set(there.flows.rows())
    assert {(side, after, before, n) for side, before, after, n in back.flows.rows()} == flows
    assert back.links["change"].to_list() == [
        "new" if c == "gone" else c for c in there.links["change"]
    ]


def test_flows_account_for_every_record(runs: Runs) -> None:
    may, june = map(read_run, runs)
    flows = compare_runs(may, june).flows
    for name, run in (("before", may), ("after", june)):
        counted = flows.drop_nulls(name).group_by("side", name).agg(pl.col("count").sum())
        held = run.dispositions.group_by("side", pl.col("disposition").alias(name)).agg(
            pl.len().cast(pl.UInt32).alias("count")
        )
        assert set(counted.rows()) == set(held.rows())


def test_a_run_does_not_differ_from_itself(runs: Runs, cli: Cli) -> None:
    done = cli("diff", "may", "may", "--exit-code")
    assert done.code == 0
    assert "Nothing differs" in done.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 1),
        (("--side", "register", "--only", "records"), 0),
        (("--side", "register", "--only", "dispositions"), 1),
        (("--side", "catalog", "--only", "records"), 1),
        (("--only", "findings", "--only", "records"), 1),
    ],
)
def test_the_exit_code_is_of_what_was_asked_for(
    arguments: tuple[str, ...], code: int, runs: Runs, cli: Cli
) -> None:
    assert cli("diff", "may", "june", "--exit-code", *arguments).code == code
    assert cli("diff", "may", "june", *arguments).code == 0


def test_only_leaves_the_rest_out(runs: Runs, cli: Cli) -> None:
    def kinds(*arguments: str) -> set[tuple[str, str]]:
        out = cli("diff", "may", "june", "--format", "ndjson", *arguments).out
        return {(one["kind"], one["side"]) for one in map(json.loads, out.splitlines())}

    assert kinds("--only", "records") == {("record", "catalog")}
    assert kinds("--only", "dispositions") == {("disposition", "register")}
    assert {kind for kind, _ in kinds("--only", "findings")} == {"finding"}
    assert {side for _, side in kinds("--side", "register")} == {"register"}


def test_another_key_is_said_and_findings_are_counted(
    runs: Runs, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSURE_AUDIT_KEY", "quite another key of the tests")
    cli("scan", "register.csv", "june.csv", "--as-of", "2025-01-01", "--out", "other", "-q")
    done = cli("diff", "may", "other", "--format", "json")
    told = json.loads(done.out)
    assert not told["is_comparable"]
    assert "different keys" in done.err
    assert "different keys" in told["notes"][0]
    assert {one["kind"] for one in told["changes"]} == {"record", "disposition"}
    assert all(rule["new"] is None and rule["gone"] is None for rule in told["rules"])
    assert cli("diff", "may", "other", "--exit-code", "--only", "findings").code == 1


def test_an_overwritten_list_is_said_and_the_rest_is_compared(runs: Runs, cli: Cli) -> None:
    (runs[0].parent / "may.csv").write_text(lines(altered), encoding="utf-8")
    done = cli("diff", "may", "june")
    assert done.code == 0
    assert "the records of the catalog are not compared: may: may.csv has changed" in done.out
    told = json.loads(cli("diff", "may", "june", "--format", "json").out)
    assert list(told["missing"]) == ["catalog"]
    assert {one["side"] for one in told["changes"] if one["kind"] != "finding"} == {"register"}
    assert [one for one in told["changes"] if one["kind"] == "finding"]
    (runs[0].parent / "may.csv").unlink()
    assert "no longer there" in cli("diff", "may", "june").out


def test_secrets_are_compared_and_masked(cli: Cli, tmp_path: Path) -> None:
    other = SECRET.replace("4514", "4530")
    for name, number in (("may", SECRET), ("june", other)):
        text = lines().replace("教育经费的意见", f"身份证号{number}的意见")
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        cli("scan", f"{name}.csv", f"{name}.csv", "--out", name, "-q")
    for format_ in ("table", "csv", "json", "ndjson"):
        done = cli("diff", "may", "june", "--format", format_)
        assert SECRET not in done.out + done.err
        assert other not in done.out + done.err
    told = json.loads(cli("diff", "may", "june", "--format", "json", "--only", "records").out)
    assert [one["field"] for one in told["changes"]] == ["title", "title"]
    assert "█" in told["changes"][0]["before"]
    assert SECRET in cli("diff", "may", "june", "--reveal", "--only", "records").out


def test_a_register_that_is_proved_the_same_is_not_read(runs: Runs, monkeypatch: Any) -> None:
    read = []

    def refuse(run: Any, side: str) -> Any:
        read.append((run.folder.name, side))
        raise AssertionError

    may = read_run(runs[0])
    assert not compare_runs(may, may, read=refuse).differs
    assert read == []


def test_the_command_knows_the_words_of_the_core() -> None:
    assert diff.SIDES == SIDES
    assert diff.PARTS == PARTS


@pytest.mark.parametrize(
    "arguments",
    [("diff", "may"), ("diff", "may", "nowhere"), ("diff", "may", "june", "--only", "x")],
)
def test_wrong_usage(arguments: tuple[str, ...], runs: Runs, cli: Cli) -> None:
    done = cli(*arguments)
    assert done.code == (4 if "nowhere" in arguments else 2)
    assert "error" in done.err


def test_the_installed_command(runs: Runs) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from disclosure_audit.cli import main; main()", "diff", "may", "june", "--exit-code"],
        cwd=runs[0].parent, capture_output=True, encoding="utf-8", timeout=120, check=False,
        env={**os.environ, "DISCLOSURE_AUDIT_LANG": "en", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "临江市关于照明设旋的公告" in done.stdout
