"""Searches all that an audit holds: the columns of both lists, and the full texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from disclosure_audit.config import Scanner
from disclosure_audit.scanner.scan import (
    Detectors,
    scan_records,
    scan_texts,
)
from disclosure_audit.schema.columns import SIDES, Side
from disclosure_audit.spans import HITS, ORDER
from disclosure_audit.texts.extract import extract_batches
from disclosure_audit.texts.files import find_files
from disclosure_audit.texts.schema import TEXTS

_CONTENT = "text"
EXTRACTS = {name: dtype for name, dtype in TEXTS.items() if name != _CONTENT}
"""Schema of what is kept of the full texts: all but the text."""


@dataclass(frozen=True, slots=True)
class Searched:
    """``hits`` (schema ``HITS``) and ``texts`` (schema ``EXTRACTS``), one row per full text."""

    hits: pl.DataFrame
    texts: pl.DataFrame


def search(
    records: Mapping[Side, pl.DataFrame],
    leftovers: Mapping[Side, pl.DataFrame],
    settings: Scanner,
    detectors: Detectors,
    *,
    tell: Callable[[float], None] = lambda _: None,
) -> Searched:
    """Return the hits in both lists and in the full texts that the settings name.

    ``leftovers`` holds, by side, the rows and the columns that are no canonical ones, as in
    :func:`disclosure_audit.scanner.scan.scan_records`. ``tell`` is called with the share of the work that is done. Raises ``InputError`` for a
    folder of texts that cannot be read.
    """
    hits = []
    for at, side in enumerate(SIDES):
        hits.append(scan_records(records[side], leftovers[side], side, detectors))
        tell((at + 1) / len(SIDES) * (0.5 if settings.texts else 1.0))
    texts = pl.DataFrame(schema=EXTRACTS)
    if settings.texts:
        found, texts = _search_texts(records, settings, detectors, tell)
        hits += found
    return Searched(
        pl.concat([pl.DataFrame(schema=HITS), *hits]).sort(*ORDER, nulls_last=True), texts
    )


def _search_texts(
    records: Mapping[Side, pl.DataFrame],
    settings: Scanner,
    detectors: Detectors,
    tell: Callable[[float], None],
) -> tuple[list[pl.DataFrame], pl.DataFrame]:
    """Return the hits, batch by batch, and what became of each text; no text is held for long."""
    files = find_files(records, Path(settings.texts or "").expanduser())
    made = {side: records[side].select("row", "issued_on") for side in SIDES}

    def told(done: float, total: float) -> None:
        tell(0.5 + 0.5 * (done / total if total else 1.0))

    hits, kept = [], [pl.DataFrame(schema=EXTRACTS)]
    with closing(extract_batches(files, settings, told)) as batches:
        for batch in batches:
            for side in SIDES:
                mine = batch.filter(pl.col("side") == side)
                hits.append(scan_texts(mine, made[side], side, detectors))
            kept.append(batch.select(EXTRACTS.keys()))
    return hits, pl.concat(kept).sort("side", "row", "file", nulls_last=True)
