"""Draws what is said of a matter: the verdict over the records, sections below them."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from disclosure_audit.presentation.spans import Span
from disclosure_audit_tui.widgets.cells import fit
from disclosure_audit_tui.widgets.lines import Lines, paint, paragraph


class Verdict(Lines):
    """The first lines of the screen: what the matter is, and what was decided on it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id)
        self.spans: list[list[Span]] = []

    def show(self, spans: Iterable[list[Span]]) -> None:
        """Draw paragraphs."""
        self.spans = list(spans)
        self.redraw()

    def draw(self, width: int) -> list[Content]:
        """Return the paragraphs."""
        return [line for spans in self.spans for line in paragraph(spans, width)]


class Story(Lines):
    """Sections with a heading each; those without content are left out."""

    def __init__(self, *, id: str | None = None, leading: bool = False) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id)
        self.leading = leading
        """Whether other lines follow instead of going before: then the empty lines do too."""
        self.sections: list[tuple[str, list[list[Span]]]] = []

    def show(self, sections: Iterable[tuple[str, list[list[Span]]]]) -> None:
        """Draw ``sections``: heading and paragraphs."""
        self.sections = [section for section in sections if section[1]]
        self.redraw()

    def draw(self, width: int) -> list[Content]:
        """Return the sections."""
        lines: list[Content] = []
        for head, spans in self.sections:
            blank = [paint([("", "")])]
            told = [line for one in spans for line in paragraph(one, width, 2)]
            told = [paint([(fit(head, width), "bold")]), *told]
            lines += [*told, *blank] if self.leading else [*blank, *told]
        return lines
