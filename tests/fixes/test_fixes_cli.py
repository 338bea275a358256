"""``disclosure-audit fix`` as it is used: real lists, real files."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from disclosure_audit.review.desk import open_desk
from disclosure_audit.review.entry import Draft
from tests.command_line import Cli, cli
from tests.documented import ROOT

__all__ = ["cli"]

COMPUTED = '<c r="B6" t="str"><f>"临政发[2024]"&amp;"5号"</f><v>临政发[2024]5号</v></c>'
RULES = ("FD002", "FD013", "FD014", "FD015")
HEAD = "索引号,标题,发文字号,发布日期,备注"
ROWS = [
    '123456788/2024-00001,临江市公园\u200b名录,临政发[2024]1号,2024-01-02,"=1+1, ""甲"""',
    "",
    '12345678-8/2024-00002, 临江市河道名录 ,"临政发〔2024〕02号",2024年1月3日,\t空格 ',
    "多,出,一,格,的,行,了",
    "１２３４５６７８８/2024-00003,临江市桥梁名录,临政发〔2024〕3号,2024-01-04,",
    "123456788/2024-00004,临江市道路名录,临政发〔2024〕4号（已废止）,2024-01-05,保持",
    "123456788/2024-00005,举报电话13912345678\u200b登记表,临政发〔2024〕5号,2024-01-06,",
]
RIGHT = [
    '123456788/2024-00001,临江市公园名录,临政发〔2024〕1号,2024-01-02,"=1+1, ""甲"""',
    "",
    '123456788/2024-00002, 临江市河道名录 ,"临政发〔2024〕2号",2024-01-03,\t空格 ',
    "多,出,一,格,的,行,了",
    "123456788/2024-00003,临江市桥梁名录,临政发〔2024〕3号,2024-01-04,",
    "123456788/2024-00004,临江市道路名录,临政发〔2024〕4号（已废止）,2024-01-05,保持",
    "123456788/2024-00005,举报电话13912345678登记表,临政发〔2024〕5号,2024-01-06,",
]


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCLOSURE_AUDIT_KEY", "a key of the tests")


def lists(folder: Path, data: bytes) -> None:
    (folder / "catalog.csv").write_bytes(data)
    register = "标题,发文字号,成文日期\n临江市公园名录,临政发〔2024〕1号,2024-01-01\n"
    (folder / "register.csv").write_text(register, encoding="utf-8")


def bytes_of(rows: list[str], encoding: str = "utf-8", end: str = "\n", bom: bytes = b"") -> bytes:
    above = ["临江市政府信息公开目录,,,,"]
    return bom + "".join(row + end for row in [*above, HEAD, *rows]).encode(encoding)


def scan(cli: Cli, register: str, catalog: str, out: str) -> None:
    done = cli("scan", register, catalog, "--out", out, "--quiet")
    assert done.code == 0, done.err


def frame(run: str, name: str) -> pl.DataFrame:
    return pl.read_parquet(f"{run}/{name}.parquet")


@pytest.mark.parametrize(
    ("encoding", "end", "bom"),
    [
        ("utf-8", "\n", b""),
        ("utf-8", "\r\n", b"\xef\xbb\xbf"),
        ("gb18030", "\r\n", b""),
        ("utf-16-le", "\n", b"\xff\xfe"),
        ("utf-8", "\r", b""),
    ],
)
def test_a_csv_copy_differs_in_the_corrected_cells_only(
    cli: Cli, tmp_path: Path, encoding: str, end: str, bom: bytes
) -> None:
    lists(tmp_path, bytes_of(ROWS, encoding, end, bom))
    scan(cli, "register.csv", "catalog.csv", "run")
    done = cli("fix", "run", "--out", "corrected.csv", "--changes", "changes.csv")
    assert done.code == 0, done.err
    assert Path("corrected.csv").read_bytes() == bytes_of(RIGHT, encoding, end, bom)
    assert Path("catalog.csv").read_bytes() == bytes_of(ROWS, encoding, end, bom)
    assert "7 cells in 4 records corrected" in done.err
    assert "left to a person, because no value is certain: FD002 1" in done.err


def test_the_list_of_changes_names_cells_and_findings_and_masks(cli: Cli, tmp_path: Path) -> None:
    lists(tmp_path, bytes_of(ROWS))
    scan(cli, "register.csv", "catalog.csv", "run")
    assert cli("fix", "run", "--out", "corrected.csv", "--changes", "changes.csv").code == 0
    text = Path("changes.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["row"], row["column"], row["before"], row["after"], row["rule"]) for row in rows] == [
        ("0", "title", "临江市公园<U+200B>名录", "临江市公园名录", "FD014"),
        ("0", "doc_number", "临政发[2024]1号", "临政发〔2024〕1号", "FD002"),
        ("2", "index_number", "12345678-8/2024-00002", "123456788/2024-00002", "FD015"),
        ("2", "doc_number", "临政发〔2024〕02号", "临政发〔2024〕2号", "FD002"),
        ("2", "published_on", "2024年1月3日", "2024-01-03", "FD013"),
        ("4", "index_number", "１２３４５６７８８/2024-00003", "123456788/2024-00003", "FD014"),
        ("6", "title", "举报电话███████████<U+200B>登记表", "举报电话███████████登记表", "FD014"),
    ]  # fmt: skip
    assert "13912345678" not in text
    known = set(frame("run", "findings")["finding_id"])
    assert all(one in known for row in rows for one in row["finding_id"].split())


