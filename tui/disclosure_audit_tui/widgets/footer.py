"""The last line of a screen: its main actions, to be clicked, and what is going on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.presentation.key_names import shown_key
from disclosure_audit.presentation.keymap import BY_ID, actions_of, keys_of

if TYPE_CHECKING:
    from disclosure_audit.language import Lang


class ActionFooter(Widget):
    """Offers the main actions of ``screen``; those that do not fit are in the menu.

    ``note`` stands at the right end: what is being worked at.
    """

    DEFAULT_CSS = """
    ActionFooter { height: 1; dock: bottom; background: $panel; color: $foreground; }
    """

    note: reactive[str] = reactive("")

    only: reactive[tuple[str, ...]] = reactive(())
    """Actions to offer instead of those that the keymap says; empty: those."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self._places: list[tuple[int, int, str]] = []

    def render(self) -> Content:
        """Return the line; remembers where each action stands."""
        app = self.app
        lang: Lang = getattr(app, "lang", "en")
        remap: Mapping[str, str] = getattr(app, "keys", {})
        note = shorten(visible(self.note), 30)
        room = self.size.width - (cell_len(note) + 2 if note else 0)
        offered = [
            action
            for action in actions_of(self.kind)
            if (action.id in self.only if self.only else action.footer)
        ]
        items = [
            (action.id, shown_key((keys_of(action, remap) or ("",))[0]), action.title.to(lang))
            for action in sorted(offered, key=lambda a: a.id not in ("help", "menu"))
        ]
        kept, used = [], 1
        for item in items:  # help and menu first: through them all the others are reached
            width = cell_len(f"{item[1]} {item[2]}  ")
            if used + width <= room:
                kept.append(item)
                used += width
        order = [action.id for action in offered]
        kept.sort(key=lambda item: order.index(item[0]))
        self._places, parts, x = [], [Content(" ")], 1
        for name, key, title in kept:
            width = cell_len(f"{key} {title}")
            self._places.append((x, x + width, name))
            parts += [Content.styled(key, "bold $primary"), Content(f" {title}  ")]
            x += width + 2
        if note:
            blanks = max(0, self.size.width - x - cell_len(note) - 1)
            parts += [Content(" " * blanks), Content.styled(note, "bold $warning")]
        return Content("").join(parts)

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        for start, end, name in self._places:
            if start <= event.x < end:
                await self.screen.run_action(BY_ID[name].command)
