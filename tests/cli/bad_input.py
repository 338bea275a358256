"""Bad input of every kind: how to make it, how to call the program on it, and what must come of it."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

HEADER = "标题,发文字号,成文日期,公开属性"
ROW = "临江市人民政府关于加强城市供水管理的通知,临政发〔2019〕3号,2019-03-04,主动公开"
GOOD = f"{HEADER}\n{ROW}\n"
SCAN = ("scan", "r.csv", "c.csv")


@dataclass(frozen=True)
class Case:
    """``code`` is the exit code; ``says`` must stand on stderr in both languages, ``warns`` in English.

    ``make`` puts files into the folder in which the program runs, beside a good ``r.csv`` and
    ``c.csv``.
    """

    code: int
    make: Callable[[Path], object] = lambda folder: None
    arguments: tuple[str, ...] = SCAN
    says: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    """What must stand on stdout."""
    hides: tuple[str, ...] = ()
    """What must stand nowhere."""
    tags: frozenset[str] = field(default_factory=frozenset)


def _put(name: str, content: str | bytes) -> Callable[[Path], object]:
    data = content if isinstance(content, bytes) else content.encode()
    return lambda folder: (folder / name).write_bytes(data)


def _all(*steps: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda folder: [step(folder) for step in steps]


def workbook(rows: list[list[str]]) -> bytes:
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
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 120_000_000)
    return out.getvalue()


def _encrypted() -> bytes:
    """The outer form of a password-protected workbook: a compound file with an encrypted part."""
    magic = bytes.fromhex("d0cf11e0a1b11ae1")
    return magic + bytes(504) + "EncryptionInfo".encode("utf-16le") + bytes(100) + (
        "EncryptedPackage".encode("utf-16le") + bytes(600)
    )  # fmt: skip


def _two_tables(folder: Path) -> None:
    with sqlite3.connect(folder / "two.db") as database:
        database.executescript("CREATE TABLE a (标题 TEXT); CREATE TABLE b (标题 TEXT);")
    database.close()


def _run_folder(folder: Path) -> None:
    (folder / "old").mkdir()
    (folder / "old/run.json").write_text('{"format_version": 1}')


def _closed(folder: Path) -> None:
    (folder / "r.csv").chmod(0)


_REGISTER = ("scan", "r.x", "c.csv")


def _refused(name: str, content: str | bytes, *says: str) -> Case:
    return Case(4, _put(name, content), ("scan", name, "c.csv"), says=(name, *says))


def _usage(*arguments: str, says: tuple[str, ...] = ()) -> Case:
    return Case(2, arguments=(*SCAN, *arguments), says=says)


def _taken(text: str | bytes, **more: object) -> Case:
    return Case(0, _put("r.csv", text), (*SCAN, "--no-run"), **more)  # type: ignore[arg-type]  # a test's shorthand


_SENTINELS = "".join(
    f"临江市第{n}号通告,临政告〔2019〕{n}号,{day},主动公开\n"
    for n, day in enumerate(
        ("1900-01-01", "0000-00-00", "9999-12-31", "1970-01-01", "-", "无", "00000000"), start=1
    )
)
_LONG = GOOD + "".join(
    f"临江市第{n}号公告,临政告〔2019〕{n}号,2019-05-04,主动公开\n" for n in range(1, 150)
)
_GBK = ROW.replace("3号", "700号").encode("gb18030") + b"\n"

CASES: dict[str, Case] = {
    # what is no list at all
    "empty file": _refused("r.csv", b""),
    "only blanks": _refused("r.csv", b"  \n \n\t\n"),
    "binary": _refused("r.csv", bytes(range(256)) * 40),
    "an image called a list": _refused("r.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4),
    "a pdf": _refused("r.pdf", b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n"),
    "zip bomb": _refused("r.xlsx", _bomb(), "limits.unpacked_ratio"),
    "password": _refused("r.xlsx", _encrypted()),
    "corrupt workbook": _refused("r.xlsx", workbook([["标题"], ["甲"]])[:900]),
    "half a compound file": _refused("r.xls", b"\xd0\xcf\x11\xe0 not really"),
    "workbook without a row": _refused("r.xlsx", workbook([])),
    "no database": _refused("r.sqlite", b"SQLite format 3\x00" + b"\xff" * 200),
    "parquet cut short": _refused("r.parquet", b"PAR1" + bytes(40)),
    "json cut short": _refused("r.json", b'[{"title": "a"}, {"ti'),
    "json too deep": _refused("r.json", b'[{"title": ' + b"[" * 100_000),
    "json that is no list": _refused("r.json", b'"title"'),
    "nothing but a broken line": _refused("r.ndjson", b'{"ti'),
    "header only, both": Case(
        4, _all(_put("r.csv", HEADER + "\n"), _put("c.csv", HEADER + "\n")), says=("r.csv", "c.csv")
    ),
    "no title and no number": _refused("r.csv", "颜色,大小\n红,大\n", "--map-register"),
    "no header, secret first record": Case(
        4,
        _put("r.csv", "机密★17年分布图,甲乙\n丙丁,戊己\n"),
        says=("r.csv", "█"),
        hides=("机密★17年",),
    ),
    # where it is
    "missing file": Case(4, arguments=("scan", "rr.csv", "c.csv"), says=("rr.csv", "r.csv")),
    "missing folder": Case(4, arguments=("scan", "no/such/r.csv", "c.csv"), says=("no/such",)),
    "folder without files": Case(4, lambda f: (f / "hollow").mkdir(), ("scan", "hollow", "c.csv"), ("hollow",)),
    "folder with one bad file": Case(
        4,
        _all(lambda f: (f / "lists").mkdir(), _put("lists/a.csv", GOOD), _put("lists/b.csv", b"\x00\x01\x02" * 99)),
        ("scan", "lists", "c.csv"),
        ("b.csv",),
    ),
    "a device": Case(4, arguments=("scan", "/dev/null", "c.csv"), says=("/dev/null",)),
    "a name beyond all length": Case(4, arguments=("scan", "r" * 5000 + ".csv", "c.csv"), says=("rrr",)),
    "no permission": Case(4, _closed, says=("r.csv",), tags=frozenset({"powerless"})),
    "unknown kind of address": Case(4, arguments=("scan", "oracle://u:geheim@h/db", "c.csv"), says=("oracle://",), hides=("geheim",)),
    "missing database": Case(4, arguments=("scan", "sqlite:///nosuch.db?table=t", "c.csv"), says=("nosuch.db",)),
    "database of several tables": Case(4, _two_tables, ("scan", "sqlite:///two.db", "c.csv"), ("two.db", "?table=")),
    "server that does not answer": Case(
        4,
        arguments=("scan", "postgresql://u:geheim@127.0.0.1:1/db?table=t&connect_timeout=2", "c.csv"),
        says=("127.0.0.1",),
        hides=("geheim",),
    ),
    # how it is called
    "unknown rule": _usage("--select", "XX", says=("XX",)),
    "mistyped --fail-on": _usage("--fail-on", "hgih", says=("hgih", "high")),
    "mistyped --format": _usage("--format", "jsn", says=("jsn", "json")),
    "mistyped option": _usage("--formt", "json", says=("--formt", "--format")),
    "no such day": _usage("--from", "2024-02-31", says=("2024-02-31",)),
    "unknown encoding": _usage("--encoding", "utf-9", says=("utf-9",)),
    "wrong encoding": Case(4, _put("r.csv", GOOD.encode("gb18030")), (*SCAN, "--encoding", "utf-8"), ("r.csv",)),
    "wrong delimiter": Case(4, arguments=(*SCAN, "--delimiter", "|"), says=("r.csv",)),
    "no such header": _usage("--map-register", "title=题目", says=("r.csv", "题目", "标题")),
    "no such column": _usage("--map-register", "titel=标题", says=("titel", "title")),
    "no such sheet": Case(
        4,
        _put("r.xlsx", workbook([["标题"], ["甲"]])),
        ("scan", "r.xlsx", "c.csv", "--register-sheet", "发文2020"),
        ("r.xlsx", "发文2020", "Sheet"),
    ),
    "two catalogs of one name": Case(2, arguments=("scan", "r.csv", "c.csv", "x/c.csv"), says=("--catalog",)),
    "foreign folder": Case(2, _all(lambda f: (f / "full").mkdir(), _put("full/mine.txt", "mine")), (*SCAN, "--out", "full"), ("full",)),
    "foreign folder, forced": Case(
        2,
        _all(lambda f: (f / "full").mkdir(), _put("full/mine.txt", "mine")),
        (*SCAN, "--out", "full", "--force"),
        ("full",),
    ),
    "run that is there": Case(2, _run_folder, (*SCAN, "--out", "old"), ("old", "--force")),
    "run inside a file": Case(2, arguments=(*SCAN, "--out", "r.csv/run"), says=("r.csv",)),
    "configuration with an unknown key": Case(2, _put("disclosure-audit.toml", "[gate]\nfail_onn = 'high'\n"), says=("disclosure-audit.toml", "gate.fail_onn", "gate.fail_on")),
    "configuration that is no TOML": Case(2, _put("disclosure-audit.toml", "[gate\nx = "), says=("disclosure-audit.toml",)),
    "configuration in GBK": Case(2, _put("disclosure-audit.toml", "[columns.register]\ntitle = '标题'\n".encode("gbk")), says=("disclosure-audit.toml", "UTF-8")),
    "configuration that is not there": Case(2, arguments=(*SCAN, "--config", "none.toml"), says=("none.toml",)),
    # what can be scanned all the same
    "header only, register": _taken(HEADER + "\n", warns=("register holds no record", "r.csv")),
    "header only, catalog": Case(0, _put("c.csv", HEADER + "\n"), (*SCAN, "--no-run"), warns=("catalog holds no record", "c.csv")),
    "one line in another encoding": _taken(_LONG.encode() + _GBK, shows=("undecodable",)),
    "half in another encoding": _refused("r.csv", _LONG.encode() + _GBK * 120, "utf-8"),
    "two title columns": _taken(
        f"标题,标题,发文字号\n{ROW.split(',')[0]},另一个标题,临政发〔2019〕3号\n",
        warns=("标题_2", "--map-register title=标题_2"),
    ),
    "two title columns that agree": _taken(f"标题,标题,发文字号\n{ROW.split(',')[0]},,临政发〔2019〕3号\n"),
    "duplicate headers": _taken("标题,附件,附件,发文字号\n甲号通知,1,2,临政发〔2019〕3号\n"),
    "a cell of a million characters": _taken(GOOD + "甲" * 1_000_000 + ",x,2019-01-01,\n", shows=("cell_too_long",)),
    "NUL in a tiny file": _taken(GOOD.replace("供水", "供\x00水"), shows=('"read": 1', '"certain": 1')),
    "NUL in a tiny file in GB18030": _taken(GOOD.replace("供水", "供\x00水").encode("gb18030"), shows=('"certain": 1',)),
    "NUL in a long file": _taken(_LONG.replace("供水", "供\x00水") + "\x00" * 40, shows=('"certain": 1',)),
    "a workbook that is text": Case(0, _put("r.xlsx", GOOD), ("scan", "r.xlsx", "c.csv", "--no-run"), shows=('"certain": 1',)),
    "a broken line": Case(
        0,
        _put("r.ndjson", '{"title": "甲"}\n{"ti'),
        ("scan", "r.ndjson", "c.csv", "--no-run"),
        shows=("broken_line", '"rejected": 1'),
    ),
    "dates that are stand-ins": _taken(f"{HEADER}\n{_SENTINELS}", shows=("sentinel",)),
    "an impossible date": _taken(GOOD.replace("2019-03-04", "2019-02-31"), shows=("FD004",)),
    "ragged rows": _taken(GOOD + "只有标题\n多,出,的,单元格,五个\n", shows=("too_many_cells",)),
    "an unclosed quotation": _taken(GOOD + '"没有结束,临政发〔2019〕5号,2019-01-01,\n'),
    "escape sequences": _taken(GOOD.replace("供水", "供\x1b[2J\x1b]0;x\x07水"), hides=("\x1b", "\x07")),
    "text turned around": _taken(GOOD.replace("供水", "供\u202e水"), hides=("\u202e",)),
    "markup": _taken(GOOD.replace("供水", "[bold]供[/]水[/]")),
    "braces and per cent": _taken(GOOD.replace("供水", "{0}供{name}水%s%(x)s")),
    "formulas": _taken(GOOD.replace("临江市人民政府关于", "=cmd|'/c calc'!A0")),
    "the same file twice": Case(0, arguments=("scan", "r.csv", "r.csv", "--no-run"), warns=("same file",)),
    "neither title nor number": _taken(GOOD + ",,2019-01-01,\n", shows=("IN001",)),
}  # fmt: skip
