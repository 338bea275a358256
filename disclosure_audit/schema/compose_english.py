"""An English header read by its words: the head word, and the words that go with it.

The words and rules are in ``composition_english.toml``. A header that is a date is read by the
event it names; where it names both a making and a publishing it stays open.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from disclosure_audit.schema.columns import BY_NAME
from disclosure_audit.schema.compose_han import Reading
from disclosure_audit.schema.folding import Folder

_PREPOSITION = re.compile(r"\b(?:of|for|to|from|by|in|on|under|with)\b", re.I)
_EVENTS = frozenset({"issue", "publish", "event", "approve", "create"})
_TAILS = {"time": "date", "num": "no", "nr": "no", "dept": "department", "org": "organisation"}
_GLUED = re.compile(
    r"(.{3,}?)(date|time|no|num|nr|id|code|url|link|title|name|type|level|status|dept|org|unit)"
)
_PARTICIPLE = ("ed", "sent", "made", "written", "online", "live")


@dataclass(frozen=True, slots=True)
class _Rule:
    head: tuple[str, ...]
    needs: tuple[str, ...]
    never: tuple[str, ...]
    result: str


@dataclass(frozen=True, slots=True)
class _Grammar:
    exact: dict[str, frozenset[str]]
    stems: tuple[tuple[str, str], ...]
    rules: tuple[_Rule, ...]
    dates: dict[str, str]
    cache: dict[str, frozenset[str]]

    def classes(self, word: str) -> frozenset[str]:
        if word not in self.cache:
            stems = {kind for stem, kind in self.stems if word.startswith(stem)}
            found = self.exact.get(word, frozenset()) | stems
            if not found and word.endswith("s"):  # conditions
                found = self.exact.get(word[:-1], frozenset())
            self.cache[word] = found
        return self.cache[word]


@cache
def _load() -> _Grammar:
    text = (files(__package__) / "composition_english.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    exact: dict[str, set[str]] = {}
    stems: list[tuple[str, str]] = []
    for name, words in data["classes"].items():
        for word in words:
            if word.endswith("*"):
                stems.append((word[:-1], name))
            else:
                exact.setdefault(word, set()).add(name)
    rules = tuple(
        _Rule(tuple(r["head"]), tuple(r.get("with", ())), tuple(r.get("never", ())), r["is"])
        for r in data["rule"]
    )
    for rule in rules:
        for name in (*rule.head, *rule.needs, *rule.never):
            if name != "any" and name not in data["classes"]:
                raise ValueError(f"composition_english.toml: a rule asks for {name!r}")
        if rule.result != "-" and rule.result.split()[0] not in BY_NAME:
            raise ValueError(f"composition_english.toml: {rule.result!r} names no column")
    order = tuple(data["dates"]["order"])
    dates = {name: data["dates"][name] for name in order}
    return _Grammar(
        {word: frozenset(kinds) for word, kinds in exact.items()},
        tuple(stems), rules, dates, {},
    )  # fmt: skip


def compose_english(text: str, folder: Folder) -> Reading | None:
    """Return what the words of ``text`` say, or ``None`` where they say nothing."""
    grammar = _load()
    words = folder.words(text)
    if not words or len(words) > 14:
        return None
    cut = _unglue(words, grammar)
    if cut != words:
        words, text = cut, " ".join(cut)
    if words[0] == "no" and len(words) > 1:  # noOpenReason; a number stands at the end
        words = ["not", *words[1:]]
    if "date" in words or _is_event_alone(words, grammar):
        return _read_date(words, grammar)
    kinds = [grammar.classes(word) for word in words]
    everything = frozenset().union(*kinds)
    heads = grammar.classes(_head(text, words, folder))
    for rule in grammar.rules:
        if not (rule.head == ("any",) or heads & set(rule.head)):
            continue
        if all(need in everything for need in rule.needs) and not everything & set(rule.never):
            return _result(rule.result, all(kinds))
    return None


def _unglue(words: list[str], grammar: _Grammar) -> list[str]:
    """Cut ``pubtime`` and ``docno`` in two where both parts are known words."""
    if len(words) != 1:
        return words
    found = _GLUED.fullmatch(words[0])
    if not found or grammar.classes(words[0]) or not grammar.classes(found[1]):
        return words
    return [found[1], _TAILS.get(found[2], found[2])]


def _is_event_alone(words: list[str], grammar: _Grammar) -> bool:
    """Return whether the header is a date without the word: ``Issued``, ``Uploaded on``."""
    if words[-1] in {"on", "at"}:
        return len(words) > 1 and bool(grammar.classes(words[-2]) & _EVENTS)
    front = set(words[:-1])
    return (
        words[-1].endswith("ed")
        and front <= {"first", "last", "when"}
        and (bool(grammar.classes(words[-1]) & _EVENTS))
    )


def _head(text: str, words: list[str], folder: Folder) -> str:
    if words[-1] == "by":
        return "by"
    front = _PREPOSITION.split(text.replace("_", " "), maxsplit=1)[0]
    return (folder.words(front) or words)[-1] if front.strip() else words[-1]


def _read_date(words: list[str], grammar: _Grammar) -> Reading | None:
    """Read a date by the event it names.

    That is the word before ``date`` (publication date), else the participle (date decision
    published), else the first noun (date of issue of the notice).
    """
    kinds = [grammar.classes(word) & grammar.dates.keys() for word in words]
    everything = frozenset().union(*kinds)
    if "sent" in words and "to" in words:  # sent to whom, not when it was made
        return Reading(None, 0, "other")
    if "public" in words and any(word.startswith("open") for word in words):
        return Reading("published_on", 3)
    if words[-1] == "date" and len(words) > 1 and not grammar.classes(words[-2]):
        return Reading(None, 0, "other", known=False)  # the unknown word may be the event itself
    if "planned" in everything or {"approve", "publish"} <= everything:
        return Reading(None, 0, "other")
    told = _telling(words, [said & _EVENTS for said in kinds])
    named = [name for name in grammar.dates if name in (told or everything)]
    if {"issue", "publish"} <= set(named) and "event" not in named:
        return Reading(None, 0, "bare")
    if named:
        return _result(grammar.dates[named[0]], known=all(kinds), date=True)
    light = all(word in {"date", "at", "on", "when", "information", "record"} for word in words)
    return Reading(None, 0, "bare" if light else "other", light)


def _telling(words: list[str], kinds: list[frozenset[str]]) -> frozenset[str]:
    """Return the classes of the word, or of the participles, that tell which date it is."""
    at = words.index("date") if "date" in words else len(words)
    if 0 < at < len(words) and kinds[at - 1]:
        return kinds[at - 1]
    done = [k for word, k in zip(words, kinds, strict=True) if k and word.endswith(_PARTICIPLE)]
    if done:
        return frozenset().union(*done)
    return next((said for said in kinds if said), frozenset())


def _result(result: str, known: bool, *, date: bool = False) -> Reading:
    if result == "-":
        return Reading(None, 0, "other" if date else "", known)
    column, rank = result.split()
    return Reading(column, int(rank), known=known)
