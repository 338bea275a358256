"""The drawn findings as a sheet to label: what each says, and an empty column ``right``."""

from __future__ import annotations

from typing import Any

import polars as pl

from disclosure_audit.evaluation.sheet_cells import write_cells
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.run import Run
from disclosure_audit.writers.evidence import label, value

FINDING_SHEET: tuple[str, ...] = (
    "right", "finding_id", "rule", "severity", "confidence", "message", "evidence", "side",
    "register_row", "catalog_row", "record_id", "stratum_size", "weight", "seed", "key", "note",
)  # fmt: skip
"""Columns of the sheet. ``right`` and ``note`` are empty; ``key`` names the key that the run's
fingerprints were made with, where it has one."""

_NUMBER = r"^([0-9]+(?:[eE][0-9]+)?)$"
"""A fingerprint that a spreadsheet would take for a number and round."""
_SAID = Text("{name}: {said}", "{name}：{said}")
_NEXT = Text("; ", "；")


def write_finding_sheet(drawn: pl.DataFrame, run: Run, seed: int, lang: Lang) -> str:
    """Return the sheet for drawn findings (:func:`lay_out_findings`) as CSV.

    Safe to open in a spreadsheet (:mod:`disclosure_audit.evaluation.sheet_cells`); an identifier that
    one would round gets a leading ``'``, which is taken off again when the labels are read.
    """
    sheet = lay_out_findings(drawn, run, seed, lang)
    return write_cells(sheet.with_columns(pl.col("finding_id", "key").str.replace(_NUMBER, "'$1")))


def lay_out_findings(drawn: pl.DataFrame, run: Run, seed: int, lang: Lang) -> pl.DataFrame:
    """Return the sheet for drawn findings (:func:`.finding_sample.draw_findings`).

    Columns: ``FINDING_SHEET``. Messages and evidence are as the run holds them, masked unless its
    scan revealed; evidence is named in ``lang``.
    """
    said = [_say(items, lang) for items in drawn["evidence"].to_list()]
    return drawn.with_columns(
        pl.Series("evidence", said, dtype=pl.String),
        pl.lit(seed).alias("seed"),
        pl.lit(run.info.get("key"), dtype=pl.String).alias("key"),
        pl.col("weight").round(6),
        *(pl.lit(None, dtype=pl.String).alias(name) for name in ("right", "note")),
    ).select(FINDING_SHEET)


def _say(items: list[dict[str, Any]] | None, lang: Lang) -> str:
    return _NEXT.to(lang).join(
        _SAID.to(lang).format(name=label(name, lang), said=_value(name, text, lang))
        for name, text in ((item["name"], item["value"]) for item in items or ())
        if text
    )


def _value(name: str, text: str, lang: Lang) -> str:
    """Return what a piece of evidence says; rows stay counted from 0, as in the other columns."""
    return visible(text) if name.endswith("_row") else value(name, text, lang)
