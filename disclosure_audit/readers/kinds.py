"""What a file really is: its content decides, its ending only where content does not tell."""

from __future__ import annotations

import json
import mmap
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.readers.csv_file import empty_error, read_csv_file
from disclosure_audit.readers.frames import read_parquet_file
from disclosure_audit.readers.html_table import read_html_file
from disclosure_audit.readers.json_file import read_json_file, read_ndjson_file
from disclosure_audit.readers.request import Parts, Request
from disclosure_audit.readers.text_encoding import binary_error
from disclosure_audit.readers.workbook import read_workbook
from disclosure_audit.readers.workbook_guard import (
    BROKEN_ZIP,
    damaged_error,
    password_error,
)

Reader = Callable[[Request], Parts]

READERS: dict[str, Reader] = {
    "text": read_csv_file,
    "spreadsheet": read_workbook,
    "html": read_html_file,
    "parquet": read_parquet_file,
    "json": read_json_file,
    "ndjson": read_ndjson_file,
}
"""One reader per kind of file."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PAR1", "parquet"),
    (b"SQLite format 3\0", "sqlite"),
)
_FOREIGN = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_HTML = re.compile(rb"\s*<(!doctype html|html|head|body|meta|table|style|div|!--)", re.IGNORECASE)
_JSON = re.compile(rb'\s*(\[\s*\{\s*"|\{\s*"|\[\s*\]\s*$)')
_STREAMS = ("EncryptedPackage", "EncryptionInfo", "WordDocument", "PowerPoint Document")
_FILEPASS = re.compile(
    rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
"""The record of BIFF8 that says that all that follows is encrypted (MS-XLS 2.4.117)."""
_HEAD = 4096


def sniff_kind(path: Path) -> str:
    """Return a key of :data:`READERS`, or ``sqlite`` or ``duckdb``.

    Raises:
        InputError: empty, packed, protected by a password, or of a kind that holds no table.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise empty_error(path.name)
    kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    if kind == "zip":
        return _sniff_zip(path)
    if kind == "ole":
        return _sniff_ole(path)
    if kind:
        return kind
    if head[8:12] == b"DUCK":
        return "duckdb"
    if head.startswith(_FOREIGN):
        raise binary_error(path.name)
    if head.startswith(_PACKED):
        raise _packed_error(path.name)
    return _sniff_text(head, path)


def _sniff_text(head: bytes, path: Path) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return "html"
    if re.match(rb"\s*<\?xml", head):
        if re.search(rb"<html|<table", head, re.IGNORECASE) and b"office:spreadsheet" not in head:
            return "html"
        raise _resave_error(path.name)
    if re.match(rb"mime-version:", head, re.IGNORECASE):
        raise _resave_error(path.name)
    ending = path.suffix.lower()
    if ending in (".ndjson", ".jsonl"):
        return "json" if head.lstrip().startswith(b"[") else "ndjson"
    if ending == ".json" or _JSON.match(head):
        return "ndjson" if _first_line_is_object(path) else "json"
    return "text"


def _first_line_is_object(path: Path) -> bool:
    """Say whether the first line is a whole object and more than blanks follows it."""
    with path.open("rb") as file:
        first = file.readline().removeprefix(b"\xef\xbb\xbf").strip()
        if not (first.startswith(b"{") and first.endswith(b"}") and file.readline().strip()):
            return False
    try:
        return isinstance(json.loads(first.decode("utf-8", "replace")), dict)
    except (ValueError, RecursionError):
        return False


def _sniff_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
    except BROKEN_ZIP as error:
        raise damaged_error(path.name) from error
    if any(name.startswith("xl/workbook.") for name in names) or "content.xml" in names:
        return "spreadsheet"
    if "[Content_Types].xml" in names and any(n.startswith(("word/", "ppt/")) for n in names):
        raise binary_error(path.name)
    raise _packed_error(path.name)


def _sniff_ole(path: Path) -> str:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        streams = {name for name in _STREAMS if content.find(name.encode("utf-16-le")) >= 0}
        locked = _FILEPASS.search(content) is not None
    if locked or streams & {"EncryptedPackage", "EncryptionInfo"}:
        raise password_error(path.name)
    if streams & {"WordDocument", "PowerPoint Document"}:
        raise binary_error(path.name)
    return "spreadsheet"


def _packed_error(name: str) -> InputError:
    return InputError(
        Text("{name} is an archive", "{name} 是压缩包").fill(name=name),
        Text("unpack it and give the file inside", "请解压后提供其中的文件"),
    )


def _resave_error(name: str) -> InputError:
    return InputError(
        Text(
            "{name} is an XML or web archive export, not a workbook",
            "{name} 是 XML 或网页存档，不是工作簿",
        ).fill(name=name),
        Text(
            "open it in a spreadsheet program and save it as XLSX",
            "请用电子表格软件打开并另存为 XLSX",
        ),
    )
