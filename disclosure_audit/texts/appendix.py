"""What a file holds beside the text that a reader sees: link targets, hidden text, deleted text.

It follows the visible text after a line that holds nothing but ``\\u241e`` (the symbol for a record
separator), one line per piece: its kind, a colon, a space, and what was found::

    关于公布2023年度……的公告
    ……
    ␞
    title: ……
    link: https://example.invalid/a
    hidden: ……

Visible text never holds the symbol: a blank takes its place.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, get_args

MARK = "\u241e"
"""The line that parts the visible text from the appendix."""

Kind = Literal["title", "meta", "link", "hidden", "deleted", "comment"]
"""``title`` and ``meta`` (keywords, description) of a page; ``link``, an address with a host that
something in the file leads to; ``hidden``, text that is not shown; ``deleted`` and ``comment``, what
tracked changes and reviewers left in a document."""
KINDS: tuple[Kind, ...] = get_args(Kind)

_LINE = re.compile(rf"({'|'.join(KINDS)}): (.*)")


class Piece(NamedTuple):
    """One line of an appendix; ``start`` is where ``text`` begins in the whole text."""

    kind: Kind
    text: str
    start: int


def split_appendix(text: str) -> tuple[str, list[Piece]]:
    """Return the visible text and the pieces of the appendix, in their order."""
    head, mark, tail = text.rpartition(f"\n{MARK}\n")
    if not mark:
        return text, []
    pieces, start = [], len(head) + len(mark)
    for line in tail.split("\n"):
        if found := _LINE.fullmatch(line):
            kind = next(kind for kind in KINDS if kind == found[1])
            pieces.append(Piece(kind, found[2], start + found.start(2)))
        start += len(line) + 1
    return head, pieces


def append(text: str, pieces: list[tuple[Kind, str]]) -> str:
    """Return ``text`` with its appendix; every piece once, its white space collapsed."""
    visible = text.replace(MARK, " ")
    lines = dict.fromkeys(
        f"{kind}: {' '.join(found.replace(MARK, ' ').split(None))}" for kind, found in pieces
    )
    kept = [line for line in lines if not line.endswith(": ")]
    return "\n".join((visible, MARK, *kept)) if kept else visible
