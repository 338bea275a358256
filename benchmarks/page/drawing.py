"""The few SVG elements that the plots are made of."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

COLORS = ("#1f5fa8", "#c05621", "#2f855a", "#6b46c1", "#b7791f", "#97266d", "#4a5568", "#2c9aa0")
GRID, INK = "#d9dee5", "#2d3748"


def text(
    x: float, y: float, words: str, *, anchor: str = "start", size: int = 12, turned: bool = False
) -> str:
    """Return words at a place; ``turned`` runs them upwards."""
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"'
        f' fill="{INK}"{turn}>{escape(words)}</text>'
    )


def line(x1: float, y1: float, x2: float, y2: float, color: str = GRID, dash: str = "") -> str:
    """Return a straight line."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{color}"{dashes}/>'
    )


def path(points: Iterable[tuple[float, float]], color: str, dash: str = "") -> str:
    """Return a line through points."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    at = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{at}" fill="none" stroke="{color}" stroke-width="2"{dashes}/>'


def dot(x: float, y: float, color: str) -> str:
    """Return a small disc."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{color}"/>'


def bar(x: float, y: float, width: float, height: float, color: str) -> str:
    """Return a filled rectangle."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{color}"/>'
    )


def write_svg(file: Path, width: int, height: int, title: str, parts: Iterable[str]) -> None:
    """Write the parts as one picture on white ground, with ``title`` above them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    whole = "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
            f' height="{height}" font-family="sans-serif" role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            text(16, 24, title, size=15),
            *parts,
            "</svg>\n",
        )
    )
    file.write_text(whole, encoding="utf-8", newline="\n")
