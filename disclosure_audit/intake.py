"""Takes a list in: reads it, maps its columns, brings it to canonical records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from disclosure_audit import records
from disclosure_audit.config import Config
from disclosure_audit.errors import InputError
from disclosure_audit.glyphs import shorten
from disclosure_audit.language import Text
from disclosure_audit.readers import LINES, REJECTS, ROW, SOURCE, Skipped, Source, Table, read
from disclosure_audit.readers.naming import naming
from disclosure_audit.schema.columns import Side
from disclosure_audit.schema.heading import find_header
from disclosure_audit.schema.mapping import MappedColumn, Question, map_headers
from disclosure_audit.schema.mapping import Mapping as ColumnMapping

Progress = Callable[[str, float, float], None]
_SAMPLE_ROWS = 200
_NUMBERED = re.compile(r"_[2-9]\d?$")
_NAMED = 2
"""How many sources an error names."""
_LONGEST_HEADER = 30
"""Cells of a header that an error shows; where a list has none, its first record stands there."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The sources of a list that have the same headers, and what these headers mean."""

    sources: tuple[str, ...]
    mapping: ColumnMapping


@dataclass(frozen=True, slots=True)
class Intake:
    """One side as it was taken in.

    ``records`` is described by :func:`disclosure_audit.records.conform`; ``originals`` holds the
    cells as they stood, by ``ROW``; ``rejects`` the rows that could not be read, with ``side``;
    ``lines`` the rows with which lines are counted anew (:data:`disclosure_audit.readers.LINES`),
    with ``side``.
    """

    records: pl.DataFrame
    originals: pl.DataFrame
    rejects: pl.DataFrame
    lines: pl.DataFrame
    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...]
    shapes: tuple[Shape, ...]
    present: frozenset[str]

    @property
    def mapping(self) -> ColumnMapping:
        """What became of every column, over all shapes, in the order of the sources."""
        return merge_shapes(self.shapes)

    @property
    def leftovers(self) -> pl.DataFrame:
        """The cells of the columns that no shape found a meaning for, their rows (``ROW``) first."""
        named = {header for shape in self.shapes for header in shape.mapping.as_dict().values()}
        return self.originals.drop(named & set(self.originals.columns) - {ROW})

    @property
    def counts(self) -> dict[str, int]:
        """Rows read (rejects included, blank ones not), rejected and blank."""
        return {
            "read": sum(source.rows for source in self.sources),
            "rejected": self.rejects.height,
            "blank": sum(source.blank_rows for source in self.sources),
        }


def merge_shapes(shapes: Iterable[Shape]) -> ColumnMapping:
    """Return one mapping for all shapes, in the order of the sources.

    A header counts as found if one of the shapes found it.
    """
    columns: dict[str, MappedColumn] = {}
    questions: dict[str, Question] = {}
    for shape in shapes:
        for column in shape.mapping.columns:
            known = columns.get(column.header)
            if known is None or (known.name is None and column.name is not None):
                columns[column.header] = column
        questions |= {question.header: question for question in shape.mapping.questions}
    return ColumnMapping(tuple(columns.values()), tuple(questions.values()))


def twins(mapping: ColumnMapping) -> Iterator[tuple[str, str, str]]:
    """Yield ``(header used, header left over, canonical column)`` where two headers were equal.

    Readers tell equal headers apart by a number (``标题_2``): of such a pair one is used and
    nothing but its place says why not the other.
    """
    named = {column.header: column.name for column in mapping.columns}
    asked = {question.header for question in mapping.questions}
    for header in named:
        base = _NUMBERED.sub("", header)
        if base == header or base not in named or {header, base} & asked:
            continue
        one, other = named[base], named[header]
        if one and not other:
            yield base, header, one
        elif other and not one:
            yield header, base, other


def read_list(
    source: object,
    side: Side | None,
    config: Config,
    progress: Progress | None = None,
    *,
    sheets: tuple[str, ...] = (),
) -> Table:
    """Return the list at ``source`` as it stands.

    ``sheets`` names the sheets of a workbook; without it the settings of ``side`` do. Raises
    ``InputError`` or ``UsageError`` for what cannot be read.
    """
    if side and not sheets:
        sheets = getattr(config.reading, f"{side}_sheets")
    return read(
        source,
        limits=config.limits,
        reading=config.reading,
        sheets=sheets,
        find_header=find_header,
        progress=(lambda done, total: progress(f"read {side}", done, total)) if progress else None,
    )


def map_table(
    table: Table, config: Config, side: Side | None, *, overrides: Mapping[str, str] | None = None
) -> tuple[Shape, ...]:
    """Return what the headers of each shape of the list mean.

    Sheets of one workbook may have headers of their own (发文 and 收文 books): each is mapped by
    itself. ``overrides`` maps canonical column -> header; without it the settings of ``side`` do.
    Raises ``UsageError`` for a configured header that no source has.
    """
    if overrides is None:
        overrides = getattr(config.columns, side) if side else {}
    groups: dict[tuple[str, ...], list[str]] = {}
    for source in table.sources:
        groups.setdefault(source.headers, []).append(source.name)
    shapes = []
    with naming(", ".join(source.name for source in table.sources[:_NAMED])):
        for headers, names in groups.items():
            rows = table.frame.filter(pl.col(SOURCE).is_in(names)).head(_SAMPLE_ROWS)
            mine = dict(overrides)
            if len(groups) > 1:
                mine = {
                    name: header for name, header in mine.items() if not header or header in headers
                }
            mapping = map_headers(list(headers), rows.select(headers), overrides=mine, side=side)
            shapes.append(Shape(tuple(names), mapping))
        if len(groups) > 1:  # a header that none of the sources has is the user's mistake
            everywhere = list(dict.fromkeys(header for headers in groups for header in headers))
            map_headers(everywhere, None, overrides=dict(overrides), side=side)
    return tuple(shapes)


