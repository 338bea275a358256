"""Titles and terms for the measurement of throughput."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from benchmarks.synthetic import make_population

_SYNTHETIC = 10_000
_SEED = 1
_LENGTHS = (4, 5, 6)
_HAN_ONLY = re.compile(r"[一-鿿]+")
_KNOWN_SHARE = 100
"""One term in so many occurs in the titles."""
_LEAST_KNOWN = 3
_RARE = 3
"""Titles that a term which occurs may stand in; one that stands in all is no term."""
_TRIES = 1000
"""Draws for each term before the titles are held to be too few."""


def read_titles(catalogs: Sequence[Path]) -> pl.Series:
    """Return the distinct titles of the catalogs in their order; made-up ones without catalogs."""
    if catalogs:
        frames = [pl.read_csv(path, columns=["title"], infer_schema=False) for path in catalogs]
    else:
        frames = [make_population(_SYNTHETIC, _SEED).select("title")]
    return pl.concat(frames)["title"].drop_nulls().unique(maintain_order=True)


def repeat_titles(titles: pl.Series, count: int) -> pl.Series:
    """Return ``count`` distinct titles: those given, over and over, each time with another number."""
    place = pl.int_range(count, eager=True)
    numbered = pl.DataFrame(
        {"title": titles.gather(place % titles.len()), "number": place // titles.len() + 1}
    )
    return numbered.select(pl.format("{}（第{}号）", "title", "number").alias("title")).to_series()


def make_terms(titles: pl.Series, count: int) -> tuple[str, ...]:
    """Return ``count`` distinct terms of four to six Chinese characters, the same every time.

    Most are made of two halves that stand in different titles and occur in no title; one in
    hundred, but three at least, occur in one to three titles.
    """
    draw = random.Random(_SEED)
    texts = [text for text in titles.to_list() if len(text) > max(_LENGTHS)]
    whole = "\n".join(texts)
    grams = {text[at : at + n] for text in texts for n in _LENGTHS for at in range(len(text))}
    known = max(_LEAST_KNOWN, count // _KNOWN_SHARE)
    terms: dict[str, None] = {}
    for _ in range(_TRIES * count):
        if len(terms) == count:
            return tuple(terms)
        size = draw.choice(_LENGTHS)
        if len(terms) < known:
            term = _cut(draw.choice(texts), size, draw)
            fits = whole.count(term) <= _RARE
        else:
            half = size // 2
            term = "".join(_cut(draw.choice(texts), n, draw) for n in (half, size - half))
            fits = term not in grams
        if fits and _HAN_ONLY.fullmatch(term):
            terms[term] = None
    raise ValueError(f"{len(texts)} titles are too few for {count} terms")


def write_lexicon(terms: Sequence[str], path: Path) -> Path:
    """Write ``terms`` as a lexicon file and return where."""
    lines = ['name = "benchmark"', 'version = "1"']
    lines += [f'[[term]]\nterm = "{term}"\ncategory = "benchmark"' for term in terms]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _cut(text: str, size: int, draw: random.Random) -> str:
    at = draw.randrange(len(text) - size)
    return text[at : at + size]
