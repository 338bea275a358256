"""Finds personal identifiers in folded cells."""

from __future__ import annotations

import datetime as dt

import polars as pl

from disclosure_audit.scanner.identifiers.cell import read_cell
from disclosure_audit.scanner.identifiers.crowds import BARE, holds_other_numbers, settle_crowds
from disclosure_audit.scanner.identifiers.found import STRENGTH, Found
from disclosure_audit.scanner.identifiers.labels import (
    CARD,
    ID,
    MOBILE,
    NOTHING,
    ORGANISATION,
    OTHER,
    PASSPORT,
    Labels,
    label_field,
    words_of,
)
from disclosure_audit.scanner.identifiers.masks import MASK_CHARACTERS
from disclosure_audit.scanner.identifiers.runs import HAN_DIGITS, SEPARATORS
from disclosure_audit.schema.columns import DATE_COLUMNS
from disclosure_audit.spans import SPANS, no_spans

KIND = "identifier"

OTHER_ROLES = frozenset(
    {
        *("index_number", "doc_number", "record_id", "url", "text_path"),
        *DATE_COLUMNS,
        *(f"{name}_text" for name in DATE_COLUMNS),
    }
)
"""Columns whose digits are something else unless a word right beside them says otherwise."""

_DIGITS = rf"0-9{''.join(HAN_DIGITS)}{MASK_CHARACTERS}xX"
_LEAST = 9
"""Digits, hidden ones too, of the shortest identifier: a passport's, some with one letter fewer."""
_SUSPICIOUS = rf"(?:[{_DIGITS}][{SEPARATORS}]*){{{_LEAST}}}|护照|(?i:passport)"
_PERSONAL = words_of((ID, MOBILE, CARD, PASSPORT))
_DATE = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_LOOKS_LIKE_ONE = rf"(?:^|[^0-9A-Za-z])([1-6][0-9]{{5}}{_DATE}[0-9]{{3}}[0-9Xx]|1[3-9][0-9]{{9}})(?:$|[^0-9A-Za-z])"


def find_identifiers(cells: pl.DataFrame, as_of: dt.date | None = None) -> pl.DataFrame:
    """Return the personal identifiers in ``cells`` (schema ``CELLS``) as spans (schema ``SPANS``).

    ``what`` is ``resident_id``, ``resident_id_15``, ``bank_card``, ``mobile``, ``passport`` or
    ``leaking_mask``; ``value`` the bare digits and letters, ``*`` where a mask hides one. Nobody is
    born after ``as_of`` (today if absent). Spans with ``dropped`` are harmless: ``correct_mask``,
    ``mask_example``, ``other_number``, ``organisation``, ``column_role``. Cells of one column
    should be given together: they bear witness for each other.
    """
    today = as_of or dt.datetime.now(tz=dt.UTC).date()
    hit = cells.filter(pl.col("folded").str.contains(_SUSPICIOUS))
    if hit.is_empty():
        return no_spans()
    frames = []
    for (_, field), column in hit.group_by("side", "field", maintain_order=True):
        labels = _label_column(str(field))
        chosen = column
        if labels.beside in (OTHER, ORGANISATION):
            speaks = pl.col("folded").str.contains(_PERSONAL)
            chosen = column.filter(speaks)
            frames.append(_find_by_shape(column.filter(~speaks), "column_role"))
        elif labels is NOTHING and holds_other_numbers(column["folded"]):
            alone = pl.col("folded").str.contains(BARE)
            chosen = column.filter(~alone)
            frames.append(_find_by_shape(column.filter(alone), "other_number"))
        found = {
            cell: read_cell(text, today, labels)
            for cell, text in chosen.select("cell", "folded").iter_rows()
        }
        frames.append(_to_spans(settle_crowds(found)))
    return pl.concat(frames).sort("cell", "start", "end")


def _label_column(field: str) -> Labels:
    if field in OTHER_ROLES:
        return Labels(frozenset({OTHER}), OTHER)
    return label_field(field) if not field.isascii() or " " in field else _label_english(field)


def _label_english(field: str) -> Labels:
    """Return what an English header says, but for words such as ``doc_number``: too common."""
    labels = label_field(field.replace("_", " "))
    return NOTHING if labels.beside == OTHER else labels


def _find_by_shape(column: pl.DataFrame, dropped: str) -> pl.DataFrame:
    """Return what looks like a resident ID or a mobile number where digits mean something else.

    A frame, not a loop: an index number in every row may look so. One span per cell is enough.
    """
    number = pl.col("number")
    start = pl.col("folded").str.split_exact(number, 1).struct.field("field_0").str.len_chars()
    what = (
        pl.when(number.str.len_chars() == 11)
        .then(pl.lit("mobile"))
        .otherwise(pl.lit("resident_id"))
    )
    return (
        column.with_columns(pl.col("folded").str.extract(_LOOKS_LIKE_ONE, 1).alias("number"))
        .filter(number.is_not_null())
        .select(
            "cell",
            start.alias("start"),
            (start + number.str.len_chars()).alias("end"),
            pl.lit(KIND).alias("kind"),
            what.alias("what"),
            pl.lit("low").alias("confidence"),
            what.replace_strict(STRENGTH, return_dtype=pl.UInt8).alias("strength"),
            pl.lit(["no_keyword", "digits_run"]).alias("because"),
            pl.lit(dropped).alias("dropped"),
            pl.lit(None).alias("term"),
            pl.lit(None).alias("severity"),
            pl.lit(value=True).alias("secret"),
            number.str.to_uppercase().alias("value"),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in SPANS.items())
    )


def _to_spans(found: dict[int, list[Found]]) -> pl.DataFrame:
    rows = [
        (cell, one.start, one.end, KIND, one.what, one.confidence, STRENGTH[one.what],
         one.because, one.dropped, None, None, True, one.value)
        for cell, several in found.items()
        for one in several
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=SPANS, orient="row")
