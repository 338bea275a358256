"""Titles per second of each stage, and of the same search done with plain expressions."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.scanner.expressions import time_polars, time_re
from benchmarks.scanner.ours import scan_cells
from benchmarks.scanner.titles import make_terms, write_lexicon
from disclosure_audit.lexicons import Compiled, compile_terms, find_terms, load_lexicons
from disclosure_audit.scanner.folding import fold
from disclosure_audit.scanner.identifiers import find_identifiers
from disclosure_audit.scanner.scan import Detectors
from disclosure_audit.scanner.tampering import find_tampering
from disclosure_audit.spans import CELLS

RIVAL_SECONDS = 60.0
"""How long plain ``re`` may search; beyond it its rate is that of what it got through."""
_WARM_UP = 2_000

Row = dict[str, Any]


def measure_stages(titles: pl.Series, detectors: Detectors) -> list[Row]:
    """Return ``stage, seconds, titles_per_second`` of the stages that terms do not bear on.

    Folding alone, then identifiers and tampering in titles that are folded already.
    """
    cells = _cells(titles.head(_WARM_UP))
    find_identifiers(cells)
    find_tampering(cells, detectors.brands)
    rows = [_row("fold", titles, lambda: fold(titles))]
    cells = _cells(titles)
    return [
        *rows,
        _row("identifiers", titles, lambda: find_identifiers(cells)),
        _row("tampering", titles, lambda: find_tampering(cells, detectors.brands)),
    ]


def measure_terms(
    base: pl.Series,
    titles: pl.Series,
    counts: Sequence[int],
    detectors: Detectors,
    folder: Path,
    say: Callable[[str], None],
) -> list[Row]:
    """Return one row for each number of terms, which are made of the titles ``base``.

    ``terms``; ``compile_seconds`` (reading the lexicon included); ``stages``: *terms* (in folded
    titles), *compared* (folding, terms and identifiers: what the rivals do) and *whole scan* (every
    detector, marks, the way back to the original text, overlaps, excerpts); ``hits``: titles with
    one that was kept; ``rivals``: ``name, outcome, titles, hits, seconds``.
    """
    cells = _cells(titles)
    rows = []
    for count in counts:
        say(f"throughput: {count:,} terms")
        rows.append(_measure(make_terms(base, count), titles, cells, detectors, folder))
    return rows


def _measure(
    terms: Sequence[str], titles: pl.Series, cells: pl.DataFrame, detectors: Detectors, folder: Path
) -> Row:
    path = write_lexicon(terms, folder / f"terms_{len(terms)}.toml")
    start = time.perf_counter()
    compiled = compile_terms(load_lexicons((path,), bundled=False))
    compile_seconds = time.perf_counter() - start
    searching = dataclasses.replace(detectors, terms=compiled)
    # What is loaded at the first hit (the words of the segmenter) is no part of a rate.
    scan_cells([f"关于{terms[0]}的通知"], searching)
    found: list[pl.DataFrame] = []
    stages = [
        _row("terms", titles, lambda: find_terms(cells, compiled)),
        _row("compared", titles, lambda: _compared(titles, compiled)),
        _row("whole scan", titles, lambda: found.append(scan_cells(titles, searching))),
    ]
    kept = found[0].filter(pl.col("dropped").is_null())
    rivals = [
        {"name": name} | search(titles, terms, RIVAL_SECONDS)
        for name, search in (("plain re", time_re), ("Polars str.contains", time_polars))
    ]
    return {
        "terms": len(terms),
        "compile_seconds": compile_seconds,
        "stages": stages,
        "hits": kept["row"].n_unique(),
        "rivals": rivals,
    }


def _compared(titles: pl.Series, compiled: Compiled) -> None:
    cells = _cells(titles)
    find_terms(cells, compiled)
    find_identifiers(cells)


def _cells(titles: pl.Series) -> pl.DataFrame:
    """Return the cells (schema ``CELLS``) of folded titles."""
    return (
        pl.DataFrame({"folded": fold(titles)})
        .with_row_index("cell")
        .with_columns(pl.lit("catalog").alias("side"), pl.lit("title").alias("field"))
        .select(pl.col(name).cast(dtype) for name, dtype in CELLS.items())
    )


def _row(stage: str, titles: pl.Series, run: Callable[[], object]) -> Row:
    start = time.perf_counter()
    run()
    seconds = time.perf_counter() - start
    return {"stage": stage, "seconds": seconds, "titles_per_second": titles.len() / seconds}
