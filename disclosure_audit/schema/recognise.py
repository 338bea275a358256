"""One header and what it means by itself, before the other headers of the file are looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz, process

from disclosure_audit.schema.aliases import Aliases, Meaning
from disclosure_audit.schema.columns import DATE_COLUMNS
from disclosure_audit.schema.compose_english import compose_english
from disclosure_audit.schema.compose_han import compose_han
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
_NAMELESS = re.compile(r"^(?:unnamed|column|col|field|列|字段|f|_?c)?[\s_:]*\d*$", re.I)
_ASKS_WHY = re.compile(r"why|reason|ground|which|理由|原因|依据", re.I)
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
    asks = header.strip().endswith(("?", "？")) and not _ASKS_WHY.search(header)
    yes_or_no = yes_or_no or asks
    for text, how in _readings(cleaned, outside, inside, aliases):
        meaning = aliases.find(text)
        if meaning is not None:
            return Recognised(meaning, how, CONFIDENCE[how], yes_or_no, is_date_text(text, aliases))
    base = outside or cleaned
    found = _find_trimmed(base, aliases)
    if found is None:
        found = _find_composed(outside or cleaned, inside, aliases, whole=not guess)
    if found is None and guess:
        found = _find_close(base, aliases)
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
    if han and len(latin) > 3 and not re.search(r"[/\\>|\n_]", outside):
        readings += [(han, "alias"), (latin, "alias")]
    levels = split_levels(outside)
    if len(levels) == 2 and _is_bilingual(*levels):
        readings += [(text, "alias") for text in sorted(levels, key=is_han, reverse=True)]
    if len(levels) > 1 and not (
        is_han(outside) or "\n" in outside or aliases.folder.key(levels[-1]) in aliases.generic
    ):
        readings.append((levels[0], "alias"))  # Subject / Description: the first of several names
        levels = []
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
    if han and len(latin) > 3:
        readings += [(han, "alias"), (latin, "alias")]
    if not outside and inside:
        readings.append((inside, "alias"))
    return [(text, how) for text, how in readings if text]


def _is_bilingual(one: str, other: str) -> bool:
    """Return whether the two parts are one name in two languages (``密级/Classification``)."""
    latin = other if is_han(one) else one
    return is_han(one) != is_han(other) and re.search(r"[A-Za-z]{3}", latin) is not None


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
        if not is_date_text(key, aliases):
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


def _find_composed(base: str, inside: str, aliases: Aliases, *, whole: bool) -> Recognised | None:
    """Read a header by its parts, the lowest of several levels first; ``whole``: all parts known."""
    for text in _composable(base, inside, aliases):
        reading = compose_han(text) if is_han(text) else compose_english(text, aliases.folder)
        if reading is None or (whole and not reading.known):
            continue
        date = {reading.date: 0} if reading.date else {}
        options = [(reading.column, reading.rank)] if reading.column else []
        meaning = Meaning(text, options, date=date, left_over=not options and not date)
        dated = bool(date) or reading.column in DATE_COLUMNS
        return Recognised(meaning, "words", CONFIDENCE["words"], dated=dated)
    return None


def _composable(base: str, inside: str, aliases: Aliases) -> list[str]:
    bare = _COPY.sub("", base).strip(" _-.") or base
    levels = split_levels(bare)
    if len(levels) < 2:
        han, latin = split_scripts(bare)
        if han and re.search(r"[A-Za-z]{3}", latin):
            return [han, latin]
        return [bare, *([inside] if inside and not bare else [])]
    *_, upper, last = levels
    if aliases.folder.key(last) in aliases.generic or last in {"意见", "结果"}:
        return [upper + last if is_han(upper + last) else f"{upper} {last}", last]
    if is_han(last) == is_han(upper) and not re.search(r"[/\\>|\n]", bare):
        return [bare, last]  # words set apart by a blank only
    return [last, upper + last, upper] if is_han(last) else [bare, last, upper]


def _same_meaning(one: Meaning, other: Meaning) -> bool:
    if one.options and other.options:
        return one.options[0][0] == other.options[0][0]
    return one.left_over and other.left_over
