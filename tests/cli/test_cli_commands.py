from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from disclosure_audit import __version__, names, run
from disclosure_audit.audit import STAGES
from disclosure_audit.cli import columns, progress
from disclosure_audit.cli.overrides import SEVERITIES
from disclosure_audit.cli.scan import FORMATS
from disclosure_audit.config import Severity
from disclosure_audit.rules.registry import all_rules
from disclosure_audit.schema.columns import SIDES
from disclosure_audit.settings import load
from disclosure_audit.writers.registry import FORMATS as WRITERS

if TYPE_CHECKING:
    from tests.command_line import Cli


def test_version_and_a_bare_call(cli: Cli) -> None:
    assert cli("--version").out == f"disclosure-audit {__version__}\n"
    assert "Usage: disclosure-audit" in cli().out
    assert "validate" in cli("config").out


def test_choices_are_those_of_the_rooms() -> None:
    assert list(SEVERITIES) == [str(severity) for severity in Severity]
    assert list(FORMATS) == list(WRITERS)
    assert columns.SIDES == SIDES
    assert list(names.STAGES) == [*STAGES, "write"] == list(progress.WEIGHTS)
    assert sum(progress.WEIGHTS.values()) == 100


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["scna"], "there is no command “scna”", "did you mean scan?"),
        (["zzz"], "no command “zzz”", "commands: scan, review"),
        (["config", "shwo"], "no command “shwo”", "did you mean show?"),
        (["scan"], "REGISTER is missing", "scan --help"),
        (["scan", "a"], "CATALOG is missing", "--catalog NAME=PATH"),
        (["scan", "a", "b", "--form", "json"], "no option --form", "--format"),
        (["rules", "x"], "too many arguments: x", "rules --help"),
        (["scan", "a", "b", "--fail-on", "hgih"], "--fail-on cannot be “hgih”", "mean high? Choices: note"),
        (["scan", "a", "b", "--format", "jsn"], "--format cannot be “jsn”", "did you mean json?"),
        (["--lang", "fr"], "--lang cannot be “fr”", "zh, en"),
        (["columns", "a", "--side", "catlog"], "--side cannot be “catlog”", "did you mean catalog?"),
        (["scan", "a", "b", "--from", "2024-13-01"], "--from cannot be", "2024-01-31"),
        (["scan", "a", "b", "--from", "2024-02-01", "--to", "2024-01-01"], "is after scope.to", "swap"),
        (["scan", "a", "b", "--delimiter", ";;"], "--delimiter cannot be", "tab"),
        (["scan", "a", "b", "--map-register", "title"], "needs NAME=VALUE", "issued_on=成文日期"),
        (["scan", "a", "b", "--map-register", "titel=x"], "names “titel”", "did you mean title?"),
        (["scan", "a", "b", "--select", "OM999"], "no rule is called “OM999”", "OM001"),
        (["scan", "a", "x/c.csv", "y/c.csv"], "two catalogs are called “c”", "--catalog"),
        (["scan", "a", "b", "--config", "none.toml"], "no configuration file", "init"),
        (["explain", "om1"], "no rule is called “om1”", "did you mean OM001?"),
        (["explain", "zzz"], "no rule is called “zzz”", "disclosure-audit rules"),
        (["explain", "OM01"], "no rule is called “OM01”", "OM001"),
        (["explain"], "RULE is missing", "explain --help"),
    ],
)  # fmt: skip
def test_mistyped(cli: Cli, arguments: list[str], message: str, hint: str) -> None:
    done = cli(*arguments)
    assert done.code == 2
    assert done.out == ""
    first, second = done.err.splitlines()
    assert first.startswith("error: ")
    assert message in first
    assert second.startswith("  hint: ")
    assert hint in second


def test_a_scan_says_what_became_of_every_record(cli: Cli, lists: tuple[Path, Path]) -> None:
    done = cli("scan", *lists, "--out", "run", "--as-of", "2020-01-01")
    assert (done.code, done.err) == (0, "")
    assert "register: 2 rows = 2 records" in done.out
    assert "omitted" in done.out
    assert "OM001" in done.out
    assert "OM003" in done.out
    assert "DOES NOT" not in done.out
    saved = run.read(Path("run"))
    assert saved.info["command"][0] == "disclosure-audit"
    assert saved.info["as_of"] == "2020-01-01"
    assert sorted(saved.findings["rule"].unique()) == ["OM001", "OM003"]
    assert saved.info["inputs"]["register"][0]["sha256"]


def test_the_default_folder_and_none(cli: Cli, lists: tuple[Path, Path]) -> None:
    cli("scan", *lists, "--no-run")
    assert not Path(".disclosure-audit").exists()
    cli("scan", *lists)
    (folder,) = (path for path in Path(".disclosure-audit/runs").iterdir())
    assert run.is_run(folder)


