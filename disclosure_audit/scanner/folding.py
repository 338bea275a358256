"""Folds texts so that a disguise hides nothing, with a way back to the original characters.

Folding goes character by character, so that each folded one comes from exactly one original:

1. NFKC (width, compatibility forms), traditional to simplified Han, every kind of blank to ``" "``,
   every kind of line break to ``"\\n"``; zero-width, directional and control characters are dropped
   (:mod:`disclosure_audit.scanner.folding_table`).
2. Blanks after a Han character are dropped: ``机　密`` is 机密. Line breaks stay.
3. Cyrillic and Greek letters that look like Latin ones become those, except in a word of such a
   script: a run of letters, none of them Latin, with one that resembles no Latin letter.

Letter case, Chinese digits, ``★☆``, circled numbers and full-width ``，：；！？（）`` stay.
"""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from disclosure_audit.scanner.folding_table import HAN, LOOK_ALIKES, fold_table, in_class

_FOREIGN = "\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff"
_LETTERS = rf"A-Za-z{_FOREIGN}"
_RESEMBLES = "".join(LOOK_ALIKES)
_BLANKS_AFTER_HAN = rf"([{HAN}]) +"
_PIECES = rf"[{_LETTERS}]+|[^{_LETTERS}]+"

_foreign = re.compile(f"[{_FOREIGN}]")
_han = re.compile(f"[{HAN}]")
_run = re.compile(f"[{_LETTERS}]+")
_latin = re.compile("[A-Za-z]")
_unlike = re.compile(f"(?![{_RESEMBLES}])[{_FOREIGN}]")


def fold(texts: pl.Series) -> pl.Series:
    """Return the folded texts (String) under their name; null stays null.

    Texts that need nothing are only looked at; the others are folded by Polars, none in Python.
    """
    hit = texts.str.contains(_needs_folding()).fill_null(value=False)
    if not hit.any():
        return texts
    rows = hit.arg_true()
    folded = _fold_all(texts.gather(rows))
    # `scatter` writes in place: the original stays as it was.
    return texts.clone().scatter(rows, folded)


def fold_back(text: str) -> tuple[str, list[int]]:
    """Return ``text`` folded, and for each folded character the index of the one it came from."""
    table = fold_table()
    folded: list[str] = []
    origins: list[int] = []
    after_han = False
    for index, character in enumerate(text):
        if character == "\r" and text.startswith("\n", index + 1):
            continue
        for part in table.get(character, character):
            if part == " " and after_han:
                continue
            folded.append(part)
            origins.append(index)
            after_han = _han.match(part) is not None
    plain = "".join(folded)
    return (_unmask_all(plain) if _foreign.search(plain) else plain), origins


@cache
def _needs_folding() -> str:
    return rf"[{in_class(fold_table())}{_FOREIGN}]|[{HAN}] "


def _fold_all(texts: pl.Series) -> pl.Series:
    table = fold_table()
    folded = (
        texts.to_frame("t")
        .select(
            pl.col("t")
            .str.replace_all("\r\n", "\n", literal=True)
            .str.replace_many(list(table), list(table.values()))
            .str.replace_all(_BLANKS_AFTER_HAN, "$1")
        )
        .to_series()
    )
    foreign = folded.str.contains(f"[{_FOREIGN}]").arg_true()
    return folded.scatter(foreign, _unmask(folded.gather(foreign))) if foreign.len() else folded


def _unmask(texts: pl.Series) -> pl.Series:
    """Replace the look-alikes in ``texts``, cut into runs of letters and what is between them."""
    piece = pl.col("piece")
    is_word = piece.str.contains(rf"[{_FOREIGN}--[{_RESEMBLES}]]") & ~piece.str.contains("[A-Za-z]")
    return (
        texts.to_frame("piece")
        .with_row_index("text")
        .with_columns(piece.str.extract_all(_PIECES))
        .explode("piece")
        .with_columns(pl.when(is_word).then(piece).otherwise(piece.str.replace_many(LOOK_ALIKES)))
        .group_by("text", maintain_order=True)
        .agg(piece.str.join(""))
        .sort("text")
        .get_column("piece")
    )


def _unmask_all(text: str) -> str:
    """Do for one text what :func:`_unmask` does for many."""

    def unmask(run: re.Match[str]) -> str:
        letters = run.group()
        if _unlike.search(letters) and not _latin.search(letters):
            return letters
        return letters.translate(_translation())

    return _run.sub(unmask, text)


@cache
def _translation() -> dict[int, str]:
    return str.maketrans(LOOK_ALIKES)