def take_in(
    source: object | Mapping[str, object],
    side: Side,
    config: Config,
    progress: Progress | None = None,
) -> Intake:
    """Return the records of one side.

    ``source`` is whatever :func:`disclosure_audit.readers.read` takes, or several catalogs by
    channel. Raises ``InputError`` if it cannot be read, or if no column holds titles or numbers.
    """
    if not isinstance(source, Mapping):
        return take_in_parts(((None, source),), side, config, progress)
    if not source:
        raise InputError(
            Text("no catalog was given", "未给出公开目录"),
            Text("name at least one", "请至少给出一份"),
        )
    return take_in_parts(source.items(), side, config, progress)


def take_in_parts(
    sources: Iterable[tuple[str | None, object]],
    side: Side,
    config: Config,
    progress: Progress | None = None,
    *,
    columns: Sequence[str] | None = None,
) -> Intake:
    """Return the records of several sources as one list: row numbers run on.

    Each comes with the name of its channel, ``None`` if it was given without. With ``columns`` the
    records have these only, as :func:`disclosure_audit.records.plain` makes them, and ``originals``
    are their rows. Raises as :func:`take_in` does.
    """
    parts: list[Intake] = []
    first_row = 0
    for channel, one in sources:
        part = _take_in(one, side, config, channel, first_row, progress, columns)
        first_row += sum(part.counts[name] for name in ("read", "blank"))
        parts.append(part)
    if len(parts) == 1:
        return parts[0]
    return Intake(
        records=pl.concat([part.records for part in parts], how="diagonal"),
        originals=pl.concat([part.originals for part in parts], how="diagonal"),
        rejects=pl.concat([part.rejects for part in parts]),
        lines=pl.concat([part.lines for part in parts]),
        sources=tuple(source for part in parts for source in part.sources),
        skipped=tuple(sheet for part in parts for sheet in part.skipped),
        shapes=tuple(shape for part in parts for shape in part.shapes),
        present=frozenset().union(*(part.present for part in parts)),
    )


def _take_in(
    source: object,
    side: Side,
    config: Config,
    channel: str | None,
    first_row: int,
    progress: Progress | None,
    columns: Sequence[str] | None,
) -> Intake:
    table = read_list(source, side, config, progress)
    shapes = map_table(table, config, side)
    found = frozenset(name for shape in shapes for name in shape.mapping.as_dict())
    if not found & {"title", "doc_number"}:
        raise _nothing_to_go_by(side, shapes)
    frames = []
    for shape in shapes:
        part = table
        if len(shapes) > 1:
            mine = table.frame.filter(pl.col(SOURCE).is_in(shape.sources))
            part = Table(mine, table.rejects, table.sources)
        named = shape.mapping.as_dict()
        if columns is not None:
            frames.append(
                records.plain(part, named, side, columns, channel=channel, first_row=first_row)
            )
            continue
        frames.append(
            records.conform(
                part,
                named,
                side,
                config.openness,
                channel=channel,
                compare=config.matching.compare,
                first_row=first_row,
            )
        )
    placed = ((pl.col("row") + first_row).cast(pl.UInt32), pl.lit(side).alias("side"))
    return Intake(
        records=pl.concat(frames, how="diagonal").sort("row") if len(frames) > 1 else frames[0],
        originals=records.originals(table, first_row, () if columns is not None else None),
        rejects=table.rejects.with_columns(placed).select("side", *REJECTS),
        lines=table.lines.with_columns(placed).select("side", *LINES),
        sources=tuple(replace(one, channel=channel) for one in table.sources),
        skipped=table.skipped,
        shapes=shapes,
        present=found if channel is None else found | {"channel"},
    )


def _nothing_to_go_by(side: Side, shapes: tuple[Shape, ...]) -> InputError:
    headers = [column.header for shape in shapes for column in shape.mapping.columns]
    asked = [question.header for shape in shapes for question in shape.mapping.questions]
    listed = ", ".join(shorten(header, _LONGEST_HEADER) for header in (asked or headers)[:8])
    title = asked[0] if asked else "HEADER"
    name = ", ".join([name for shape in shapes for name in shape.sources][:_NAMED])
    return InputError(
        Text(
            f"{name}: no column is clearly a title or a document number (there are: {listed})",
            f"{name}：没有明确的标题列或文号列（现有：{listed}）",
        ),
        Text(
            f"say which it is: --map-{side} title={title}, or [columns.{side}] in disclosure-audit.toml",
            f"请指明：--map-{side} title={title}，或在 disclosure-audit.toml 的 [columns.{side}] 中写明",
        ),
    )
