"""The actions of a screen, for whoever looks for one by its name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from disclosure_audit.language import Lang
from disclosure_audit.presentation.key_names import shown_key
from disclosure_audit.presentation.keymap import PAIR, Action, actions_of, keys_of

_NOT_LISTED = frozenset({"menu", "palette"})
"""Ways to a list of all actions: of no use within one."""


def available(screen: Screen[Any]) -> list[Action]:
    """Return what can be done on ``screen`` now, in the order of the keymap."""
    kind = str(getattr(screen, "KIND", PAIR))
    return [
        action
        for action in actions_of(kind)
        if action.id not in _NOT_LISTED
        and hasattr(screen.app if action.of_app else screen, f"action_do_{action.id}")
        and screen.check_action(action.command, ()) is not False
    ]


async def perform(screen: Screen[Any], action: Action) -> None:
    """Do ``action`` as its key would on ``screen``, unless that was closed meanwhile."""
    if screen.is_attached:
        await screen.run_action(action.command)


def keys_said(action: Action, remap: Mapping[str, str]) -> str:
    """Return the keys of ``action`` as they are printed, joined by blanks."""
    return " ".join(shown_key(key) for key in keys_of(action, remap))


class ActionProvider(Provider):
    """Offers the actions of the screen below the palette, by their names in both languages."""

    @property
    def _lang(self) -> Lang:
        lang: Lang = getattr(self.app, "lang", "en")
        return lang

    def _about(self, action: Action) -> str:
        keys = keys_said(action, getattr(self.app, "keys", {}))
        return f"{keys}  {action.about.to(self._lang)}".strip()

    async def discover(self) -> Hits:
        """Yield every action."""
        for action in available(self.screen):
            title = action.title.to(self._lang)
            yield DiscoveryHit(
                Content(title), partial(perform, self.screen, action), title, self._about(action)
            )

    async def search(self, query: str) -> Hits:
        """Yield the actions whose name or sentence is like ``query``, in either language."""
        matcher, wanted = self.matcher(query), query.strip().casefold()
        for action in available(self.screen):
            title = action.title.to(self._lang)
            names = f"{action.title.en} {action.title.zh}".casefold()
            said = f"{action.about.en} {action.about.zh}".casefold()
            score = matcher.match(title)
            if wanted in names:  # before what only has the same letters somewhere
                score += 2
            elif wanted in said:
                score += 1
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(title),
                    partial(perform, self.screen, action),
                    title,
                    self._about(action),
                )
