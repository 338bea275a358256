"""A copy of an Excel workbook, the same in every part but the corrected cells."""

from __future__ import annotations

import html
import posixpath
import re
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from disclosure_audit.fixes import refusals
from disclosure_audit.fixes.sheet_xml import Place, patch_sheet
from disclosure_audit.readers.fingerprint import hash_file
from disclosure_audit.readers.workbook import SheetPlace

_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^<>]*?)/?>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^<>]*?)/?>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_BOOK = "xl/workbook.xml"


def is_patchable(path: Path) -> bool:
    """Return whether the file is a workbook whose sheets are XML (XLSX, XLSM)."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as package:
        return _BOOK in package.namelist()


def copy_workbook(
    path: Path,
    sha256: str,
    draft: Path,
    sheets: Sequence[SheetPlace],
    changes: Mapping[str, pl.DataFrame],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Write a copy of ``path`` with ``changes`` to ``draft``.

    ``changes`` holds, by name of the sheet, ``row`` (position below the header), ``header`` and
    ``after`` beside other columns. Styles, formulas, other sheets, pictures stay; a corrected cell
    becomes plain text in its style.

    Returns the changes that were made and those that were not: the cell holds a formula, or is part
    of a merged region of which not every row is to change alike. Raises ``InputError`` if the file is
    not the one with ``sha256``, or a cell is not where it should be.
    """
    made, left = [], []
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(draft, "x") as copy:
        parts = _parts(package)
        wanted = {parts[sheet.name]: sheet for sheet in sheets if sheet.name in changes}
        for entry in package.infolist():
            info = zipfile.ZipInfo(entry.filename, entry.date_time)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, entry.external_attr
            info.file_size = entry.file_size  # tells the writer whether the entry may be large
            with package.open(entry) as source, copy.open(info, "w") as target:
                sheet = wanted.get(entry.filename)
                if sheet is None:
                    shutil.copyfileobj(source, target)
                    continue
                placed = _place(changes[sheet.name], sheet)
                able = placed.filter(pl.col("is_whole"))
                texts: dict[Place, str] = {
                    (row, column): after
                    for row, column, after in able.select(
                        "anchor", "column_at", "after"
                    ).iter_rows()
                }
                patched = patch_sheet(source, target, texts)  # type: ignore[arg-type]  # zip streams are binary files
                if lost := set(texts) - patched.done - patched.computed:
                    row, column = min(lost)
                    raise refusals.not_found(path.name, f"R{row + 1}C{column + 1}")
                done = pl.Series(
                    [(row, column) in patched.done for row, column in placed.select("anchor", "column_at").iter_rows()],
                    dtype=pl.Boolean,
                ) & placed["is_whole"]  # fmt: skip
                made.append(placed.filter(done))
                left.append(placed.filter(~done))
    if hash_file(path) != sha256:
        raise refusals.changed(path.name)
    columns = next(iter(changes.values())).columns
    return pl.concat(made).select(columns), pl.concat(left).select(columns)


def _place(changes: pl.DataFrame, sheet: SheetPlace) -> pl.DataFrame:
    """Add ``anchor`` and ``column_at``, where the cell's text stands in the sheet (from 0), and
    ``is_whole``: whether all rows that share the cell are to change alike."""
    columns = {name: place for place, name in enumerate(sheet.names)}
    regions = [
        (row, column, first, last)
        for (first, column), (last, _) in sheet.regions
        for row in range(first, last + 1)
        if last > first
    ]
    merged = pl.DataFrame(
        regions,
        schema={"at": pl.Int64, "column_at": pl.Int64, "first": pl.Int64, "last": pl.Int64},
        orient="row",
    )
    placed = changes.with_columns(
        (pl.col("row").cast(pl.Int64) + sheet.below).alias("at"),
        pl.col("header").replace_strict(columns, return_dtype=pl.Int64).alias("column_at"),
    ).join(merged, on=["at", "column_at"], how="left", maintain_order="left")
    group = ["first", "column_at"]
    alike = (pl.len().over(group) == pl.col("last") - pl.col("first") + 1) & (
        pl.col("after").n_unique().over(group) == 1
    )
    return placed.with_columns(
        pl.coalesce("first", "at").alias("anchor"),
        pl.when(pl.col("first").is_null()).then(pl.lit(value=True)).otherwise(alike).alias("is_whole"),
    )  # fmt: skip


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the entry of each sheet by the sheet's name."""
    book = package.read(_BOOK).decode("utf-8", "replace")
    links = package.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {one["Id"]: one["Target"] for one in map(_attributes, _RELATION.findall(links))}
    found = {}
    for one in map(_attributes, _SHEET.findall(book)):
        target = next(
            (targets[v] for k, v in one.items() if k.endswith(":id") and v in targets), None
        )
        if target and "name" in one:
            full = target[1:] if target.startswith("/") else posixpath.join("xl", target)
            found[one["name"]] = posixpath.normpath(full)
    return found


def _attributes(text: str) -> dict[str, str]:
    return {
        name: html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(text)
    }
