"""What detectors of confidential and tampered text are given and what they give back.

A *cell* is one text of a record: a column's, or its full text. A detector is a function of the
cells that returns *spans*; :mod:`disclosure_audit.scanner.scan` folds the cells once, asks every
detector, leads the spans back to the original text and joins them to *hits*.
"""

from __future__ import annotations

import polars as pl

Schema = dict[str, pl.DataType | type[pl.DataType]]

FULL_TEXT = "full_text"
"""Name of the ``field`` of a cell that is the text of a whole document."""

CELLS: Schema = {
    "cell": pl.UInt32,
    "side": pl.String,
    "field": pl.String,
    "folded": pl.String,
}
"""``cell`` numbers the cells; ``field`` is a canonical column or ``FULL_TEXT``; ``folded`` the text
folded by :mod:`disclosure_audit.scanner.folding`, never null."""

SPANS: Schema = {
    "cell": pl.UInt32,
    "start": pl.UInt32,
    "end": pl.UInt32,
    "kind": pl.String,
    "what": pl.String,
    "confidence": pl.String,
    "strength": pl.UInt8,
    "because": pl.List(pl.String),
    "dropped": pl.String,
    "term": pl.String,
    "severity": pl.String,
    "secret": pl.Boolean,
    "value": pl.String,
}
"""``start`` and ``end`` count characters of the folded text. ``kind`` is ``identifier``, ``term`` or
``tampering``, ``what`` its sort. ``confidence`` is ``high``, ``medium`` or ``low`` and ``because``
the evidence that made it so (codes of :mod:`disclosure_audit.scanner.reasons`). ``strength`` says
how hard the validator is to pass by chance (0 to 100): of two spans that overlap the stronger stays.
``dropped`` is null, or the code of the reason why the span is harmless. ``term`` and ``severity``
come from a lexicon. A ``secret`` span is masked wherever it is shown. ``value`` is the folded value
that tells two secrets apart (digits of an identifier, a term); it is kept in memory only."""

HITS: Schema = {
    "side": pl.String,
    "row": pl.UInt32,
    "field": pl.String,
    "file": pl.String,
    "start": pl.UInt32,
    "end": pl.UInt32,
    "kind": pl.String,
    "what": pl.String,
    "grade": pl.String,
    "expired": pl.Boolean,
    "confidence": pl.String,
    "because": pl.List(pl.String),
    "dropped": pl.String,
    "term": pl.String,
    "severity": pl.String,
    "secret": pl.Boolean,
    "token": pl.String,
    "excerpt": pl.String,
}
"""One span of a record's original text. ``row`` is null for a file that belongs to no record,
``file`` for a hit in a column. ``start`` and ``end`` count characters of the original text. ``kind``
may also be ``classification_mark``: then ``grade`` is its grade and ``expired`` whether its term has
run out (null where the mark names no term or the record no date). ``term`` is null where it is secret. ``token`` is the keyed hash of the
value (:mod:`disclosure_audit.workspace`); ``excerpt`` the span with what stands around it, secret
spans masked."""

ORDER: tuple[str, ...] = ("side", "row", "file", "field", "start", "end", "kind", "what")
"""The order of hits, nulls last."""


def no_spans() -> pl.DataFrame:
    """Return a frame of spans without rows."""
    return pl.DataFrame(schema=SPANS)
