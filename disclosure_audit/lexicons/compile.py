"""Makes of lexicons what texts can be searched with."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from disclosure_audit.lexicons.model import Entry, Lexicon
from disclosure_audit.lexicons.plain import plain, widths

Fold = Callable[[pl.Series], pl.Series]
SHARED = -1
"""Owner of the harmless phrases that hold for every term."""
_SHARED_FILE = Path(__file__).parent / "data" / "shared" / "contexts.toml"

TERMS = {
    "entry": pl.Int64,
    "key": pl.String,
    "term": pl.String,
    "category": pl.String,
    "severity": pl.String,
    "rank": pl.UInt8,
    "secret": pl.Boolean,
    "where": pl.String,
    "shape": pl.String,
    "words": pl.Boolean,
    "in_names": pl.Boolean,
}
"""One row per spelling; ``key`` is the folded spelling in lower case, ``entry`` numbers the terms,
``rank`` orders the severities."""
PHRASES = {"owner": pl.Int64, "key": pl.String}
"""Harmless phrases; ``owner`` is the entry that they belong to, or ``SHARED``."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """Terms to search for. ``terms`` has the columns ``TERMS``, ``phrases`` those of ``PHRASES``."""

    terms: pl.DataFrame
    phrases: pl.DataFrame

    def only(self, *categories: str) -> Compiled:
        """Return the terms of these categories alone."""
        return Compiled(self.terms.filter(pl.col("category").is_in(categories)), self.phrases)

    def without(self, *categories: str) -> Compiled:
        """Return the terms of all other categories."""
        return Compiled(self.terms.filter(~pl.col("category").is_in(categories)), self.phrases)


def compile_terms(lexicons: Iterable[Lexicon], fold: Fold | None = None) -> Compiled:
    """Return the terms of ``lexicons`` ready for the search.

    ``fold`` folds the terms as the texts are folded; without it :func:`plain` does, which is enough
    for terms in simplified characters. Where two lexicons have one term, the later one counts: an
    office's own lexicon overrides a bundled one.
    """
    lexicons = list(lexicons)
    entries = [entry for lexicon in lexicons for entry in lexicon.terms]
    shared = [*_shared_phrases(), *(phrase for each in lexicons for phrase in each.harmless)]
    terms = [
        row for number, entry in enumerate(entries) for row in _rows(number, entry)
    ]  # fmt: skip
    phrases = [(SHARED, phrase) for phrase in shared] + [
        (number, phrase) for number, entry in enumerate(entries) for phrase in entry.harmless
    ]
    return Compiled(
        _keyed(pl.DataFrame(terms, schema=TERMS, orient="row"), fold)
        .unique("key", keep="last", maintain_order=True),
        _keyed(pl.DataFrame(phrases, schema=PHRASES, orient="row"), fold).unique(
            maintain_order=True
        ),
    )  # fmt: skip


def _rows(number: int, entry: Entry) -> list[tuple[object, ...]]:
    return [
        (
            number, spelling, entry.term, entry.category, str(entry.severity), entry.severity.rank,
            entry.secret, entry.where, entry.shape, entry.words, entry.in_names,
        )
        for spelling in entry.spellings
    ]  # fmt: skip


def _keyed(frame: pl.DataFrame, fold: Fold | None) -> pl.DataFrame:
    """Return ``frame`` with its ``key`` folded, one row per width; what is empty is left out."""
    folded = fold(frame["key"]) if fold and frame.height else frame["key"]
    keys = pl.Series("key", [widths(plain(text)) for text in folded], dtype=pl.List(pl.String))
    return frame.with_columns(keys).explode("key").filter(pl.col("key") != "")


@cache
def _shared() -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(_SHARED_FILE.read_text(encoding="utf-8"))["shared"]
    return table


def _shared_phrases() -> list[str]:
    return _shared()["harmless"]


def negations() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that negate whatever follows, and those that only deny a secret."""
    shared = _shared()
    return tuple(shared["negations"]), tuple(shared["not_secret"])
