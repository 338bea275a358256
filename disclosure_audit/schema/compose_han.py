"""A Chinese header read by its parts: the head noun, and the modifier that stands nearest to it.

``发文登记日期`` is a date of registering, ``公开属性审核意见`` an opinion: the end is the head, and of
several modifiers the last one governs. The words and what they say are in
``composition_han.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from disclosure_audit.schema.columns import BY_NAME
from disclosure_audit.schema.folding import squeeze

_LONGEST = 8
_TAILS = ("情况", "信息", "名称", "全称", "简称", "栏", "项", "值", "选择", "列", "字段")


_WHETHER = ("是否", "能否", "可否", "应否", "有无", "需否", "宜否")
_PARTICLES = "的与和及或之所在等了"
_DONE = re.compile(
    "已|及时|按时|按期|逾期|超期|规范性|有效|答复|申请人|附件|解读|更新|完成|听证|征求"
)
_OPEN = re.compile("公开|上网|上传|上载|公示|开放|公布|发布|挂网")
_SECRET = re.compile("涉密|保密|定密|密件|秘密")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a composition says: a column with its rank, a date of no known event, or nothing."""

    column: str | None
    rank: int
    date: str = ""
    """``bare`` for a date of no known event, ``other`` for one of another event, else empty."""
    known: bool = True
    """Whether every part of the header is a known word."""


@dataclass(frozen=True, slots=True)
class _Head:
    never: frozenset[str]
    also: dict[str, str]
    by: dict[str, str]
    alone: str
    other: str


@dataclass(frozen=True, slots=True)
class _Grammar:
    words: dict[str, tuple[str, ...]]
    nouns: dict[str, str]
    heads: dict[str, _Head]
    neutral: frozenset[str]


@cache
def _load() -> _Grammar:
    data = tomllib.loads((files(__package__) / "composition_han.toml").read_text(encoding="utf-8"))
    words: dict[str, tuple[str, ...]] = {}
    for name, members in data["words"].items():
        for word in members:
            words[word] = (*words.get(word, ()), name)
    nouns = {noun: name for name, head in data["heads"].items() for noun in head["nouns"]}
    heads = {name: _read_head(name, head, words) for name, head in data["heads"].items()}
    return _Grammar(words, nouns, heads, frozenset({"document", "information"}))


def _read_head(name: str, data: dict[str, Any], words: dict[str, tuple[str, ...]]) -> _Head:
    classes = {kind for kinds in words.values() for kind in kinds}
    head = _Head(
        frozenset(data.get("never", ())),
        data.get("also", {}),
        data.get("by", {}),
        data.get("alone", ""),
        data.get("else", ""),
    )
    for key in {*head.never, *head.also, *head.by}:
        if key not in classes and key not in words:
            raise ValueError(f"composition_han.toml: {name!r} asks for {key!r}, which is unknown")
    for result in (*head.also.values(), *head.by.values(), head.alone, head.other):
        if result not in {"", "-", "bare"} and result.split()[0] not in BY_NAME:
            raise ValueError(f"composition_han.toml: {result!r} names no canonical column")
    return head


def compose_han(text: str) -> Reading | None:
    """Return what the parts of ``text`` say, or ``None`` where they say nothing."""
    grammar = _load()
    key = squeeze(text)
    if key.startswith(_WHETHER):
        return _read_whether(key)
    for body in _bodies(key):
        noun = _longest_end(body, grammar.nouns)
        if noun and (reading := _read(body[: -len(noun)], grammar.nouns[noun], grammar)):
            return reading
    return None


def _read_whether(key: str) -> Reading:
    """Read a header that asks yes or no: whether to publish it, whether it is secret, or else."""
    known = True
    if _DONE.search(key):
        return Reading(None, 0, known=known)
    if _OPEN.search(key):
        return Reading("openness", 4, known=known)
    if _SECRET.search(key):
        return Reading("classification", 3, known=known)
    return Reading(None, 0, known=known)


def _bodies(key: str) -> list[str]:
    """Return ``key`` without a light tail where another head is left, then ``key`` itself."""
    tail = next((t for t in _TAILS if key.endswith(t) and len(key) > len(t) + 2), "")
    bare = key[: -len(tail)] if tail else ""
    heads = {"body", "section", "kind", "secrecy", "channel", "summary", "reason"}
    noun = _longest_end(bare, _load().nouns) if bare else ""
    return [bare, key] if noun and _load().nouns[noun] in heads else [key]


def _longest_end(text: str, nouns: dict[str, str]) -> str:
    for length in range(min(_LONGEST, len(text)), 0, -1):
        if text[-length:] in nouns:
            return text[-length:]
    return ""


def _split(text: str, words: dict[str, tuple[str, ...]]) -> tuple[list[str], bool]:
    """Return the known words of ``text`` from the last to the first, and whether that is all.

    ``""`` stands for what is unknown.
    """
    found: list[str] = []
    whole = True
    while text:
        for length in range(min(_LONGEST, len(text)), 0, -1):
            if text[-length:] in words and (length > 1 or len(text) == 1):
                found.append(text[-length:])
                text = text[:-length]
                break
        else:
            if text[-1] not in _PARTICLES:
                whole = False
                found.append("")
            text = text[:-1]
    return found, whole


def _read(front: str, name: str, grammar: _Grammar) -> Reading | None:
    head = grammar.heads[name]
    modifiers, whole = _split(front, grammar.words)
    whole = whole and name != "office"  # 法规科 may be a cell
    if name == "date" and "" in modifiers:  # what is unknown may be the event itself
        modifiers = modifiers[: modifiers.index("")]
        if not any(set(grammar.words[word]) - grammar.neutral for word in modifiers):
            return _result("-", name, known=False)
    modifiers = [word for word in modifiers if word]
    everything = {kind for word in modifiers for kind in (word, *grammar.words[word])}
    if everything & head.never:
        return _result("-", name, known=whole)
    for key, result in head.also.items():
        if key in everything:
            return _result(result, name, known=whole)
    said = _nearest(modifiers, head.by, grammar)
    if said is not None:
        return _result(said, name, known=whole)
    plain = whole and all(set(grammar.words[word]) & grammar.neutral for word in modifiers)
    return _result(head.alone if plain and head.alone else head.other, name, known=whole)


def _nearest(modifiers: list[str], by: dict[str, str], grammar: _Grammar) -> str | None:
    """Return what the nearest telling modifier says; neutral ones only where nothing else does."""
    spare: str | None = None
    for word in modifiers:
        if word in by:
            return by[word]
        kinds = grammar.words[word]
        said = next((by[kind] for kind in by if kind in kinds), None)
        if said is None:
            continue
        if set(kinds) & grammar.neutral:
            spare = spare or said
        else:
            return said
    return spare


def _result(result: str, name: str, *, known: bool) -> Reading | None:
    if not result:
        return None
    if result == "bare":
        return Reading(None, 0, "bare", known)
    if result == "-":
        return Reading(None, 0, "other" if name == "date" else "", known)
    column, rank = result.split()
    return Reading(column, int(rank), known=known)
