"""Packed workbooks looked over before anything opens them: bombs, passwords, damage."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from disclosure_audit.config import Limits
from disclosure_audit.errors import InputError
from disclosure_audit.language import Text

SMALL = 100 * 1024**2
"""Unpacked size in bytes below which the ratio is not looked at: blank sheets pack very well."""
GRID_CELLS = 100_000_000
"""Most cells of the rectangle that a sheet's filled cells span; the workbook library allocates
the whole rectangle, about 32 bytes per cell."""

BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError,
    IndexError,
)  # fmt: skip
"""What the standard library raises for a damaged zip file."""

_CHUNK = 1024**2
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_SHEET = r"xl/worksheets/[^/]+\.xml"
_FAR_COLUMN = re.compile(rb"""\br=["']([A-Z]{2,3})\d{1,7}["'][^<>]*(?<!/)>""")
_ROW = re.compile(rb"""\br=["'][A-Z]{1,3}(\d{1,7})["'][^<>]*(?<!/)>""")
_REPEATED = re.compile(rb'<table:table-cell[^>]*columns-repeated="(\d{4,})"[^>]*value-type')


def guard_package(path: Path, limits: Limits) -> Literal["xlsx", "other"]:
    """Check a zipped workbook (XLSX, XLSB, ODS) and say which it is.

    Raises:
        InputError: it unpacks beyond ``limits.unpacked_bytes`` or ``limits.unpacked_ratio``, its
            cells lie too far apart, it has a password, or it is damaged.
    """
    try:
        with zipfile.ZipFile(path) as package:
            _check_sizes(package, path, limits)
            for entry in package.infolist():
                _check_entry(package, entry, path)
            return "xlsx" if "xl/workbook.xml" in package.namelist() else "other"
    except BROKEN_ZIP as error:
        raise damaged_error(path.name) from error
    except RuntimeError as error:  # zipfile's word for an encrypted entry
        raise password_error(path.name) from error


def damaged_error(name: str) -> InputError:
    """Return the error for a workbook that cannot be opened."""
    return InputError(
        Text("{name} is damaged or no workbook", "{name} 已损坏或不是工作簿").fill(name=name),
        Text(
            "open it in a spreadsheet program and save it again", "请用电子表格软件打开并重新保存"
        ),
    )


def password_error(name: str) -> InputError:
    """Return the error for a workbook that needs a password."""
    return InputError(
        Text("{name} is protected by a password", "{name} 有密码保护").fill(name=name),
        Text("remove the password and save it again", "请去除密码后重新保存"),
    )


def _check_sizes(package: zipfile.ZipFile, path: Path, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in package.infolist())
    packed = max(path.stat().st_size, 1)
    if unpacked > limits.unpacked_bytes:
        raise _too_large(path.name, "limits.unpacked_bytes", limits.unpacked_bytes)
    if unpacked > SMALL and unpacked > packed * limits.unpacked_ratio:
        raise _too_large(path.name, "limits.unpacked_ratio", limits.unpacked_ratio)


def _too_large(name: str, setting: str, value: int) -> InputError:
    return InputError(
        Text("{name} is far larger unpacked than packed", "{name} 解压后过大").fill(name=name),
        Text(
            "raise {setting} (now {value}) if the file can be trusted",
            "如文件可信，请调高 {setting}（现为 {value}）",
        ).fill(setting=setting, value=value),
    )


def _check_entry(package: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> None:
    """Unpack an entry once: a directory that lies about sizes shows as a wrong checksum."""
    pattern = _FAR_COLUMN if re.fullmatch(_SHEET, entry.filename) else None
    if entry.filename == "content.xml":
        pattern = _REPEATED
    width = 0
    for text in _stream(package, entry):
        if pattern:
            width = max(width, *(_number(m[1]) for m in pattern.finditer(text)), 0)
        elif entry.filename == "META-INF/manifest.xml" and b"encryption-data" in text:
            raise password_error(path.name)
    if pattern is _REPEATED and width > _MOST_COLUMNS:
        raise _far_error(path.name)
    if pattern is _FAR_COLUMN and width * _MOST_ROWS > GRID_CELLS:
        rows = (int(m[1]) for text in _stream(package, entry) for m in _ROW.finditer(text))
        if width * max(rows, default=0) > GRID_CELLS:
            raise _far_error(path.name)


def _stream(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the unpacked entry in pieces that overlap by more than one tag."""
    tail = b""
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-512:]


def _far_error(name: str) -> InputError:
    return InputError(
        Text(
            "a sheet of {name} has filled cells far away from its table",
            "{name} 的某个工作表在远离表格处有非空单元格",
        ).fill(name=name),
        Text(
            "delete what lies beyond the table's last row and column",
            "请删除表格最后一行、最后一列以外的内容",
        ),
    )


def _number(digits_or_letters: bytes) -> int:
    if digits_or_letters.isdigit():
        return int(digits_or_letters)
    number = 0
    for letter in digits_or_letters:
        number = number * 26 + letter - 64
    return number
