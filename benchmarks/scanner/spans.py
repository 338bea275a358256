"""Spans that were found beside spans that were labelled: recall and precision of each kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import polars as pl

from benchmarks.quality.pooling import share

KINDS = ("mobile", "resident_id", "bank_card", "passport")
SPANS = {
    "row": pl.UInt32,
    "start": pl.UInt32,
    "end": pl.UInt32,
    "kind": pl.String,
    "digits": pl.String,
}
"""A span of the text ``row``: characters from ``start`` to before ``end``, one of :data:`KINDS`, and
its digits."""
_NO_DIGIT = re.compile(r"[^0-9X]")
_KEYS = ("row", "kind", "digits")


def spans_of(found: Iterable[tuple[int, int, int, str, str]]) -> pl.DataFrame:
    """Return a frame of :data:`SPANS` from rows whose last value is the text of the span."""
    rows = [(*place, kind, digits_of(text)) for *place, kind, text in found]
    return pl.DataFrame(rows, schema=SPANS, orient="row")


def digits_of(text: str) -> str:
    """Return the digits (and the check character X) of a number; full-width ones count.

    The country code is no part of a mobile number.
    """
    digits = _NO_DIGIT.sub("", unicodedata.normalize("NFKC", text).upper())
    return re.sub(r"^(?:00)?86(?=1\d{10}$)", "", digits)


def judge_spans(spans: pl.DataFrame, labels: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return ``spans`` with ``right`` and ``labels`` with ``found`` (Boolean), in their order.

    A label is found by a span of its kind that overlaps it and has the same digits; each such span
    is right.
    """
    spans, labels = spans.with_row_index("span"), labels.with_row_index("label")
    pairs = labels.join(spans, on=_KEYS, how="inner", suffix="_span").filter(
        (pl.col("start") < pl.col("end_span")) & (pl.col("start_span") < pl.col("end"))
    )
    return (
        spans.with_columns(pl.col("span").is_in(pairs["span"].implode()).alias("right")),
        labels.with_columns(pl.col("label").is_in(pairs["label"].implode()).alias("found")),
    )


def score_spans(spans: pl.DataFrame, labels: pl.DataFrame) -> list[dict[str, Any]]:
    """Return one row for each kind that is labelled, in the order of :data:`KINDS`.

    ``kind, labels, found, recall, reported, right, precision`` (``None`` of nothing reported), as
    :func:`judge_spans` has them.
    """
    spans, labels = judge_spans(spans, labels)
    rows = []
    for kind in KINDS:
        own = labels.filter(pl.col("kind") == kind)["found"]
        reported = spans.filter(pl.col("kind") == kind)["right"]
        if own.len():
            found, right = int(own.sum()), int(reported.sum())
            rows.append(
                {
                    "kind": kind,
                    "labels": own.len(),
                    "found": found,
                    "recall": share(found, own.len()),
                    "reported": reported.len(),
                    "right": right,
                    "precision": share(right, reported.len()) if reported.len() else None,
                }
            )
    return rows
