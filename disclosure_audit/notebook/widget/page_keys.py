"""Which keys the page takes for which action: the terminal's, a person's own ones included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from disclosure_audit.presentation import own_keys
from disclosure_audit.presentation.key_names import FULL_WIDTH, shown_key
from disclosure_audit.presentation.keymap import BY_ID, granted

_MOVING = frozenset({"up", "down", "pageup", "pagedown", "home", "end"})
_BROWSERS = frozenset(
    {"tab", "shift+tab", "f1", "f5", "f6", "f11", "f12"} | {f"ctrl+{key}" for key in "cflnpqrstvwx"}
)
"""Keys that belong to the browser or the notebook: a page that took them could not be left, or not
be reloaded, copied from or saved."""
_NAMED = {"delete": "Delete", "insert": "Insert", "backspace": "Backspace"}
"""What a browser calls keys that are printed otherwise."""
FULL_WIDTH_KEYS = {typed: shown_key(key) for key, typed in FULL_WIDTH.items()} | {"　": "Space"}
"""What a Chinese input method sends for a key, and the key."""


def check_keys(keys: Mapping[str, str]) -> None:
    """Raise ``UsageError`` if ``review.keys`` names no action, or a key that is taken."""
    own_keys.check_keys(keys, _MOVING)


def page_keys(actions: Iterable[str], remap: Mapping[str, str] | None) -> dict[str, list[str]]:
    """Return the keys of each of ``actions`` as the page hears and prints them, the usual one first.

    ``remap`` are a person's own. What a page cannot take is left out; there is a button for it.
    """
    keys: dict[str, list[str]] = {name: [] for name in actions}
    for action, key in granted([BY_ID[name] for name in keys], remap):
        if _can_be_taken(key, action.id):
            last = key.rpartition("+")[2]
            shown = shown_key(key).removesuffix(last) + _NAMED[last] if last in _NAMED else ""
            keys[action.id].append(shown or shown_key(key))
    return keys


def _can_be_taken(key: str, action: str) -> bool:
    """Return whether the page is told of ``key`` and may use it."""
    if key.lower() in _BROWSERS or (key == "escape" and action != "back"):  # Esc always goes back
        return False
    *held, last = key.split("+")
    return held in ([], ["ctrl"]) or (held == ["shift"] and len(last) > 1)
