"""Writes the corrected copy of a list and proves it before it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from disclosure_audit.config import Reading
from disclosure_audit.errors import AuditError, UsageError
from disclosure_audit.fixes import refusals
from disclosure_audit.fixes.csv_copy import copy_csv
from disclosure_audit.fixes.new_copy import WRITERS
from disclosure_audit.fixes.plan import Plan
from disclosure_audit.fixes.read_back import Expected, is_true
from disclosure_audit.fixes.workbook_copy import copy_workbook, is_patchable
from disclosure_audit.intake import Intake
from disclosure_audit.language import Text
from disclosure_audit.readers.request import Request
from disclosure_audit.readers.table import ROW
from disclosure_audit.readers.workbook import locate_sheets
from disclosure_audit.schema.heading import find_header
from disclosure_audit.writers.whole_file import whole_file


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the changes that stand in the copy, and those that could not be made."""

    changes: pl.DataFrame = field(repr=False)
    left: pl.DataFrame = field(repr=False)
    """In a formula, or in a merged cell of which not every row is to change alike."""


def write_copy(
    planned: Plan, out: Path, *, encoding: str | None = None, replace: bool = False
) -> Written:
    """Write the corrected copy to ``out``; its ending says in which format.

    The ending of the original keeps the file as it is, but for the corrected cells; another one writes
    the header and the rows anew. Before the copy takes its place it is read back and compared with the
    list cell by cell.

    Raises ``UsageError`` if ``out`` is an input or there already (unless ``replace``), for an unknown
    ending, or where something would be lost; ``InputError`` if the list has changed.
    """
    check_target(planned, out)
    with whole_file(out, replace=replace) as draft:
        written, reading = _write(planned, draft, encoding)
        expected = Expected(planned.intake, planned.sources, written.changes)
        config = planned.config.model_copy(update={"reading": reading})
        try:
            same = is_true(draft, planned.side, expected, config)
        except AuditError as error:
            raise refusals.not_the_same(planned.path.name) from error
        if not same:
            raise refusals.not_the_same(planned.path.name)
    return written


def check_changes(planned: Plan, path: Path, out: Path, *, replace: bool) -> None:
    """Raise ``UsageError`` if the list of changes cannot go to ``path``: before the copy is written."""
    path = path.expanduser()
    _refuse_inputs(planned, path)
    if path.resolve() == out.expanduser().resolve() or (path.exists() and not replace):
        name = refusals.shown(path)
        raise UsageError(
            Text(f"“{name}” is already there or named twice", f"“{name}”已存在或重复给出"),
            Text(
                "choose another name, or replace it with --force", "请另取文件名，或用 --force 替换"
            ),
        )


def check_target(planned: Plan, out: Path) -> None:
    """Raise ``UsageError`` if ``out`` leads to an input, by whatever link, or has an unknown ending."""
    out = out.expanduser()
    _refuse_inputs(planned, out)
    if out.suffix.lower() not in WRITERS and out.suffix.lower() != planned.path.suffix.lower():
        known = ", ".join(dict.fromkeys([planned.path.suffix.lower(), *WRITERS]))
        raise UsageError(
            Text(f"“{refusals.shown(out)}”: no copy can have that ending",
                 f"“{refusals.shown(out)}”：不支持该扩展名"),
            Text(f"take one of {known}", f"可用：{known}"),
        )  # fmt: skip


def _refuse_inputs(planned: Plan, out: Path) -> None:
    for one in (planned.path, *planned.inputs):
        try:
            if out.resolve() == one.resolve() or (out.exists() and out.samefile(one)):
                raise refusals.over_an_input(out)
        except OSError:  # a place where the input might have been and is not
            continue


def _write(planned: Plan, draft: Path, encoding: str | None) -> tuple[Written, Reading]:
    """Write the draft; return what stands in it and how it is to be read back."""
    nothing = planned.changes.clear()
    kind = planned.intake.sources[planned.sources.start].kind
    ending, reading = draft.suffix.lower(), planned.config.reading
    is_alike = ending == planned.path.suffix.lower()
    first = _first_rows(planned.intake)
    if kind == "csv" and (is_alike or ending == ".csv"):
        below = planned.changes.with_columns(pl.col("row") - first[planned.sources.start])
        copy_csv(planned.path, planned.sha256, draft, below, reading, encoding)
        told = {"encoding": None} if encoding else {}
        return Written(planned.changes, nothing), reading.model_copy(update=told)
    if kind == "spreadsheet" and is_alike and is_patchable(planned.path):
        return _patch(planned, draft, first), reading
    writer = WRITERS.get(ending)
    if writer is None:
        why = Text(f"no {ending} file of this kind can be written", f"不能写出此类 {ending} 文件")
        raise refusals.cannot_be_converted(planned.path.name, why)
    writer(_grid(planned), draft, planned.path.name, encoding)
    return Written(planned.changes, nothing), Reading()


def _patch(planned: Plan, draft: Path, first: list[int]) -> Written:
    side = planned.side
    request = Request(
        planned.path,
        planned.path.name,
        planned.config.limits,
        planned.config.reading,
        getattr(planned.config.reading, f"{side}_sheets"),
        find_header,
    )
    sheets = locate_sheets(request)
    if len(sheets) != len(planned.sources):
        raise refusals.changed(planned.path.name)
    changes, by_source = {}, []
    for sheet, place in zip(sheets, planned.sources, strict=True):
        by_source.append((planned.intake.sources[place].name, first[place]))
        mine = planned.changes.filter(pl.col("source") == by_source[-1][0])
        changes[sheet.name] = mine.with_columns(pl.col("row") - first[place])
    made, left = copy_workbook(planned.path, planned.sha256, draft, sheets, changes)
    moved = pl.col("row") + pl.col("source").replace_strict(
        [name for name, _ in by_source], [row for _, row in by_source], return_dtype=pl.UInt32
    )
    return Written(
        made.with_columns(moved).sort("row", maintain_order=True),
        left.with_columns(moved).sort("row", maintain_order=True),
    )


def _grid(planned: Plan) -> pl.DataFrame:
    """Return the rows of the list for a new file, blank ones included, corrections in them."""
    name = planned.path.name
    if len(planned.sources) > 1:
        why = Text("it has several sheets", "其中有多个工作表")
        raise refusals.cannot_be_converted(name, why)
    expected = Expected(planned.intake, planned.sources, planned.changes)
    if not expected.rejects.is_empty():
        why = Text(
            f"unreadable rows would be lost ({expected.rejects.height})",
            f"有 {expected.rejects.height} 行无法读取，转换会丢失",
        )
        raise refusals.cannot_be_converted(name, why)
    every = pl.DataFrame({ROW: pl.int_range(expected.height, dtype=pl.UInt32, eager=True)})
    return every.join(expected.cells, on=ROW, how="left", maintain_order="left").drop(ROW)


def _first_rows(intake: Intake) -> list[int]:
    """Return the row with which each source begins."""
    first, at = [], 0
    for source in intake.sources:
        first.append(at)
        at += source.rows + source.blank_rows
    return first
