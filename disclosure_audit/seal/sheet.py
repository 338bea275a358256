"""The catalog as it is sealed: every cell as it stood, by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from disclosure_audit import run as runs
from disclosure_audit.change.cells import days, even_lines
from disclosure_audit.config import Config
from disclosure_audit.errors import InputError
from disclosure_audit.intake import Shape, map_table, read_list
from disclosure_audit.language import Text
from disclosure_audit.readers import ROW, SOURCE, Source
from disclosure_audit.recall import recall
from disclosure_audit.schema.columns import DATE_COLUMNS
from disclosure_audit.workspace import keyed

OTHER = "+"
"""Begins the label of a column without canonical name; the keyed hash of its header follows."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list, ready to be sealed or compared with a seal."""

    cells: pl.DataFrame
    """``row`` (UInt32) and one String column per label, sorted by row. Columns without a cell are left
    out: formats differ in whether they keep them."""
    headers: Mapping[str, tuple[str, ...]]
    """The headers that each label stands for."""
    sources: tuple[Source, ...]
    rejected: int
    """Rows that could not be read."""


def load_sheet(
    source: str, config: Config, key: bytes, known: Mapping[str, str] | None = None
) -> Sheet:
    """Return the catalog at ``source``: a file, a folder, a database address, or a run's folder.

    ``known`` maps hashes of headers to labels, as a seal names them: what a column was called when it
    was sealed counts for more than what it looks like now. Raises ``InputError`` for what cannot be
    read.
    """
    if runs.is_run(Path(source)):
        return _of_run(Path(source), key, known or {})
    table = read_list(source, "catalog", config)
    shapes = map_table(table, config, "catalog")
    cells, headers = _label(table.frame, shapes, key, known or {})
    return Sheet(cells, headers, table.sources, table.rejects.height)


def _of_run(folder: Path, key: bytes, known: Mapping[str, str]) -> Sheet:
    found = recall(runs.read(folder), "catalog")
    if isinstance(found, Text):
        raise InputError(
            Text(f"the catalog of the run cannot be read again: {found.en}",
                 f"无法重新读取该次运行的公开目录：{found.zh}"),
            Text("name the file of the catalog itself", "请直接给出公开目录文件"),
        )  # fmt: skip
    frame = found.originals.join(
        found.records.select(pl.col("row").alias(ROW), pl.col("source").alias(SOURCE)), on=ROW
    )
    cells, headers = _label(frame, found.shapes, key, known)
    return Sheet(cells, headers, found.sources, found.rejects.height)


def _label(
    frame: pl.DataFrame, shapes: tuple[Shape, ...], key: bytes, known: Mapping[str, str]
) -> tuple[pl.DataFrame, dict[str, tuple[str, ...]]]:
    """Return the cells by label, and which headers each label stands for."""
    headers: dict[str, list[str]] = {}
    parts = []
    for shape in shapes:
        labels = label_headers(shape, key, known)
        part = frame if len(shapes) == 1 else frame.filter(pl.col(SOURCE).is_in(shape.sources))
        columns = [
            _cells(part[header], label)
            for header, label in labels.items()
            if header in part.columns
        ]
        filled = [column for column in columns if column.null_count() < column.len()]
        parts.append(pl.DataFrame([part[ROW].cast(pl.UInt32).alias("row"), *filled]))
        for header, label in labels.items():
            known_headers = headers.setdefault(label, [])
            if header not in known_headers:
                known_headers.append(header)
    cells = pl.concat(parts, how="diagonal").sort("row")
    labels_there = sorted(set(cells.columns) - {"row"})
    return cells.select("row", *labels_there), {name: tuple(headers[name]) for name in labels_there}


def label_headers(shape: Shape, key: bytes, known: Mapping[str, str]) -> dict[str, str]:
    """Return header -> label, each label once: the seal's, else the canonical name, else its hash."""
    fingerprint = keyed(key)
    named = {column.header: column.name for column in shape.mapping.columns}
    hashes = {header: fingerprint(f"seal header\x1f{header}") for header in named}
    labels = {header: known[hashes[header]] for header in named if hashes[header] in known}
    if len(set(labels.values())) < len(
        labels
    ):  # a seal of several sheets: two headers, one meaning
        labels = {}
    for header, name in named.items():
        if header not in labels:
            taken = name is None or name in labels.values()
            labels[header] = f"{OTHER}{hashes[header]}" if taken else str(name)
    return labels


def _cells(cells: pl.Series, label: str) -> pl.Series:
    return (days(cells) if label in DATE_COLUMNS else even_lines(cells)).alias(label)
