"""One header and what it means by itself, before the other headers of the file are looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz, process

from disclosure_audit.schema.aliases import Aliases, Meaning
from disclosure_audit.schema.columns import DATE_COLUMNS
from disclosure_audit.schema.folding import (
    clean,
    is_han,
    open_brackets,
    split_levels,
    split_scripts,
    squeeze,
)

How = Literal["alias", "trimmed", "close", "words", "pinyin"]
CONFIDENCE: dict[How, float] = {
    "alias": 1.0,
    "trimmed": 0.95,
    "close": 0.95,
    "words": 0.85,
    "pinyin": 0.9,
}

_HAN_CLOSE, _LATIN_CLOSE, _LATIN_DATE_CLOSE, _MARGIN = 80.0, 88.0, 94.0, 6.0
_LAST = 10_000
_NAMELESS = re.compile(r"^(?:unnamed|column|col|field|列|字段|f|_?c)?[\s_:]*\d*$", re.I)
_COPY = re.compile(r"(?:[_ .(]*(?:duplicated)?[_ .]*\d{1,2}\)?)$")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a header means: the meaning, how it was found, how sure that is."""

    meaning: Meaning
    how: How
    confidence: float
    yes_or_no: bool = False
    """The header says that its cells are yes or no: it is no date."""
    dated: bool = False
    """The header says that its cells are dates."""


def is_nameless(header: str) -> bool:
    """Return whether ``header`` is empty or was made up by a program (``Unnamed: 3``, ``列4``)."""
    return _NAMELESS.match(clean(header)) is not None


def is_date_text(text: str, aliases: Aliases) -> bool:
    """Return whether ``text`` ends like a date's header."""
    if is_han(text):
        return squeeze(text).endswith(aliases.date_tails)
    words = aliases.folder.words(text)
    return bool(words) and ("date" in words or words[-1] in {"on", "at", "when"})


def recognise(header: str, aliases: Aliases, *, guess: bool = True) -> Recognised | None:
    """Return what ``header`` means, or ``None`` when it is not known.

    Without ``guess`` only aliases count, whole or with a light addition: quick enough to be asked
    of every cell of a sheet's first rows.
    """
    cleaned = clean(header)
    outside, inside, yes_or_no = open_brackets(cleaned)
    yes_or_no = yes_or_no or header.strip().endswith(("?", "？"))
    for text, how in _readings(cleaned, outside, inside, aliases):
        meaning = aliases.find(text)
        if meaning is not None:
            return Recognised(meaning, how, CONFIDENCE[how], yes_or_no, is_date_text(text, aliases))
    base = outside or cleaned
    found = _find_trimmed(base, aliases)
    if found is None and guess:
        found = (
            _find_ending(base, aliases)
            or _find_by_words(base, aliases)
            or _find_close(base, aliases)
            or _find_other_date(base, aliases)
        )
    return replace(found, yes_or_no=yes_or_no) if found else None


def _readings(cleaned: str, outside: str, inside: str, aliases: Aliases) -> list[tuple[str, How]]:
    """Return the ways to read a header, best first: whole, without brackets, by its levels."""
    readings: list[tuple[str, How]] = [(cleaned, "alias")]
    if inside and outside and aliases.folder.key(outside) in aliases.generic:
        readings.append(
            (inside + " " + outside if not is_han(outside) else inside + outside, "alias")
        )
    readings.append((outside, "alias"))
    han, latin = split_scripts(outside)
    if han and latin and not re.search(r"[/\\>|\n_]", outside):
        readings += [(han, "alias"), (latin, "alias")]
    levels = split_levels(outside)
    if len(levels) > 1:
        *_, upper, last = levels
        if aliases.folder.key(last) in aliases.generic:
            joined = upper + last if is_han(upper + last) else f"{upper} {last}"
            readings.append((joined, "alias"))
            readings += [(t + last, "alias") for t in _trims(upper, aliases) if is_han(t)]
            readings += [(v + last, "trimmed") for v in aliases.verbs if v in upper]
            readings += [(upper, "trimmed"), (last, "alias")]
        else:
            readings += [(last, "alias"), *((t, "trimmed") for t in _trims(last, aliases))]
            readings.append((upper, "trimmed"))
    if han and latin:
        readings += [(han, "alias"), (latin, "alias")]
    if not outside and inside:
        readings.append((inside, "alias"))
    return [(text, how) for text, how in readings if text]


def _trims(text: str, aliases: Aliases) -> list[str]:
    """Return ``text`` without a light front, without a light end, without both."""
    found: list[str] = []
    front = next((w for w in aliases.front if text.startswith(w) and len(text) > len(w) + 1), "")
    back = next((w for w in aliases.back if text.endswith(w) and len(text) > len(w) + 1), "")
    if back:
        found.append(text[: -len(back)])
    if front:
        found.append(text[len(front) :])
    if front and back and len(text) > len(front) + len(back) + 1:
        found.append(text[len(front) : -len(back)])
    return found


