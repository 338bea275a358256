"""The first line over a list, and the row under the cursor in full below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual.content import Content

from disclosure_audit.glyphs import cells, shorten, visible, wrap
from disclosure_audit.language import Lang
from disclosure_audit.presentation import words

LINES = 2
"""Lines for the row in full."""


def title_line(name: str, counts: Sequence[str], right: str, width: int) -> Content:
    """Return ``name`` and ``counts`` at the left end of ``width`` cells, ``right`` at the other."""
    name, left = f" {name}  ", "  ".join(counts)
    room = max(0, width - cells(name) - cells(left) - 3)
    right = shorten(visible(right), room)
    blanks = " " * max(1, room - cells(right) + 2)
    return Content.assemble((name, "bold $primary"), left, blanks, right)


def row_in_full(row: Mapping[str, Any], lang: Lang, width: int) -> Content:
    """Return note and message (or titles) of a row of any list, in at most ``LINES`` lines."""
    text = str(row.get("message") or row.get("title") or "")
    if not text:
        pair = (row.get("register_title"), row.get("catalog_title"))
        text = "  |  ".join(str(one) for one in pair if one)
    if note := row.get("note"):
        text = f"{words.NOTE_ON.to(lang)}: {note}  {text}"
    room = max(10, width - 2)
    lines = wrap(visible(text[: 2 * LINES * room]), room)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], shorten("".join(lines[LINES - 1 :]), room)]
    return Content("\n".join(lines))
