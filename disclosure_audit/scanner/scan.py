"""Scans texts: folds them once, asks every detector, leads the spans back, judges overlaps.

Equal texts of a column are looked at once. What is found becomes *hits* (schema ``HITS``): spans of
the original text, with a masked excerpt and a keyed hash of the value, never the value itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from disclosure_audit.config import Scanner
from disclosure_audit.lexicons import Compiled, Lexicon, compile_terms, find_terms, load_lexicons
from disclosure_audit.readers.table import ROW
from disclosure_audit.scanner import reasons
from disclosure_audit.scanner.folding import fold, fold_back
from disclosure_audit.scanner.identifiers import find_identifiers
from disclosure_audit.scanner.mark_shapes import blot
from disclosure_audit.scanner.marks import MARKS, find_marks, has_expired
from disclosure_audit.scanner.overlaps import settle_overlaps
from disclosure_audit.scanner.tampering import find_tampering
from disclosure_audit.schema.columns import DATE_COLUMNS, TEXT_COLUMNS, Side
from disclosure_audit.spans import CELLS, FULL_TEXT, HITS, ORDER

SCANNED: tuple[str, ...] = (
    *(name for name in TEXT_COLUMNS if name != "classification"),
    *(f"{name}_text" for name in DATE_COLUMNS),
)
"""Columns that are scanned: all that a finding can show. In a row whose cells have slipped, a mark
may stand anywhere. The classification column is left out, for a grade is what it is for."""

BRAND = "brand"
_CONTEXT = 12
_LONGEST_EXCERPT = 80

Fingerprint = Callable[[str], str]
_NOTHING = pl.DataFrame()


@dataclass(frozen=True, slots=True)
class Detectors:
    """What texts are searched with, and how what is found is told."""

    lexicons: tuple[Lexicon, ...]
    terms: Compiled
    brands: tuple[str, ...]
    fingerprint: Fingerprint
    """Makes the keyed hash of a value."""
    as_of: dt.date
    """The day on which the audit looks."""
    reveal: bool = False
    """Whether excerpts show what is secret."""


def make_detectors(
    settings: Scanner, fingerprint: Fingerprint, as_of: dt.date, *, reveal: bool = False
) -> Detectors:
    """Return the detectors that the settings ask for.

    Raises ``InputError`` or ``UsageError`` for a lexicon that cannot be read.
    """
    lexicons = load_lexicons(settings.lexicons, bundled=settings.bundled)
    compiled = compile_terms(lexicons, fold)
    brands = compiled.only(BRAND).terms["key"].unique().sort()
    return Detectors(lexicons, compiled.without(BRAND), tuple(brands), fingerprint, as_of, reveal)


def scan_records(
    records: pl.DataFrame, leftovers: pl.DataFrame | None, side: Side, detectors: Detectors
) -> pl.DataFrame:
    """Return the hits (schema ``HITS``) in the columns of one side's records.

    ``leftovers`` holds the rows (:data:`disclosure_audit.readers.table.ROW`) and the columns of the
    list that are no canonical ones.
    """
    made = records.select("row", "issued_on")
    frames = [(records, "row", [name for name in SCANNED if name in records.columns])]
    if leftovers is not None:
        frames.append((leftovers, ROW, [name for name in leftovers.columns if name != ROW]))
    found = []
    for frame, row, names in frames:
        for name in names:
            texts = frame.select(
                pl.col(row).alias("row"), pl.col(name).cast(pl.String).alias("text")
            ).drop_nulls()
            if texts.is_empty():
                continue
            found.append(_scan(texts, side, name, detectors))
    return _finish(found, side, made, detectors.as_of)


def scan_texts(
    texts: pl.DataFrame, made: pl.DataFrame, side: Side, detectors: Detectors
) -> pl.DataFrame:
    """Return the hits in full texts of one side (``row``, ``file``, ``text``).

    ``made`` holds ``row`` and ``issued_on`` of the records.
    """
    read = texts.select("row", "file", "text").drop_nulls("text")
    if read.is_empty():
        return pl.DataFrame(schema=HITS)
    return _finish([_scan(read, side, FULL_TEXT, detectors)], side, made, detectors.as_of)


def _scan(texts: pl.DataFrame, side: Side, field: str, detectors: Detectors) -> pl.DataFrame:
    """Return one row per place (all columns of ``texts`` but ``text``) and span."""
    distinct = texts.select(pl.col("text").unique(maintain_order=True))
    distinct = distinct.with_row_index("cell").with_columns(pl.col("cell").cast(pl.UInt32))
    folded = fold(distinct["text"])
    cells = distinct.select(
        "cell",
        pl.lit(side).alias("side"),
        pl.lit(field).alias("field"),
        folded.alias("folded"),
    ).select(CELLS.keys())
    spans = pl.concat(
        [
            find_identifiers(cells, detectors.as_of),
            find_terms(cells, detectors.terms),
            find_tampering(cells, detectors.brands),
        ]
    )
    marks = find_marks(distinct, field)
    if spans.is_empty() and marks.is_empty():  # most columns: no more need be asked
        return _NOTHING
    spans = lead_back(spans, distinct.filter(folded.ne_missing(distinct["text"])))
    spans = settle_overlaps(pl.concat([spans, marks], how="diagonal")).select(MARKS.keys())
    hit = distinct.filter(pl.col("cell").is_in(spans["cell"].unique().implode()))
    spans = _describe(spans, dict(hit.iter_rows()), detectors)
    places = texts.join(hit, on="text", how="inner").drop("text")
    return (
        places.join(spans, on="cell", how="inner")
        .drop("cell")
        .with_columns(pl.lit(field).alias("field"))
    )


def lead_back(spans: pl.DataFrame, changed: pl.DataFrame) -> pl.DataFrame:
    """Return ``spans`` with offsets of the original texts in place of the folded ones.

    ``changed`` holds ``cell`` and ``text`` of the texts that folding changes. A term that folding
    brought to light says so in ``because``.
    """
    is_moved = pl.col("cell").is_in(changed["cell"].implode())
    moved, still = spans.filter(is_moved), spans.filter(~is_moved)
    texts = dict(changed.join(moved.select("cell").unique(), on="cell").iter_rows())
    starts, ends, disguised = [], [], []
    origins: dict[int, tuple[str, list[int]]] = {}
    for cell, start, end in moved.select("cell", "start", "end").iter_rows():
        if cell not in origins:
            origins[cell] = fold_back(texts[cell])
        folded, places = origins[cell]
        first, last = places[start], places[end - 1] + 1
        starts.append(first)
        ends.append(last)
        written, read = texts[cell][first:last].split(), folded[start:end].split()
        disguised.append("".join(written) != "".join(read))  # a blank is no disguise
    seen = pl.col("because").list.eval(
        pl.element().replace(reasons.EXACT_TERM, reasons.FOLDED_TERM)
    )
    back = moved.with_columns(
        pl.Series("start", starts, dtype=pl.UInt32),
        pl.Series("end", ends, dtype=pl.UInt32),
        pl.when(pl.Series(disguised, dtype=pl.Boolean))
        .then(seen)
        .otherwise("because")
        .alias("because"),
    )
    return pl.concat([back, still])


def _describe(spans: pl.DataFrame, texts: Mapping[int, str], how: Detectors) -> pl.DataFrame:
    """Return ``spans`` with ``token`` and ``excerpt`` in place of ``value``."""
    secret: dict[int, list[tuple[int, int]]] = {}
    # A span that was taken for harmless is hidden all the same: that judgement may err.
    hidden = spans.clear() if how.reveal else spans.filter("secret")
    for cell, start, end in hidden.select("cell", "start", "end").iter_rows():
        secret.setdefault(cell, []).append((start, end))
    masked = {cell: blot(texts[cell], places) for cell, places in secret.items()}
    excerpts = [
        _excerpt(masked.get(cell, texts[cell]), start, end)
        for cell, start, end in spans.select("cell", "start", "end").iter_rows()
    ]
    term = pl.when(pl.lit(how.reveal) | ~pl.col("secret").fill_null(value=False)).then("term")
    tokens = [None if value is None else how.fingerprint(value) for value in spans["value"]]
    return spans.drop("value").with_columns(
        term.alias("term"),
        pl.Series("token", tokens, dtype=pl.String),
        pl.Series("excerpt", excerpts, dtype=pl.String),
    )


def _excerpt(text: str, start: int, end: int) -> str:
    """Return the span with what stands around it, on one line."""
    shown = text[max(0, start - _CONTEXT) : min(end, start + _LONGEST_EXCERPT) + _CONTEXT]
    return " ".join(shown.split())


def _finish(
    found: Iterable[pl.DataFrame], side: Side, made: pl.DataFrame, as_of: dt.date
) -> pl.DataFrame:
    """Return the hits of one side, with ``expired``, in a fixed order."""
    frames = [frame for frame in found if frame.height]
    if not frames:
        return pl.DataFrame(schema=HITS)
    file = pl.lit(None, dtype=pl.String).alias("file")
    frames = [f if "file" in f.columns else f.with_columns(file) for f in frames]
    hits = pl.concat(frames, how="diagonal").join(made, on="row", how="left", maintain_order="left")
    expired = [
        has_expired(period, day, as_of)
        for period, day in hits.select("period", "issued_on").iter_rows()
    ]
    return (
        hits.with_columns(
            pl.Series("expired", expired, dtype=pl.Boolean), pl.lit(side).alias("side")
        )
        .select(pl.col(name).cast(dtype) for name, dtype in HITS.items())
        .sort(*ORDER, nulls_last=True)
    )
