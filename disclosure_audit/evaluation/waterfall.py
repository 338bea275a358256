"""Draws the weights of a pair as a waterfall of ASCII characters: they are as wide everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_audit.evaluation.explanation import Step


def draw_bars(steps: Sequence[Step], width: int) -> list[str]:
    """Return one bar per step, each ``width`` cells: from the sum before it to the sum after it.

    ``+`` speaks for the pair and ``-`` against it; ``|`` is zero, even odds.
    """
    totals = [0.0, *(step.total for step in steps)]
    low, high = min(totals), max(totals)
    scale = (width - 1) / (high - low) if high > low else 0.0

    def column(total: float) -> int:
        return round((total - low) * scale)

    bars = []
    for step in steps:
        first, last = sorted((column(step.total - step.weight), column(step.total)))
        cells = [" "] * width
        cells[column(0.0)] = "|"
        cells[first : last + 1] = ["+" if step.weight > 0 else "-"] * (last - first + 1)
        bars.append("".join(cells))
    return bars
