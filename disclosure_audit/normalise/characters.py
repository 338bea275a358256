"""Characters that differ on the screen or not at all, but never in meaning."""

from __future__ import annotations

import re
import unicodedata

import polars as pl

HAN = "㐀-䶿一-鿿〇"
"""Han characters and the ideographic zero, to stand inside a character class."""

INVISIBLE = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\x00-\x08\x0e-\x1f"
)
"""Zero-width, directional and control characters (white space not among them), for a class.

NFKC keeps them all, so they are taken out separately."""

_TAGS = r"</?[A-Za-z][^<>]{0,80}>|&(?:nbsp|ensp|emsp|thinsp|#160|#12288|#8203);"
_DASHES = "‐‑‒–—―−﹣－"
_PLACEHOLDERS = (
    "", "无", "暂无", "没有", "空", "不详", "未知", "无文号", "无字号", "暂无文号", "未编号",
    "none", "null", "nan", "n/a", "na", "nil", "unknown", "#n/a",
)  # fmt: skip

_invisible = re.compile(f"[{INVISIBLE}]")
_tags = re.compile(_TAGS)
_dashes = re.compile(f"[{_DASHES}]")
_words = re.compile(f"[^{HAN}A-Za-z0-9]+")


def fold_characters(column: pl.Expr) -> pl.Expr:
    """Return ``column`` (String) without tags and invisible characters, in NFKC, dashes as ``-``.

    Full-width letters and digits become ASCII; white space stays (U+3000 and U+00A0 become a
    plain space). Brackets keep their kind except that full-width ones become ASCII.
    """
    return (
        column.str.replace_all(_TAGS, " ")
        .str.normalize("NFKC")
        .str.replace_all(f"[{INVISIBLE}]", "")
        .str.replace_all(f"[{_DASHES}]", "-")
    )


def fold_text(text: str) -> str:
    """Return what :func:`fold_characters` makes of a single cell."""
    folded = unicodedata.normalize("NFKC", _tags.sub(" ", text))
    return _dashes.sub("-", _invisible.sub("", folded))


def is_placeholder(text: str) -> bool:
    """Whether a cell stands for an empty one: ``无``, ``/``, ``—``, ``none``, or nothing but signs."""
    if len(text) > 40:
        return False
    bare = fold_text(text).strip().lower()
    return bare in _PLACEHOLDERS or _words.sub("", bare) in _PLACEHOLDERS
