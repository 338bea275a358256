"""Cells of a sheet to label, safe to open in a spreadsheet."""

from __future__ import annotations

import polars as pl

_FORMULA = r"^([=+\-@\t\r＝＋－＠])"
"""What makes a spreadsheet compute a cell instead of showing it (OWASP, CSV Injection)."""
_CONTROL = r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"


def write_cells(sheet: pl.DataFrame) -> str:
    """Return ``sheet`` as CSV in UTF-8 with byte order mark: spreadsheets guess wrong without.

    A cell that a spreadsheet would compute gets a leading ``'``; control characters and line ends
    become U+FFFD.
    """
    shown = pl.col(pl.String).str.replace_all(_CONTROL, "\ufffd").str.replace(_FORMULA, "'$1")
    return sheet.with_columns(shown).write_csv(include_bom=True)
