"""Cells and small lexicons for the tests."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from disclosure_audit.lexicons import Compiled, compile_terms
from disclosure_audit.lexicons.load import read_lexicon
from disclosure_audit.scanner.folding import fold
from disclosure_audit.spans import CELLS

HEAD = 'name = "ours"\nversion = "1"\n'


def cells(*texts: str, field: str = "title") -> pl.DataFrame:
    """Return the texts, folded, as cells."""
    folded = fold(pl.Series(texts, dtype=pl.String))
    return pl.DataFrame(
        {
            "cell": range(len(texts)),
            "side": ["catalog"] * len(texts),
            "field": [field] * len(texts),
            "folded": folded,
        },
        schema=CELLS,
    )


def written(folder: Path, body: str, head: str = HEAD) -> Path:
    """Return the path of a lexicon's file with this text."""
    path = folder / "ours.toml"
    path.write_text(head + body, encoding="utf-8")
    return path


def compiled(folder: Path, *terms: str, more: str = "") -> Compiled:
    """Return a lexicon of these terms, each with the lines ``more``."""
    body = "".join(f'[[term]]\nterm = "{term}"\ncategory = "project"\n{more}\n' for term in terms)
    return compile_terms([read_lexicon(written(folder, body))], fold)
