"""What each single character is folded to; characters that stay as they are have no entry.

An entry is the character's own NFKC form (Unicode Standard Annex 15), of which every part is then
dropped, made a blank or a line break, or brought to its simplified form. Excepted are full-width
punctuation of ordinary Chinese text, since nearly every title has some, and circled numbers, since
a list's ``①`` would otherwise run together with the number that follows it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from disclosure_audit.scanner.folding_han import SIMPLIFIED, TRADITIONAL

KEPT = "，：；！？（）" + "".join(map(chr, range(0x2460, 0x2474))) + "⓪"
"""Characters that NFKC would change and the fold does not."""

HAN = "々〇㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003fffd"
"""Han characters, to stand inside a character class."""

LOOK_ALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеорсухіјѕԁһԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXaeopcyxijsdhqw" + "ABEZHIKMNOPTYXo",
        strict=True,
    )
)
"""Cyrillic and Greek letters that look like a Latin one (Unicode Technical Standard 39)."""

_COMPATIBLE = (
    (0xA0, 0x678), (0x958, 0xB5D), (0xE33, 0x10FC), (0x1D2C, 0x24EA), (0x2A0C, 0x33FF),
    (0xA69C, 0xA7F9), (0xAB5C, 0xAB69), (0xF900, 0xFFEE), (0x10781, 0x107BA), (0x1CCD6, 0x1CCF9),
    (0x1D15E, 0x1D1C0), (0x1D400, 0x1D7FF), (0x1E030, 0x1E06D), (0x1EE00, 0x1EEBB),
    (0x1F100, 0x1F251), (0x1FBF0, 0x1FBF9), (0x2F800, 0x2FA1D),
)  # fmt: skip
"""Where the characters stand that NFKC changes by themselves; a test compares with all of Unicode."""

_DROPPED = (
    (0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F),
    (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)  # fmt: skip
"""Controls, and what Unicode calls ``Default_Ignorable_Code_Point`` or marks as interlinear."""

_LINE_BREAKS = "\x0b\x0c\r\x85\u2028\u2029"
_BLANKS = "\t\u1680"


@cache
def fold_table() -> dict[str, str]:
    """Return the folded form of every character that folding changes by itself."""
    parts = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))
    parts |= dict.fromkeys(_characters(_DROPPED), "")
    parts |= dict.fromkeys(_LINE_BREAKS, "\n") | dict.fromkeys(_BLANKS, " ")
    table = dict(parts)
    for character in _characters(_COMPATIBLE):
        plain = unicodedata.normalize("NFKC", character)
        if plain != character and character not in parts:
            table[character] = "".join(parts.get(part, part) for part in plain)
    return {key: value for key, value in table.items() if key not in KEPT}


def in_class(characters: Iterable[str]) -> str:
    """Return ``characters`` as ranges of a character class, escaped for Polars."""
    ranges: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(rf"\x{{{first:x}}}-\x{{{last:x}}}" for first, last in ranges)


def _characters(ranges: Iterable[tuple[int, int]]) -> Iterator[str]:
    for first, last in ranges:
        yield from map(chr, range(first, last + 1))
