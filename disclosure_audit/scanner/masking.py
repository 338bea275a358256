"""Blots out, in any text that is shown, what looks like a secret: the last safety net.

What a scan finds in the records is masked by its place (:mod:`disclosure_audit.scanner.redaction`).
Headers, file names, arguments and messages are no records, and still may hold what a record does: a
list without headers has its first record in their place. Here the shape alone decides, checked no
further than it takes to let dates, hashes and document numbers through, and a number too many is
masked rather than one too few. Nothing here needs more than the standard library, so that even the
module that prints errors can afford it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from disclosure_audit.scanner import mark_shapes

Span = tuple[int, int]

_HAN = dict(zip("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00123456789123456789", strict=True))
_GAP = r"(?:[\s\-‐-―－.·・•\xad\u200b-\u200f\u2060-\u2064\ufeff]|[␀-␟]|<U\+[0-9A-F]{4,5}>){1,3}"
"""What may stand between two groups of digits; also as messages spell out hidden characters."""
_DIGITS = rf"(?:\d+|[{''.join(_HAN)}]+)"
_RUN = re.compile(rf"{_DIGITS}(?:(?:{_GAP})?{_DIGITS})*(?:(?:{_GAP})?[XxＸｘ](?![A-Za-z]))?")
_GROUP = re.compile(rf"<U\+\w+>|({_DIGITS}|[XxＸｘ]$)")
_CUT = re.compile(rf"(?:\d(?:{_GAP})?){{5,40}}(?=…)")
"""The beginning of a number that a message has cut short."""

_PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_MOBILE = re.compile(r"(?:(?:00)?86)?1[3-9]\d{9}")
_RESIDENT_ID = re.compile(
    rf"{_PROVINCE}\d{{4}}(?:(?:18|19|20)\d\d{_MONTH_AND_DAY}\d{{3}}[\dX]|\d\d{_MONTH_AND_DAY}\d{{3}})"
)
"""GB 11643, and the form of 15 digits before it. The check digit is not asked: a mistyped number is
a person's too."""
_CARD = re.compile(r"(?:62|60|9\d|[345]\d)\d{11,17}")
"""ISO/IEC 7812, with the digits that cards of banks begin with; the check digit is."""
_SHORTEST, _LONGEST = 11, 19
_PASSPORT = re.compile(
    r"(?:护照|護照|passport)[^0-9\n]{0,12}?([A-ZＡ-Ｚ]{1,2}\d{7,8})", re.IGNORECASE
)


def blot(text: str, terms: Iterable[str] = ()) -> str:
    """Return ``text`` with what looks like a mark or an identifier blotted out, and each of ``terms``.

    Every character of a span becomes ``█``, so that the length stays. Terms are found whatever their
    width and case, and with blank or invisible characters among their own.
    """
    marked = mark_shapes.blot(text)
    spans = [*_numbers(marked), *_passports(marked), *_places(marked, terms)]
    return mark_shapes.blot(marked, spans) if spans else marked


def _numbers(text: str) -> Iterator[Span]:
    """Yield where numbers stand that look like a person's, whole groups of digits only."""
    for run in _RUN.finditer(text):
        groups = [
            (run.start() + group.start(), run.start() + group.end(), _plain(group[0]))
            for group in _GROUP.finditer(run[0])
            if group[1]
        ]
        for first, (start, _, _) in enumerate(groups):
            number = ""
            for _, end, digits in groups[first:]:
                number += digits
                if len(number) > _LONGEST:
                    break
                if len(number) >= _SHORTEST and _is_identifier(number):
                    yield start, end
    if "…" in text:
        yield from (found.span() for found in _CUT.finditer(text))


def _plain(digits: str) -> str:
    """Return ``digits`` of any script as ASCII."""
    return "".join(_HAN.get(char) or str(unicodedata.decimal(char, "X")) for char in digits)


def _is_identifier(number: str) -> bool:
    return bool(
        _MOBILE.fullmatch(number)
        or _RESIDENT_ID.fullmatch(number)
        or (_CARD.fullmatch(number) and _passes_luhn(number))
    )


def _passes_luhn(number: str) -> bool:
    """Return whether the check digit is right (ISO/IEC 7812-1, annex B)."""
    digits = [int(char) for char in reversed(number)]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0


def _passports(text: str) -> Iterator[Span]:
    yield from (found.span(1) for found in _PASSPORT.finditer(text))


def _places(text: str, terms: Iterable[str]) -> Iterator[Span]:
    """Yield where ``terms`` stand."""
    wanted = {folded for term in terms if (folded := _folded(term)[0])}
    if not wanted:
        return
    folded, origins = _folded(text)
    for term in wanted:
        start = folded.find(term)
        while start >= 0:
            end = start + len(term)
            yield origins[start], origins[end - 1] + 1
            start = folded.find(term, end)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return ``text`` without differences of width and case, blanks and invisible characters, and
    for each character where it came from."""
    chars: list[str] = []
    origins: list[int] = []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFKC", char).casefold():
            if not part.isspace() and unicodedata.category(part) not in ("Cf", "Cc"):
                chars.append(part)
                origins.append(place)
    return "".join(chars), origins
