"""The page's part on the scanner: what it finds, and what it accuses wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.page.scanner_identifiers import write_identifiers
from benchmarks.page.scanner_speed import write_full_texts, write_throughput
from benchmarks.page.table import count, percent, plain, table

Result = dict[str, Any]
_LISTED = 60
"""Kept hits of a catalog that are listed one by one; the rest are counted by sort."""


def write_scanner(result: Result, _images: Path) -> Iterator[str]:
    """Yield the paragraphs and tables."""
    yield from write_identifiers(result)
    yield from _false_findings(result["catalogs"])
    if result["tampered"] is not None:
        yield from _tampered(result["tampered"])
    yield from write_throughput(result)
    if result["full_texts"] is not None:
        yield from write_full_texts(result["full_texts"])


def _false_findings(catalogs: list[Result]) -> Iterator[str]:
    if not catalogs:
        return
    yield "### Hits in published titles"
    yield (
        "Distinct titles of real catalogs, bundled lexicons, default settings. They are public, so a "
        "hit that stays is a false one unless it is explained; hits that the context made harmless "
        "are kept apart with the reason."
    )
    yield table(
        ("catalog", "titles", "with a hit that stays", "share", "taken for tampered"),
        [
            (row["catalog"], count(row["titles"]), count(row["flagged"]), percent(row["share"]),
             count(row["tampered"]))
            for row in catalogs
        ],
    )  # fmt: skip
    if kept := [(row["catalog"], hit) for row in catalogs for hit in row["kept"]]:
        yield f"The hits that stay{'' if len(kept) <= _LISTED else f', the first {_LISTED} of {count(len(kept))}'}:"
        yield table(
            ("catalog", "kind", "sort", "confidence", "term", "excerpt"),
            [
                (catalog, hit["kind"], hit["what"], hit["confidence"], plain(hit["term"] or "–"),
                 plain(hit["excerpt"]))
                for catalog, hit in kept[:_LISTED]
            ],
        )  # fmt: skip
        if len(kept) > _LISTED:
            sorts = Counter((hit["kind"], hit["what"]) for _, hit in kept)
            yield table(("kind", "sort", "hits"), [(*sort, count(n)) for sort, n in sorts.items()])
    if dropped := [(row["catalog"], each) for row in catalogs for each in row["dropped"]]:
        yield "The hits held to be harmless, by reason:"
        yield table(
            ("catalog", "kind", "sort", "reason", "hits"),
            [
                (catalog, each["kind"], each["what"], each["reason"], count(each["count"]))
                for catalog, each in dropped
            ],
        )


def _tampered(rows: list[Result]) -> Iterator[str]:
    yield "### Tampered texts"
    yield "Each text stands alone, once as a title and once as a full text."
    yield table(
        ("what was done", "as a title", "as a full text"),
        [
            (plain(row["mechanism"]), *(", ".join(row[field]) or "**not found**" for field in ("title", "full_text")))
            for row in rows
        ],
    )  # fmt: skip
