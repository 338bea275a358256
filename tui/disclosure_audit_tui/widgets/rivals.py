"""The pairs that were weighed for a record, to be chosen from: links first, then the nearest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from disclosure_audit import names
from disclosure_audit.evaluation.waterfall import say_probability
from disclosure_audit.language import Lang, Text
from disclosure_audit_tui.dossier import Choice, Place
from disclosure_audit_tui.widgets.cells import fit
from disclosure_audit_tui.widgets.waterfall import verdict

_ROW = Text("{side} row {row}", "{side}第 {row} 行")
_TWIN = Text("of the same list", "同一清单")
_ALONE = Text("no other record came near", "没有接近的记录")
_UNWEIGHED = Text("not weighed", "未经比较")


class Rivals(OptionList):
    """Lists choices; the one under the cursor is shown at once."""

    DEFAULT_CSS = """
    Rivals { height: auto; max-height: 8; background: $surface; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "screen.scroll_fields(-1)", show=False),
        Binding("pagedown", "screen.scroll_fields(1)", show=False),
    ]

    class Chosen(Message):
        """Another pair is to be shown: its place among the choices."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id, compact=True, markup=False)
        self.choices: tuple[Choice, ...] = ()
        self._titles: Sequence[str] = ()
        self._lang: Lang = "en"

    def show(
        self, choices: tuple[Choice, ...], titles: Sequence[str], place: int, lang: Lang
    ) -> None:
        """List ``choices`` with the title of the record that each brings; the cursor on ``place``."""
        self.choices, self._titles, self._lang = choices, titles, lang
        self.display = len(choices) > 1
        self._fill(place)

    def _fill(self, place: int | None) -> None:
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            width = max(20, self.content_size.width or self.app.size.width)
            self.add_options(
                [
                    Option(describe(choice, title, width, self._lang))
                    for choice, title in zip(self.choices, self._titles, strict=True)
                ]
            )
            if self.choices and place is not None:
                self.highlighted = min(place, len(self.choices) - 1)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - the framework's signature
        """Cut the titles to the new width."""
        self._fill(self.highlighted)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the pair under the cursor."""
        event.stop()
        self.post_message(self.Chosen(event.option_index))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show the pair that was clicked."""
        event.stop()
        self.post_message(self.Chosen(event.option_index))


def describe(choice: Choice, title: str, width: int, lang: Lang) -> Content:
    """Return one line of ``width`` cells: the records, how likely, what became of it, the title."""
    rows = " + ".join(name_place(place, lang) for place in choice.places)
    if choice.pair is not None:
        said, style = verdict(choice.pair, lang)
        likely = say_probability(choice.pair.probability)
    elif choice.right is None:
        said, style, likely = _ALONE.to(lang), "dim", ""
    else:
        twins = choice.left[0] == choice.right[0]
        said, style, likely = (_TWIN if twins else _UNWEIGHED).to(lang), "dim", ""
    room = max(4, width - 30 - 8 - 24 - 4)
    return Content.assemble(
        fit(rows, 30), " ", fit(likely, 7, "right"), " ",
        (fit(said, 24), style) if style else fit(said, 24), " ", fit(title, room),
    )  # fmt: skip


def name_place(place: Place, lang: Lang) -> str:
    """Return what a record is called; rows are counted from 1."""
    side, row = place
    return _ROW.to(lang, side=names.SIDES[side].to(lang), row=f"{row + 1:,}")
