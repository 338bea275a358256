"""XLS (BIFF8 in an OLE container), built byte by byte, and workbooks with a password."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit.errors import InputError

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def container(**streams: bytes) -> bytes:
    """An OLE container; every stream is padded to 4,096 bytes so that none is a mini stream."""
    chain, body, entries = [FAT, END], b"", [_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, content) in enumerate(streams.items(), start=1):
        content = content.ljust(4096, b"\0")
        content += b"\0" * (-len(content) % SECTOR)
        start, count = len(chain), len(content) // SECTOR
        chain += [*range(start + 1, start + count), END]
        body += content
        sibling = number + 1 if number < len(streams) else FREE
        entries.append(_entry(name, 2, start, len(content), right=sibling))
    assert len(chain) <= 128
    assert len(entries) <= 4
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, END, 0, END, 0, 0,
    ).ljust(SECTOR, b"\xff")  # fmt: skip
    table = b"".join(struct.pack("<I", link) for link in chain).ljust(SECTOR, b"\xff")
    return header + table + b"".join(entries).ljust(SECTOR, b"\0") + body


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE
) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        text, len(text) + 2, kind, 1, FREE, right, child, b"", 0, 0, 0, start, size,
    )  # fmt: skip


def record(code: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(content)) + content


def text_cell(row: int, column: int, text: str) -> bytes:
    head = struct.pack("<HHHHB", row, column, 0, len(text), 1)
    return record(0x0204, head + text.encode("utf-16-le"))


def number_cell(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def biff(cells: bytes, extra: bytes = b"") -> bytes:
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0x0600))
    styles = b"".join(
        record(0x00E0, struct.pack("<HHH14x", 0, number_format, 0)) for number_format in (0, 14)
    )
    name = "目录"
    tail = bytes([0, 0, len(name), 1]) + name.encode("utf-16-le")
    offset = len(begin) + len(extra) + len(styles) + 4 + 4 + len(tail) + 4
    bound = record(0x0085, struct.pack("<I", offset) + tail)
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0x0600))
    return begin + extra + styles + bound + record(0x000A) + sheet + cells + record(0x000A)


def test_cells_and_merged_regions_of_xls(load: Any, write: Any, cells: Any) -> None:
    content = b"".join(
        [
            text_cell(0, 0, "登记簿"),
            *(text_cell(1, n, t) for n, t in enumerate(["标题", "文号", "日期", "机关", "可"])),
            text_cell(2, 0, "甲"), number_cell(2, 1, 12.0), number_cell(2, 2, 44928.0, 1),
            text_cell(2, 3, "甲局"), record(0x0205, struct.pack("<HHHBB", 2, 4, 0, 1, 0)),
            text_cell(3, 0, "乙"), number_cell(3, 1, 0.5),
            record(0x00E5, struct.pack("<HHHHH", 1, 2, 3, 3, 3)),
        ]
    )  # fmt: skip
    table = load(write("a.xls", container(Workbook=biff(content))))
    assert table.headers == ["标题", "文号", "日期", "机关", "可"]
    assert cells(table) == [
        ("甲", "12", "2023-01-02", "甲局", "TRUE"),
        ("乙", "0.5", None, "甲局", None),
    ]
    assert table.sources[0].kind == "spreadsheet"


def test_a_password_is_said_to_be_one(load: Any, write: Any) -> None:
    protected = record(0x002F, struct.pack("<HHH", 0, 0x1234, 0x5678))
    for name, content in (
        ("a.xlsx", container(EncryptionInfo=b"x", EncryptedPackage=b"y")),
        ("a.xls", container(Workbook=biff(text_cell(0, 0, "标题"), protected))),
    ):
        with pytest.raises(InputError, match="protected by a password") as caught:
            load(write(name, content))
        assert caught.value.hint is not None
        assert "remove the password" in caught.value.hint.en


def test_a_damaged_address_does_not_end_the_process(load: Any, write: Any) -> None:
    far = text_cell(0, 0, "标题") + text_cell(0xFFFF, 0xFFFF, "x")
    with pytest.raises(InputError, match="damaged"):
        load(write("a.xls", container(Workbook=biff(far))))


def test_other_contents_of_a_container(load: Any, write: Any, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a text table"):
        load(write("a.xls", container(WordDocument=b"x")))
    with pytest.raises(InputError, match="damaged"):
        load(write("b.xls", container(Something=b"x")))
    with pytest.raises(InputError, match="damaged"):
        load(write("c.xls", container(Workbook=b"\xff" * 5000)))
