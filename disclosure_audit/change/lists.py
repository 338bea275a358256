"""The records of a run, as they are compared and as they may be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from disclosure_audit.change.cells import COMPARED, compared
from disclosure_audit.language import Text
from disclosure_audit.recall import hide_secrets, recall
from disclosure_audit.run import Run, read
from disclosure_audit.schema.columns import DATE_COLUMNS, Side

_CELLS: tuple[str, ...] = (
    "record_id", *(f"{name}_text" if name in DATE_COLUMNS else name for name in COMPARED)
)  # fmt: skip
"""What is read of a list: nothing in it need be folded or parsed to be compared."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One list of a run, with the columns of :func:`.cells.compared`.

    What is secret is compared as it is and shown masked: two numbers that are masked alike may
    differ, and that they do is no secret.
    """

    plain: pl.DataFrame
    show: Callable[[pl.Series], pl.DataFrame]
    """Gives these rows as they may be shown."""

    @classmethod
    def of(cls, records: pl.DataFrame, shown: pl.DataFrame) -> Listed:
        """Return it from records at hand, as they are and as they may be shown."""
        return cls(compared(records), lambda rows: compared(_of_rows(shown, rows)))


ReadList = Callable[[Run, Side], Listed | Text]
"""Gives one list of a run, or says why it cannot be had."""


def read_run(folder: Path) -> Run:
    """Return the run in ``folder`` with what is compared of it; the rest is let go, for it is large.

    Raises ``InputError`` as :func:`disclosure_audit.run.read` does.
    """
    run = read(folder)
    return replace(
        run,
        links=run.links.select("register_row", "catalog_row"),
        candidates=run.candidates.clear(),
        repeats=run.repeats.clear(),
        texts=run.texts.clear(),
        addresses=run.addresses.clear(),
    )


def list_reader(*, reveal: bool = False) -> ReadList:
    """Return what reads a list again from the inputs that the run names."""

    def again(run: Run, side: Side) -> Listed | Text:
        is_keyless = run.info["key"] is None  # it kept no hits that would say what to mask
        intake = recall(run, side, columns=None if is_keyless else _CELLS)
        if isinstance(intake, Text):
            return intake
        records = intake.records
        if is_keyless:
            return Listed.of(records, records if reveal else hide_secrets(run, side, records))

        def show(rows: pl.Series) -> pl.DataFrame:
            few = _of_rows(records, rows)
            if reveal:
                return compared(few)
            hits = run.hits.filter(pl.col("row").is_in(few["row"].implode()))
            return compared(hide_secrets(replace(run, hits=hits), side, few))

        return Listed(compared(records), show)

    return again


def is_same_list(before: Run, after: Run, side: Side) -> bool:
    """Return whether both runs are sure to have had the same records of one side.

    They have if the files have the same SHA-256, were read with the same settings by the same version
    and gave the same rows under the same columns. Then nothing need be read to know.
    """
    told = _told(before, side)
    return (
        told is not None
        and told == _told(after, side)
        and _rows(before, side).equals(_rows(after, side))
    )


def _told(run: Run, side: Side) -> object | None:
    """Return all that decides which records come out; ``None`` where no hash proves a file."""
    info = run.info
    sources = [
        (one["sha256"], one["kind"], one["rows"], one.get("channel"))
        for one in info["inputs"][side]
    ]
    if not sources or any(sha256 is None for sha256, *_ in sources):
        return None
    settings = info["settings"]
    columns = [(column["header"], column["name"]) for column in info["mapping"][side]["columns"]]
    read_with = (settings["reading"], settings["limits"], settings["columns"][side])
    return sources, columns, read_with, info["tool_version"]


def _rows(run: Run, side: Side) -> pl.Series:
    return run.dispositions.filter(pl.col("side") == side)["row"].sort()


def _of_rows(records: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    return records.filter(pl.col("row").is_in(rows.implode()))
