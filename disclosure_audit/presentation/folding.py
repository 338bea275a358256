"""The form in which the texts of a field are compared, as the matching and the rules have it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import polars as pl

from disclosure_audit.normalise.doc_number import parse_doc_numbers
from disclosure_audit.normalise.index_number import parse_index_numbers
from disclosure_audit.normalise.issuer import fold_issuers
from disclosure_audit.normalise.text import fold_plain, fold_titles, split_titles

_AS_WRITTEN = frozenset(
    {"url", "text_path", "record_id", "source", "issued_on", "published_on", "channel"}
)
"""Fields in which every sign counts."""


def fold_field(texts: Sequence[str], field: str) -> list[str | None]:
    """Return the folded form of each text of ``field``; equal forms mean the same.

    ``None`` where nothing is left to compare. A number that cannot be parsed is folded by width
    only, so that no sign of it is taken for harmless.
    """
    if field in _AS_WRITTEN:
        return list(texts)
    column = pl.Series("text", texts, dtype=pl.String)
    if field == "title":
        return split_titles(fold_titles(column))["norm_title_core"].to_list()
    if field == "doc_number":
        return _or_width(column, parse_doc_numbers(column)["number_key"])
    if field == "index_number":
        return _or_width(column, parse_index_numbers(column)["index_key"])
    return (fold_issuers(column) if field == "issuer" else fold_plain(column)).to_list()


def _or_width(column: pl.Series, keys: pl.Series) -> list[str | None]:
    return [
        unicodedata.normalize("NFKC", text).strip() or None if key is None else f"\x1f{key}"
        for text, key in zip(column, keys, strict=True)
    ]
