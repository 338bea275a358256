"""Text in plain signs: nothing hidden in it, letters and digits in their normal width."""

from __future__ import annotations

import polars as pl

HIDDEN = (
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u{ad}\u{200b}-\u{200f}\u{202a}-\u{202c}"
    r"\u{2060}-\u{2064}\u{feff}]"
)
"""Controls and signs without width that say nothing in Chinese or Latin text. Overrides of the
direction of writing (U+202D, U+202E) are not among them: with them in it, the text that is shown is
not the text that is stored, and which of the two is meant is for a person to say."""
_NEEDED = (
    r"[\u{202d}\u{202e}\u{2066}-\u{2069}\u{fe00}-\u{fe0f}\u{590}-\u{8ff}\u{900}-\u{109f}"
    r"\u{1780}-\u{18af}\u{a840}-\u{a87f}\u{1f000}-\u{1faff}]"
)
"""What tells that such signs may mean something: scripts that join or turn, emoji, overrides."""

_DIGITS_AND_LETTERS = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
_WIDE_ALNUM = {chr(code): chr(code - 0xFEE0) for code in _DIGITS_AND_LETTERS}
_WIDE_ASCII = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
WIDE_ASCII = "[！-～]"
WIDE_SPACE = r"[\u{3000}\u{a0}]"


def without_hidden(column: pl.Expr) -> pl.Expr:
    """Return the text without hidden signs, where these mean nothing."""
    return pl.when(column.str.contains(_NEEDED)).then(column).otherwise(
        column.str.replace_all(HIDDEN, "")
    )  # fmt: skip


def narrow_alnum(column: pl.Expr) -> pl.Expr:
    """Return the text with full-width letters and digits in normal width; signs stay."""
    return column.str.replace_many(_WIDE_ALNUM)


def narrow_ascii(column: pl.Expr) -> pl.Expr:
    """Return the text with all full-width ASCII in normal width, signs and space included.

    Only width changes: ``①`` and ``²`` are digits of another kind and stay.
    """
    return column.str.replace_many({**_WIDE_ASCII, "\u3000": " ", "\u00a0": " "})
