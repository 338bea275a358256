"""Sentences whose personal identifiers are labelled, one JSON object per line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from benchmarks.scanner.spans import spans_of

LABELS = {
    "phone": "mobile",
    "id_number": "resident_id",
    "bank_card": "bank_card",
    "passport": "passport",
}
"""Label of the file -> kind; other labels (names, addresses) are not ours to find."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts, and the spans in them that are to be found (``benchmarks.scanner.spans.SPANS``)."""

    name: str
    texts: tuple[str, ...]
    labels: pl.DataFrame
    forms: tuple[str, ...] = ()
    """How the identifiers of each text are written, if that was chosen."""


def read_labelled(path: Path) -> Labelled:
    """Return the sentences of a JSON Lines file: ``text``, ``entities`` (type, start, end)."""
    texts: list[str] = []
    found: list[tuple[int, int, int, str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        sentence = json.loads(line)
        text = sentence["text"]
        for entity in sentence["entities"]:
            if entity["type"] in LABELS:
                start, end = entity["start"], entity["end"]
                found.append((len(texts), start, end, LABELS[entity["type"]], text[start:end]))
        texts.append(text)
    return Labelled(path.stem, tuple(texts), spans_of(found))
