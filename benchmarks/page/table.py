"""Markdown tables and how figures are written in them."""

from __future__ import annotations

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table: the first column to the left, the others to the right."""
    marks = ["---", *["---:"] * (len(head) - 1)]
    lines = [head, marks, *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def count(number: float) -> str:
    """Return a whole number with its thousands set apart."""
    return f"{number:,.0f}"


def percent(part: float | None, places: int = 2) -> str:
    """Return a share in percent, a dash for nothing."""
    return "–" if part is None else f"{part:.{places}%}"


def f1(value: float) -> str:
    """Return a measure between 0 and 1 with four places, never rounded up to a perfect one."""
    return "1.0000" if value == 1 else f"{min(value, 0.9999):.4f}"


def seconds(value: float) -> str:
    """Return seconds with as many places as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def megabytes(value: float) -> str:
    """Return bytes as MB (10**6)."""
    return f"{value / 1e6:,.0f}"


def plain(text: str) -> str:
    """Return text from outside as a cell that Markdown shows as it stands."""
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for mark in r"\`*_[]|":
        shown = shown.replace(mark, f"\\{mark}")
    return shown
