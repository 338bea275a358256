"""What is wrong with a filter, where, and what could have been meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text

_LIKENESS = 60
"""Least likeness (0 to 100) of a word that is offered in place of an unknown one."""
_LONGEST_WORD = 30
_MOST_CHOICES = 24


class QueryError(UsageError):
    """A filter that cannot be understood. ``position`` counts characters of the text from 0."""

    def __init__(self, message: Text, position: int, hint: Text | None = None) -> None:
        super().__init__(message, hint)
        self.position = position


def shown(word: str) -> str:
    """Return a word of a filter as a message may show it."""
    return shorten(visible(word[: 2 * _LONGEST_WORD]), _LONGEST_WORD)


def nearest(word: str, choices: Iterable[str], most: int = 3) -> list[str]:
    """Return the choices most like ``word``, the likest first."""
    found = process.extract(
        word.casefold()[:_LONGEST_WORD],
        list(dict.fromkeys(choices)),
        scorer=fuzz.WRatio,
        limit=most,
        score_cutoff=_LIKENESS,
    )
    return [choice for choice, *_ in found]


def offer(word: str, choices: Sequence[Text], tail: Text | None = None) -> Text:
    """Return the hint for a wrong word: what it may have meant, and what there is to choose from."""
    by_word = {spelt.casefold(): text for text in choices for spelt in (text.en, text.zh)}
    meant = list(dict.fromkeys(by_word[near] for near in nearest(word, by_word)))
    en, zh = [], []
    if meant:
        en.append(f"did you mean {', '.join(text.en for text in meant)}?")
        zh.append(f"是否指：{'、'.join(text.zh for text in meant)}？")
    some = choices[:_MOST_CHOICES]
    more = len(some) < len(choices)
    en.append(f"there are: {', '.join(text.en for text in some)}{', …' if more else ''}")
    zh.append(f"可用：{'、'.join(text.zh for text in some)}{'……' if more else ''}")
    if tail:
        en.append(tail.en)
        zh.append(tail.zh)
    return Text("; ".join(en), "；".join(zh))
