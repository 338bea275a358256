"""The line in which a filter is typed: it acts while one types, and says what it cannot read."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from disclosure_audit.glyphs import shorten, visible, wrap
from disclosure_audit.language import Lang, Text

DELAY = 0.2
"""Seconds of rest after a key before the filter acts."""

_MOST = 8
_OF_RECORDS = Text(
    "filter: disposition:omitted  findings>0  note:any  words of the title",
    "筛选：去向:未见公开  问题数>0  备注:有  标题中的字词",
)
HINTS: dict[str, Text] = {
    "findings": Text(
        "filter: rule:DU  severity>=high  status:open  words of the title",
        "筛选：规则:DU  级别>=高  状态:待处理  标题中的字词",
    ),
    "links": Text(
        "filter: status:review  score<90  decided:none  words of the titles",
        "筛选：状态:待核对  得分<90  认定:无  标题中的字词",
    ),
    "register": _OF_RECORDS,
    "catalog": Text(
        _OF_RECORDS.en.replace("omitted", "repeated"),
        _OF_RECORDS.zh.replace("未见公开", "重复公开"),
    ),
}
"""What is seen of each list's filter as long as nothing is typed."""
_LINES = 2
"""Lines for what is wrong."""
Complete = Callable[[str, int], tuple[tuple[int, int], list[str]]]
"""For the text and the place of the cursor: where the word begins and ends that could be replaced,
and what by."""


class FilterBar(Vertical):
    """An input of one line; below it suggestions, of which Tab takes the first, or what is wrong."""

    DEFAULT_CSS = """
    FilterBar { height: auto; background: $surface; }
    FilterBar Input { height: 1; border: none; padding: 0 1; background: $surface; }
    FilterBar Input:focus { border: none; background: $panel; }
    FilterBar Static { height: auto; max-height: 2; padding: 0 1; display: none; }
    FilterBar Static.-shown { display: block; }
    FilterBar Static.-bad { color: $error; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "leave", show=False),
        Binding("tab", "complete", show=False, priority=True),
    ]

    class Changed(Message):
        """Another filter is wanted; ``done``: Enter was pressed."""

        def __init__(self, text: str, *, done: bool) -> None:
            super().__init__()
            self.text, self.done = text, done

    class Left(Message):
        """The keyboard goes back to the table."""

    def __init__(self, complete: Complete, lang: Lang) -> None:
        super().__init__()
        self.complete, self.lang, self.kind = complete, lang, "findings"
        self._fault = ""
        self._timer: Timer | None = None
        self._sent = ""
        self._offers: list[str] = []
        self._word = (0, 0)

    def compose(self) -> ComposeResult:
        """Yield the input and the line below it."""
        yield Input(select_on_focus=False, compact=True)
        yield Static(markup=False)

    @property
    def text(self) -> str:
        """What is typed."""
        return self._input.value

    @property
    def _input(self) -> Input:
        return self.query_one(Input)

    def on_mount(self) -> None:
        """Show the hint."""
        self.relabel(self.lang)

    def relabel(self, lang: Lang, kind: str | None = None) -> None:
        """Speak ``lang``, of the list ``kind``."""
        self.lang, self.kind = lang, kind or self.kind
        self._input.placeholder = HINTS[self.kind].to(lang)

    def put(self, text: str) -> None:
        """Set the text without asking for the filter."""
        self._stop()
        self._sent = text
        if self._input.value != text:
            with self._input.prevent(Input.Changed):
                self._input.value = text
            self._input.cursor_position = len(text)

    def focus_input(self) -> None:
        """Take the keyboard."""
        self._input.focus()
        self._offer()

    def complain(self, sentence: str | None, hint: str | None = None) -> None:
        """Say what is wrong with the filter, or nothing."""
        line = self.query_one(Static)
        if sentence is not None:
            self._fault = visible(sentence) + (f" - {visible(hint)}" if hint else "")
            self._draw_fault()
        line.set_class(sentence is not None, "-bad")
        line.set_class(sentence is not None, "-shown")

    def _draw_fault(self) -> None:
        """Break what is wrong into lines, as Chinese breaks too."""
        room = max(10, (self.size.width or self.app.size.width) - 2)
        lines = wrap(self._fault[: 4 * room], room)
        if len(lines) > _LINES:
            lines = [*lines[: _LINES - 1], shorten("".join(lines[_LINES - 1 :]), room)]
        self.query_one(Static).update(Content("\n".join(lines)))

    def on_resize(self) -> None:
        """Break it anew."""
        if self.query_one(Static).has_class("-bad"):
            self._draw_fault()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Wait for a rest, then ask for the filter."""
        event.stop()
        self._stop()
        self._timer = self.set_timer(DELAY, self._ask)
        self._offer()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Ask for the filter at once."""
        event.stop()
        self._stop()
        self._sent = self.text
        self.post_message(self.Changed(self.text, done=True))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:  # noqa: ARG002 - the handler's form
        """Take the suggestions away."""
        line = self.query_one(Static)
        if not line.has_class("-bad"):
            line.remove_class("-shown")

    def action_leave(self) -> None:
        """Hand the keyboard back."""
        self.post_message(self.Left())

    def action_complete(self) -> None:
        """Take the first suggestion."""
        if not self._offers:
            self.post_message(self.Left())
            return
        start, end = self._word
        before = self.text[:start] + self._offers[0]
        self._input.value = before + self.text[end:]
        self._input.cursor_position = len(before)

    def _ask(self) -> None:
        if self.text != self._sent:
            self._sent = self.text
            self.post_message(self.Changed(self.text, done=False))

    def _stop(self) -> None:
        if self._timer:
            self._timer.stop()
            self._timer = None

    def _offer(self) -> None:
        line = self.query_one(Static)
        text, at = self.text, self._input.cursor_position
        self._word, self._offers = self.complete(text, at)
        line.remove_class("-bad")
        line.set_class(bool(self._offers), "-shown")
        offers = "   ".join(shorten(visible(offer), 30) for offer in self._offers[:_MOST])
        line.update(Content(f"Tab: {offers}"))
