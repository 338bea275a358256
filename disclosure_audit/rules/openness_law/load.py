"""The tables of words, as expressions over a frame of records."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

REVISED_ON = dt.date(2019, 5, 15)
"""The day on which the revised regulation came into force (2019 regulation art. 56)."""
_HERE = Path(__file__).resolve().parent
_GAP = ".{0,40}"
"""What ``*`` stands for: more would join words of different phrases."""


@dataclass(frozen=True, slots=True)
class Head:
    """One head of what must be published: its provisions, and the words that tell it."""

    provision: str
    before: str
    """The provision of the 2007 regulation; empty where it had none."""
    confidence: str
    words: tuple[str, ...]
    exceptions: tuple[str, ...]


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


def pattern(words: Iterable[str]) -> str:
    """Return the expression that finds any of ``words``, whatever the case; ``*`` is any text."""
    parts = (_GAP.join(map(re.escape, word.split("*"))) for word in words)
    return f"(?i)(?:{'|'.join(parts)})"


def has_any(cell: pl.Expr, words: Iterable[str]) -> pl.Expr:
    """Return whether a cell has any of ``words``, as :func:`pattern` finds them.

    Words without ``*`` are looked for all at once (Aho and Corasick 1975), which costs a tenth.
    """
    words = list(words)
    plain = [word for word in words if "*" not in word]
    gapped = [word for word in words if "*" in word]
    found = [cell.str.contains_any(plain, ascii_case_insensitive=True)] if plain else []
    found += [cell.str.contains(pattern(gapped))] if gapped else []
    return pl.any_horizontal(found)


def hints(words: Iterable[str]) -> list[str]:
    """Return strings of which every cell that has any of ``words`` holds one."""
    return sorted({max(word.split("*"), key=len) for word in words})


def regulation() -> pl.Expr:
    """Return which regulation a record falls under by the day it was made: ``2007`` or ``2019``.

    A record without a date falls under the one in force.
    """
    is_old = (pl.col("issued_on") < REVISED_ON).fill_null(value=False)
    return pl.when(is_old).then(pl.lit("2007")).otherwise(pl.lit("2019"))


def ground(reason: str, own: Mapping[str, tuple[str, ...]]) -> pl.Expr:
    """Return the provision that the reason in column ``reason`` rests on, null if on none.

    ``own`` are further words by the provision they stand for; they hold under either regulation.
    """
    cell = pl.col(reason)
    found = [
        pl.when(regulation() == row["regulation"], has_any(cell, row["words"]))
        .then(pl.lit(row["provision"]))
        for row in _table("grounds")["ground"]
    ]  # fmt: skip
    found += [
        pl.when(has_any(cell, words)).then(pl.lit(provision))
        for provision, words in sorted(own.items())
        if words
    ]
    return pl.coalesce(found)


def heads(own: Mapping[str, tuple[str, ...]]) -> tuple[Head, ...]:
    """Return the heads of what must be published, the office's own last."""
    bundled = (
        Head(row["provision"], row["before"], row["confidence"], tuple(row["words"]), tuple(row["except"]))
        for row in _table("proactive")["head"]
    )  # fmt: skip
    mine = (Head(name, name, "medium", words, ()) for name, words in sorted(own.items()) if words)
    return (*bundled, *mine)


def process_words() -> tuple[str, ...]:
    """Return the words of what is no outcome yet: drafts, letters, requests."""
    return tuple(_table("proactive")["process"])
