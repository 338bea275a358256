"""Two plots: lines on logarithmic axes, and grouped horizontal bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from pathlib import Path

from benchmarks.page.drawing import COLORS, GRID, bar, dot, line, path, text, write_svg

_WIDTH, _HEIGHT = 720, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 190, 44, 54


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name and points (x, y), both above 0. A reference line is dashed."""

    name: str
    points: Sequence[tuple[float, float]]
    reference: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of one colour: one share between 0 and 1 per category, ``None`` where there is none."""

    name: str
    shares: Sequence[float | None]


def draw_lines(file: Path, title: str, x_name: str, y_name: str, lines: Sequence[Series]) -> None:
    """Write a plot of ``lines`` with logarithmic axes."""
    points = [point for series in lines for point in series.points]
    x_low, x_high = _decades([x for x, _ in points])
    y_low, y_high = _decades([y for _, y in points])
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            _LEFT + (log10(x) - x_low) / (x_high - x_low) * (right - _LEFT),
            bottom - (log10(y) - y_low) / (y_high - y_low) * (bottom - _TOP),
        )

    parts = []
    for power in range(x_low, x_high + 1):
        x, _ = place(10.0**power, 10.0**y_low)
        parts += [line(x, _TOP, x, bottom), text(x, bottom + 18, _tick(power), anchor="middle")]
    for power in range(y_low, y_high + 1):
        _, y = place(10.0**x_low, 10.0**power)
        parts += [line(_LEFT, y, right, y), text(_LEFT - 8, y + 4, _tick(power), anchor="end")]
    parts.append(text((_LEFT + right) / 2, _HEIGHT - 14, x_name, anchor="middle"))
    parts.append(text(20, (_TOP + bottom) / 2, y_name, anchor="middle", turned=True))
    for at, series in enumerate(lines):
        color = "#718096" if series.reference else COLORS[at % len(COLORS)]
        dash = "5 4" if series.reference else ""
        placed = [place(*point) for point in series.points]
        parts.append(path(placed, color, dash))
        if not series.reference:
            parts += [dot(*point, color) for point in placed]
        y = _TOP + 10 + 20 * at
        parts += [
            line(right + 14, y, right + 38, y, color, dash),
            text(right + 44, y + 4, series.name),
        ]
    write_svg(file, _WIDTH, _HEIGHT, title, parts)


def draw_bars(file: Path, title: str, categories: Sequence[str], groups: Sequence[Bars]) -> None:
    """Write horizontal bars, one per group in each category, from 0 to a round largest share."""
    left, thick, gap = 200, 11, 9
    band = len(groups) * thick + gap
    shares = [share for group in groups for share in group.shares if share is not None]
    top = _round_up(max(shares, default=0.0))
    bottom = _TOP + 10 + band * len(categories)
    right = _WIDTH - _RIGHT
    parts = []
    for step in range(5):
        x = left + (right - left) * step / 4
        parts += [line(x, _TOP, x, bottom, GRID),
                  text(x, bottom + 16, f"{top * step / 4 * 100:.3g} %", anchor="middle")]  # fmt: skip
    for row, category in enumerate(categories):
        y = _TOP + 10 + row * band
        parts.append(text(left - 8, y + (band - gap) / 2 + 4, category, anchor="end"))
        for at, group in enumerate(groups):
            share = group.shares[row]
            if share is not None:
                width = max(1.0, (right - left) * share / top)
                parts.append(bar(left, y + at * thick, width, thick - 2, COLORS[at % len(COLORS)]))
    for at, group in enumerate(groups):
        y = _TOP + 10 + 20 * at
        parts += [
            bar(right + 14, y - 5, 20, 10, COLORS[at % len(COLORS)]),
            text(right + 40, y + 4, group.name),
        ]
    write_svg(file, _WIDTH, max(bottom + 34, _TOP + 20 * len(groups) + 24), title, parts)


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return low, max(high, low + 1)


def _tick(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"


def _round_up(value: float) -> float:
    for power in range(-4, 1):
        for step in (1, 2, 5):
            if value <= step * 10.0**power:
                return min(1.0, step * 10.0**power)
    return 1.0
