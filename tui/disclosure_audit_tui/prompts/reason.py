"""Asks why findings are dismissed."""

from __future__ import annotations

from collections.abc import Iterator

from textual.widget import Widget
from textual.widgets import Input, OptionList

from disclosure_audit.language import Lang, Text
from disclosure_audit.presentation.forms import FORMS
from disclosure_audit.review.decisions import LONGEST_TEXT, REASONS
from disclosure_audit_tui.prompts.base import Prompt, plain
from disclosure_audit_tui.prompts.choices import Choices

_FORM = FORMS["dismiss"]
_MISSING = Text(
    "“other” needs a note: say in a few words why", "选“其他”须填写备注：请简要说明理由"
)
_NEEDS_NOTE = "other"


class ReasonPrompt(Prompt[tuple[str, str]]):
    """Answers with the code of a reason (``decisions.REASONS``) and a note, which may be empty."""

    KEYS = Text(
        "1-9 or arrows and Enter: reason   Tab: note   Esc: cancel",
        "1-9 或方向键加 Enter 选择   Tab 备注   Esc 取消",
    )

    def __init__(self, lang: Lang | None = None, n: int = 1) -> None:
        super().__init__(_FORM.title(n), lang)

    def ask(self) -> Iterator[Widget]:
        """Yield the reasons and the note."""
        yield Choices([(code, self.say(words)) for code, words in REASONS.items()])
        yield plain(self.say(_FORM.labels["note"]), "label")
        yield Input(compact=True, max_length=LONGEST_TEXT)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the reason."""
        event.stop()
        self.answer()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the reason under the cursor with this note."""
        event.stop()
        self.answer()

    def answer(self) -> None:
        """Dismiss with reason and note."""
        code, field = self.query_one(Choices).chosen, self.query_one(Input)
        note = field.value.strip()
        if code is None:
            return
        if code == _NEEDS_NOTE and not note:
            self.fault(_MISSING, field)
            return
        self.dismiss((code, note))
