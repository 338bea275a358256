"""From raw cells to a part, and from parts to one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from disclosure_audit.config import Limits
from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.readers.cell_text import BLANKS, UNDECODABLE
from disclosure_audit.readers.headers import name_columns
from disclosure_audit.readers.request import Part, Parts
from disclosure_audit.readers.table import LINES, REJECTS, ROW, SOURCE, Source, Table

REASON, LINE = "__reason__", "__line__"
"""Columns by which a reader passes on what only it knows: why a row is bad, where it stood."""

OWN = (ROW, SOURCE, REASON, LINE)
"""The columns that no header can be called after."""
_LINED = frozenset({"csv", "ndjson", "spreadsheet"})
"""Kinds of input that a person can be sent to a line or a sheet row of."""


@dataclass(frozen=True, slots=True)
class Header:
    """Header cells, one per column; ``line`` is the 1-based line or sheet row of the first row
    below it; ``above`` are the rows at and above the header that may come again."""

    cells: Sequence[str]
    line: int = 1
    above: Sequence[Sequence[str]] = ()


def build_part(cells: pl.DataFrame, header: Header, source: Source, limits: Limits) -> Part:
    """Return the part that ``cells`` make: stripped, named, numbered, bad rows set apart.

    ``cells`` holds every physical row below the header, text only, first the header's columns,
    then those beyond it, and perhaps :data:`REASON` and :data:`LINE`.

    Raises:
        InputError: more columns than ``limits.columns``.
    """
    width = len(header.cells)
    check_columns(width, source.name, limits)
    columns = [name for name in cells.columns if name not in (REASON, LINE)]
    rows = cells.with_columns(_stripped(columns)).with_row_index(ROW)
    if REASON not in rows.columns:
        rows = rows.with_columns(pl.lit(None, dtype=pl.String).alias(REASON))
    if LINE not in rows.columns:
        rows = rows.with_columns((pl.col(ROW) + header.line).cast(pl.UInt32).alias(LINE))
    rows = rows.with_columns(
        _reason(columns, header, limits).alias(REASON),
        pl.all_horizontal(pl.col(*columns).is_null(), pl.col(REASON).is_null()).alias("blank"),
    )
    filled = rows["blank"].not_().arg_true()
    span = int(filled[-1]) + 1 if len(filled) else 0
    rows = rows.head(span)
    blank = int(rows["blank"].sum())
    bad = rows.filter(pl.col(REASON).is_not_null())
    good = rows.filter(~pl.col("blank"), pl.col(REASON).is_null()) if blank or len(bad) else rows
    named = _named(good, columns[:width], header, source.name)
    source = replace(
        source,
        rows=len(good) + len(bad),
        blank_rows=blank,
        headers=tuple(name for name in named.columns if name not in (ROW, SOURCE)),
        first_line=header.line if source.kind in _LINED else None,
        rejected=len(bad),
    )
    return Part(named, _rejects(bad, source), source, span, _new_counts(rows, header.line))


def check_columns(width: int, name: str, limits: Limits) -> None:
    """Raise :class:`InputError` if a table is wider than ``limits.columns``."""
    if width > limits.columns:
        raise InputError(
            Text("{name} has {n} columns", "{name} 有 {n} 列").fill(name=name, n=width),
            Text(
                "raise limits.columns (now {n}) if that is right",
                "如确属正常，请调高 limits.columns（现为 {n}）",
            ).fill(n=limits.columns),
        )


def check_rows(count: int, limits: Limits) -> None:
    """Raise :class:`InputError` if a list has more rows than ``limits.rows``."""
    if count > limits.rows:
        raise InputError(
            Text("the list has {n} rows", "清单有 {n} 行").fill(n=count),
            Text(
                "raise limits.rows (now {n}) if that is right",
                "如确属正常，请调高 limits.rows（现为 {n}）",
            ).fill(n=limits.rows),
        )


def join_parts(found: Parts, limits: Limits) -> Table:
    """Return all parts as one list; rows run on, columns are united by name.

    Raises:
        InputError: more than ``limits.rows`` rows or ``limits.columns`` columns.
    """
    check_rows(sum(part.source.rows for part in found.parts), limits)
    frames, rejects, lines, offset = [], [], [], 0
    for part in found.parts:
        moved = (pl.col(ROW) + offset).cast(pl.UInt32)
        frames.append(part.frame.with_columns(moved) if offset else part.frame)
        rejects.append(part.rejects.with_columns((pl.col("row") + offset).cast(pl.UInt32)))
        lines.append(part.lines.with_columns((pl.col("row") + offset).cast(pl.UInt32)))
        offset += part.span
    frame = pl.concat(frames, how="diagonal") if len(frames) > 1 else frames[0]
    names = [name for name in frame.columns if name not in (ROW, SOURCE)]
    check_columns(len(names), "the list", limits)
    return Table(
        frame=frame.select(*names, ROW, SOURCE),
        rejects=pl.concat(rejects),
        sources=tuple(part.source for part in found.parts),
        skipped=tuple(found.skipped),
        lines=pl.concat(lines),
    )


def _stripped(columns: list[str]) -> list[pl.Expr]:
    return [
        pl.when(text != "").then(text).alias(name)
        for name in columns
        for text in (pl.col(name).str.strip_chars(BLANKS),)
    ]


def _reason(columns: list[str], header: Header, limits: Limits) -> pl.Expr:
    inside, beyond = columns[: len(header.cells)], columns[len(header.cells) :]
    checks = {
        "undecodable": [pl.col(c).str.contains(UNDECODABLE, literal=True) for c in columns],
        # Bytes are an upper bound of characters and much cheaper to count.
        "cell_too_long": [
            (pl.col(c).str.len_bytes() > limits.cell_chars)
            & (pl.col(c).str.len_chars() > limits.cell_chars)
            for c in columns
        ],
        "too_many_cells": [pl.col(c).is_not_null() for c in beyond],
        "repeated_header": [_repeats(inside, row) for row in header.above],
    }
    reasons = [
        pl.when(pl.any_horizontal(tests)).then(pl.lit(code))
        for code, tests in checks.items()
        if tests
    ]
    return pl.coalesce(pl.col(REASON), *reasons)


def _repeats(columns: list[str], row: Sequence[str]) -> pl.Expr:
    cells = [cell.strip(BLANKS) for cell in row][: len(columns)]
    cells += [""] * (len(columns) - len(cells))
    if not any(cells):
        return pl.lit(value=False)
    return pl.all_horizontal(
        pl.col(name).is_null() if not cell else pl.col(name).eq_missing(pl.lit(cell))
        for name, cell in zip(columns, cells, strict=True)
    )


def _named(rows: pl.DataFrame, columns: list[str], header: Header, source: str) -> pl.DataFrame:
    names = name_columns(header.cells, reserved=OWN)
    void = [
        not cell.strip(BLANKS) and rows[column].null_count() == len(rows)
        for cell, column in zip(header.cells, columns, strict=True)
    ]
    # A sheet that begins at column B, a delimiter at the end of each line: columns of nothing.
    first = next((i for i, is_void in enumerate(void) if not is_void), 0)
    after = len(void) - next((i for i, is_void in enumerate(reversed(void)) if not is_void), 0)
    return rows.select(
        *(
            pl.col(old).alias(new)
            for old, new in zip(columns[first:after], names[first:after], strict=True)
        ),
        pl.col(ROW).cast(pl.UInt32),
        pl.lit(source).alias(SOURCE),
    )


def _new_counts(rows: pl.DataFrame, first: int) -> pl.DataFrame:
    """Return the rows that are not one line below the row before (schema ``LINES``)."""
    places = rows.select(pl.col(ROW).alias("row"), pl.col(LINE).alias("line")).cast(dict(LINES))  # type: ignore[arg-type]  # a dict is invariant in its keys
    ahead = pl.col("line").cast(pl.Int64) - pl.col("row").cast(pl.Int64)
    return places.filter(ahead != ahead.shift(1, fill_value=first))


def _rejects(bad: pl.DataFrame, source: Source) -> pl.DataFrame:
    return bad.select(
        pl.col(ROW).alias("row"),
        pl.lit(source.name).alias("source"),
        pl.col(LINE).alias("line"),
        pl.col(REASON).alias("reason"),
    ).cast(dict(REJECTS))  # type: ignore[arg-type]  # a dict is invariant in its keys
