"""How every chart looks: fonts that have Chinese, and one colour per meaning on all charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from disclosure_audit.glyphs import wrap

if TYPE_CHECKING:
    from altair.typing import ChartType

Mode = Literal["light", "dark"]

FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, Source Han Sans SC, sans-serif"
"""Named, never fetched: whoever draws the chart takes the first font that the machine has. The names
stand without quotation marks, which not every renderer takes for marks."""

MEANINGS: dict[str, str] = {
    "published": "#0072B2",
    "linked": "#0072B2",
    "certain": "#0072B2",
    "published_differs": "#56B4E9",
    "probable": "#56B4E9",
    "needs_review": "#E69F00",
    "review": "#E69F00",
    "omitted": "#D55E00",
    "unregistered": "#882E72",
    "repeated": "#E5D54A",
    "not_due": "#00B386",
    "withheld": "#7A7A7A",
    "received": "#B5B5B5",
    "out_of_scope": "#D2D2D2",
    "refused": "#A0A0A0",
    "hidden_omission": "#D55E00",
    "false_alarm": "#CC79A7",
    "unreadable": "#4A4A4A",
    "rejected": "#4A4A4A",
}
"""Colour by disposition, by how sure a link is, by kind of error. The hues start from those of Okabe
and Ito (2008) and were moved until the parts of one chart stay apart for colour-blind eyes too, which a
test measures; blue is what is public, red-orange what is missing, and what needs no action is grey."""

SEVERITIES: dict[Mode, dict[str, str]] = {
    "light": {
        "critical": "#5C1A0B",
        "high": "#B3400C",
        "medium": "#EA7F22",
        "low": "#F3B155",
        "note": "#E9E1D3",
    },
    "dark": {
        "critical": "#FFE3B8",
        "high": "#F9A94B",
        "medium": "#D96B1A",
        "low": "#93491B",
        "note": "#57463B",
    },
}
"""By severity, worst first: one ramp of lightness, so that the order shows in grey print too."""


@dataclass(frozen=True, slots=True)
class Ink:
    """What is neither data nor meaning. ``paper`` is opaque: a chart on a page of the other kind stays
    readable."""

    paper: str
    text: str
    quiet: str
    grid: str
    pale: str


INKS: dict[Mode, Ink] = {
    "light": Ink(paper="#FFFFFF", text="#1F2328", quiet="#57606A", grid="#E6E8EB", pale="#EDF3F8"),
    "dark": Ink(paper="#16191D", text="#E6EAEE", quiet="#A3ADB8", grid="#31373E", pale="#2B3A47"),
}


def make_data(alt: Any, frame: pl.DataFrame) -> Any:
    """Return ``frame`` as the data of a chart, embedded; dates as ISO texts."""
    dates = [name for name, dtype in frame.schema.items() if dtype == pl.Date]
    return alt.Data(values=frame.with_columns(pl.col(dates).cast(pl.String)).to_dicts())


def dress(chart: Any, title: str, subtitle: str, mode: Mode, *, cells: int = 104) -> ChartType:
    """Return ``chart`` with its title, its subtitle folded at ``cells`` cells, fonts and inks."""
    ink = INKS[mode]
    words = {"labelColor": ink.quiet, "titleColor": ink.text}
    dressed: ChartType = chart.properties(
        title={"text": title, "subtitle": wrap(subtitle, cells) if subtitle else []},
        background=ink.paper,
        padding={"left": 14, "right": 18, "top": 12, "bottom": 12},
    ).configure(
        font=FONT,
        view={"stroke": None},
        axis={
            **words,
            "domainColor": ink.quiet,
            "gridColor": ink.grid,
            "tickColor": ink.grid,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "titlePadding": 8,
            "labelLimit": 340,
        },
        header={**words, "labelFontSize": 12},
        legend={**words, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
                "labelLimit": 240, "titleLimit": 300},
        text={"color": ink.text, "fontSize": 12},
        title={
            "anchor": "start",
            "frame": "group",
            "color": ink.text,
            "subtitleColor": ink.quiet,
            "fontSize": 16,
            "fontWeight": 600,
            "subtitleFontSize": 12,
            "subtitleLineHeight": 17,
            "subtitlePadding": 6,
            "offset": 14,
        },
    )  # fmt: skip
    return dressed
