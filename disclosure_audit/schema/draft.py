"""A mapping while it is being made, and the two kinds of things that come out of it."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure_audit.language import Text
from disclosure_audit.schema.columns import Side
from disclosure_audit.schema.looks import Cells
from disclosure_audit.schema.whys import WHY, name_columns


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column of the file: its header, its canonical name or ``None``, and why."""

    header: str
    name: str | None
    why: Text
    confidence: float
    """1 for an exact alias or an override, less for weaker evidence, 0 when left over or asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """A header that could be several columns, or one of several headers that fit one column."""

    header: str
    candidates: tuple[str, ...]
    """Canonical columns that it could be."""
    rivals: tuple[str, ...]
    """Other headers that fit equally well."""
    text: Text


class Draft:
    """A mapping while it is being made: each header is open, given a column, left over or asked."""

    def __init__(self, headers: list[str], cells: Cells, side: Side | None) -> None:
        self.headers = headers
        self.cells = cells
        self.side = side
        self.done: dict[int, MappedColumn] = {}
        self.owner: dict[str, int] = {}
        self.asked: dict[str, list[int]] = {}
        self.questions: dict[int, Question] = {}

    def free(self, name: str) -> bool:
        """Return whether no header has that column and no question is about it."""
        return name not in self.owner and name not in self.asked

    def give(self, place: int, name: str, why: Text, confidence: float) -> None:
        """Map the header at ``place`` to a canonical column."""
        self.owner[name] = place
        self.done[place] = MappedColumn(self.headers[place], name, why, round(confidence, 2))

    def leave(self, place: int, why: Text) -> None:
        """Leave the header at ``place`` over."""
        self.done[place] = MappedColumn(self.headers[place], None, why, 0.0)

    def ask(self, place: int, candidates: tuple[str, ...], rivals: tuple[int, ...] = ()) -> None:
        """Make a question of the header at ``place``."""
        names = tuple(self.headers[rival] for rival in rivals)
        why = WHY["asked"].fill(
            en=name_columns(candidates, "en"), zh=name_columns(candidates, "zh")
        )
        if names:
            why = WHY["tied"].fill(
                others_en=", ".join(f'"{n}"' for n in names),
                others_zh="、".join(f"“{n}”" for n in names),
                en=name_columns(candidates, "en"),
                zh=name_columns(candidates, "zh"),
            )
        for name in candidates:
            self.asked.setdefault(name, []).append(place)
        self.questions[place] = Question(self.headers[place], candidates, names, why)
        self.leave(place, why)