def test_after_fixing_the_findings_are_gone_and_all_else_is_the_same(
    cli: Cli, tmp_path: Path
) -> None:
    for name in ("register.xlsx", "catalog.csv"):
        shutil.copy(ROOT / "sample_data" / name, tmp_path / name)
    scan(cli, "register.xlsx", "catalog.csv", "run")
    assert cli("fix", "run", "--out", "fixed.csv").code == 0
    assert cli("fix", "run", "--side", "register", "--out", "fixed.xlsx").code == 0
    scan(cli, "fixed.xlsx", "fixed.csv", "again")
    for name in ("dispositions", "links", "candidates", "repeats"):
        assert frame("again", name).equals(frame("run", name)), name
    before, after = (
        dict(frame(run, "findings").group_by("rule").len().iter_rows()) for run in ("run", "again")
    )
    assert before["FD002"]
    assert before["FD013"]
    assert before["FD014"]
    assert after == {rule: count for rule, count in before.items() if rule not in RULES}

    assert cli("fix", "again", "--out", "twice.csv").code == 0
    assert Path("twice.csv").read_bytes() == Path("fixed.csv").read_bytes()
    old, new = (openpyxl.load_workbook(name) for name in ("register.xlsx", "fixed.xlsx"))
    assert old.sheetnames == new.sheetnames
    changed = [
        (one.style_id == other.style_id, other.data_type)
        for sheet in old.sheetnames
        for rows in zip(old[sheet].iter_rows(), new[sheet].iter_rows(), strict=True)
        for one, other in zip(*rows, strict=True)
        if one.value != other.value
    ]
    assert changed
    assert set(changed) == {(True, "s")}
    with zipfile.ZipFile("register.xlsx") as one, zipfile.ZipFile("fixed.xlsx") as other:
        same = [n for n in one.namelist() if one.read(n) == other.read(n)]
        assert set(one.namelist()) - set(same) <= {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}  # fmt: skip