def test_the_gate(cli: Cli, lists: tuple[Path, Path]) -> None:
    scan = ("scan", *lists, "--no-run", "--as-of", "2020-01-01", "--format", "json")
    assert cli(*scan, "--fail-on", "critical").code == 0
    failed = cli(*scan, "--fail-on", "HIGH")
    assert failed.code == 1
    assert "gate: findings that are high or worse: 1" in failed.err
    assert json.loads(failed.out)["findings"]
    assert cli(*scan, "--fail-on", "note", "--select", "DU").code == 0
    assert cli(*scan, "--fail-on", "high", "--ignore", "omitted-document,OM003").code == 0
    Path("disclosure-audit.toml").write_text('[gate]\nfail_on = "high"\n')
    assert cli(*scan).code == 1


def test_stdout_is_data_and_stderr_narration(cli: Cli, lists: tuple[Path, Path]) -> None:
    done = cli("scan", *lists, "--out", "run", "--format", "json", "--verbose")
    content = json.loads(done.out)
    assert content["run"] == "run"
    assert content["control_totals"]["register"]["read"] == 2
    lines = done.err.splitlines()
    assert lines[0] == "1/7 read register"
    assert "7/7 write" in lines
    assert re.fullmatch(r"match: \d+\.\d s", lines[5])
    assert done.err.splitlines()[-1] == "results: run"
    quiet = cli("scan", *lists, "--out", "run", "--force", "--format", "csv", "--quiet")
    assert quiet.err == ""
    rows = list(csv.DictReader(io.StringIO(quiet.out)))
    assert {row["rule"] for row in rows} == {"OM001", "OM003"}
    assert cli("scan", *lists, "--no-run", "--format", "markdown").out.startswith("# Disclosure")


def test_chinese(cli: Cli, lists: tuple[Path, Path]) -> None:
    done = cli("scan", *lists, "--no-run", "--lang", "zh")
    assert "登记簿：读入 2 行 = 记录 2 条" in done.out
    assert "应公开的文件" in done.out
    done = cli("scan", "nosuch.csv", lists[1], "--lang", "zh")
    assert done.code == 4
    assert done.err.startswith("错误：")


def test_several_catalogs_are_channels(cli: Cli, lists: tuple[Path, Path]) -> None:
    Path("gazette.csv").write_text(lists[1].read_text("utf-8"), encoding="utf-8")
    done = cli("scan", lists[0], "--catalog", f"网站={lists[1]}", "--catalog", "公报=gazette.csv",
               "--no-run", "--format", "json")  # fmt: skip
    assert json.loads(done.out)["control_totals"]["catalog"]["read"] == 4


def test_an_open_column_is_asked_and_can_be_settled(cli: Cli, lists: tuple[Path, Path]) -> None:
    text = lists[1].read_text("utf-8").replace("成文日期,发布日期", "日期,有效性")
    lists[1].write_text(text, encoding="utf-8")
    asked = cli("scan", *lists, "--no-run")
    assert asked.code == 0
    assert "catalog, column “日期”" in asked.err
    assert "--map-catalog issued_on=日期" in asked.err
    settled = cli("scan", *lists, "--no-run", "--map-catalog", "issued_on=日期")
    assert settled.err == ""


def test_the_same_file_twice_is_warned_of(cli: Cli, lists: tuple[Path, Path]) -> None:
    done = cli("scan", lists[0], lists[0], "--no-run")
    assert done.code == 0
    assert "warning: register and catalog are the same file" in done.err


def test_columns(cli: Cli, lists: tuple[Path, Path]) -> None:
    lists[0].write_text("标题,文号,日期,附件\n甲,,2020-01-01,\n", encoding="utf-8")
    done = cli("columns", lists[0], "--side", "catalog", "--format", "json")
    content = json.loads(done.out)
    assert [item["header"] for item in content] == ["标题", "文号", "日期", "附件"]
    assert [item["canonical"] for item in content] == ["title", "doc_number", None, None]
    assert all(item["why"] for item in content)
    assert "columns that have to be settled: 1" in done.err
    shown = cli("columns", lists[0], "--side", "catalog", "--map", "issued_on=日期")
    assert shown.err == ""
    assert shown.out.splitlines()[2].split()[:2] == ["日期", "issued_on"]


