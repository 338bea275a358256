"""Whether a span has the place of a mark: in a line or brackets of its own, or heading a line."""

from __future__ import annotations

_OPENING, _CLOSING = "(（[{【〔「『<〈", ")）]}】〕」』>〉"
_LIGHT = " \t(（[{【〔「『<〈)）]}】〕」』>〉*★☆:;,.!、，。；：！·-—_\"'“”‘’"
"""What may stand beside a mark in its line."""
_FARTHEST = 8
"""How many such characters."""
_HEAD = 300
"""Characters of a text that are its head."""


def stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` fills a line or a pair of brackets."""
    left = start > 0 and text[start - 1] in _OPENING
    right = end < len(text) and text[end] in _CLOSING
    if left and right:
        return True
    return _begins_line(text, start) and _ends_line(text, end)


def heads_line(text: str, start: int, end: int) -> bool:
    """Return whether the span stands alone, or begins a line near the start of ``text``."""
    return (start < _HEAD and _begins_line(text, start)) or stands_alone(text, start, end)


def _begins_line(text: str, start: int) -> bool:
    place = start
    while place > 0 and start - place < _FARTHEST and text[place - 1] in _LIGHT:
        place -= 1
    return place == 0 or text[place - 1] == "\n"


def _ends_line(text: str, end: int) -> bool:
    place = end
    while place < len(text) and place - end < _FARTHEST and text[place] in _LIGHT:
        place += 1
    return place == len(text) or text[place] == "\n"
