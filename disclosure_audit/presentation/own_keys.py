"""Whether the keys that a person chose can be meant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.presentation.keymap import BY_ID, clashes, keys_of


def check_keys(keys: Mapping[str, str], moving: Collection[str]) -> None:
    """Raise ``UsageError`` if ``review.keys`` names no action, or a key that is taken.

    ``moving`` are the keys that move in the list, by their names.
    """
    for name in keys:
        if name not in BY_ID:
            near = get_close_matches(name, BY_ID, n=1)
            raise UsageError(
                Text("review.keys: there is no action “{name}”", "review.keys：没有操作“{name}”").fill(
                    name=visible(name)
                ),
                Text(f"did you mean {near[0]}?", f"是否指 {near[0]}？") if near
                else Text(f"actions: {', '.join(BY_ID)}", f"可用的操作：{'、'.join(BY_ID)}"),
            )  # fmt: skip
    for name in keys:
        for key in sorted(set(moving).intersection(keys_of(BY_ID[name], keys))):
            raise UsageError(
                Text(
                    f"review.keys: {key} moves in the list", f"review.keys：{key} 用于在清单中移动"
                ),
                Text(f"give {name} another key", f"请为 {name} 换一个按键"),
            )
    for key, one, other in clashes(keys):
        raise UsageError(
            Text(f"review.keys: {visible(key)} is both {one} and {other}",
                 f"review.keys：{visible(key)} 同时用于 {one} 和 {other}"),
            Text("give each action a key of its own", "请为每个操作指定不同的按键"),
        )  # fmt: skip
