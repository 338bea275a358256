"""Brings a list as it was read to canonical, normalised records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from disclosure_audit.config import Openness
from disclosure_audit.normalise.dates import parse_dates
from disclosure_audit.normalise.doc_number import parse_doc_numbers
from disclosure_audit.normalise.index_number import parse_index_numbers
from disclosure_audit.normalise.issuer import fold_issuers
from disclosure_audit.normalise.text import (
    fold_plain,
    fold_titles,
    fold_words,
    split_titles,
    title_numbers,
)
from disclosure_audit.readers.table import ROW, SOURCE, Table
from disclosure_audit.schema.columns import COLUMNS, DATE_COLUMNS, Side

_GRADE = r"绝\s*密|机\s*密|秘\s*密|(?i:\bsecret\b|\bconfidential\b)"
_RECEIVED_SHEET = r"\[[^\[\]]*[收来]文[^\[\]]*\]$"


def conform(
    table: Table,
    mapping: Mapping[str, str],
    side: Side,
    openness: Openness,
    *,
    channel: str | None = None,
    compare: tuple[str, ...] = (),
    first_row: int = 0,
) -> pl.DataFrame:
    """Return the records of one list: one row per data row that could be read.

    ``mapping`` gives the header of each canonical column. The frame holds ``side, row, source``,
    every canonical column (null where the list has none), the text of the date cells
    (``issued_on_text``, ``published_on_text``) and what is wrong with them (``*_flag``), the
    normalised columns (``norm_*``, ``title_numbers``, ``number_*``, ``index_*``) and the booleans
    ``is_withheld, is_on_request, is_classified, is_received``. ``compare`` names further headers,
    kept folded as ``compare_<header>``. ``row`` starts at ``first_row``.
    """
    frame = _add_dates(
        _named(
            table,
            mapping,
            [column.name for column in COLUMNS],
            side,
            channel,
            first_row,
            *(pl.col(name).alias(f"compare_{name}") for name in compare if name in table.headers),
        )
    )
    titles = fold_titles(frame["title"])
    frame = frame.with_columns(
        titles,
        *split_titles(titles),
        title_numbers(titles),
        fold_issuers(frame["issuer"]).alias("norm_issuer"),
        fold_plain(frame["summary"]).alias("norm_summary"),
        *(fold_words(frame[f"compare_{name}"]) for name in compare if name in table.headers),
        *parse_doc_numbers(frame["doc_number"]),
        *parse_index_numbers(frame["index_number"]),
    )
    return _add_openness(frame, openness)


def plain(
    table: Table,
    mapping: Mapping[str, str],
    side: Side,
    columns: Sequence[str],
    *,
    channel: str | None = None,
    first_row: int = 0,
) -> pl.DataFrame:
    """Return ``side, row, source`` and those of ``columns`` that are canonical, as :func:`conform` does.

    The text of date cells (``issued_on_text``, ``published_on_text``) can be had too. Nothing is
    normalised: of a long list that takes a fraction of the time and of the memory.
    """
    wanted = [column.name for column in COLUMNS if column.name in columns]
    texts = {f"{name}_text": name for name in DATE_COLUMNS if f"{name}_text" in columns}
    as_text = (_cells(name, mapping).cast(pl.String).alias(text) for text, name in texts.items())
    frame = _named(table, mapping, wanted, side, channel, first_row, *as_text)
    return frame.with_columns(
        parse_dates(frame[name])["date"].alias(name) for name in DATE_COLUMNS if name in columns
    )


def originals(
    table: Table, first_row: int = 0, headers: Sequence[str] | None = None
) -> pl.DataFrame:
    """Return the cells as they stood; of all columns unless ``headers`` say.

    Their rows come first, in :data:`disclosure_audit.readers.table.ROW`: a list may well have a
    column called ``row``.
    """
    moved = (pl.col(ROW) + first_row).cast(pl.UInt32)
    return table.frame.select(moved, *(table.headers if headers is None else headers))


def _named(
    table: Table,
    mapping: Mapping[str, str],
    columns: Sequence[str],
    side: Side,
    channel: str | None,
    first_row: int,
    *more: pl.Expr,
) -> pl.DataFrame:
    """Return the cells by their canonical names, as they stood; each record has its ``record_id``."""
    row = (pl.col(ROW) + first_row).cast(pl.UInt32)
    made = {
        "record_id": pl.coalesce(
            _cells("record_id", mapping), _cells("index_number", mapping), row.cast(pl.String)
        ).alias("record_id")
    }
    if channel is not None:
        made["channel"] = pl.lit(channel).alias("channel")
    return table.frame.select(
        pl.lit(side).alias("side"),
        row.alias("row"),
        pl.col(SOURCE).alias("source"),
        *(made.get(name, _cells(name, mapping)) for name in columns),
        *more,
    )


def _cells(name: str, mapping: Mapping[str, str]) -> pl.Expr:
    header = mapping.get(name)
    cells = pl.lit(None, dtype=pl.String) if header is None else pl.col(header)
    return cells.alias(name)


def _add_dates(frame: pl.DataFrame) -> pl.DataFrame:
    for name in DATE_COLUMNS:
        parsed = parse_dates(frame[name])
        frame = frame.with_columns(
            frame[name].cast(pl.String).alias(f"{name}_text"),
            parsed["date"].alias(name),
            parsed["date_flag"].alias(f"{name}_flag"),
        )
    return frame


def _add_openness(frame: pl.DataFrame, words: Openness) -> pl.DataFrame:
    def says(column: str, values: tuple[str, ...]) -> pl.Expr:
        cell = pl.col(column).str.strip_chars().str.to_lowercase()
        return cell.is_in([value.lower() for value in values]).fill_null(value=False)

    grade = pl.col("classification").str.contains(_GRADE).fill_null(value=False)
    sheet = pl.col("source").str.contains(_RECEIVED_SHEET) & (pl.col("side") == "register")
    return frame.with_columns(
        says("openness", words.withheld).alias("is_withheld"),
        says("openness", words.on_request).alias("is_on_request"),
        (grade & ~says("classification", words.unclassified)).alias("is_classified"),
        (says("direction", words.received) | (pl.col("direction").is_null() & sheet)).alias(
            "is_received"
        ),
    )
