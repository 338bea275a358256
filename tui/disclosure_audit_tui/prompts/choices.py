"""A list to choose from with digits, arrows and Enter, or the mouse."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from textual.content import Content
from textual.events import Key
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from disclosure_audit.glyphs import visible

_DIGITS = 9


class Choices(OptionList):
    """Options with an id each; the first nine are chosen by their digit too."""

    def __init__(self, options: Sequence[tuple[str, str]], *, numbered: bool = True) -> None:
        super().__init__(compact=True, markup=False)
        self.numbered = numbered
        self.fill(options)

    def fill(self, options: Sequence[tuple[str, str]]) -> None:
        """Show ``options`` (id, words) in place of those that are there; the first is chosen."""
        self.clear_options()
        self.names = [name for name, _ in options]
        self.add_options([self._option(n, words) for n, (_, words) in enumerate(options, start=1)])
        if options:
            self.highlighted = 0

    def _option(self, number: int, words: str) -> Option:
        lead = (f"{number}  " if number <= _DIGITS else "   ") if self.numbered else ""
        return Option(Content.assemble((lead, "$accent"), visible(words)))

    @property
    def chosen(self) -> str | None:
        """The id under the cursor."""
        return None if self.highlighted is None else self.names[self.highlighted]

    def on_key(self, event: Key) -> None:
        """Choose by digit; an input method may send it full-width."""
        digit = unicodedata.digit(event.character, 0) if event.character else 0
        if self.numbered and 1 <= digit <= len(self.names):
            event.stop()
            self.highlighted = digit - 1
            self.action_select()
