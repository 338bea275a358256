"""Looks for a text whatever its width and case, without folding what it is looked for in.

Folding a million titles takes a second; a pattern in which every character stands for all that fold
to it takes a tenth of one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

import polars as pl


def fold(text: str) -> str:
    """Return ``text`` in one width and case (NFKC, then case folding)."""
    return unicodedata.normalize("NFKC", text).casefold()


def contains(columns: Iterable[str], needle: str) -> pl.Expr:
    """Return whether one of the columns contains ``needle``; null does not. Boolean."""
    pattern = _pattern(needle)
    if pattern is None:
        found = [pl.col(name).str.contains(needle, literal=True) for name in columns]
    else:
        found = [pl.col(name).str.contains(pattern) for name in columns]
    return pl.any_horizontal(found).fill_null(value=False)


def equals(columns: Iterable[str], value: str) -> pl.Expr:
    """Return whether one of the columns is ``value``; null is not. Boolean."""
    pattern = _pattern(value)
    if pattern is None:
        found = [pl.col(name) == value for name in columns]
    else:
        found = [pl.col(name).str.contains(f"^(?:{pattern})$") for name in columns]
    return pl.any_horizontal(found).fill_null(value=False)


def begins(column: str, needle: str) -> pl.Expr:
    """Return whether the column begins with ``needle``; null does not. Boolean."""
    return pl.col(column).str.contains(f"^(?:{_always(needle)})").fill_null(value=False)


def _pattern(text: str) -> str | None:
    """Return the pattern that finds ``text``, ``None`` if only the very text folds to it."""
    normal = unicodedata.normalize("NFKC", text)
    if text == normal and all(len(_alike(char)) == 1 for char in text):
        return None
    return _always(text)


def _always(text: str) -> str:
    ways = dict.fromkeys((text, unicodedata.normalize("NFKC", text)))
    return "|".join("".join(map(_one, way)) for way in ways)


def _one(char: str) -> str:
    alike = _alike(char)
    inner = "".join(f"\\x{{{ord(each):x}}}" for each in alike)
    return inner if len(alike) == 1 else f"[{inner}]"


def _alike(char: str) -> tuple[str, ...]:
    """Return ``char`` and all characters that fold to the same."""
    return tuple(dict.fromkeys((char, *_by_fold().get(fold(char), ()))))


@cache
def _by_fold() -> dict[str, tuple[str, ...]]:
    """Return the characters of the basic plane by what they fold to, where several fold to one."""
    found: dict[str, list[str]] = {}
    for code in (*range(0xD800), *range(0xE000, 0x10000)):
        found.setdefault(fold(chr(code)), []).append(chr(code))
    return {folded: tuple(chars) for folded, chars in found.items() if len(chars) > 1}
