"""Where the columns of a table lie, and which of them a place on the screen belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

NARROWEST, WIDEST = 2, 300


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns side by side, one blank or line after each; the first ``frozen`` never scroll."""

    lead: int
    """Cells before the first column: the marks."""
    widths: tuple[int, ...]
    frozen: int

    @property
    def starts(self) -> tuple[int, ...]:
        """The first cell of each column, counted without scrolling."""
        return tuple(self.lead + n for n in accumulate((w + 1 for w in self.widths), initial=0))[
            :-1
        ]

    @property
    def fixed(self) -> int:
        """Cells that never scroll."""
        return self.lead + sum(width + 1 for width in self.widths[: self.frozen])

    @property
    def total(self) -> int:
        """Cells of the whole line."""
        return self.lead + sum(width + 1 for width in self.widths)

    def at(self, x: int, scrolled: int) -> tuple[int, bool] | None:
        """Return the column at cell ``x`` of the screen, and whether it is the edge behind it."""
        place = x if x < self.fixed else x + scrolled
        for number, (start, width) in enumerate(zip(self.starts, self.widths, strict=True)):
            if start <= place <= start + width:
                return number, place == start + width
        return None

    def scroll_to_show(self, column: int, scrolled: int, room: int) -> int:
        """Return how far to scroll so that ``column`` is seen in ``room`` cells."""
        if column < self.frozen or column >= len(self.widths):
            return scrolled
        start, end = self.starts[column], self.starts[column] + self.widths[column]
        if start - scrolled < self.fixed:
            return start - self.fixed
        if end - scrolled > room:
            return min(end - room, start - self.fixed)
        return scrolled
