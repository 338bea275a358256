"""The records' own texts, read again from the inputs that the run names.

A run folder holds no text of the lists. They are read again only where that is sure to give the
same rows: the files are there, their SHA-256 is the one in ``run.json``, and the same rows and
columns come out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from pydantic import ValidationError

from disclosure_audit.audit import Progress, masked
from disclosure_audit.config import Config, Scanner
from disclosure_audit.errors import AuditError
from disclosure_audit.glyphs import visible
from disclosure_audit.intake import Intake, take_in_parts
from disclosure_audit.language import Text
from disclosure_audit.recall.places import find_file
from disclosure_audit.run import Run
from disclosure_audit.run_info import plain
from disclosure_audit.scanner.masking import blot
from disclosure_audit.scanner.scan import make_detectors, scan_records
from disclosure_audit.scanner.secret_terms import secret_terms
from disclosure_audit.schema.columns import BY_NAME, DATE_COLUMNS, SIDES, Side

FACTS: tuple[str, ...] = (
    "title", "doc_number", "index_number", "issuer", "issued_on", "published_on", "record_id",
    "url", "source",
)  # fmt: skip
"""What is shown of a record."""
_AS_READ = frozenset(
    {"side", "row", "source", *BY_NAME, *(f"{name}_text" for name in DATE_COLUMNS)}
)
"""Columns that a record has before anything is normalised."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The records of the sides that could be read, and why the others could not."""

    records: Mapping[Side, pl.DataFrame]
    """By side: ``row`` (UInt32) and the columns asked for; masked unless asked otherwise."""
    missing: Mapping[Side, Text]

    def of(self, side: Side, row: int | None) -> dict[str, Any] | None:
        """Return the facts of one record, ``None`` if its side was not read."""
        if side not in self.records or row is None:
            return None
        found = self.records[side].filter(pl.col("row") == row)
        return found.drop("row").row(0, named=True) if found.height else None


def read_texts(
    run: Run,
    *,
    reveal: bool = False,
    sides: Iterable[Side] = SIDES,
    columns: Sequence[str] = FACTS,
) -> Texts:
    """Return the texts of the records of ``run``; never raises for an input that has changed.

    ``columns`` are those of the records that are wanted (:func:`disclosure_audit.records.conform`).
    What the scan found secret is blotted out unless ``reveal``.
    """
    records: dict[Side, pl.DataFrame] = {}
    missing: dict[Side, Text] = {}
    # Without hits (a run of the first format) the records are searched once more, and whole.
    must_be_whole = (run.info["key"] is None and not reveal) or not _AS_READ.issuperset(columns)
    wanted = None if must_be_whole else columns
    for side in sides:
        found = recall(run, side, columns=wanted)
        if isinstance(found, Text):
            missing[side] = found
        else:
            shown = found.records if reveal else hide_secrets(run, side, found.records)
            records[side] = shown.select("row", *columns)
            del found, shown  # a list of a million records need not lie there twice
    return Texts(records, missing)


def hide_secrets(run: Run, side: Side, records: pl.DataFrame) -> pl.DataFrame:
    """Return the records of one side of ``run`` with what the scan found secret blotted out."""
    config = Config.model_validate(run.info["settings"]).model_copy(update={"reveal": False})
    hits = run.hits
    if run.info["key"] is None:  # a run of the first format kept no hits
        day = dt.date.fromisoformat(run.info["as_of"])
        hits = scan_records(records, None, side, make_detectors(Scanner(), str, day))
    return masked(records, hits, side, config, secret_terms(config.scanner))


def recall(
    run: Run,
    side: Side,
    progress: Progress | None = None,
    *,
    columns: Sequence[str] | None = None,
) -> Intake | Text:
    """Return one list of ``run`` as it was taken in, nothing masked, or why that cannot be.

    ``progress`` and ``columns`` (all, normalised, when ``None``) are as in
    :func:`disclosure_audit.intake.take_in_parts`.
    """
    named = run.info["inputs"][side]
    try:
        config = Config.model_validate(run.info["settings"])
    except ValidationError:
        return Text(
            "the settings of the run are not understood by this version",
            "此版本无法识别该次运行的设置",
        )
    files: dict[str, dict[str, Any]] = {}
    for source in named:
        if source["path"] is None or source["sha256"] is None:
            return Text(
                "{name} is no file that could be read again", "{name} 不是可以重新读取的文件"
            ).fill(name=visible(source["name"]))
        files[source["path"]] = source
    parts: list[tuple[str | None, object]] = []
    for name, source in files.items():
        try:
            path = find_file(run.folder, name, source["sha256"])
        except AuditError as error:
            return error.message
        parts.append((source.get("channel"), str(path)))
    if not parts:
        return Text("the run names no input", "运行结果中没有记录输入文件")
    try:
        terms = secret_terms(config.scanner)  # without them nobody could mask what is shown
        intake = take_in_parts(parts, side, config, progress, columns=columns)
    except AuditError as error:
        return Text(
            f"reading again failed: {visible(error.message.en)}",
            f"重新读取失败：{visible(error.message.zh)}",
        )
    return intake if _is_what_was_read(intake, run, side, terms) else _CHANGED


_CHANGED = Text(
    "this version reads other rows or columns from the same file",
    "此版本从同一文件读出的行或列与当时不同",
)


def _is_what_was_read(intake: Intake, run: Run, side: Side, terms: Sequence[str]) -> bool:
    """Return whether the rows and the meaning of the columns are those of the run.

    The run has secrets in its headers blotted out, unless it was told to reveal them.
    """
    mine = run.dispositions.filter(pl.col("side") == side)["row"].sort()
    then, now = (
        [(blot(column["header"], terms), column["name"]) for column in mapping["columns"]]
        for mapping in (run.info["mapping"][side], plain(intake.mapping))
    )
    return set(then) == set(now) and intake.records["row"].sort().equals(mine)
