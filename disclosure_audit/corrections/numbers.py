"""Document numbers in the form of GB/T 9704-2012, where nothing but the form changes."""

from __future__ import annotations

import re

import polars as pl

from disclosure_audit.corrections.plain_text import narrow_ascii, without_hidden
from disclosure_audit.corrections.schema import nothing_to_correct, settled
from disclosure_audit.normalise.doc_number import parse_doc_numbers
from disclosure_audit.normalise.number_cell import CLOSING, LABEL, OPENING

FIELD = "doc_number"

_CODE = r"([^0-9〔〕\s]{1,60})"
_YEAR, _SERIAL = "((?:19|20)[0-9]{2})", "0*([1-9][0-9]{0,8})"
_LAYOUTS = (
    (rf"^{_CODE}[〔〕]{{1,2}}{_YEAR}年?[〔〕]{{1,2}}第?{_SERIAL}号?[。.]?$", "{}〔{}〕{}号"),
    (rf"^{_CODE}{_YEAR}年第?{_SERIAL}号[。.]?$", "{}{}年第{}号"),
    (rf"^([^0-9〔〕\s第]{{1,60}}令)()第?{_SERIAL}号[。.]?$", "{}{}第{}号"),
)
"""What may be wrong with a number whose parts are beyond doubt, and the parts put together again."""


def correct_numbers(records: pl.DataFrame) -> pl.DataFrame:
    """Return the corrections of document numbers (schema ``CORRECTIONS``).

    ``records`` has ``row``, ``doc_number``, ``number_form``, ``number_correction``, ``number_others``
    and ``number_key``. Of the parser's proposals those are taken where code, year and serial stand in
    the cell as they are and only brackets, width, spaces, 第, zeros before the serial, a missing 号,
    a full stop or a label are at fault. A note, a second number, a letter for a digit, digits that a
    space parts or a year without brackets are left to a person.
    """
    asked = records.filter(
        pl.col("number_form") == "variant",
        pl.col("number_correction").is_not_null(),
        pl.col("number_others").is_null(),
    )
    if asked.is_empty():
        return nothing_to_correct()
    cell = narrow_ascii(without_hidden(pl.col(FIELD))).str.strip_chars()
    bare = (
        cell.str.replace_all(r"\s+", "")
        .str.replace_all("號", "号", literal=True)
        .str.replace_all(f"[{re.escape(OPENING)}]", "〔")
        .str.replace_all(f"[{re.escape(CLOSING)}]", "〕")
        .str.replace(LABEL, "")
    )
    told = asked.select(
        "row",
        pl.col(FIELD).alias("written"),
        pl.col("number_correction").alias("proposed"),
        pl.col("number_key").alias("key"),
        cell.str.contains(r"[0-9]\s+[0-9]").alias("is_parted"),
        bare.alias("bare"),
    ).filter(~pl.col("is_parted"))
    same = [_assembled(*layout) == _unspaced("proposed") for layout in _LAYOUTS]
    told = told.filter(pl.any_horizontal([one.fill_null(value=False) for one in same]))
    again = parse_doc_numbers(told["proposed"])
    is_sound = (again["number_key"] == told["key"]) & (again["number_form"] == "canonical")
    told = told.filter(is_sound.fill_null(value=False))
    return settled(told.with_columns(field=pl.lit(FIELD), fault=pl.lit("number_form")))


def _assembled(pattern: str, form: str) -> pl.Expr:
    parts = pl.col("bare").str.extract_groups(pattern)
    return pl.format(form, *(parts.struct.field(str(place)) for place in (1, 2, 3)))


def _unspaced(name: str) -> pl.Expr:
    return pl.col(name).str.replace_all(r"\s+", "")
