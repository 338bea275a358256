"""The pairs that were weighed for a record, to be chosen from: links first, then the nearest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from disclosure_audit import names
from disclosure_audit.language import Lang
from disclosure_audit.presentation.dossier import Choice, Place
from disclosure_audit.presentation.pairs import name_others, say_unweighed, verdict
from disclosure_audit.writers.odds import say_probability
from disclosure_audit_tui.widgets.cells import fit


class Rivals(OptionList):
    """Lists choices; the one under the cursor is shown at once."""

    DEFAULT_CSS = """
    Rivals { height: auto; max-height: 8; background: $surface; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "screen.scroll_fields(-1)", show=False),
        Binding("pagedown", "screen.scroll_fields(1)", show=False),
    ]

    class Chosen(Message):
        """Another pair is to be shown: its place among the choices."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id, compact=True, markup=False)
        self.choices: tuple[Choice, ...] = ()
        self._titles: Sequence[str] = ()
        self._mine: Place | None = None
        self._lang: Lang = "en"

    def show(
        self,
        choices: tuple[Choice, ...],
        titles: Sequence[str],
        mine: Place | None,
        place: int,
        lang: Lang,
    ) -> None:
        """List ``choices`` with the title of the record that each brings to ``mine``; the cursor is
        on ``place``."""
        self.choices, self._titles, self._mine, self._lang = choices, titles, mine, lang
        self.display = len(choices) > 1
        self._fill(place)

    def _fill(self, place: int | None) -> None:
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            width = max(20, self.content_size.width or self.app.size.width)
            self.add_options(
                Option(line)
                for line in describe(self.choices, self._titles, self._mine, width, self._lang)
            )
            if self.choices and place is not None:
                self.highlighted = min(place, len(self.choices) - 1)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - the framework's signature
        """Cut the titles to the new width."""
        self._fill(self.highlighted)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the pair under the cursor."""
        event.stop()
        self.post_message(self.Chosen(event.option_index))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show the pair that was clicked."""
        event.stop()
        self.post_message(self.Chosen(event.option_index))


def describe(
    choices: Sequence[Choice], titles: Sequence[str], mine: Place | None, width: int, lang: Lang
) -> list[Content]:
    """Return a line of ``width`` cells per choice: the record that it brings to ``mine``, how likely
    both are one document, what became of the pair, the title."""
    rows = [name_others(choice, mine, lang) for choice in choices]
    said = [_said(choice, lang) for choice in choices]
    first = min(max((cell_len(text) for text in rows), default=0), max(8, width // 2))
    second = min(max((cell_len(text) for text, _ in said), default=0), max(8, width // 3))
    room = max(4, width - first - 7 - second - 6)
    lines = []
    for choice, row, (text, style), title in zip(choices, rows, said, titles, strict=True):
        likely = say_probability(choice.pair.probability) if choice.pair else ""
        lines.append(
            Content.assemble(
                fit(row, first), "  ", fit(likely, 7, "right"), "  ",
                (fit(text, second), style), "  ", fit(title, room),
            )
        )  # fmt: skip
    return lines


def _said(choice: Choice, lang: Lang) -> tuple[str, str]:
    if choice.pair is not None:
        style = verdict(choice.pair, lang)[1] or "none"
        if choice.pair.status:
            return names.name(names.LINKS, choice.pair.status, lang), style
        return names.name(names.VETOES, choice.pair.veto or "", lang), style
    return say_unweighed(choice, lang), "dim"
