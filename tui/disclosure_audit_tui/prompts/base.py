"""What all questions share: a box over the screen, its title, its fault, Esc to leave it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Static

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text, default_lang
from disclosure_audit.presentation.forms import CANCEL, OK

Answer = TypeVar("Answer")
Said = Text | str
"""What a question is made of: words of ours, or a text that came from elsewhere."""


class Prompt(ModalScreen[Answer | None]):
    """A question. It is dismissed with the answer, or with ``None`` by Esc or its button.

    Those who inherit fill :meth:`ask` and :meth:`answer`. A fault is said in place and what was
    typed stays.
    """

    AUTO_FOCUS = "OptionList, Input"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False, priority=True)]
    DEFAULT_CSS = """
    Prompt { align: center middle; }
    Prompt > Vertical {
        width: 72; max-width: 96%; height: auto; max-height: 96%;
        padding: 0 1; border: round $primary; background: $surface;
    }
    Prompt .title { text-style: bold; width: 100%; height: auto; max-height: 5; }
    Prompt .about, Prompt .label, Prompt .keys { color: $text-muted; width: 100%; height: auto; }
    Prompt .about { max-height: 4; }
    Prompt .label { margin-top: 1; }
    Prompt .fault { color: $error; width: 100%; height: auto; display: none; }
    Prompt .fault.-said { display: block; }
    Prompt Input { width: 100%; background: $panel; }
    Prompt OptionList { height: auto; max-height: 12; background: $surface; }
    Prompt Horizontal { height: 1; width: 100%; margin-top: 1; }
    Prompt Button { margin-right: 2; min-width: 8; }
    """
    KEYS = Text("Enter: OK   Tab: next field   Esc: cancel", "Enter 确定   Tab 下一项   Esc 取消")

    def __init__(self, title: Said, lang: Lang | None = None, *, about: Said = "") -> None:
        super().__init__()
        self._title, self._about, self._lang = title, about, lang

    @property
    def lang(self) -> Lang:
        """The language that was asked for, else the application's."""
        return self._lang or getattr(self.app, "lang", None) or default_lang()

    def say(self, said: Said) -> str:
        """Return ``said`` in the language of the question, fit to be drawn."""
        return visible(said.to(self.lang) if isinstance(said, Text) else said)

    def compose(self) -> ComposeResult:
        """Draw the box."""
        with Vertical():
            yield plain(self.say(self._title), "title")
            if self._about:
                yield plain(self.say(self._about), "about")
            yield from self.ask()
            yield plain("", "fault")
            with Horizontal():
                yield from self.buttons()
            yield plain(self.say(self.KEYS), "keys")

    def ask(self) -> Iterator[Widget]:
        """Yield the fields."""
        yield from ()

    def buttons(self) -> Iterator[Button]:
        """Yield what can be clicked."""
        yield Button(Content(self.say(OK)), id="ok", compact=True, variant="primary")
        yield Button(Content(self.say(CANCEL)), id="cancel", compact=True)

    def answer(self) -> None:
        """Dismiss with the answer, or say what is missing."""
        raise NotImplementedError

    def fault(self, said: Said, field: Widget | None = None) -> None:
        """Say what is wrong and go to the field it is about."""
        place = self.query_one(".fault", Static)
        place.update(Content(self.say(said)))
        place.add_class("-said")
        if field is not None:
            field.focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer or leave, as the button says."""
        event.stop()
        if event.button.id == "ok":
            self.answer()
        elif event.button.id == "cancel":
            self.action_cancel()

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


def plain(text: str, classes: str = "") -> Static:
    """Return a piece of text that is never taken for markup."""
    return Static(Content(text), classes=classes, markup=False)