def test_columns_of_several_sheets(cli: Cli) -> None:
    book = openpyxl.Workbook()
    book.active.title = "发文"
    book.active.append(["标题", "发文字号", "日期"])
    book.active.append(["甲号通知", "临政发〔2019〕3号", "2019-03-04"])
    received = book.create_sheet("收文")
    received.append(["来文机关", "标题", "来文字号"])
    received.append(["云山省人民政府", "乙号通知", "云政发〔2019〕9号"])
    book.save("register.xlsx")
    lines = cli("columns", "register.xlsx").out.splitlines()
    assert lines[0] == "register.xlsx[发文]"
    assert lines[4:6] == ["", "register.xlsx[收文]"]
    assert lines[8].split()[:2] == ["来文字号", "doc_number"]
    content = json.loads(cli("columns", "register.xlsx", "--format", "json").out)
    assert [item["header"] for item in content] == [
        "标题",
        "发文字号",
        "日期",
        "来文机关",
        "标题",
        "来文字号",
    ]
    assert [item["sources"] for item in content[2:4]] == [
        ["register.xlsx[发文]"],
        ["register.xlsx[收文]"],
    ]
    one = cli("columns", "register.xlsx", "--sheet", "收文", "--map", "title=来文机关")
    assert one.out.splitlines()[0].split()[:2] == ["来文机关", "title"]


def test_columns_without_a_side_goes_by_the_headers_alone(
    cli: Cli, lists: tuple[Path, Path]
) -> None:
    """A sole date is the date made in a register; who does not know the side asks."""
    lists[0].write_text("标题,文号,日期\n甲,,2020-01-01\n", encoding="utf-8")
    Path("disclosure-audit.toml").write_text('[columns.register]\nissued_on = "日期"\n')
    asked = cli("columns", lists[0])
    assert "columns that have to be settled: 1" in asked.err
    assert "--map-register issued_on=日期 or --map-catalog issued_on=日期" in asked.err
    told = cli("columns", lists[0], "--side", "register")
    assert told.err == ""
    assert told.out.splitlines()[2].split()[:2] == ["日期", "issued_on"]


def test_equal_headers_are_warned_of(cli: Cli, lists: tuple[Path, Path]) -> None:
    lists[0].write_text("标题,标题,文号\n甲,乙,\n", encoding="utf-8")
    done = cli("columns", lists[0])
    assert "the list: several columns are headed “标题”" in done.err
    done = cli("scan", *lists, "--no-run")
    assert "--map-register title=标题_2" in done.err
    assert cli("scan", *lists, "--no-run", "--map-register", "title=标题_2").code == 0


def test_init_writes_a_file_that_scan_takes(cli: Cli, lists: tuple[Path, Path]) -> None:
    done = cli("init", *lists)
    assert (done.code, done.out) == (0, "")
    assert "written: disclosure-audit.toml" in done.err
    found = load(None, Path.cwd(), {})
    assert found.config.columns.register["title"] == "标题"
    assert found.config.columns.catalog["published_on"] == "发布日期"
    assert cli("scan", *lists, "--no-run").err == ""
    again = cli("init", *lists)
    assert again.code == 2
    assert "exists already" in again.err
    assert cli("init", *lists, "--force").code == 0
    assert cli("init", *lists, "--out", "no/such/place.toml").code == 2


def test_rules_and_their_pages(cli: Cli) -> None:
    listed = json.loads(cli("rules", "--format", "json").out)
    assert [rule["code"] for rule in listed] == list(all_rules())
    assert {"code", "name", "severity", "title"} <= set(listed[0])
    table = cli("rules").out
    for rule in all_rules().values():
        assert rule.name in table
    english = cli("explain", "OM001").out
    assert "## Why it matters" in english
    assert "中文" not in english
    chinese = cli("explain", "omitted-document", "--lang", "zh").out
    assert "为何重要" in chinese
    assert "Why it matters" not in chinese


def test_config_show_and_validate(cli: Cli) -> None:
    Path("disclosure-audit.toml").write_text('[rules]\nselect = ["OM"]\n[limits]\nrows = 7\n')
    shown = json.loads(cli("config", "show", "--format", "json").out)
    assert shown["limits.rows"] == {"value": 7, "origin": "file disclosure-audit.toml"}
    assert shown["limits.columns"] == {"value": 500, "origin": "default"}
    assert shown["lang"]["origin"] == "environment"
    assert "limits.rows = 7" in cli("config", "show").out
    assert cli("config", "validate").out.endswith("disclosure-audit.toml: in order (9 rules)\n")
    Path("other.toml").write_text('[rules]\nignore = ["OM01"]\n')
    done = cli("config", "validate", "other.toml")
    assert done.code == 2
    assert "no rule is called “OM01”" in done.err


def test_a_hidden_sheet_is_warned_of(cli: Cli, lists: tuple[Path, Path]) -> None:
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("旧账")):
        for line in lists[0].read_text("utf-8").splitlines():
            sheet.append(line.split(","))
    book["旧账"].sheet_state = "hidden"
    book.save("register.xlsx")
    done = cli("scan", "register.xlsx", lists[1], "--no-run")
    assert done.code == 0
    assert "warning: not read: " in done.err
    assert "旧账" in done.err
    assert "--register-sheet" in done.err
