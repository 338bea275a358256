"""All that can be done on the screen below: arrows and Enter, or type to narrow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList
from textual.widgets.option_list import Option

from disclosure_audit.language import Text
from disclosure_audit.presentation.forms import CANCEL
from disclosure_audit.presentation.keymap import BY_ID, GROUPS, Action
from disclosure_audit_tui.palette import available, keys_said, perform
from disclosure_audit_tui.prompts.base import Prompt

_TITLE = Text("What can be done here", "此处可用的操作")
_NARROW = Text("type to narrow", "输入文字可缩小范围")
_NONE = Text("no action is called like that", "没有名称相符的操作")


class MenuScreen(Prompt[str]):
    """Does the action that is chosen on the screen below; ``kind`` is what the keymap calls it."""

    AUTO_FOCUS = "Input"
    KEYS = Text(
        "arrows and Enter: choose   type: narrow   Esc: close",
        "方向键加 Enter 选择   输入文字缩小范围   Esc 关闭",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
        Binding("pagedown", "step(8)", show=False, priority=True),
        Binding("pageup", "step(-8)", show=False, priority=True),
        Binding("f12", "cancel", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    MenuScreen OptionList { max-height: 100%; height: auto; }
    MenuScreen > Vertical { width: 76; }
    MenuScreen Input { margin-bottom: 1; }
    """

    def __init__(self, kind: str) -> None:
        super().__init__(_TITLE)
        self.kind = kind
        self._below: Screen[Any] | None = None
        self._listed: list[Action] = []

    def ask(self) -> Iterator[Widget]:
        """Yield the line to narrow with and the actions."""
        stack = self.app.screen_stack
        self._below = stack[stack.index(self) - 1] if self in stack else stack[-1]
        yield Input(placeholder=self.say(_NARROW), compact=True)
        menu = OptionList(compact=True, markup=False)
        menu.can_focus = False  # the keyboard stays in the line; arrows move here all the same
        yield menu

    def buttons(self) -> Iterator[Button]:
        """Yield what closes it."""
        yield Button(Content(self.say(CANCEL)), id="cancel", compact=True)

    def on_mount(self) -> None:
        """List the actions, as many lines as the screen has room for."""
        self._list("")

    def on_resize(self) -> None:
        """Leave room for the title, the line and the keys."""
        self.query_one(OptionList).styles.max_height = max(3, int(self.size.height * 0.96) - 8)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is called so in either language; if nothing is, what is explained so."""
        event.stop()
        self._list(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Do what is under the cursor."""
        event.stop()
        self.answer()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what was clicked."""
        event.stop()
        if event.option_id is not None:
            self._do(BY_ID[event.option_id])

    def action_step(self, step: int) -> None:
        """Go up or down, over the headings."""
        menu = self.query_one(OptionList)
        places = [n for n, option in enumerate(menu.options) if not option.disabled]
        if places:
            here = places.index(menu.highlighted) if menu.highlighted in places else -1
            menu.highlighted = places[max(0, min(here + step, len(places) - 1))]

    def answer(self) -> None:
        """Do what is under the cursor."""
        menu = self.query_one(OptionList)
        if menu.highlighted is not None:
            name = menu.get_option_at_index(menu.highlighted).id
            if name is not None:
                self._do(BY_ID[name])

    def _do(self, action: Action) -> None:
        below = self._below
        self.dismiss(action.id)
        if below is not None:
            self.app.call_later(perform, below, action)

    def _list(self, typed: str) -> None:
        wanted = typed.strip().casefold()
        listed = [] if self._below is None else available(self._below)
        named = [action for action in listed if wanted in _names(action)]
        self._listed = named or [action for action in listed if wanted in _sentences(action)]
        remap = getattr(self.app, "keys", {})
        keys = {action.id: keys_said(action, remap) for action in self._listed}
        room = max((cell_len(said) for said in keys.values()), default=0)
        options: list[Option] = []
        for group, heading in GROUPS.items():
            mine = [action for action in self._listed if action.group == group]
            if mine:
                options.append(Option(Content.styled(self.say(heading), "bold"), disabled=True))
            for action in mine:
                said = keys[action.id]
                line = Content.assemble(
                    ("  " + said + " " * (room - cell_len(said)) + "  ", "$accent"),
                    self.say(action.title),
                )
                options.append(Option(line, id=action.id))
        if not options:
            options = [Option(Content(self.say(_NONE)), disabled=True)]
        menu = self.query_one(OptionList)
        menu.clear_options()
        menu.add_options(options)
        menu.highlighted = next((n for n, one in enumerate(options) if not one.disabled), None)
        menu.scroll_home(animate=False)


def _names(action: Action) -> str:
    return f"{action.title.en} {action.title.zh}".casefold()


def _sentences(action: Action) -> str:
    return f"{action.about.en} {action.about.zh}".casefold()
