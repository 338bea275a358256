"""What a filter says, as a tree, and the tree as text again."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from disclosure_audit.language import Lang
from disclosure_audit.review.query.words import Field


@dataclass(frozen=True, slots=True)
class Value:
    """One value as it was written. One in quotation marks is never ``any``, ``none`` or ``today``."""

    text: str
    is_quoted: bool = False
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """One condition; ``field`` is ``None`` for a word that is looked for wherever there is text."""

    field: Field | None
    operator: str
    values: tuple[Value, ...]
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """What its part does not hold for."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """What all parts hold for; without parts, everything."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What one part at least holds for."""

    parts: tuple[Node, ...]


Node = Term | Not | And | Or


def spell(node: Node, lang: Lang = "en") -> str:
    """Return a filter that means ``node``, with the names of the fields in ``lang``.

    Parsed again it gives an equal tree.
    """
    match node:
        case Term():
            values = ",".join(_value(value) for value in node.values)
            name = node.field.called(lang) + node.operator if node.field else ""
            return name + values
        case Not():
            return f"-{_grouped(node.part, lang)}"
        case And():
            return " ".join(_grouped(part, lang) for part in node.parts)
        case Or():
            between = " 或 " if lang == "zh" else " or "
            return between.join(
                spell(part, lang) if isinstance(part, And) else _grouped(part, lang)
                for part in node.parts
            )


def quoted(text: str) -> str:
    """Return ``text`` in quotation marks, as the language reads it back."""
    inner = text.replace("\\", "\\\\").replace('"', '\\"').replace("＂", "\\＂")
    return f'"{inner}"'


def _value(value: Value) -> str:
    return quoted(value.text) if value.is_quoted else value.text


def _grouped(node: Node, lang: Lang) -> str:
    text = spell(node, lang)
    if not isinstance(node, And | Or):
        return text
    last = text.rsplit(maxsplit=1)[-1]
    # a word with an open bracket, or a pattern that ends in ``\``, would take the bracket for its own
    return f"({text} )" if set("(（\\") & set(last) else f"({text})"
