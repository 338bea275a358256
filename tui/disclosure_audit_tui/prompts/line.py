"""Asks for a line of text: a note, a name, a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, OptionList

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.review.decisions import LONGEST_TEXT
from disclosure_audit_tui.prompts.base import Prompt, Said
from disclosure_audit_tui.prompts.choices import Choices

_MOST = 200
"""Suggestions that are offered at once."""
_KEYS = Text("Enter: OK   Esc: cancel", "Enter 确定   Esc 取消")
_KEYS_NEAR = Text(
    "Enter: OK   arrow down: one of those below   Esc: cancel",
    "Enter 确定   下方向键 从下面选择   Esc 取消",
)
_EMPTY = Text("write something, or leave with Esc", "请填写内容，或按 Esc 取消")


class LinePrompt(Prompt[str]):
    """Answers with the text, without blanks around it; empty only if that is allowed.

    Suggestions that contain what is typed are listed below; arrow down goes to them.
    """

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "suggestions", show=False)]

    def __init__(
        self,
        title: Said,
        value: str = "",
        suggestions: Sequence[str] = (),
        lang: Lang | None = None,
        *,
        about: Said = "",
        may_be_empty: bool = False,
    ) -> None:
        super().__init__(title, lang, about=about)
        self.value, self.suggestions, self.may_be_empty = value, suggestions, may_be_empty
        self.KEYS = _KEYS_NEAR if suggestions else _KEYS

    def ask(self) -> Iterator[Widget]:
        """Yield the line and the suggestions."""
        yield Input(visible(self.value), compact=True, max_length=LONGEST_TEXT)
        if self.suggestions:
            yield Choices(self._near(self.value), numbered=False)

    def _near(self, typed: str) -> list[tuple[str, str]]:
        wanted = typed.strip().casefold()
        near = [text for text in self.suggestions if wanted in text.casefold()]
        return [(text, text) for text in near[:_MOST]]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what contains the text."""
        event.stop()
        if self.suggestions:
            self.query_one(Choices).fill(self._near(event.value))

    def action_suggestions(self) -> None:
        """Go to the suggestions."""
        if self.suggestions and self.query_one(Choices).names:
            self.query_one(Choices).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take a suggestion."""
        event.stop()
        self.dismiss(self.query_one(Choices).names[event.option_index])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the text."""
        event.stop()
        self.answer()

    def answer(self) -> None:
        """Dismiss with the text."""
        field = self.query_one(Input)
        text = field.value.strip()
        if text or self.may_be_empty:
            self.dismiss(text)
        else:
            self.fault(_EMPTY, field)
