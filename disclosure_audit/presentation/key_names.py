"""What keys are called: in settings and bindings (``full_stop``), and as printed (``.``)."""

from __future__ import annotations

import string
import unicodedata

_RENAMED = {
    "solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at",
    "hyphen_minus": "minus", "plus_sign": "plus", "low_line": "underscore",
}  # fmt: skip
"""Names of characters that keyboards have another word for."""


def name_key(char: str) -> str:
    """Return the name of the key that types ``char``: ``a`` for ``a``, ``full_stop`` for ``.``.

    These are the names that Textual gives to keys.
    """
    if char.isalnum():
        return char
    name = unicodedata.name(char, char).lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name)


FULL_WIDTH = {
    "full_stop": "。", "question_mark": "？", "slash": "、", "less_than_sign": "《",
    "greater_than_sign": "》", "left_square_bracket": "【", "right_square_bracket": "】",
    "equals_sign": "＝",
}  # fmt: skip
"""What a Chinese input method sends for a key of punctuation."""
_SHOWN = {name_key(char): char for char in string.punctuation} | {
    "space": "Space", "enter": "Enter", "escape": "Esc", "tab": "Tab", "left": "Left",
    "right": "Right",
}  # fmt: skip


def full_name(key: str) -> str:
    """Return the name of a key that a person may have written as a character, ``ctrl+`` and so on
    included."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    if len(last) == 1 and not (last.isalnum() or unicodedata.category(last)[0] == "L"):
        last = name_key(last)
    return "+".join([*held, last])


def shown_key(key: str) -> str:
    """Return ``key`` as it is printed: ``/``, ``F2``, ``Ctrl+Z``, ``Shift+Tab``."""
    *held, last = key.split("+")
    name = _SHOWN.get(last, last)
    if len(name) > 1 and name[0] == "f" and name[1:].isdigit():
        name = name.upper()
    if held and len(name) == 1:
        name = name.upper()
    return "+".join([*(part.capitalize() for part in held), name])
