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
_PARTICIPLES = ("issue", "publish", "event", "approve", "create")


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
    date_order: tuple[str, ...]
    cache: dict[str, frozenset[str]]

    def classes(self, word: str) -> frozenset[str]:
        if word not in self.cache:
            stems = {kind for stem, kind in self.stems if word.startswith(stem)}
            self.cache[word] = self.exact.get(word, frozenset()) | stems
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
        _Rule(
            tuple(r["head"]), tuple(r.get("with", ())), tuple(r.get("never", ())), r["is"]
        )
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
        tuple(stems), rules, dates, order, {},
    )  # fmt: skip


def compose_english(text: str, folder: Folder) -> Reading | None:
    """Return what the words of ``text`` say, or ``None`` where they say nothing."""
    grammar = _load()
    words = folder.words(text)
    if not words or len(words) > 14:
        return None
    if "date" in words:
        return _read_date(words, grammar)
    kinds = [grammar.classes(word) for word in words]
    last = words[-1]
    if last in {"on", "at", "when"} or (len(words) <= 2 and last.endswith("ed")):
        reading = _read_date(words, grammar)
        if reading is not None and reading.date != "bare":
            return reading
    everything = frozenset().union(*kinds)
    heads = grammar.classes(_head(text, words, folder))
    for rule in grammar.rules:
        if not (rule.head == ("any",) or heads & set(rule.head)):
            continue
        if all(need in everything for need in rule.needs) and not everything & set(rule.never):
            return _result(rule.result, all(kinds))
    return None


def _head(text: str, words: list[str], folder: Folder) -> str:
    if words[-1] == "by":
        return "by"
    front = _PREPOSITION.split(text.replace("_", " "), maxsplit=1)[0]
    return (folder.words(front) or words)[-1] if front.strip() else words[-1]


def _read_date(words: list[str], grammar: _Grammar) -> Reading | None:
    kinds = [grammar.classes(word) for word in words]
    before = kinds[words.index("date") - 1] if "date" in words[1:] else frozenset()
    if words[-1] == "date" and (said := before & set(_PARTICIPLES)):
        everything = before if "planned" not in frozenset().union(*kinds) else frozenset({"planned"})
        if len(said) > 1:
            everything = said
    else:
        everything = frozenset().union(*kinds)
    named = [name for name in grammar.date_order if name in everything]
    if not named:
        light = all(word in {"date", "at", "on", "when", "information", "record"} for word in words)
        return Reading(None, 0, "bare" if light else "other", light)
    if named[0] in {"issue", "publish"} and {"issue", "publish"} <= set(named):
        return Reading(None, 0, "bare")
    return _result(grammar.dates[named[0]], known=all(kinds), date=True)


def _result(result: str, known: bool, *, date: bool = False) -> Reading:
    if result == "-":
        return Reading(None, 0, "other" if date else "", known)
    column, rank = result.split()
    return Reading(column, int(rank), known=known)
