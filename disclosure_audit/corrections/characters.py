"""Hidden signs, full-width letters and digits and odd spaces, where they only spoil the form."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from disclosure_audit.corrections.numbers import correct_numbers
from disclosure_audit.corrections.plain_text import (
    HIDDEN,
    WIDE_ASCII,
    WIDE_SPACE,
    narrow_alnum,
    narrow_ascii,
    without_hidden,
)
from disclosure_audit.corrections.schema import settled
from disclosure_audit.normalise.doc_number import parse_doc_numbers
from disclosure_audit.normalise.index_number import parse_index_numbers
from disclosure_audit.normalise.issuer import fold_issuers
from disclosure_audit.normalise.text import fold_plain, fold_titles

_PARTED = r"[0-9]\s+[0-9]"


def correct_characters(records: pl.DataFrame) -> pl.DataFrame:
    """Return the corrections of characters (schema ``CORRECTIONS``).

    ``records`` has ``row``, ``title``, ``doc_number``, ``index_number``, ``issuer`` and ``summary``,
    and ``number_*``. Title and summary only lose hidden signs: their width is wording. What is
    compared by (the folded title, the number) stays the same, or nothing is proposed. Dates have
    :mod:`.dates`; document numbers whose form is corrected have :mod:`.numbers`.
    """
    numbers = records.select(
        "row",
        "doc_number",
        "number_key",
        "number_form",
        "number_correction",
        "number_others",
    ).filter(pl.col("doc_number").str.contains(_suspicious("doc_number")))
    numbers = numbers.join(correct_numbers(numbers), on="row", how="anti")
    return pl.concat(
        [
            _correct(records, "title", hidden_only, fold_titles),
            _correct(numbers, "doc_number", _letters_and_digits, _number_key),
            _correct(records, "index_number", plain_index, _index_key),
            _correct(records, "issuer", _issuer, fold_issuers),
            _correct(records, "summary", hidden_only, fold_plain),
        ]
    )


def hidden_only(column: pl.Expr) -> pl.Expr:
    """Return the text without hidden signs."""
    return without_hidden(column)


def plain_index(column: pl.Expr) -> pl.Expr:
    """Return an index number in normal width, without hidden signs, spaces beside signs included.

    A space between two digits stays: it may part two numbers.
    """
    narrow = narrow_ascii(without_hidden(column))
    organised = narrow.str.contains(r"^\s*[0-9A-Za-z]{8}\s*-?\s*[0-9A-Za-z]")
    tight = narrow.str.replace_all(r"\s+", "")
    return pl.when(organised & ~narrow.str.contains(_PARTED)).then(tight).otherwise(narrow)


def _letters_and_digits(column: pl.Expr) -> pl.Expr:
    return narrow_alnum(without_hidden(column))


def _issuer(column: pl.Expr) -> pl.Expr:
    return narrow_alnum(without_hidden(column)).str.replace_all(WIDE_SPACE, " ")


def _number_key(cells: pl.Series) -> pl.Series:
    read = parse_doc_numbers(cells)
    return read.select(pl.concat_str("number_key", "number_form", separator="|")).to_series()


def _index_key(cells: pl.Series) -> pl.Series:
    read = parse_index_numbers(cells)
    return read.select(pl.concat_str("index_key", "index_form", separator="|")).to_series()


def _correct(
    records: pl.DataFrame,
    field: str,
    plain: Callable[[pl.Expr], pl.Expr],
    meaning: Callable[[pl.Series], pl.Series],
) -> pl.DataFrame:
    cell = pl.col(field)
    suspects = (
        records.select("row", field)
        .filter(cell.str.contains(_suspicious(field)))
        .select("row", cell.alias("written"), plain(cell).str.strip_chars().alias("proposed"))
    )
    suspects = suspects.filter(pl.col("proposed") != pl.col("written"))
    same = meaning(suspects["written"]).eq_missing(meaning(suspects["proposed"]))
    return settled(suspects.filter(same).with_columns(field=pl.lit(field), fault=_faults()))


def _suspicious(field: str) -> str:
    if field in ("title", "summary"):
        return HIDDEN
    return rf"{HIDDEN}|{WIDE_ASCII}|{WIDE_SPACE}|\s"


def _faults() -> pl.Expr:
    """Return codes of the sorts of characters of which the proposal has fewer."""
    written, proposed = pl.col("written"), pl.col("proposed")
    sorts = {"hidden_character": HIDDEN, "full_width": WIDE_ASCII, "space": WIDE_SPACE}

    def fewer(pattern: str) -> pl.Expr:
        return proposed.str.count_matches(pattern) < written.str.count_matches(pattern)

    return pl.concat_str(
        *(
            pl.when(fewer(pattern) | (fewer(r"\s") if name == "space" else False)).then(
                pl.lit(name)
            )
            for name, pattern in sorts.items()
        ),
        separator=", ",
        ignore_nulls=True,
    )
