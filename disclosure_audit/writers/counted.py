"""Which findings a format that fits only some of them tells of, and how it tells of the rest."""

from __future__ import annotations

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.paper import Paper

MORE = Text("+{n:,} more findings, not listed here", "另有 {n:,} 个问题未在此列出")


def blaming(paper: Paper) -> pl.DataFrame:
    """Return the findings that stand and that the baseline does not hold, worst first."""
    return paper.counted.filter(~pl.col("is_known").fill_null(value=False))


def standing_first(paper: Paper) -> pl.DataFrame:
    """Return all findings: worst first those that stand, then those that reviewers settled."""
    stands = pl.col("status").is_in(["open", "confirmed"])
    return pl.concat([paper.findings.filter(stands), paper.findings.filter(~stands)])


def say_more(n: int, lang: Lang) -> str:
    """Return the line that stands for ``n`` findings that had no room."""
    return MORE.to(lang, n=n)


def cut(text: str, limit: int) -> str:
    """Return ``text``, of a longer one its beginning and ``…``."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
