"""What a lexicon may hold.

``TermRow`` and ``File`` are the form of the TOML file, ``Entry`` and ``Lexicon`` what is left when
the defaults of the file are filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from disclosure_audit.config import Severity
from disclosure_audit.language import Lang

Where = Literal["any", "title", "text"]
Shape = Literal["anywhere", "line", "head"]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Category = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]

BUNDLED_CATEGORIES = (
    "handling_mark",
    "openness_note",
    "surveying",
    "military",
    "trade_secret",
    "unpublished_decision",
    "brand",
)
"""Categories of the bundled lexicons. An office may invent others for its own."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Habits(_Model):
    """How terms are searched for and what a hit means; of one term, or of a category of the file."""

    severity: Severity | None = None
    """How bad a hit is; ``medium`` when absent."""
    where: Where | None = None
    """``title``: in titles only; ``text``: in full texts only; ``any`` when absent."""
    shape: Shape | None = None
    """``line``: it fills a line or a pair of brackets; ``head``: it does, or begins a line near the
    start of the text; ``anywhere`` when absent."""
    secret: bool | None = None
    """Whether a hit is masked wherever it is shown; ``true`` in an office's own lexicon when
    absent, ``false`` in a bundled one."""
    words: bool | None = None
    """Whether the borders of a hit must be borders of words; ``true`` when absent."""
    in_names: bool | None = None
    """Whether a hit inside 《 》 counts too; ``false`` when absent."""


class TermRow(Habits):
    """One term."""

    term: Words
    """The term as it is called in findings."""
    category: Category
    """One of the bundled categories, or one of the office's own."""
    aliases: tuple[Words, ...] = ()
    """Other ways of writing it."""
    harmless: tuple[Words, ...] = ()
    """Longer phrases in which it means no harm."""
    source: str = ""
    """Where it stands: a law and its article, a standard."""
    note: str = ""
    """Why it is in the list."""


class File(_Model):
    """A lexicon's file."""

    name: Words
    """What the lexicon is called."""
    language: Lang = "zh"
    """Language of its terms."""
    version: Words
    """Raised by who changes it."""
    note: str = ""
    """What it is for."""
    harmless: tuple[Words, ...] = ()
    """Longer phrases that are harmless whatever the term."""
    defaults: dict[Category, Habits] = {}
    """What holds for the terms of a category unless they say otherwise."""
    term: Annotated[tuple[TermRow, ...], Field(min_length=1)]
    """The terms."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One term with all that is to be known of it."""

    number: int
    """Its place in the file, from 1."""
    line: int | None
    """The line that it begins in; ``None`` where that cannot be told."""
    term: str
    category: str
    severity: Severity
    where: Where
    shape: Shape
    secret: bool
    words: bool
    in_names: bool
    aliases: tuple[str, ...]
    harmless: tuple[str, ...]
    source: str
    note: str

    @property
    def spellings(self) -> tuple[str, ...]:
        """The term and its aliases, once each."""
        return tuple(dict.fromkeys((self.term, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A list of terms."""

    name: str
    language: Lang
    version: str
    note: str
    path: Path
    sha256: str
    """Of the file's text, in hexadecimal."""
    is_bundled: bool
    harmless: tuple[str, ...]
    terms: tuple[Entry, ...]
