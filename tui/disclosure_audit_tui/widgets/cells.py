"""The text of one cell, cut to its width and safe to draw."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len, set_cell_size

from disclosure_audit.glyphs import shorten, visible


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
