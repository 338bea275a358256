"""Asks why, by whose word and until when findings are accepted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from textual.containers import Horizontal
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Button, Input

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.presentation.days import read_day
from disclosure_audit.presentation.forms import DAYS, FORMS, IN_DAYS
from disclosure_audit.review.decisions import LONGEST_TEXT
from disclosure_audit_tui.prompts.base import Prompt, plain

_FORM = FORMS["waive"]
_MISSING = {
    "reason": Text("say why it is accepted", "请填写理由"),
    "approver": Text("say who approved it", "请填写批准人"),
}


class WaiverPrompt(Prompt[tuple[str, str, str]]):
    """Answers with reason, approver and the last day (``YYYY-MM-DD``)."""

    DEFAULT_CSS = """
    WaiverPrompt .label { margin-top: 0; }
    WaiverPrompt #presets { margin-top: 0; }
    """

    def __init__(
        self,
        lang: Lang | None = None,
        n: int = 1,
        *,
        today: dt.date | None = None,
        approvers: Sequence[str] = (),
    ) -> None:
        super().__init__(_FORM.title(n), lang)
        self.today = today or dt.date.today()
        self.approvers = approvers

    def ask(self) -> Iterator[Widget]:
        """Yield the three fields and the usual terms."""
        known = SuggestFromList([*map(visible, self.approvers)]) if self.approvers else None
        for name, label in _FORM.labels.items():
            yield plain(self.say(label), "label")
            yield Input(
                id=name,
                compact=True,
                max_length=LONGEST_TEXT,
                suggester=known if name == "approver" else None,
            )
        yield Horizontal(
            *(
                Button(Content(self.say(IN_DAYS.fill(n=days))), id=f"days-{days}", compact=True)
                for days in DAYS
            ),
            id="presets",
        )

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Fill in a usual term; the other buttons are the box's own."""
        if event.button.id and event.button.id.startswith("days-"):
            event.stop()
            days = int(event.button.id.removeprefix("days-"))
            until = self.query_one("#until", Input)
            until.value = str(self.today + dt.timedelta(days=days))
            until.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the first field that is empty, or answer."""
        event.stop()
        empty = [field for field in self.query(Input) if not field.value.strip()]
        if empty and event.value.strip():
            empty[0].focus()
        else:
            self.answer()

    def answer(self) -> None:
        """Dismiss with what was filled in, or say what is missing."""
        fields = {name: self.query_one(f"#{name}", Input) for name in _FORM.labels}
        for name, missing in _MISSING.items():
            if not fields[name].value.strip():
                self.fault(missing, fields[name])
                return
        day = read_day(fields["until"].value, self.today)
        if isinstance(day, Text):
            self.fault(day, fields["until"])
            return
        self.dismiss(
            (fields["reason"].value.strip(), fields["approver"].value.strip(), day.isoformat())
        )
