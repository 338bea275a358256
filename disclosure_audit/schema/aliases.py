"""The headers we know, read from ``aliases.toml``: what each of them means, and with what rank."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from disclosure_audit.schema.columns import BY_NAME
from disclosure_audit.schema.folding import Folder, clean, is_han, squeeze

OTHERWISE_RANK = 5
LOOK_RANK = 3


@dataclass(frozen=True, slots=True)
class Look:
    """A header whose meaning its cells tell."""

    choices: tuple[tuple[str, str], ...]
    otherwise: str
    ask: tuple[str, ...] = ()


@dataclass(slots=True)
class Meaning:
    """What one folded header means.

    ``options`` are canonical columns with their ranks (1 is best), best first. ``date`` is
    ``bare`` of a date that names no event, and ``other`` of one of another event. ``order`` is the
    position in ``aliases.toml``: it settles what rank does not.
    """

    alias: str
    options: list[tuple[str, int]] = field(default_factory=list)
    look: Look | None = None
    date: dict[str, int] = field(default_factory=dict)
    left_over: bool = False
    order: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Aliases:
    """Every known header by its folded key, and the words that help with unknown ones."""

    by_key: dict[str, Meaning]
    by_squeezed: dict[str, Meaning]
    han_keys: list[str]
    latin_keys: list[str]
    pinyin: dict[str, str | None]
    """Field code -> canonical column, or ``None`` for a field that is none of them."""
    folder: Folder
    front: tuple[str, ...]
    back: tuple[str, ...]
    light: frozenset[str]
    light_in_dates: frozenset[str]
    verbs: tuple[str, ...]
    generic: frozenset[str]
    date_tails: tuple[str, ...]

    def find(self, text: str) -> Meaning | None:
        """Return the meaning of ``text`` if it is an alias once folded."""
        if not text:
            return None
        meaning = self.by_key.get(self.folder.key(text))
        if meaning is None and not is_han(text):
            meaning = self.by_squeezed.get(squeeze(text))
        return meaning


def _expand(phrase: str, classes: dict[str, list[str]]) -> Iterator[str]:
    parts = re.split(r"\{(\w+)\}", phrase)
    choices = [[part] if i % 2 == 0 else classes[part] for i, part in enumerate(parts)]
    for combination in product(*choices):
        yield "".join(combination)


class _Builder:
    def __init__(self, data: dict[str, Any]) -> None:
        self.classes: dict[str, list[str]] = data["classes"]
        self.folder = Folder(data["words"])
        self.by_key: dict[str, Meaning] = {}
        self.by_squeezed: dict[str, Meaning] = {}

    def meanings(self, phrases: list[str]) -> Iterator[Meaning]:
        for phrase in phrases:
            for alias in _expand(phrase, self.classes):
                key = self.folder.key(clean(alias) or alias)
                meaning = self.by_key.setdefault(key, Meaning(alias, order=len(self.by_key)))
                if not is_han(alias):
                    self.by_squeezed.setdefault(squeeze(alias), meaning)
                yield meaning


@cache
def load_aliases() -> Aliases:
    """Return the aliases of ``aliases.toml``, read once.

    Raises ``ValueError`` when the file names no canonical column or gives a header two meanings of
    different kinds, so that a wrong entry cannot pass unseen.
    """
    data = tomllib.loads((files(__package__) / "aliases.toml").read_text(encoding="utf-8"))
    build = _Builder(data)
    for column, ranks in data["columns"].items():
        _require_column(column)
        for rank, phrases in enumerate(ranks, start=1):
            for meaning in build.meanings(phrases):
                if column not in {name for name, _ in meaning.options}:
                    meaning.options.append((column, rank))
    for entry in data["look"]:
        choices = tuple((look, column) for look, column in entry["choices"])
        for column in (*(name for _, name in choices), *entry.get("ask", ())):
            _require_column(column)
        for meaning in build.meanings(entry["aliases"]):
            meaning.look = Look(choices, entry["otherwise"], tuple(entry.get("ask", ())))
    for kind, phrases in data["dates"].items():
        for place, meaning in enumerate(build.meanings(phrases)):
            meaning.date.setdefault(kind, place)
    for meaning in build.meanings(data["left_over"]["known"]):
        meaning.left_over = True
    for meaning in build.by_key.values():
        meaning.options.sort(key=lambda option: option[1])
        kinds = [meaning.options, meaning.look, meaning.date, meaning.left_over]
        if sum(map(bool, kinds)) != 1:
            raise ValueError(f"aliases.toml gives {meaning.alias!r} meanings of several kinds")
    fold = data["fold"]
    return Aliases(
        by_key=build.by_key,
        by_squeezed=build.by_squeezed,
        han_keys=[key for key in build.by_key if is_han(key)],
        latin_keys=[key for key in build.by_key if not is_han(key)],
        pinyin=_read_pinyin(data["pinyin"]),
        folder=build.folder,
        front=tuple(sorted(fold["front"], key=len, reverse=True)),
        back=tuple(sorted(fold["back"], key=len, reverse=True)),
        light=frozenset(build.folder.key(word) for word in fold["light"]),
        light_in_dates=frozenset(build.folder.key(word) for word in fold["light_in_dates"]),
        verbs=tuple(fold["verbs"]),
        generic=frozenset(build.folder.key(word) for word in fold["generic"]),
        date_tails=tuple(data["classes"]["date"]),
    )


def _read_pinyin(data: dict[str, list[str]]) -> dict[str, str | None]:
    codes: dict[str, str | None] = {}
    for column, words in data.items():
        for word in words:
            if word in codes:
                raise ValueError(f"aliases.toml gives the code {word!r} two meanings")
            codes[word] = None if column == "left_over" else column
    return codes


def _require_column(name: str) -> None:
    if name not in BY_NAME:
        raise ValueError(f"aliases.toml names {name!r}, which is no canonical column")
