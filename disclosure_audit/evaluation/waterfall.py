"""Draws the weights of a pair as a waterfall of ASCII characters: they are as wide everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_audit.evaluation.explanation import Step

_MOST = 1_000_000


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


def say_odds(score: float) -> str:
    """Return the odds that a score (log2) stands for, as ``1,000 : 1`` or ``1 : 8``."""
    odds = 2.0 ** abs(score)
    number = f">{_MOST:,}" if odds > _MOST else f"{odds:,.0f}" if odds >= 10 else f"{odds:.1f}"
    return f"{number} : 1" if score >= 0 else f"1 : {number}"


def say_probability(share: float) -> str:
    """Return a probability as a percentage that is never rounded to certainty."""
    if share > 0.9999:
        return ">99.99%"
    return "<0.01%" if share < 0.0001 else f"{share:.2%}"
