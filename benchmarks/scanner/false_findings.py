"""Real titles, in which a hit is a false one until someone explains it; and tampered texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.quality.pooling import share
from benchmarks.scanner.ours import scan_cells
from benchmarks.scanner.titles import read_titles
from disclosure_audit.scanner.scan import Detectors
from disclosure_audit.spans import FULL_TEXT

FIELDS = ("title", FULL_TEXT)


def measure_titles(catalog: Path, detectors: Detectors) -> dict[str, Any]:
    """Return what is found in the published titles of one catalog.

    ``catalog, titles`` (distinct), ``flagged`` (with a kept hit) and ``share``, ``kept`` (``kind,
    what, confidence, term, excerpt`` of each kept hit), ``dropped`` (``kind, what, reason, count``)
    and ``tampered`` (titles flagged as tampered with).
    """
    titles = read_titles([catalog])
    hits = scan_cells(titles, detectors)
    kept = hits.filter(pl.col("dropped").is_null())
    dropped = hits.filter(pl.col("dropped").is_not_null())
    return {
        "catalog": catalog.stem,
        "titles": titles.len(),
        "flagged": kept["row"].n_unique(),
        "share": share(kept["row"].n_unique(), titles.len()),
        "kept": kept.select("kind", "what", "confidence", "term", "excerpt")
        .sort("kind", "what", "excerpt")
        .to_dicts(),
        "dropped": dropped.group_by("kind", "what", pl.col("dropped").alias("reason"))
        .agg(pl.len().alias("count"))
        .sort("kind", "what", "reason")
        .to_dicts(),
        "tampered": kept.filter(pl.col("kind") == "tampering")["row"].n_unique(),
    }


def measure_tampered(path: Path, detectors: Detectors) -> list[dict[str, Any]]:
    """Return for each tampered text (JSON Lines: ``text``, ``mechanism``) what it is found by.

    ``mechanism`` (its number where the file names none), and for each of :data:`FIELDS` the sorts
    of the kept tampering hits, an empty list if it went unnoticed.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    snippets = [json.loads(line) for line in lines if line.strip()]
    rows = [
        {"mechanism": snippet.get("mechanism", f"text {number}")}
        for number, snippet in enumerate(snippets, 1)
    ]
    for field in FIELDS:
        hits = scan_cells([snippet["text"] for snippet in snippets], detectors, field)
        found = hits.filter(pl.col("kind") == "tampering", pl.col("dropped").is_null())
        for number, row in enumerate(rows):
            sorts = found.filter(pl.col("row") == number)["what"]
            row[field] = sorts.unique(maintain_order=True).to_list()
    return rows
