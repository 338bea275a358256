"""Text that a spreadsheet or a terminal shows and never runs."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

_FORMULA = r"^([=+\-@\t\r\n＝＋－＠])"
"""What makes a spreadsheet compute a cell instead of showing it (OWASP, CSV Injection)."""

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]"
"""What could steer a terminal that the file is shown on, or turn text around. Tabs and line ends
stay."""


def printable(names: Sequence[str]) -> pl.Expr:
    """Return the text columns ``names`` with each control character as U+FFFD."""
    return pl.col(names).str.replace_all(_CONTROL, "\ufffd")


def inert(names: Sequence[str]) -> pl.Expr:
    """Return :func:`printable` text with a ``'`` before what a spreadsheet would compute."""
    return printable(names).str.replace(_FORMULA, "'$1")
