"""Styled text as the page takes it: what is said, and which of a few classes it has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from disclosure_audit.glyphs import visible

Said = list[str]
"""A text and its classes, parted by blanks; hidden characters are spelt out."""

_CLASSES = {
    "bold": "strong", "dim": "dim", "italic": "italic", "strike": "struck", "underline": "under",
    "reverse": "mark", "$error": "bad", "$warning": "warn", "$success": "good",
}  # fmt: skip
"""What the styles of the terminal are called in the style sheet."""
LONGEST = 4000
"""Characters of one text that are sent."""


def say(text: str, style: str = "") -> Said:
    """Return ``text`` with the classes that ``style`` stands for; a long one ends with ``…``."""
    shown = visible(cut(text))
    return [shown, " ".join(_CLASSES[word] for word in style.split() if word in _CLASSES)]


def say_line(spans: Iterable[tuple[str, str]]) -> list[Said]:
    """Return a line of styled texts; empty ones are left out."""
    return [say(text, style) for text, style in spans if text]


def say_lines(lines: Sequence[Iterable[tuple[str, str]]], most: int) -> list[list[Said]]:
    """Return the first ``most`` lines, and ``…`` where there are more."""
    said = [say_line(spans) for spans in lines[:most]]
    return [*said, [say("…", "dim")]] if len(lines) > most else said


def cut(text: str) -> str:
    """Return ``text``, with ``…`` in place of what makes it too long."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