def _find_trimmed(base: str, aliases: Aliases) -> Recognised | None:
    bare = _COPY.sub("", base).strip(" _-.")
    texts = [bare] if bare != base else []
    if is_han(bare):
        key = squeeze(bare)
        if is_date_text(key, aliases):
            return _find_date(key, texts, aliases)
        if not key.endswith(aliases.endings):
            texts += _trims(key, aliases)
    else:
        words = aliases.folder.words(bare)
        heavy = [word for word in words if len(word) > 1 and not word.isdigit()]
        texts.append(" ".join(heavy))
        light = [word for word in heavy if word not in aliases.light or word == "date"]
        texts.append(" ".join(light))
        if is_date_text(bare, aliases):
            texts.append(" ".join(word for word in heavy if word not in aliases.light_in_dates))
    for text in texts:
        if text and (meaning := aliases.find(text)) is not None:
            return Recognised(
                meaning, "trimmed", CONFIDENCE["trimmed"], dated=is_date_text(text, aliases)
            )
    return None


def _find_date(key: str, texts: list[str], aliases: Aliases) -> Recognised | None:
    """Find a date by dropping only what cannot change which date it is."""
    for text in texts:
        if (meaning := aliases.find(text)) is not None:
            return Recognised(meaning, "trimmed", CONFIDENCE["trimmed"], dated=True)
    joined = key.replace("情况", "").replace("信息", "")  # 收文情况 over 日期, put together
    if joined != key and (meaning := aliases.find(joined)) is not None and not _is_bare(meaning):
        return Recognised(meaning, "trimmed", CONFIDENCE["trimmed"], dated=True)
    for column, fronts in aliases.date_front.items():
        for front in fronts:
            meaning = aliases.find(key.removeprefix(front)) if key.startswith(front) else None
            if meaning and (meaning.date or (meaning.options and meaning.options[0][0] == column)):
                return Recognised(meaning, "trimmed", CONFIDENCE["trimmed"], dated=True)
    return None


def _find_close(base: str, aliases: Aliases) -> Recognised | None:
    han = is_han(base)
    key = squeeze(base) if han else " ".join(sorted(set(aliases.folder.words(base))))
    if len(key) < (4 if han else 6) or (han and is_date_text(key, aliases)):
        return None
    pool = aliases.han_keys if han else aliases.latin_keys
    cutoff = (_HAN_CLOSE if han else _LATIN_CLOSE) - _MARGIN
    found = process.extract(key, pool, scorer=fuzz.ratio, limit=6, score_cutoff=cutoff)
    if han:
        # In a Chinese compound the end is the head: another end is another thing.
        found = [hit for hit in found if hit[0][-1] == key[-1]]
    if not found or found[0][1] < cutoff + _MARGIN:
        return None
    best, score, _ = found[0]
    meaning = aliases.by_key[best]
    rivals = [s for k, s, _ in found[1:] if not _same_meaning(aliases.by_key[k], meaning)]
    if rivals and score - rivals[0] < _MARGIN:
        return None
    dates = bool(meaning.date) or any(name in DATE_COLUMNS for name, _ in meaning.options)
    if dates and score < _LATIN_DATE_CLOSE:
        return None
    confidence = round(CONFIDENCE["close"] * score / 100, 2)
    return Recognised(meaning, "close", confidence, dated=is_date_text(base, aliases))


def _is_bare(meaning: Meaning) -> bool:
    return "bare" in meaning.date


def _find_ending(base: str, aliases: Aliases) -> Recognised | None:
    """Leave over what ends like a person, an opinion or a count (``承办单位意见``)."""
    key = squeeze(base)
    if is_date_text(key, aliases) or not key.endswith(aliases.endings):
        return None
    return Recognised(Meaning(key, left_over=True), "words", CONFIDENCE["words"])


def _find_by_words(base: str, aliases: Aliases) -> Recognised | None:
    if is_date_text(base, aliases):
        return None
    han = is_han(base)
    text = squeeze(base) if han else " ".join(aliases.folder.words(base))
    for pattern in aliases.patterns:
        if pattern.match.search(text):
            options = [(pattern.column, pattern.rank)] if pattern.column else []
            meaning = Meaning(text, options, left_over=not options)
            return Recognised(meaning, "words", CONFIDENCE["words"])
    return None


def _find_other_date(base: str, aliases: Aliases) -> Recognised | None:
    """Take an unknown date for the last that would be worth a question."""
    if not is_date_text(base, aliases):
        return None
    date = {"register": _LAST, "catalog": _LAST}
    return Recognised(Meaning(base, date=date), "words", CONFIDENCE["words"], dated=True)


def _same_meaning(one: Meaning, other: Meaning) -> bool:
    if one.options and other.options:
        return one.options[0][0] == other.options[0][0]
    return one.left_over and other.left_over
