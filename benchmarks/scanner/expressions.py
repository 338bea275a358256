"""Regular expressions as one would write them in an afternoon: plain ``re``, and Polars."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from benchmarks.scanner.spans import spans_of

IDENTIFIERS = {
    "mobile": r"(?<!\d)1[3-9]\d{9}(?!\d)",
    "resident_id": r"(?<!\d)\d{17}[\dXx](?!\d)",
    "bank_card": r"(?<!\d)\d{16}(?:\d{3})?(?!\d)",
    "passport": r"(?<![A-Za-z0-9])[EeGgDdSsPpHh]\d{8}(?!\d)",
}
"""What a search engine gives for the identifiers; digits only, no check digit."""
_BOUNDED = (
    r"(?:^|[^0-9])1[3-9][0-9]{9}(?:[^0-9]|$)",
    r"(?:^|[^0-9])[0-9]{17}[0-9Xx](?:[^0-9]|$)",
    r"(?:^|[^0-9])[0-9]{16}(?:[0-9]{3})?(?:[^0-9]|$)",
    r"(?:^|[^A-Za-z0-9])[EeGgDdSsPpHh][0-9]{8}(?:[^0-9]|$)",
)
"""The same for an engine without look-around (they can tell whether, not where)."""
_CHUNK = 500


def find_by_expression(texts: Iterable[str]) -> pl.DataFrame:
    """Return the identifiers that :data:`IDENTIFIERS` find (``benchmarks.scanner.spans.SPANS``)."""
    patterns = [(kind, re.compile(pattern, re.ASCII)) for kind, pattern in IDENTIFIERS.items()]
    return spans_of(
        (row, match.start(), match.end(), kind, match.group())
        for row, text in enumerate(texts)
        for kind, pattern in patterns
        for match in pattern.finditer(text)
    )


def time_re(titles: pl.Series, terms: Sequence[str], seconds: float) -> dict[str, Any]:
    """Search titles with one alternation of ``re`` for at most about ``seconds``.

    Returns ``outcome, titles`` (how many it got through), ``hits`` (titles with one) and
    ``seconds``.
    """
    pattern = re.compile("|".join([*_alternatives(terms), *IDENTIFIERS.values()]), re.ASCII)
    done = hits = 0
    start = time.perf_counter()
    for chunk in titles.to_frame().iter_slices(_CHUNK):
        texts = chunk.to_series().to_list()
        hits += sum(1 for text in texts if pattern.search(text))
        done += len(texts)
        if time.perf_counter() - start > seconds:
            break
    return {"outcome": "done", "titles": done, "hits": hits, "seconds": time.perf_counter() - start}


def time_polars(titles: pl.Series, terms: Sequence[str], _seconds: float) -> dict[str, Any]:
    """Search titles with two regular expressions of Polars; returns the same as :func:`time_re`.

    One is for the terms and one for the identifiers: an alternation of literals alone is searched
    for with an automaton of its own, which is far faster.
    """
    patterns = ["|".join(_alternatives(terms)), "|".join(_BOUNDED)]
    start = time.perf_counter()
    hit = [titles.str.contains(pattern) for pattern in patterns]
    seconds = time.perf_counter() - start
    hits = int((hit[0] | hit[1]).sum())
    return {"outcome": "done", "titles": titles.len(), "hits": hits, "seconds": seconds}


def _alternatives(terms: Sequence[str]) -> list[str]:
    """Return the terms as patterns, the longer ones first, for the first that fits is taken."""
    return [re.escape(term) for term in sorted(terms, key=len, reverse=True)]