def test_formulas_and_merged_cells_are_left(cli: Cli, tmp_path: Path) -> None:
    lists(tmp_path, bytes_of(ROWS))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["标题", "发文字号", "成文日期"])
    for number in range(1, 7):
        sheet.append([f"临江市第{number}号工程公告", f"临政发[2024]{number}号", "2024-01-02"])
    sheet.merge_cells("B3:B4")  # two rows, one number: both change alike
    sheet.merge_cells("C6:C7")
    sheet["C6"] = "2024年1月5日"
    book.save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile("plain.xlsx") as old, zipfile.ZipFile("merged.xlsx", "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":  # a formula with the value it had
                text = re.sub(rb'<c r="B6".*?</c>', COMPUTED.encode(), text, flags=re.DOTALL)
            new.writestr(name, text)
    scan(cli, "merged.xlsx", "catalog.csv", "run")
    done = cli("fix", "run", "--side", "register", "--out", "out.xlsx")
    assert done.code == 0, done.err
    assert "made by a formula or merged with others: 1" in done.err
    fixed = openpyxl.load_workbook("out.xlsx").active
    assert fixed is not None
    assert [fixed.cell(row, 2).value for row in (2, 3, 4, 5, 6)] == [
        "临政发〔2024〕1号", "临政发〔2024〕2号", None, "临政发〔2024〕4号", '="临政发[2024]"&"5号"'
    ]  # fmt: skip
    assert fixed["C6"].value == "2024-01-05"


def test_nothing_is_written_over_an_input_by_any_link(cli: Cli, tmp_path: Path) -> None:
    lists(tmp_path, bytes_of(ROWS))
    scan(cli, "register.csv", "catalog.csv", "run")
    os.link("catalog.csv", "hard.csv")
    Path("soft.csv").symlink_to("register.csv")
    before = {name: Path(name).read_bytes() for name in ("catalog.csv", "register.csv")}
    for name in ("catalog.csv", "register.csv", "hard.csv", "soft.csv", "./run/../catalog.csv"):
        for arguments in (["--out", name], ["--out", "new.csv", "--changes", name]):
            done = cli("fix", "run", *arguments, "--force")
            assert (done.code, "is an input of the run" in done.err) == (2, True), name
    assert {name: Path(name).read_bytes() for name in before} == before
    assert not Path("new.csv").exists()


def test_what_is_there_is_replaced_only_when_asked(cli: Cli, tmp_path: Path) -> None:
    lists(tmp_path, bytes_of(ROWS))
    scan(cli, "register.csv", "catalog.csv", "run")
    Path("mine.csv").write_text("mine", "utf-8")
    assert cli("fix", "run", "--out", "mine.csv").code == 2
    assert cli("fix", "run", "--out", "new.csv", "--changes", "mine.csv").code == 2
    assert Path("mine.csv").read_text("utf-8") == "mine"
    assert not Path("new.csv").exists()
    assert cli("fix", "run", "--out", "mine.csv", "--force").code == 0


def test_a_list_that_changed_is_not_fixed(cli: Cli, tmp_path: Path) -> None:
    lists(tmp_path, bytes_of(ROWS))
    scan(cli, "register.csv", "catalog.csv", "run")
    with Path("catalog.csv").open("ab") as file:
        file.write(b",,,,\n")
    done = cli("fix", "run", "--out", "new.csv")
    assert (done.code, "has changed since the scan" in done.err) == (4, True)
    assert not Path("new.csv").exists()


def test_another_format_or_encoding(cli: Cli, tmp_path: Path) -> None:
    whole = [row for row in ROWS if not row.startswith("多")]
    lists(tmp_path, bytes_of(whole))
    scan(cli, "register.csv", "catalog.csv", "run")
    assert cli("fix", "run", "--out", "new.csv", "--encoding", "gb18030").code == 0
    right = [row for row in RIGHT if not row.startswith("多")]
    assert Path("new.csv").read_bytes() == bytes_of(right, "gb18030")
    assert cli("fix", "run", "--out", "new.xlsx").code == 0
    sheet = openpyxl.load_workbook("new.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == tuple(HEAD.split(","))
    assert rows[1][2] == "临政发〔2024〕1号"
    assert rows[1][4] == '=1+1, "甲"'
    assert sheet.cell(2, 5).data_type == "s"  # text, never a formula
    assert (len(rows), rows[2]) == (1 + len(right), (None,) * 5)


def test_what_another_format_would_lose_is_refused(cli: Cli, tmp_path: Path) -> None:
    lists(tmp_path, bytes_of(ROWS))
    scan(cli, "register.csv", "catalog.csv", "run")
    done = cli("fix", "run", "--out", "new.xlsx")
    assert (done.code, "unreadable rows would be lost (1)" in done.err) == (2, True)
    assert not Path("new.xlsx").exists()
    assert cli("fix", "run", "--out", "new.pdf").code == 2


def test_a_workbook_with_formula_like_text_does_not_become_csv(cli: Cli, tmp_path: Path) -> None:
    lists(tmp_path, bytes_of(ROWS))
    pl.DataFrame(
        {"标题": ["=cmd|' /C calc'!A0", "临江市公园名录"], "发文字号": ["", "临政发[2024]1号"]}
    ).write_excel(tmp_path / "list.xlsx")
    scan(cli, "register.csv", "list.xlsx", "run")
    done = cli("fix", "run", "--out", "new.csv")
    assert (done.code, "begins like a formula" in done.err) == (2, True)
    assert not Path("new.csv").exists()


def test_a_dry_run_writes_nothing_and_shows_no_secret(cli: Cli, tmp_path: Path) -> None:
    lists(tmp_path, bytes_of(ROWS))
    scan(cli, "register.csv", "catalog.csv", "run")
    there = sorted(tmp_path.iterdir())
    done = cli("fix", "run", "--dry-run")
    assert done.code == 0
    assert (
        "catalog: 7 cells in 4 records corrected (FD002 2, FD013 1, FD014 3, FD015 1)" in done.out
    )
    assert "临政发[2024]1号 → 临政发〔2024〕1号" in done.out
    assert "13912345678" not in done.out + done.err
    assert "更正 1 条记录的 1 个单元格" in cli("fix", "run", "--dry-run", "--rule", "FD013", "--lang", "zh").out  # fmt: skip
    assert sorted(tmp_path.iterdir()) == there
    for wrong in ([], ["--out", "a.csv", "--dry-run"], ["--dry-run", "--rule", "OM001"]):
        assert cli("fix", "run", *wrong).code == 2


def test_what_a_reviewer_dismissed_is_left(cli: Cli, tmp_path: Path) -> None:
    lists(tmp_path, bytes_of(ROWS))
    scan(cli, "register.csv", "catalog.csv", "run")
    one = frame("run", "findings").filter(pl.col("rule") == "FD013")["finding_id"][0]
    desk = open_desk(tmp_path / "run", user="审阅人")
    desk.decide([Draft("dismiss", "finding", one, {"reason": "other", "note": "原件如此"})])
    desk.close()
    assert "FD013" not in cli("fix", "run", "--dry-run").out
