"""Charts as inline SVG. Widths are percentages and text has a size of its own, so that a chart fits
any page without its words growing or shrinking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from disclosure_audit.writers.html.markup import esc, tag, void

_LINE, _BAR, _GAP = 17, 9, 13
"""Pixels of a bar's words, of the bar, and to the next one."""
_BAND = 30
_COLUMNS, _FOOT = 132, 34
"""Pixels of the columns and of what stands below them."""
_NAMED = 14
"""Most columns that are named."""
_LEAST = 0.6
"""Percent of the width that a count above nothing takes at least: it must be seen."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: how many, what of, and the class that colours it."""

    count: int
    words: str
    tint: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its words; ``mark`` is a short code before them."""

    words: str
    parts: tuple[Part, ...]
    mark: str = ""

    @property
    def count(self) -> int:
        """How many it stands for."""
        return sum(part.count for part in self.parts)


def band(parts: Sequence[Part], key: str, title: str, told: str) -> str:
    """Return one bar as wide as the page, parted in proportion."""
    shapes, x = [], 0.0
    for part, width in zip(parts, _widths([part.count for part in parts]), strict=True):
        hint = tag("title", esc(f"{part.words}: {part.count:,}"))
        shapes.append(
            tag(
                "rect",
                hint,
                x=f"{x:.3f}%",
                y=0,
                width=f"{width:.3f}%",
                height=_BAND,
                class_=part.tint,
            )
        )
        x += width
    return _svg("".join(shapes), _BAND, key, title, told)


def bars(rows: Sequence[Bar], key: str, title: str, told: str) -> str:
    """Return one line per row: its words, its number and a bar below them."""
    most = max((row.count for row in rows), default=0) or 1
    shapes = []
    for place, row in enumerate(rows):
        top = place * (_LINE + _BAR + _GAP)
        mark = tag("tspan", esc(row.mark) + "  ", class_="mark") if row.mark else ""
        words = tag("text", mark + esc(row.words), x=0, y=_LINE - 5)
        hint = tag("title", esc(f"{row.mark} {row.words}".strip()))
        shapes.append(  # a frame of its own, so that long words fade out before the number
            tag("svg", hint + words, x=0, y=top, width="88%", height=_LINE + 2)
            + void("rect", x="80%", y=top, width="8.2%", height=_LINE, fill=f"url(#{key}-fade)")
        )
        shapes.append(
            tag(
                "text",
                f"{row.count:,}",
                x="100%",
                y=top + _LINE - 5,
                class_="n",
                text_anchor="end",
            )
        )
        y = top + _LINE + 1
        shapes.append(void("rect", x=0, y=y, width="100%", height=_BAR, class_="rail"))
        shapes.append(_stretches(row, most, y))
    height = len(rows) * (_LINE + _BAR + _GAP)
    return _svg(_fade(key) + "".join(shapes), height, key, title, told)


def columns(rows: Sequence[Bar], key: str, title: str, told: str) -> str:
    """Return one column per row, its words below; of many columns only some are named."""
    most = max((row.count for row in rows), default=0) or 1
    step = 100 / max(len(rows), 1)
    every, year = -(-len(rows) // _NAMED), ""
    shapes = [void("line", x1=0, x2="100%", y1=_COLUMNS + 16.5, y2=_COLUMNS + 16.5, class_="axis")]
    for place, row in enumerate(rows):
        x, y = place * step, float(_COLUMNS + 16)
        for part in row.parts:
            height = max(_COLUMNS * part.count / most, 1.0 if part.count else 0.0)
            y -= height
            hint = tag("title", esc(f"{row.words} · {part.words}: {part.count:,}"))
            shapes.append(
                tag("rect", hint, x=f"{x + step * 0.16:.3f}%", y=y, width=f"{step * 0.68:.3f}%",
                    height=height, class_=part.tint)
            )  # fmt: skip
        middle = f"{x + step / 2:.3f}%"
        if len(rows) <= 12 or row.count == most:
            shapes.append(
                tag("text", f"{row.count:,}", x=middle, y=y - 4, class_="n", text_anchor="middle")
            )
        if place % every == 0:
            above, _, below = row.words.partition(" ")
            lines: list[tuple[str, int, str | None]] = [(above, _COLUMNS + 31, None)]
            if below != year:  # said once, where it begins
                lines.append((below, _COLUMNS + 45, "dim"))
                year = below
            shapes += [
                tag("text", esc(said), x=middle, y=at, class_=kind, text_anchor="middle")
                for said, at, kind in lines
            ]
    return _svg("".join(shapes), _COLUMNS + 16 + _FOOT, key, title, told)


def weights(steps: Sequence[tuple[str, float]]) -> str:
    """Return the weights of a pair as a waterfall: from the sum before each to the sum after it."""
    totals = [0.0]
    for _, weight in steps:
        totals.append(totals[-1] + weight)
    low, high = min(totals), max(totals)
    scale = 100 / (high - low) if high > low else 0.0
    rows = []
    for (words, weight), before, after in zip(steps, totals, totals[1:], strict=False):
        left, width = (min(before, after) - low) * scale, max(abs(weight) * scale, 0.8)
        bar = void(
            "line", x1=f"{-low * scale:.2f}%", x2=f"{-low * scale:.2f}%", y1=0, y2=12, class_="axis"
        )
        bar += void("rect", x=f"{min(left, 99.2):.2f}%", y=2, width=f"{width:.2f}%", height=8,
                    class_="for" if weight > 0 else "against")  # fmt: skip
        drawn = tag("svg", bar, width="100%", height=12, aria_hidden="true")
        cells = tag("th", esc(words), scope="row") + tag("td", f"{weight:+.1f}", class_="n")
        rows.append(tag("tr", cells + tag("td", drawn, class_="bar")))
    return tag("table", "".join(rows), class_="weights")


def _fade(key: str) -> str:
    """Return the shade that words run out into: from nothing to the colour of the card."""
    stops = void("stop", offset=0, class_="clear") + void("stop", offset=1, class_="card")
    return tag("linearGradient", stops, id=f"{key}-fade")


def _stretches(row: Bar, most: int, y: int) -> str:
    shapes, x = [], 0.0
    for part in row.parts:
        width = max(100 * part.count / most, _LEAST) if part.count else 0.0
        if width:
            hint = tag("title", esc(f"{part.words}: {part.count:,}"))
            shapes.append(
                tag("rect", hint, x=f"{min(x, 100 - width):.3f}%", y=y, width=f"{width:.3f}%",
                    height=_BAR, class_=part.tint)
            )  # fmt: skip
        x += width
    return "".join(shapes)


def _widths(counts: Sequence[int]) -> list[float]:
    """Return the shares of the width; what is there takes :data:`_LEAST`, at the cost of the rest."""
    whole = sum(counts)
    if not whole:
        return [0.0] * len(counts)
    raised = [max(100 * n / whole, _LEAST) if n else 0.0 for n in counts]
    return [width * 100 / sum(raised) for width in raised]


def _svg(shapes: str, height: int, key: str, title: str, told: str) -> str:
    named = tag("title", esc(title), id=f"{key}-title") + tag("desc", esc(told), id=f"{key}-desc")
    return tag(
        "svg", named + shapes, class_="chart", width="100%", height=height, role="img",
        aria_labelledby=f"{key}-title {key}-desc",
    )  # fmt: skip
