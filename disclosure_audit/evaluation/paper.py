"""What the tables for the eye are written on; text of the lists is never taken for markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text as Styled

from disclosure_audit.writers.base import Page
from disclosure_audit.writers.console import make_console, written


class Paper:
    """Collects lines and tables; ``text`` is what they make."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._console = make_console(page)

    def line(self, text: str | Styled = "", style: str = "") -> None:
        """Write a line, folded where it is too long."""
        styled = text if isinstance(text, Styled) else Styled(text, style=style)
        self._console.print(styled, overflow="fold")

    def heading(self, text: str) -> None:
        """Write a heading after an empty line."""
        self.line()
        self.line(text, "bold")

    def table(
        self, heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()
    ) -> None:
        """Write a table; the columns at ``numbers`` are flush right."""
        right = tuple(numbers)
        table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
        for place, head in enumerate(heads):
            table.add_column(
                Styled(head), justify="right" if place in right else "left", overflow="fold"
            )
        for row in rows:
            table.add_row(*(Styled(cell) for cell in row))
        self._console.print(table)

    @property
    def text(self) -> str:
        """All that was written, without trailing spaces."""
        return written(self._console)
