"""The keys of a screen, as Textual binds them."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding

from disclosure_audit.language import Lang
from disclosure_audit.presentation.key_names import FULL_WIDTH, name_key, shown_key
from disclosure_audit.presentation.keymap import actions_of, granted


def bindings(screen: str, lang: Lang, remap: Mapping[str, str] | None = None) -> list[Binding]:
    """Return the bindings of ``screen``; a key that ``remap`` gives to one action is no other's."""
    made = []
    for action, key in granted(actions_of(screen), remap):
        wide = [name_key(FULL_WIDTH[key])] if key in FULL_WIDTH else []
        title = action.title.to(lang)
        made += [
            Binding(one, action.command, title, key_display=shown_key(one)) for one in (key, *wide)
        ]
    return made
