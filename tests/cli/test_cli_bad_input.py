"""Bad input is met with one line, a hint and the right exit code, or with findings; never a trace."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

GOOD = "标题,发文字号,成文日期\n临江市人民政府关于加强城市供水管理的通知,临政发〔2019〕3号,2019-03-04\n"
_HEADER = GOOD.splitlines()[0]


def _workbook(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            packed.writestr(name, "<x/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    return out.getvalue()


def _encrypted() -> bytes:
    """The outer form of a password-protected workbook: a compound file with an encrypted part."""
    magic = bytes.fromhex("d0cf11e0a1b11ae1")
    return magic + bytes(504) + "EncryptionInfo".encode("utf-16le") + bytes(100) + (
        "EncryptedPackage".encode("utf-16le") + bytes(600)
    )  # fmt: skip


REFUSED: dict[str, tuple[str, bytes]] = {
    "empty": ("r.csv", b""),
    "only spaces": ("r.csv", b"  \n \n"),
    "binary": ("r.csv", bytes(range(256)) * 40),
    "an image": ("r.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4),
    "no title and no number": ("r.csv", "颜色,大小\n红,大\n".encode()),
    "zip bomb": ("r.xlsx", _bomb()),
    "password": ("r.xlsx", _encrypted()),
    "corrupt workbook": ("r.xlsx", _workbook([["标题"], ["甲"]])[:900]),
    "text called a workbook": ("r.xls", b"\xd0\xcf\x11\xe0 not really"),
    "no database": ("r.sqlite", b"SQLite format 3\x00" + b"\xff" * 200),
    "json cut short": ("r.json", b'[{"title": "a"}, {"ti'),
    "nothing but a broken line": ("r.ndjson", b'{"ti'),
    "json that is no list": ("r.json", b'"title"'),
    "parquet cut short": ("r.parquet", b"PAR1" + bytes(40)),
    "a pdf": ("r.pdf", b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_refused(cli: Cli, case: str, lang: str) -> None:
    name, content = REFUSED[case]
    Path(name).write_bytes(content)
    Path("c.csv").write_text(GOOD, encoding="utf-8")
    done = cli("scan", name, "c.csv", "--lang", lang)
    assert done.code == 4, done
    assert done.out == ""
    _is_one_line_and_a_hint(done.err, lang)
    assert not Path(".disclosure-audit").exists()


ARGUMENTS: dict[str, tuple[int, list[str], str]] = {
    "missing file": (4, ["nosuch.csv", "c.csv"], "nosuch.csv"),
    "folder without files": (4, ["hollow", "c.csv"], "hollow"),
    "missing database": (4, ["sqlite:///nosuch.db?table=t", "c.csv"], ""),
    "unknown encoding": (2, ["r.csv", "c.csv", "--encoding", "utf-9"], "utf-9"),
    "wrong encoding": (4, ["gbk.csv", "c.csv", "--encoding", "utf-8"], "gbk.csv"),
    "wrong delimiter": (4, ["r.csv", "c.csv", "--delimiter", "|"], ""),
    "unknown rule": (2, ["r.csv", "c.csv", "--select", "XX"], "XX"),
    "out is a full folder": (2, ["r.csv", "c.csv", "--out", "full"], "full"),
    "out is a full folder, forced": (2, ["r.csv", "c.csv", "--out", "full", "--force"], "full"),
    "out is a file": (2, ["r.csv", "c.csv", "--out", "full/mine.txt"], "mine.txt"),
    "no such header": (2, ["r.csv", "c.csv", "--map-register", "title=题目"], "题目"),
    "no such sheet": (4, ["r.xlsx", "c.csv", "--register-sheet", "发文2020"], "发文2020"),
}


@pytest.mark.parametrize("case", ARGUMENTS)
def test_refused_arguments(cli: Cli, case: str) -> None:
    code, arguments, named = ARGUMENTS[case]
    for name in ("r.csv", "c.csv"):
        Path(name).write_text(GOOD, encoding="utf-8")
    Path("gbk.csv").write_bytes(GOOD.encode("gb18030"))
    Path("r.xlsx").write_bytes(_workbook([["标题"], ["甲"]]))
    Path("hollow").mkdir()
    Path("full").mkdir()
    Path("full/mine.txt").write_text("mine")
    done = cli("scan", *arguments)
    assert done.code == code, done
    assert done.out == ""
    _is_one_line_and_a_hint(done.err, "en")
    assert named in done.err
    assert Path("full/mine.txt").read_text() == "mine"


@pytest.mark.parametrize(
    "text", ["[gat]\nfail_on = 'high'", "x = [", "[limits]\nrows = 'many'", "[columns.register]\ntitel = 'x'"]
)  # fmt: skip
def test_refused_configuration(cli: Cli, text: str) -> None:
    for name in ("r.csv", "c.csv"):
        Path(name).write_text(GOOD, encoding="utf-8")
    Path("disclosure-audit.toml").write_text(text)
    done = cli("scan", "r.csv", "c.csv")
    assert (done.code, done.out) == (2, "")
    assert "disclosure-audit.toml" in done.err
    _is_one_line_and_a_hint(done.err, "en")


ACCEPTED: dict[str, bytes] = {
    "byte order mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "gb18030": GOOD.encode("gb18030"),
    "utf-16": GOOD.encode("utf-16"),
    "header only": (_HEADER + "\n").encode(),
    "two title columns": "标题,标题\n甲,乙\n丙,丁\n".encode(),
    "duplicate headers": "标题,附件,附件,发文字号\n甲号通知,1,2,临政发〔2019〕3号\n".encode(),
    "a cell of a million characters": (GOOD + "甲" * 1_000_000 + ",x,2019-01-01\n").encode(),
    "NUL bytes": (GOOD + (GOOD.splitlines()[1] + "\n") * 20).replace("供水", "供\x00水").encode(),
    "ragged rows": (GOOD + "只有标题\n多,出,的,单元格,五个\n").encode(),
    "unclosed quotation": (GOOD + '"没有结束,临政发〔2019〕5号,2019-01-01\n').encode(),
    "escape sequences": GOOD.replace("供水", "供\x1b[2J\u202e水").encode(),
    "markup": GOOD.replace("供水", "[bold]供[/]水").encode(),
    "braces": GOOD.replace("供水", "{0}供{name}水").encode(),
    "neither title nor number": (GOOD + ",,2019-01-01\n").encode(),
    "impossible date": GOOD.replace("2019-03-04", "2019-02-31").encode(),
}


@pytest.mark.parametrize("case", ACCEPTED)
@pytest.mark.parametrize("format_", ["table", "json"])
def test_scanned_with_findings(cli: Cli, case: str, format_: str) -> None:
    Path("r.csv").write_bytes(ACCEPTED[case])
    Path("c.csv").write_text(GOOD, encoding="utf-8")
    done = cli("scan", "r.csv", "c.csv", "--no-run", "--format", format_)
    assert done.code == 0, done.err
    assert "Traceback" not in done.err
    assert "DOES NOT ADD UP" not in done.out
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
    assert len(done.out) < 20_000


def test_an_unreadable_file(cli: Cli) -> None:
    Path("r.csv").write_text(GOOD, encoding="utf-8")
    Path("c.csv").write_text(GOOD, encoding="utf-8")
    Path("r.csv").chmod(0)
    if os.access("r.csv", os.R_OK):
        pytest.skip("this user may read every file")
    done = cli("scan", "r.csv", "c.csv")
    assert done.code == 4
    _is_one_line_and_a_hint(done.err, "en")


def _is_one_line_and_a_hint(err: str, lang: str) -> None:
    lines = err.splitlines()
    assert len(lines) == 2, err
    assert lines[0].startswith("error: " if lang == "en" else "错误：")
    assert lines[1].startswith("  hint: " if lang == "en" else "  提示：")
    assert "Traceback" not in err
    assert max(map(len, lines)) < 600


def test_a_broken_line_is_rejected_and_counted(cli: Cli) -> None:
    Path("r.ndjson").write_bytes(b'{"title": "\xe7\x94\xb2"}\n{"ti')
    Path("c.csv").write_text(GOOD, encoding="utf-8")
    done = cli("scan", "r.ndjson", "c.csv", "--no-run")
    assert done.code == 0
    assert "register: 2 rows = 1 record + 1 rejected; adds up" in done.out
    assert "IN001" in done.out
