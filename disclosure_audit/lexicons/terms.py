"""Finds the terms of lexicons in texts."""

from __future__ import annotations

import polars as pl

from disclosure_audit.lexicons.compile import Compiled
from disclosure_audit.lexicons.contexts import (
    drop_answers,
    drop_harmless_phrases,
    drop_overlapped,
    judge,
)
from disclosure_audit.lexicons.places import find_places, only_with
from disclosure_audit.spans import FULL_TEXT, SPANS

_JUDGED: dict[str, pl.DataType | type[pl.DataType]] = {
    "shaped": pl.Boolean,
    "alone": pl.Boolean,
    "reason": pl.String,
}
_STRONGEST, _PER_CHARACTER = 60, 8


def find_terms(cells: pl.DataFrame, compiled: Compiled) -> pl.DataFrame:
    """Return the spans (schema ``SPANS``) of the terms in ``cells`` (schema ``CELLS``).

    ``kind`` is ``term``, ``what`` the category, ``term`` and ``value`` the term as the lexicon calls
    it, whatever its spelling in the text. What the context makes harmless stays, with its reason in
    ``dropped``. ``confidence`` is ``high`` where the term fills a line or brackets. ``strength``
    grows with the length: long terms are hard to meet by chance. Sorted by cell, start and end.
    """
    keys = compiled.terms["key"].to_list()
    suspects = only_with(cells, keys)
    spans = (
        find_places(suspects, keys)
        .join(compiled.terms, on="key", how="inner")
        .join(suspects.select("cell", "field"), on="cell")
        .filter(_is_wanted_in_field())
        .with_columns(drop_answers().alias("dropped"))
        .drop("field")
        .sort("cell", "start", "end")
        .with_row_index("span")
    )
    if spans.is_empty():
        return pl.DataFrame(schema=SPANS)
    hit = suspects.filter(pl.col("cell").is_in(spans["cell"].unique().implode()))
    spans = drop_harmless_phrases(spans, hit, compiled)
    return _shape(drop_overlapped(_judge(spans, hit)))


def _is_wanted_in_field() -> pl.Expr:
    where, field = pl.col("where"), pl.col("field")
    return (
        (where == "any")
        | ((where == "title") & (field == "title"))
        | ((where == "text") & (field == FULL_TEXT))
    )


def _judge(spans: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Return the spans that have the shape asked for, with ``alone`` and ``dropped`` filled in."""
    texts = dict(cells.select("cell", "folded").iter_rows())
    rows = spans.select("cell", "start", "end", "category", "shape", "words", "in_names").iter_rows(
        named=True
    )
    judged = [judge(texts[row["cell"]], row["start"], row["end"], row) for row in rows]
    return (
        pl.concat([spans, pl.DataFrame(judged, schema=_JUDGED, orient="row")], how="horizontal")
        .filter("shaped")
        .with_columns(pl.coalesce("dropped", "reason").alias("dropped"))
    )


def _shape(spans: pl.DataFrame) -> pl.DataFrame:
    length = pl.col("end") - pl.col("start")
    alone = pl.when("alone").then(pl.lit(["exact_term", "line_of_its_own"]))
    return (
        spans.sort("cell", "start", "end")
        .with_columns(
            pl.lit("term").alias("kind"),
            pl.col("category").alias("what"),
            pl.when("alone").then(pl.lit("high")).otherwise(pl.lit("medium")).alias("confidence"),
            (length * _PER_CHARACTER).clip(upper_bound=_STRONGEST).alias("strength"),
            alone.otherwise(pl.lit(["exact_term"])).alias("because"),
            pl.col("term").alias("value"),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in SPANS.items())
    )
