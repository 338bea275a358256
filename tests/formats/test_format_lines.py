"""The line that a code host or an editor shows is the one that the record stands on."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from disclosure_audit import run
from disclosure_audit.upgrades import FORMAT_VERSION, as_of_format, upgrade
from disclosure_audit.writers.places import Places
from tests.command_line import Cli, cli
from tests.formats.format_papers import finding, inputs

__all__ = ["cli"]

TITLES = [f"临江市人民政府关于{what}的通知" for what in ("供水", "供电", "供气", "供热", "排水")]
REGISTER = (
    "标题,发文字号,摘要,成文日期\n"
    f'{TITLES[0]},临政发〔2019〕1号,"一\n二",2019-03-04\n'  # lines 2 and 3
    f"{TITLES[1]},临政发〔2019〕2号,x,2019-03-05\n"  # line 4
    "\n"
    f'{TITLES[2]},临政发〔2019〕3号,"三\n\n四\n五",2019-03-06\n'  # lines 6 to 9
    f"{TITLES[3]},临政发〔2019〕4号,y,2019-03-07\n"  # line 10
)
LINES = {TITLES[0]: 2, TITLES[1]: 4, TITLES[2]: 6, TITLES[3]: 10}


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DISCLOSURE_AUDIT_KEY", "a key of sixteen")
    catalog = (
        f"标题,发文字号,成文日期,发布日期\n{TITLES[4]},临政发〔2019〕9号,2019-05-04,2019-12-30\n"
    )
    (tmp_path / "catalog.csv").write_text(catalog, "utf-8")
    return tmp_path


def shown(folder: Path) -> dict[str, dict[str, int]]:
    """Return by format the line of each omitted document, by its title."""
    sarif = json.loads((folder / "a.sarif").read_bytes())["runs"][0]["results"]
    gitlab = json.loads((folder / "g.json").read_bytes())
    github = (folder / "h.txt").read_text("utf-8").splitlines()
    return {
        "sarif": {
            title: one["locations"][0]["physicalLocation"]["region"]["startLine"]
            for one in sarif for title in LINES
            if one["ruleId"] == "OM001" and title in one["message"]["text"]
        },
        "gitlab": {
            title: one["location"]["lines"]["begin"]
            for one in gitlab for title in LINES
            if one["check_name"] == "OM001" and title in one["description"]
        },
        "github": {
            title: int(line.split("line=")[1].split(",")[0])
            for line in github for title in LINES if "OM001" in line and title in line
        },
    }  # fmt: skip


def written(cli: Cli, folder: Path, register: str) -> dict[str, dict[str, int]]:
    outputs = [f"--output={name}" for name in ("sarif=a.sarif", "gitlab=g.json", "github=h.txt")]
    done = cli("scan", register, "catalog.csv", "--select", "OM001", "--out", "run", *outputs)
    assert done.code == 0, done.err
    return shown(folder)


@pytest.mark.parametrize("above", ["", "临江市人民政府发文登记簿（2019年）\n\n"])
def test_lines_of_a_text_file(cli: Cli, lists: Path, above: str) -> None:
    (lists / "register.csv").write_text(above + REGISTER, "utf-8")
    moved = {title: line + above.count("\n") for title, line in LINES.items()}
    assert written(cli, lists, "register.csv") == dict.fromkeys(
        ("sarif", "gitlab", "github"), moved
    )
    text = (lists / "register.csv").read_text("utf-8").split("\n")
    assert all(text[line - 1].startswith(title) for title, line in moved.items())


def test_lines_go_on_in_the_second_file_of_a_list(cli: Cli, lists: Path) -> None:
    (lists / "books").mkdir()
    first = REGISTER.replace("〔2019〕", "〔2018〕").replace("的通知", "的公告")
    (lists / "books/1.csv").write_text(first, "utf-8")
    (lists / "books/2.csv").write_text("二〇一九年\n" + REGISTER, "utf-8")
    moved = {title: line + 1 for title, line in LINES.items()}
    assert written(cli, lists, "books")["sarif"] == moved


def test_rows_of_a_sheet(cli: Cli, lists: Path) -> None:
    with xlsxwriter.Workbook(lists / "register.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 3, "临江市人民政府发文登记簿")
        for row, cells in enumerate(csv.reader(REGISTER.splitlines(keepends=True)), start=2):
            sheet.write_row(row, 0, cells)
    # row 1 the title, row 2 empty, row 3 the header; a line break in a cell makes no row
    rows = dict(zip(TITLES[:4], (4, 5, 7, 8), strict=True))
    assert written(cli, lists, "register.xlsx")["sarif"] == rows


def test_an_older_run_has_data_rows(cli: Cli, lists: Path) -> None:
    (lists / "register.csv").write_text("登记簿\n" + REGISTER, "utf-8")
    written(cli, lists, "register.csv")
    info = json.loads((lists / "run/run.json").read_text("utf-8"))
    assert info["inputs"]["register"][0]["first_line"] == 3
    old = as_of_format(info, 2) | {"format_version": 2}
    assert "first_line" not in json.dumps(old)
    (lists / "run/run.json").write_text(json.dumps(old), "utf-8")
    (lists / "run/lines.parquet").unlink()
    done = cli("gate", "run", "--fail-on", "high", "--output", "gitlab=g.json")
    assert done.code == 1, done.err
    assert shown(lists)["gitlab"] == dict(zip(TITLES[:4], (1, 2, 4, 5), strict=True))
    again = run.read(lists / "run")
    assert again.lines.is_empty()
    assert upgrade(old)["inputs"]["register"][0]["first_line"] is None
    assert again.info["format_version"] == FORMAT_VERSION


def test_a_new_count_ends_with_its_file() -> None:
    sides: dict[str, list[dict[str, Any]]] = inputs()
    sides["register"][0]["first_line"], sides["register"][1]["first_line"] = 4, 2
    lines = pl.DataFrame({"side": ["register"], "row": [3], "line": [9]})
    found = [Places(sides, lines).of(finding(row))[0] for row in (0, 2, 3, 11, 12, 16)]
    assert [place.line for place in found] == [4, 6, 9, 17, 2, 6]
    assert [place.row for place in found] == [1, 3, 4, 12, 1, 5]
