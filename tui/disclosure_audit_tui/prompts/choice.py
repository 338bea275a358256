"""Asks which one, and asks whether."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, OptionList

from disclosure_audit.language import Lang, Text
from disclosure_audit_tui.prompts.base import Prompt, Said
from disclosure_audit_tui.prompts.choices import Choices

Options = Mapping[str, Said] | Sequence[tuple[str, Said]]


class ChoicePrompt(Prompt[str]):
    """Answers with the id of an option."""

    KEYS = Text(
        "1-9 or arrows and Enter: choose   Esc: cancel", "1-9 或方向键加 Enter 选择   Esc 取消"
    )

    def __init__(
        self, title: Said, options: Options, lang: Lang | None = None, *, about: Said = ""
    ) -> None:
        super().__init__(title, lang, about=about)
        self.options = list(options.items() if isinstance(options, Mapping) else options)

    def ask(self) -> Iterator[Widget]:
        """Yield the options."""
        yield Choices([(name, self.say(words)) for name, words in self.options])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the option."""
        event.stop()
        self.answer()

    def answer(self) -> None:
        """Dismiss with the option under the cursor."""
        if (chosen := self.query_one(Choices).chosen) is not None:
            self.dismiss(chosen)


class Confirmation(Prompt[bool]):
    """Answers yes or no; Esc is no."""

    AUTO_FOCUS = "Button.-first"
    KEYS = Text("Y: yes   N or Esc: no   arrows and Enter", "Y 是   N 或 Esc 否   方向键加 Enter")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,Y", "yes", show=False),
        Binding("n,N", "cancel", show=False),
        Binding("left,right,up,down", "other", show=False),
    ]

    def __init__(
        self, title: Said, lang: Lang | None = None, *, about: Said = "", grave: bool = False
    ) -> None:
        super().__init__(title, lang, about=about)
        self.grave = grave

    def buttons(self) -> Iterator[Button]:
        """Yield yes and no; of a grave question Enter alone says no."""
        yes = Button(Content(self.say(Text("Yes", "是"))), id="ok", compact=True, variant="primary")
        no = Button(Content(self.say(Text("No", "否"))), id="cancel", compact=True)
        (no if self.grave else yes).add_class("-first")
        yield yes
        yield no

    def answer(self) -> None:
        """Say yes."""
        self.dismiss(True)

    def action_yes(self) -> None:
        """Say yes."""
        self.dismiss(True)

    def action_other(self) -> None:
        """Go to the other button."""
        self.focus_next(Button)

    def action_cancel(self) -> None:
        """Say no."""
        self.dismiss(False)
