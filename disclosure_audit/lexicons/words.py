"""Whether a span begins and ends where words do.

Chinese is written without blanks: 机密 stands in 计算机密码 and means nothing there. A dictionary
segmenter (the most probable chain of words) says where words end. It is asked about the
neighbourhood of a hit only, and without its guesses at unknown words: an invented word must not
hide a term.
"""

from __future__ import annotations

import re
from functools import lru_cache

_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿〇]")
_HANS = re.compile(r"[㐀-䶿一-鿿豈-﫿〇]*")
_REACH = 24
"""Characters on each side that are segmented along with a hit."""
_LONG = 6
"""Characters from which on a term stands in no text by the accident of two neighbours."""
_WORD = 2
"""Characters from which on a piece of a word may be a word itself."""


def crosses_words(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` is cut out of other words.

    Both borders must be borders of words, or divide a compound into words: 机密 is a word in
    机密文件 and in 机密件, 部队 is none in 干部队伍. A long term is believed without.
    """
    if _inside_latin(text, start) or _inside_latin(text, end):
        return True
    if end - start >= _LONG or not (_joins_han(text, start) or _joins_han(text, end)):
        return False
    before, after = text[max(0, start - _REACH) : start][::-1], text[end : end + _REACH]
    first = start - _run(before)
    around = text[first : end + _run(after)]
    borders = word_borders(around)
    start, end = start - first, end - first
    return not (
        (start in borders or _divides(around, start, borders, both=True))
        and (end in borders or _divides(around, end, borders, both=False))
    )


def _divides(text: str, place: int, borders: frozenset[int], *, both: bool) -> bool:
    """Return whether the word around ``place`` falls into a word before it and, if ``both``, after.

    What is left after the end of a term may be an ending (件, 级, 室).
    """
    import rjieba

    left = text[max(border for border in borders if border < place) : place]
    right = text[place : min(border for border in borders if border > place)]
    pieces = (left, right) if both else (left,)
    return all(len(piece) >= _WORD and rjieba.has_word(piece) for piece in pieces)


@lru_cache(maxsize=4096)
def word_borders(text: str) -> frozenset[int]:
    """Return the offsets at which the words of ``text`` begin and end."""
    import rjieba  # 0.1 s to load its dictionary; most runs have no hit that asks for it

    borders, place = {0}, 0
    for word in rjieba.cut(text, False):
        place += len(word)
        borders.add(place)
    return frozenset(borders)


def _run(text: str) -> int:
    """Return how many Han characters ``text`` begins with."""
    found = _HANS.match(text)
    return found.end() if found else 0


def _joins_han(text: str, place: int) -> bool:
    return bool(0 < place < len(text) and _HAN.match(text[place - 1]) and _HAN.match(text[place]))


def _inside_latin(text: str, place: int) -> bool:
    """Return whether a run of Latin letters, or of digits, goes on over ``place``."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    letters = before.isalpha() and after.isalpha() and not _HAN.match(before + after)
    both_latin = letters and not _HAN.match(after) and before.isascii() and after.isascii()
    return both_latin or (before.isdigit() and after.isdigit())
