"""Draws with ASCII whatever is drawn that is neither a letter nor Chinese.

Every line of every screen goes through this one filter, Textual's own borders, scrollbars, ellipses
and notices included; so no screen can forget it. Each sign takes as many cells as before.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_KNOWN = {
    "…": "~", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "·": ".", "•": "*",
    "−": "-", "×": "x", "÷": "/", "≥": ">", "≤": "<", "≠": "#", "±": "~", "√": "v",
    "✓": "C", "✗": "D", "⚑": "!", "✎": "n",
    "▲": "^", "▼": "v", "△": "^", "▽": "v", "◀": "<", "▶": ">", "◁": "<", "▷": ">",
    "░": ".", "▒": ":", "▓": "#", "█": "#",
    "\xa0": " ",
}  # fmt: skip
_UPRIGHT = frozenset("│┃╎╏┆┇┊┋║╵╷╹╻╽╿▌▐▍▋▊▎▏▕")
_LEVEL = frozenset("─━╌╍┄┅┈┉═╴╶╸╺╼╾")
_EDGES = frozenset("▔▁▂▃▄▅▆▇▀")
"""Parts of a cell: the ends of a scrollbar, the edges of a box."""


class OnlyAscii(LineFilter):
    """Replaces lines, blocks, arrows and typographic signs; letters of any script stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - the protocol's
        """Return the segments, each as wide as it was."""
        return [
            segment if segment.control or segment.text.isascii()
            else Segment(to_ascii(segment.text), segment.style, segment.control)
            for segment in segments
        ]  # fmt: skip


def to_ascii(text: str) -> str:
    """Return ``text`` with its signs in ASCII and its letters as they are."""
    return text if text.isascii() else "".join(map(_sign, text))


@lru_cache(maxsize=4096)
def _sign(char: str) -> str:
    if char.isascii() or unicodedata.category(char)[0] in "LMN":
        return char
    if char in _KNOWN:
        return _KNOWN[char]
    if char in _UPRIGHT:
        return "|"
    if char in _LEVEL:
        return "-"
    if char in _EDGES:
        return " "
    if "\u2500" <= char <= "\u257f":  # corners and crossings
        return "+"
    width = cell_len(char)
    if width == 0:
        return ""
    if width > 1:  # what is typed with Chinese stays; an emoji does not
        return char if "\u3000" <= char <= "\u33ff" or "\uff00" <= char <= "\uffef" else "* "
    if "\u2190" <= char <= "\u21ff":
        return ">"
    return "?" if "\u2400" <= char <= "\u243f" else "*"
