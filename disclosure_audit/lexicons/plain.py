"""Terms as the folded texts would have them, where no other folding is given."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"(?<=[㐀-䶿一-鿿豈-﫿〇])[^\S\n]+")
_BLANK = re.compile(r"[^\S\n ]")
_WIDE, _NARROW = "，：；！？（）", ",:;!?()"
_NARROWED, _WIDENED = str.maketrans(_WIDE, _NARROW), str.maketrans(_NARROW, _WIDE)


def plain(term: str) -> str:
    """Return ``term`` in compatibility form (NFKC), lower case, without blanks after Han characters.

    Full-width punctuation that Chinese is written with stays, as it does in the texts.
    Terms written in simplified characters come out as the folding of the texts makes them, but for
    the case, which the search ignores in ASCII letters.
    """
    text = "".join(
        char if char in _WIDE else unicodedata.normalize("NFKC", char) for char in term.strip()
    )
    return _BLANK.sub(" ", _BLANKS.sub("", text)).lower()


def widths(key: str) -> tuple[str, ...]:
    """Return ``key`` with its punctuation as it is, half and full width, once each."""
    return tuple(dict.fromkeys((key, key.translate(_NARROWED), key.translate(_WIDENED))))
