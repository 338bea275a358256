"""Passport numbers, which are believed only beside a word that names a passport."""

from __future__ import annotations

import re

from disclosure_audit.scanner.identifiers.checks import is_chinese_passport
from disclosure_audit.scanner.identifiers.found import Found
from disclosure_audit.scanner.identifiers.labels import (
    NOTHING,
    OTHER,
    PASSPORT,
    label_number,
)

_WORD = re.compile("(?i)护照|passport")
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:[A-Za-z]{1,2}[ \-\n]?|(?=1[45]))[0-9](?:[ \-\n]?[0-9]){6,8}(?![0-9A-Za-z*])"
)


def find_passports(text: str) -> list[Found]:
    """Return the passport numbers in ``text``: of Chinese form, or right beside the word.

    Numbers follow ICAO Doc 9303: at most nine letters and digits.
    """
    if not _WORD.search(text):
        return []
    found = []
    previous = 0
    for match in _NUMBER.finditer(text):
        labels = label_number(text, match.start(), match.end(), (0, NOTHING))
        value = re.sub(r"[ \-\n]", "", match.group()).upper()
        chinese = is_chinese_passport(value)
        beside = labels.beside == PASSPORT
        follows = previous and re.fullmatch(r"[\s、，,和及]{1,3}", text[previous : match.start()])
        if len(value) > 10 or labels.beside == OTHER or not (chinese or beside):
            continue
        if not (labels.says(PASSPORT) or follows):
            continue
        previous = match.end()
        plain = len(value) == match.end() - match.start()
        because = ["shape"] if chinese else []
        because += ["keyword", "digits_run" if plain else "separators"]
        confidence = "high" if chinese else "medium"
        found.append(Found(match.start(), match.end(), "passport", value, confidence, because))
    return found
