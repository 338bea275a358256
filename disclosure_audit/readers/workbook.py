"""Spreadsheets: XLSX, XLSB, XLS, ODS, through calamine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
import python_calamine as calamine

from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.readers.cell_text import BLANKS, cell_text
from disclosure_audit.readers.csv_file import empty_error
from disclosure_audit.readers.fingerprint import file_source
from disclosure_audit.readers.headers import (
    HEAD_ROWS,
    guess_header,
    locate_header,
    name_columns,
    read_header,
)
from disclosure_audit.readers.panic import is_panic
from disclosure_audit.readers.parts import OWN, Header, build_part
from disclosure_audit.readers.request import Part, Parts, Request
from disclosure_audit.readers.sheet_choice import Outline, choose_sheets
from disclosure_audit.readers.sheet_merges import Region, fill_down, header_block, join_header
from disclosure_audit.readers.table import Skipped, Source
from disclosure_audit.readers.workbook_guard import damaged_error, guard_package, password_error
from disclosure_audit.readers.workbook_trial import survives_opening

_OLE = b"\xd0\xcf\x11\xe0"
_BATCH = 50_000
_Book = calamine.CalamineWorkbook


@dataclass(frozen=True, slots=True)
class _Sheet:
    content: calamine.CalamineSheet
    outline: Outline
    header: Header
    regions: list[Region]
    width: int
    below: int
    """First row below the header, 0-based."""


def read_workbook(request: Request) -> Parts:
    """Return each chosen sheet as a part, and the sheets that were left out.

    Dates become ISO text, whole numbers plain digits (Excel itself keeps 15 of them), truth values
    ``TRUE``/``FALSE``, error cells null. A number format such as ``0000`` is not applied.

    Raises:
        InputError: damaged, protected, a bomb, no such sheet, or nothing in it.
    """
    _guard(request)
    with (
        _calamine_errors(request.path),
        request.path.open("rb") as file,  # given a path, the library would believe its ending
        calamine.load_workbook(file) as book,
    ):
        sheets, skipped = _outline_sheets(book, request)
        if not sheets:
            raise empty_error(request.name)
        chosen, left_out = choose_sheets([s.outline for s in sheets], request.sheets)
        several = len(sheets) > 1
        source = file_source(request, "spreadsheet")
        parts = [
            _read_sheet(sheet, request, _named(source, sheet, several=several))
            for sheet in sheets
            if sheet.outline.name in chosen
        ]
    return Parts(parts, [replace(s, name=f"{request.name}[{s.name}]") for s in skipped + left_out])


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where the table of a sheet stands: ``names`` of its columns from the sheet's first on, ``below``
    the first row under the header (0-based), ``regions`` of merged cells."""

    name: str
    names: tuple[str, ...]
    below: int
    regions: tuple[Region, ...]


def locate_sheets(request: Request) -> list[SheetPlace]:
    """Return where the tables of the chosen sheets stand, in the order of :func:`read_workbook`.

    Raises:
        InputError: as that does.
    """
    with (
        _calamine_errors(request.path),
        request.path.open("rb") as file,
        calamine.load_workbook(file) as book,
    ):
        sheets, _ = _outline_sheets(book, request)
        chosen, _ = choose_sheets([s.outline for s in sheets], request.sheets)
        return [
            SheetPlace(
                sheet.outline.name,
                tuple(name_columns(sheet.header.cells, reserved=OWN)),
                sheet.below,
                tuple(sheet.regions),
            )
            for sheet in sheets
            if sheet.outline.name in chosen
        ]


def _guard(request: Request) -> None:
    with request.path.open("rb") as file:
        packed = file.read(4) != _OLE
    orderly = packed and guard_package(request.path, request.limits) == "xlsx"
    if not orderly and not survives_opening(request.path):
        raise damaged_error(request.path.name)


@contextmanager
def _calamine_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except calamine.PasswordError as error:
        raise password_error(path.name) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise damaged_error(path.name) from error
    except BaseException as error:
        if is_panic(error):
            raise damaged_error(path.name) from error
        raise


