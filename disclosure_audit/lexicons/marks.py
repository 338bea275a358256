"""Classification marks in the records: where they stand, whether they have run out, blotted out.

Longest terms unless otherwise provided: 绝密 30 years, 机密 20, 秘密 10 (Law on Guarding State
Secrets); a term that has run out means declassified. What a mark looks like is
:mod:`disclosure_audit.lexicons.mark_shapes`' business.
"""

from __future__ import annotations

import datetime as dt
import re

import polars as pl

from disclosure_audit.lexicons.mark_shapes import CHARACTER, GRADE, MASK, blot, marks_in
from disclosure_audit.schema.columns import DATE_COLUMNS, TEXT_COLUMNS, Side

__all__ = ["HITS", "MASK", "SCANNED", "find_marks", "mask"]

HITS: dict[str, pl.DataType | type[pl.DataType]] = {
    "side": pl.String,
    "row": pl.UInt32,
    "field": pl.String,
    "start": pl.UInt32,
    "end": pl.UInt32,
    "kind": pl.String,
    "grade": pl.String,
    "expired": pl.Boolean,
    "confidence": pl.String,
    "excerpt": pl.String,
}
"""One span of a record's text. ``start`` and ``end`` count characters of the original text;
``expired`` is null where the mark names no term or the record no date; ``excerpt`` is masked."""

SCANNED: tuple[str, ...] = (
    *(name for name in TEXT_COLUMNS if name != "classification"),
    *(f"{name}_text" for name in DATE_COLUMNS),
)
"""Columns that are scanned: all that a finding can show. In a row whose cells have slipped, a mark
may stand anywhere. The classification column is left out, for a grade is what it is for."""

_ANSWERS = frozenset({"openness", "openness_reason", "category"})
"""Columns in which a grade alone is an answer (why withheld: 秘密) and no mark."""
_REWRITTEN = {"doc_number": ("number_correction",)}
"""Columns made from a scanned one that a finding can show."""
_CONTEXT = 12
_DAYS = {"年": 365.25, "月": 30.44, "天": 1.0, "日": 1.0}
_HAN = {char: value for value, char in enumerate("一二三四五六七八九十", start=1)}


def find_marks(records: pl.DataFrame, side: Side, as_of: dt.date) -> pl.DataFrame:
    """Return the marks in the scanned columns of one side (schema ``HITS``)."""
    hits: list[tuple[object, ...]] = []
    fields = [name for name in SCANNED if name in records.columns]
    fields = [name for name in fields if records[name].null_count() < records.height]
    # One character first: a plain search is many times faster than the pattern.
    suspects = records.filter(
        pl.any_horizontal(
            pl.lit(value=False), *(pl.col(f).str.contains(CHARACTER, literal=True) for f in fields)
        )
    )
    for field in fields:
        cells = suspects.filter(pl.col(field).str.contains(GRADE))
        for row, text, made in cells.select("row", field, "issued_on").iter_rows():
            found = marks_in(text, bare=field not in _ANSWERS)
            shown = blot(text, [(mark.start, mark.end) for mark in found])
            hits += [
                (side, row, field, mark.start, mark.end, "classification_mark", mark.grade,
                 _expired(mark.term, made, as_of), mark.confidence,
                 shown[max(0, mark.start - _CONTEXT) : mark.end + _CONTEXT])
                for mark in found
            ]  # fmt: skip
    return pl.DataFrame(hits, schema=HITS, orient="row")


def mask(records: pl.DataFrame, hits: pl.DataFrame) -> pl.DataFrame:
    """Return ``records`` with every hit in the scanned columns blotted out, character by character.

    What was made from a cell with a hit and can be shown (a corrected number) becomes null.
    """
    for field in hits["field"].unique(maintain_order=True):
        spans: dict[int, list[tuple[int, int]]] = {}
        chosen = hits.filter(pl.col("field") == field)
        for row, start, end in chosen.select("row", "start", "end").iter_rows():
            spans.setdefault(row, []).append((start, end))
        rows = pl.Series("row", list(spans), dtype=pl.UInt32)
        hit = pl.col("row").is_in(rows.implode())
        texts = dict(records.filter(hit).select("row", field).iter_rows())
        masked = pl.Series([blot(texts[row], spans[row]) for row in spans], dtype=pl.String)
        rewritten = [name for name in _REWRITTEN.get(field, ()) if name in records.columns]
        records = records.with_columns(
            pl.coalesce(pl.col("row").replace_strict(rows, masked, default=None), field).alias(
                field
            ),
            *(pl.when(~hit).then(name).alias(name) for name in rewritten),
        )
    return records


def _expired(term: str | None, made: dt.date | None, as_of: dt.date) -> bool | None:
    """Return whether the mark's term has run out on ``as_of``; ``None`` where nobody can tell."""
    if term is None or made is None:
        return None
    if re.sub(r"\s", "", term) == "长期":
        return False
    number = re.match(r"[0-9０-９]+", term)
    count = int(number.group()) if number else _han_number(term)
    return (as_of - made).days > count * _DAYS[term[-1]]


def _han_number(term: str) -> int:
    """Return what 二十五 (or, as a typist may have it, 二五) stands for."""
    tens, ten, ones = "".join(char for char in term if char in _HAN).partition("十")
    if not ten:
        return int("".join(str(_HAN[char]) for char in tens))
    return (_HAN.get(tens[-1:], 1)) * 10 + _HAN.get(ones[:1], 0)
