"""The colours: a light, a dark and a high-contrast theme, and none at all."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

from disclosure_audit.language import Text

LIGHT, DARK, CONTRAST = "light", "dark", "contrast"

TITLES: dict[str, Text] = {
    DARK: Text("dark", "深色"),
    LIGHT: Text("light", "浅色"),
    CONTRAST: Text("high contrast", "高对比度"),
}
"""The themes, in the order in which the key steps through them."""

THEMES: tuple[Theme, ...] = (
    Theme(
        name=DARK,
        primary="#7aa2c8",
        secondary="#8f9fb3",
        accent="#d0a85c",
        warning="#dfae5a",
        error="#e0786c",
        success="#86b97f",
        foreground="#d5d9de",
        background="#16191d",
        surface="#1c2025",
        panel="#272d34",
        dark=True,
    ),
    Theme(
        name=LIGHT,
        primary="#1f5f99",
        secondary="#566579",
        accent="#8a5a00",
        warning="#8a5a00",
        error="#b3261e",
        success="#2c6e2f",
        foreground="#1d2125",
        background="#fafaf7",
        surface="#f1f1ec",
        panel="#e2e3dd",
        dark=False,
    ),
    Theme(
        name=CONTRAST,
        primary="#ffff00",
        secondary="#00ffff",
        accent="#ffff00",
        warning="#ffff00",
        error="#ff6060",
        success="#00ff00",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#303030",
        dark=True,
        text_alpha=1.0,
    ),
)


def next_theme(name: str) -> str:
    """Return the theme after ``name``."""
    names = list(TITLES)
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]


class NoColours(LineFilter):
    """Leaves bold, underline and reverse, and takes every colour."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - the protocol's
        """Return the segments in the terminal's own two colours."""
        return [
            Segment(text, None if style is None else _plain(style), control)
            for text, style, control in segments
        ]


def _plain(style: Style) -> Style:
    return Style(
        bold=style.bold,
        underline=style.underline,
        reverse=style.reverse,
        strike=style.strike,
        meta=style.meta,
        link=style.link,
    )
