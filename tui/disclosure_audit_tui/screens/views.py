"""The saved views to choose from: one is opened, renamed or deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, OptionList

from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.presentation import words
from disclosure_audit.presentation.forms import CANCEL
from disclosure_audit_tui.prompts.base import Prompt
from disclosure_audit_tui.prompts.choices import Choices
from disclosure_audit_tui.widgets.cells import fit

if TYPE_CHECKING:
    from disclosure_audit.language import Lang
    from disclosure_audit.review.views import View

What = Literal["open", "delete", "rename"]
_OPEN = Text("Open", "打开")
_RENAME = Text("Rename", "重命名")
_DELETE = Text("Delete", "删除")
_BUILT_IN = Text("built in", "内置")
_STAYS = Text("a built-in view can be neither renamed nor deleted", "内置视图不能重命名或删除")
_NAME, _LIST = 38, 16
"""Cells of the name and of the list that it is of."""


class ViewsPrompt(Prompt[tuple[What, int]]):
    """Answers with what to do and the place of the view it is to be done to."""

    AUTO_FOCUS = "OptionList"
    KEYS = Text(
        "1-9 or Enter: open   F2: rename   Del: delete   Esc: cancel",
        "1-9 或 Enter 打开   F2 重命名   Del 删除   Esc 取消",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "turn('rename')", show=False),
        Binding("delete", "turn('delete')", show=False),
    ]

    def __init__(self, views: Sequence[View], lang: Lang, place: int = 0) -> None:
        super().__init__(words.CHOOSE_VIEW, lang)
        self.views, self.place = views, min(place, len(views) - 1)

    def ask(self) -> Iterator[Widget]:
        """Yield the views."""
        yield Choices([(str(n), self._line(view)) for n, view in enumerate(self.views)])

    def buttons(self) -> Iterator[Button]:
        """Yield what can be done without a key."""
        yield Button(Content(self.say(_OPEN)), id="ok", compact=True, variant="primary")
        yield Button(Content(self.say(_RENAME)), id="rename", compact=True)
        yield Button(Content(self.say(_DELETE)), id="delete", compact=True)
        yield Button(Content(self.say(CANCEL)), id="cancel", compact=True)

    def on_mount(self) -> None:
        """Stand where one was."""
        self.query_one(Choices).highlighted = self.place

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says; opening and leaving are the box's own."""
        if event.button.id in ("rename", "delete"):
            self.action_turn("rename" if event.button.id == "rename" else "delete")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the view."""
        event.stop()
        self.answer()

    def answer(self) -> None:
        """Open the view under the cursor."""
        self._do("open")

    def action_turn(self, what: Literal["delete", "rename"]) -> None:
        """Rename or delete the view under the cursor, unless it is built in."""
        place = self.query_one(Choices).highlighted
        if place is not None and self.views[place].is_built_in:
            self.fault(_STAYS, self.query_one(Choices))
        else:
            self._do(what)

    def _do(self, what: What) -> None:
        place = self.query_one(Choices).highlighted
        if place is not None:
            self.dismiss((what, place))

    def _line(self, view: View) -> str:
        name = visible(shorten(view.title.to(self.lang), _NAME))
        of_list = words.LISTS[view.kind].to(self.lang)
        built_in = _BUILT_IN.to(self.lang) if view.is_built_in else ""
        return f"{fit(name, _NAME)} {fit(of_list, _LIST)}{built_in}".rstrip()
