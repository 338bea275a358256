"""The hits as rules look at them: on which records they stand, which of several is shown."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.rules.base import Tables
from disclosure_audit.rules.views import judged, place
from disclosure_audit.schema.columns import SIDES, Side
from disclosure_audit.spans import HITS

IDENTIFIER, TERM, MARK = "identifier", "term", "classification_mark"
"""Kinds of hits."""
PUBLISHED, LINKED, INTERNAL = "published", "linked", "internal"
"""Standing of a hit: on what is published; in the register, on a record whose document is
published; in the register only, which is the office's own."""
TOLD_APART = 3
"""Most different values in one text that get a finding each; more of them share one."""

_FACTS = (
    "record_id", "index_number", "classification", "is_classified", "is_withheld", "is_on_request",
)  # fmt: skip
_CELL = ("side", "row", "file", "field")
_GRADES = ("绝密", "机密", "秘密")
_CONFIDENCES = ("high", "medium", "low")
_SEVERITIES = tuple(str(severity) for severity in reversed(Severity))


def hits_of(tables: Tables, kind: str) -> pl.LazyFrame:
    """Return the hits of ``kind`` that the audit is about, on records and in files without one.

    The frame has the columns of ``HITS`` and ``register_row``, ``catalog_row`` (both null for a
    file without a record), ``standing`` (``published``, ``linked`` or ``internal``) and, of the
    record, ``classification`` (String) and ``is_classified``, ``is_withheld``, ``is_on_request``
    (Boolean).
    """
    return pl.concat([_on(tables, kind, side) for side in SIDES], how="diagonal")


def _on(tables: Tables, kind: str, side: Side) -> pl.LazyFrame:
    found = tables.hits.filter(pl.col("side") == side, pl.col("kind") == kind)
    hit = judged(tables, side).filter(pl.col("row").is_in(found["row"].unique().implode()))
    hits = found.lazy().select(HITS.keys())
    on_records = (
        hits.join(hit.select("row", *_FACTS), on="row", how="inner")
        # Without a serial of its own a record is called by its index number: one hit, not two.
        .filter(
            (pl.col("field") != "record_id")
            | pl.col("record_id").ne_missing(pl.col("index_number"))
        )
        .drop("record_id", "index_number")
    )
    in_files = hits.filter(pl.col("row").is_null())
    standing = pl.lit(PUBLISHED)
    if side == "register":
        linked = tables.links.filter(pl.col("status") != "review").get_column("register_row")
        standing = (
            pl.when(pl.col("row").is_in(linked.implode()))
            .then(pl.lit(LINKED))
            .otherwise(pl.lit(INTERNAL))
        )
    return pl.concat([on_records, in_files], how="diagonal").with_columns(
        *place(side), standing.alias("standing")
    )


def graded(*, published: pl.Expr, linked: pl.Expr, internal: pl.Expr) -> pl.Expr:
    """Return the severity by the standing of a hit."""
    return (
        pl.when(pl.col("standing") == PUBLISHED)
        .then(published)
        .when(pl.col("standing") == LINKED)
        .then(linked)
        .otherwise(internal)
    )


def by_confidence(high: str, medium: str, low: str) -> pl.Expr:
    """Return a severity for each confidence of a hit."""
    return pl.col("confidence").replace_strict(_CONFIDENCES, (high, medium, low), default=low)


def as_listed(severity: str) -> pl.Expr:
    """Return the severity that the lexicon gives a term, else this one."""
    return pl.coalesce("severity", pl.lit(severity))


def term_severity(severity: str) -> pl.Expr:
    """Return the severity of a term in a published text; a note where the register has it."""
    note = pl.lit("note")
    return graded(published=as_listed(severity), linked=note, internal=note)


def found_on_published(tables: Tables, *categories: str) -> pl.LazyFrame:
    """Return the terms of these categories on what is published, or linked to it.

    Alone in the register they are the office's own business.
    """
    return hits_of(tables, TERM).filter(
        pl.col("what").is_in(categories), pl.col("standing") != INTERNAL
    )


def gravest(hits: pl.LazyFrame, *, apart: bool = False) -> pl.LazyFrame:
    """Return one row per text and sort of hit: the gravest hit, with ``count`` and ``detail``.

    ``hits`` come from :func:`hits_of` and hold the ``severity`` of the finding. Among equally grave
    ones the surest and then the first in the text is taken. ``count`` (UInt32) is the number of
    different values, ``detail`` names field and sort. With ``apart`` each of up to ``TOLD_APART``
    different values has a row of its own; if there are more they share one. Then ``detail`` holds
    their keyed hashes too: an identifier added to a list makes it another finding, which a baseline
    does not know yet.
    """
    sort = (*_CELL, "what")
    several = pl.col("token").n_unique().over(sort) > TOLD_APART
    value = pl.when(several).then(None).otherwise("token") if apart else pl.lit(None)
    tokens = pl.col("tokens").list.join(",") if apart else pl.lit("")
    return (
        hits.with_columns(value.cast(pl.String).alias("value"))
        .sort(*sort, "value", *worst_first(), "start", "end", "excerpt", nulls_last=True)
        .group_by(*sort, "value", maintain_order=True)
        .agg(
            pl.all().first(),
            pl.col("token").drop_nulls().unique().sort().alias("tokens"),
            pl.col("token").n_unique().alias("count"),
        )
        .with_columns(
            pl.concat_str("field", "what", tokens, separator=" ", ignore_nulls=True)
            .str.strip_chars()
            .alias("detail")
        )
    )


def by_grade() -> pl.Expr:
    """Return the order of marks by their grade, the highest first."""
    return pl.col("grade").replace_strict(_GRADES, range(len(_GRADES)), default=len(_GRADES))


def worst_first() -> list[pl.Expr]:
    """Return the order of hits by severity and confidence."""
    return [
        pl.col("severity").replace_strict(_SEVERITIES, range(len(_SEVERITIES)), default=99),
        pl.col("confidence").replace_strict(_CONFIDENCES, range(3), default=3),
    ]


def gravest_marks(marks: pl.LazyFrame, order: Sequence[pl.Expr], *evidence: str) -> pl.LazyFrame:
    """Return one mark of each field of each text as a finding, with ``evidence`` besides.

    ``marks`` come from :func:`hits_of` and hold the ``severity`` of the finding; the first by
    ``order`` is taken, of equal ones the first in the text.
    """
    cell = ("side", "row", "file", "field")
    return (
        marks.sort(*cell, *order, "start", nulls_last=True)
        .unique(cell, keep="first", maintain_order=True)
        .select(
            "register_row",
            "catalog_row",
            "severity",
            "confidence",
            pl.col("field").alias("detail"),
            "file",
            "field",
            "grade",
            *evidence,
        )
    )


def told(*evidence: str) -> list[pl.Expr | str]:
    """Return the columns of a finding about a hit: place, severity, evidence without the value.

    The ``term`` is told unless it is secret, ``count`` where there is more than one.
    """
    return [
        *map(pl.col, ("register_row", "catalog_row", "side", "severity", "confidence", "detail")),
        "file",
        *map(pl.col, ("field", "what", "excerpt", *evidence)),
        pl.when(~pl.col("secret").fill_null(True)).then("term").alias("term"),
        pl.when(pl.col("count") > 1).then("count").alias("count"),
        reasons(),
    ]


def reasons() -> pl.Expr:
    """Return ``because``: the codes of what makes a hit sure or doubtful, joined by commas."""
    codes = pl.col("because").list.drop_nulls()
    return pl.when(codes.list.len() > 0).then(codes.list.join(", ")).alias("because")
