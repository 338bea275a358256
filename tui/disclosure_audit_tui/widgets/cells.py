"""The text of one cell, cut to its width and safe to draw."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size

from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Lang, Text

if TYPE_CHECKING:
    from disclosure_audit.review.sheets import Column

_YES = Text("yes", "是")


def cell_value(column: Column, value: Any, lang: Lang) -> str:
    """Return what ``value`` is called; nothing is cut and nothing made visible yet."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _YES.to(lang) if value else ""
    if isinstance(value, float):  # a percentage is never rounded to certainty
        return ">99.9" if value >= 99.95 else "<0.1" if 0 <= value < 0.05 else f"{value:.1f}"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes")
    text = str(value + 1 if column.is_row else value)
    if column.coded:
        known = column.coded.get(text)
        return known.to(lang) if known is not None else text
    return text


@lru_cache(maxsize=20_000)
def fit(text: str, width: int, align: str = "left", cut: str = "…") -> str:
    """Return ``text`` made visible in exactly ``width`` cells, ending in ``cut`` if it is longer.

    Exactly as Textual counts cells: where it counts otherwise than
    :func:`disclosure_audit.glyphs.cells` (a new emoji), a column would shift.
    """
    shown = shorten(visible(text[: 4 * width + 1]), width)
    if cut != "…" and shown.endswith("…"):
        shown = shown[:-1] + cut
    taken = cell_len(shown)
    if taken > width:
        return set_cell_size(shown, width)
    blanks = " " * (width - taken)
    return blanks + shown if align == "right" else shown + blanks
