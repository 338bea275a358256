"""Makes text from outside fit to be shown: nothing hidden, nothing that steers a terminal."""

from __future__ import annotations

import unicodedata

_HIDDEN = (
    *range(0x00, 0x20),
    *range(0x7F, 0xA0),
    0xAD,  # soft hyphen
    0x61C, 0x180E,
    *range(0x200B, 0x2010),  # zero width, left-to-right and right-to-left marks
    *range(0x2028, 0x202F),  # separators and bidirectional embeddings
    *range(0x2060, 0x2070),
    *range(0xD800, 0xE000),  # lone surrogates cannot be encoded
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),  # tags
)  # fmt: skip
_VISIBLE = {code: f"<U+{code:04X}>" for code in _HIDDEN} | {
    code: chr(0x2400 + code) for code in range(0x20)
}


def visible(text: str) -> str:
    """Return ``text`` on one line with control and bidirectional characters spelt out.

    ASCII controls become their pictures (ESC is ``␛``, a line feed ``␊``), the others ``<U+202E>``.
    """
    return text.translate(_VISIBLE)


def cells(text: str) -> int:
    """Return how many terminal cells ``text`` takes; Chinese characters take two."""
    return sum(_width(char) for char in text)


def shorten(text: str, limit: int) -> str:
    """Return ``text`` if it fits into ``limit`` cells, else its beginning and ``…``."""
    used = 0
    for place, char in enumerate(text):
        used += _width(char)
        if used > limit:
            return _within(text[:place], limit - 1) + "…"
        if place > limit:  # only characters without width
            return text[:place] + "…"
    return text


def wrap(text: str, limit: int) -> list[str]:
    """Return ``text`` broken into lines of at most ``limit`` cells.

    Breaks at spaces and between Chinese characters, but not before closing punctuation.
    """
    lines, line = [], ""
    for word in _words(text):
        if line and cells(line + word.rstrip()) > limit:
            lines.append(line.rstrip())
            line = ""
        line += word if line else word.lstrip()
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _words(text: str) -> list[str]:
    words: list[str] = []
    for char in text:
        joins = words and (
            (_width(char) == 1 and _width(words[-1][-1]) == 1 and words[-1][-1] != " ")
            or char in "，。；：、！？）》”」』〕】,.;:!?) "
            or words[-1][-1] in "（《“「『〔【("
        )
        if joins:
            words[-1] += char
        else:
            words.append(char)
    return words


def _within(text: str, limit: int) -> str:
    while cells(text) > limit:
        text = text[:-1]
    return text


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