def _named(source: Source, sheet: _Sheet, *, several: bool) -> Source:
    return replace(source, name=f"{source.name}[{sheet.outline.name}]") if several else source


def _outline_sheets(book: _Book, request: Request) -> tuple[list[_Sheet], list[Skipped]]:
    kinds = {meta.name: meta for meta in book.sheets_metadata}
    _check_names(request, list(kinds))
    sheets, skipped = [], []
    for name, meta in kinds.items():
        if request.sheets and name not in request.sheets:
            skipped.append(Skipped(name, "not_chosen"))
        elif meta.typ != calamine.SheetTypeEnum.WorkSheet:
            skipped.append(Skipped(name, "not_a_worksheet"))
        elif meta.visible != calamine.SheetVisibleEnum.Visible and not request.sheets:
            skipped.append(Skipped(name, "hidden"))
        elif (sheet := _outline(book.get_sheet_by_name(name), request)) is None:
            skipped.append(Skipped(name, "empty"))
        else:
            sheets.append(sheet)
    return sheets, skipped


def _check_names(request: Request, names: list[str]) -> None:
    for wanted in request.sheets:
        if wanted not in names:
            raise InputError(
                Text("{file} has no sheet {sheet}", "{file} 中没有工作表 {sheet}").fill(
                    file=request.name, sheet=wanted
                ),
                Text("its sheets are: {names}", "现有工作表：{names}").fill(names=", ".join(names)),
            )


def _outline(sheet: calamine.CalamineSheet, request: Request) -> _Sheet | None:
    regions = sheet.merged_cell_ranges or []
    head = list(islice(_rows(sheet), max(HEAD_ROWS, request.reading.header_row or 0) + 2))
    known = _knows_header(head, request)
    if sheet.start is None or sheet.end is None:
        return None
    if not any(any(row) for row in head):  # a table that begins far down
        head = list(_rows(sheet))[: sheet.start[0] + HEAD_ROWS]
        top = sheet.start[0]
        at = top + guess_header(head[top:])
    else:
        at = locate_header(head, request.find_header, request.reading.header_row)
    block = header_block(at, head, regions)
    lone = len(block) == 1 and not request.reading.header_row
    cells = read_header(head, at) if lone else join_header(block, head, regions)
    below = block[-1] + 1
    rows = sheet.end[0] + 1 - below
    outline = Outline(sheet.name, frozenset(filter(None, cells)), rows, known=known)
    above = [row for row in head[:below] if any(row)]
    return _Sheet(sheet, outline, Header(cells, below + 1, above), regions, len(cells), below)


def _knows_header(head: list[list[str]], request: Request) -> bool:
    if request.find_header is None or not any(any(row) for row in head):
        return False
    return request.find_header(head[:HEAD_ROWS]) is not None


def _rows(sheet: calamine.CalamineSheet) -> Iterator[list[str]]:
    """Yield the rows from the sheet's first on, as wide as the sheet, empty cells as ``""``."""
    if sheet.start is None:
        return
    left = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield left + [_text(value) for value in row]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip(BLANKS)
    return cell_text(value) or ""


def _read_sheet(sheet: _Sheet, request: Request, source: Source) -> Part:
    rows = fill_down(_rows(sheet.content), sheet.regions)
    body = islice(rows, sheet.below, None)
    frames = [_frame([], sheet.width)]
    while batch := list(islice(body, _BATCH)):
        frames.append(_frame(batch, sheet.width))
    return build_part(pl.concat(frames), sheet.header, source, request.limits)


def _frame(rows: Sequence[Sequence[str]], width: int) -> pl.DataFrame:
    columns = zip(*rows, strict=True) if rows else [()] * width
    return pl.DataFrame(
        {f"c{i}": list(column) for i, column in enumerate(columns)},
        schema={f"c{i}": pl.String for i in range(width)},
    )
