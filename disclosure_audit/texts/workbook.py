"""Spreadsheets (XLSX, XLSB, XLS, ODS): every sheet, hidden ones too, row by row."""

from __future__ import annotations

from pathlib import Path

import python_calamine as calamine

from disclosure_audit.config import Limits
from disclosure_audit.errors import InputError
from disclosure_audit.readers.cell_text import cell_text
from disclosure_audit.readers.panic import is_panic
from disclosure_audit.readers.workbook_guard import guard_package
from disclosure_audit.texts.appendix import append
from disclosure_audit.texts.kinds import Document
from disclosure_audit.texts.layout import Layout
from disclosure_audit.texts.limits import TextLimits
from disclosure_audit.texts.package import open_package
from disclosure_audit.texts.reasons import UnreadableError


def read_workbook(path: Path, limits: TextLimits) -> Document:
    """Return each sheet's name in a line of its own and its rows below, cells parted by tabs."""
    with path.open("rb") as file:
        packed = file.read(2) == b"PK"
    if packed:
        _guard(path, limits)
    layout = Layout(limits.chars)
    try:
        # Given a path, the library would believe its ending.
        with path.open("rb") as file, calamine.load_workbook(file) as book:
            for name in book.sheet_names:
                layout.write(name)
                layout.end_line()
                _write_rows(book.get_sheet_by_name(name), layout)
    except calamine.PasswordError as error:
        raise UnreadableError("encrypted") from error
    except (calamine.CalamineError, ValueError) as error:
        raise UnreadableError("damaged") from error
    except BaseException as error:
        if is_panic(error):
            raise UnreadableError("damaged") from error
        raise
    return Document(append(layout.text(), []))


def _write_rows(sheet: calamine.CalamineSheet, layout: Layout) -> None:
    for row in sheet.iter_rows():
        cells = [(cell_text(cell) or "").replace("\r", "") for cell in row]
        line = "\t".join(" ".join(cell.split("\n")) for cell in cells).strip("\t ")
        if line:
            layout.write(line)
            layout.end_line()


def _guard(path: Path, limits: TextLimits) -> None:
    with open_package(path, limits) as package:
        is_open = "META-INF/manifest.xml" not in package.names
    try:
        guard_package(path, Limits(unpacked_bytes=limits.file_bytes))
    except InputError as error:
        if not is_open and error.__cause__ is None:
            raise UnreadableError("encrypted") from error
        # What is left: cells so far apart that the sheet would fill the memory.
        raise UnreadableError("damaged" if error.__cause__ else "too_large") from error
