"""Chooses the columns of a list and their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from disclosure_audit.presentation import words
from disclosure_audit_tui.prompts.base import Prompt

if TYPE_CHECKING:
    from disclosure_audit.language import Lang
    from disclosure_audit.review.sheets import Column


class ColumnsPrompt(Prompt[tuple[str, ...]]):
    """Answers with the names of the columns to show, in order; at least one."""

    AUTO_FOCUS = "OptionList"
    KEYS = words.COLUMN_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", show=False, priority=True),
        Binding("enter", "finish", show=False, priority=True),
        Binding("shift+up,left_square_bracket,left", "shift(-1)", show=False, priority=True),
        Binding("shift+down,right_square_bracket,right", "shift(1)", show=False, priority=True),
    ]

    def __init__(self, columns: Sequence[Column], shown: Sequence[str], lang: Lang) -> None:
        super().__init__(words.CHOOSE_COLUMNS, lang)
        known = {column.name: column for column in columns}
        order = [name for name in shown if name in known]
        self._columns = known
        self._order = [*order, *(name for name in known if name not in order)]
        self._shown = set(order)

    def ask(self) -> Iterator[Widget]:
        """Yield the columns, those that are shown first."""
        yield OptionList(*self._options(), compact=True, markup=False)

    def on_resize(self) -> None:
        """Use a high screen."""
        self.query_one(OptionList).styles.max_height = max(3, int(self.size.height * 0.9) - 7)

    def answer(self) -> None:
        """Dismiss with the names."""
        names = tuple(name for name in self._order if name in self._shown)
        if names:
            self.dismiss(names)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show or hide what was clicked."""
        event.stop()
        self._turn(event.option_index)

    def action_turn(self) -> None:
        """Show or hide the column under the cursor."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self._turn(at)

    def action_finish(self) -> None:
        """Take the choice; on a button what the button says."""
        focused = self.focused
        if focused is not None and focused.id == "cancel":
            self.action_cancel()
        else:
            self.answer()

    def action_shift(self, step: int) -> None:
        """Move the column under the cursor."""
        at = self.query_one(OptionList).highlighted
        if at is None or not 0 <= at + step < len(self._order):
            return
        order = self._order
        order[at], order[at + step] = order[at + step], order[at]
        self._draw(at + step)

    def _turn(self, at: int) -> None:
        self._shown ^= {self._order[at]}
        self._draw(at)

    def _draw(self, at: int) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(self._options())
        options.highlighted = at

    def _options(self) -> list[Option]:
        return [
            Option(
                Content(
                    f"[{'x' if name in self._shown else ' '}] "
                    + self.say(self._columns[name].title)
                ),
                id=name,
            )
            for name in self._order
        ]
