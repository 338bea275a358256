"""The threshold explorer: move the limits, and see what errors and what work they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.matching.verdicts import FLOOR, PROBABLE
from disclosure_audit.notebook.charts.theme import INKS, MEANINGS, Mode, dress, make_data
from disclosure_audit.notebook.charts.threshold_data import (
    HIGHEST,
    LOWEST,
    STEP,
    decided_pairs,
    thresholds_data,
)
from disclosure_audit.notebook.extra import need

if TYPE_CHECKING:
    from altair.typing import ChartType

_TITLE = Text("What the thresholds cost", "阈值的代价")
_SUBTITLE = Text(
    "Expected numbers of documents, if the scores are calibrated: of pairs with s bits,"
    " 1 / (1 + 2^-s) are right. {pairs:,} documents that should be public are judged by their best"
    " pair; those that a veto refused do not move. {held:,} links go to a person whatever the"
    " threshold, because something else speaks against them. A scan uses {refuse:g} and {accept:g}.",
    "以下为文件数的期望值，前提是得分已校准：得分为 s 比特的候选中，有 1 / (1 + 2^-s) 是正确的。"
    "应公开的 {pairs:,} 件各以其最佳候选判断；被排除的候选不随阈值变动。另有 {held:,} 处对应因有其他反证，"
    "无论阈值如何均需人工核对。扫描所用阈值为 {refuse:g} 与 {accept:g}。",
)
_ACCEPT, _REFUSE = (
    Text("accepted without a person from (bits) ", "不经人工即采信的最低得分（比特） "),
    Text("refused below (bits) ", "低于此得分不采信（比特） "),
)
_HIDDEN, _ALARMS, _REVIEW = (
    Text("hidden omissions expected", "预计被掩盖的遗漏"),
    Text("false alarms expected", "预计误报"),
    Text("documents to review", "需人工核对的文件"),
)
_HIDDEN_BY, _ALARMS_BY = (
    Text("hidden omissions, if accepted from here", "被掩盖的遗漏（自此起采信）"),
    Text("false alarms, if refused below here", "误报（低于此不采信）"),
)
_AXIS, _EXPECTED, _PAIRS = (
    Text("score in bits", "得分（比特）"),
    Text("expected documents", "期望件数"),
    Text("documents", "文件数"),
)
_ZONES = {
    "refused": Text("refused", "不采信"),
    "review": Text("for review", "人工核对"),
    "accepted": Text("accepted", "采信"),
}
_ZONE_COLOURS = (MEANINGS["refused"], MEANINGS["review"], MEANINGS["published"])
_LEAST = 1e-6
"""Where the logarithmic axis ends; what is less is drawn there."""
_LOWER = "min(refuse, accept)"
_ENDS = (
    f"datum.value == {HIGHEST:g} ? '≥ {HIGHEST:g}' : datum.value == {LOWEST:g} ?"
    f" '< {LOWEST + STEP:g}' : datum.value"
)
_SHORT = (
    "(datum.value == 0 ? '0' : datum.value < 0.0001 ? '<0.0001' : datum.value < 0.1 ?"
    " format(datum.value, '.4f') : datum.value < 100 ? format(datum.value, '.1f') :"
    " format(datum.value, ',.0f'))"
)


def make(
    dispositions: pl.DataFrame,
    links: pl.DataFrame,
    candidates: pl.DataFrame,
    *,
    accept: float = PROBABLE,
    refuse: float = FLOOR,
    lang: Lang,
    mode: Mode = "light",
) -> ChartType:
    """Return the explorer with two sliders, set to ``accept`` and ``refuse`` (bits, by half ones).

    Above, three figures for the thresholds as they are set; in the middle, how each error falls and
    rises with its threshold; below, the documents by score and what becomes of them. A picture
    without sliders shows them as they were set here.
    """
    pairs = decided_pairs(dispositions, links, candidates)
    grid = thresholds_data(pairs)
    held = int(pairs["is_held"].sum())
    alt = need("altair")
    ink = INKS[mode]
    params = [
        alt.param(name=name, value=_settle(value),
                  bind=alt.binding_range(min=LOWEST, max=HIGHEST, step=STEP, name=text.to(lang)))
        for name, value, text in (("accept", accept, _ACCEPT), ("refuse", refuse, _REFUSE))
    ]  # fmt: skip
    data = make_data(alt, grid.with_columns(pl.col("hidden", "false_alarms").round_sig_figs(6)))
    subtitle = _SUBTITLE.to(lang, pairs=pairs.height, held=held, refuse=FLOOR, accept=PROBABLE)
    chart = alt.vconcat(
        _figures(alt, held, lang, ink),
        _curves(alt, grid, lang, ink),
        _documents(alt, lang, ink),
        data=data,
        spacing=14,
    )
    chart = chart.resolve_scale(color="independent").add_params(*params)
    return dress(chart, _TITLE.to(lang), subtitle, mode)


def _settle(threshold: float) -> float:
    """Return the nearest threshold that is tried."""
    return min(max(round(threshold / STEP) * STEP, LOWEST), HIGHEST)


def _figures(alt: Any, held: int, lang: Lang, ink: Any) -> Any:
    base = alt.Chart()
    at_accept, at_refuse = "datum.threshold == accept", f"datum.threshold == {_LOWER}"
    figures = (
        (_HIDDEN, MEANINGS["hidden_omission"], f"{at_accept} ? datum.hidden : 0", "0"),
        (_ALARMS, MEANINGS["false_alarm"], f"{at_refuse} ? datum.false_alarms : 0", "0"),
        (_REVIEW, MEANINGS["review"],
         f"({at_refuse} ? datum.above : 0) - ({at_accept} ? datum.above : 0)", str(held)),
    )  # fmt: skip
    parts = []
    for place, (text, colour, value, more) in enumerate(figures):
        x = alt.value(place * 225)
        parts += [
            base.transform_calculate(part=value)
            .transform_aggregate(total="sum(part)")
            .transform_calculate(value=f"datum.total + {more}")
            .transform_calculate(shown=_SHORT if place < 2 else "format(datum.value, ',d')")
            .mark_text(align="left", baseline="top", fontSize=28, fontWeight=700, color=colour)
            .encode(x=x, y=alt.value(0), text="shown:N"),
            alt.Chart(make_data(alt, pl.DataFrame({"text": [text.to(lang)]})))
            .mark_text(align="left", baseline="top", color=ink.quiet)
            .encode(x=x, y=alt.value(36), text="text:N"),
        ]
    return alt.layer(*parts).properties(width=660, height=56)


def _scale(alt: Any) -> Any:
    return alt.Scale(domain=[LOWEST, HIGHEST + STEP], nice=False)


def _rules(alt: Any, ink: Any) -> list[Any]:
    one = alt.Chart(make_data(alt, pl.DataFrame({"one": [1]})))
    return [
        one.transform_calculate(at=expression)
        .mark_rule(strokeDash=[5, 3], strokeWidth=1.5, color=ink.text)
        .encode(x=alt.X("at:Q", scale=_scale(alt)))
        for expression in ("accept", _LOWER)
    ]


def _curves(alt: Any, grid: pl.DataFrame, lang: Lang, ink: Any) -> Any:
    names = [_HIDDEN_BY.to(lang), _ALARMS_BY.to(lang)]
    long = pl.concat(
        [
            grid.select("threshold", pl.col(column).round_sig_figs(6).alias("value"), pl.lit(text).alias("error"),
                        pl.lit(param).alias("param"))
            for column, text, param in zip(("hidden", "false_alarms"), names, ("accept", "refuse"), strict=True)
        ]
    ).with_columns(pl.max_horizontal("value", pl.lit(_LEAST)).alias("drawn"))  # fmt: skip
    most = max(float(long["drawn"].max() or 1.0), 1.0)  # type: ignore[arg-type]  # a number
    y = alt.Y("drawn:Q", title=_EXPECTED.to(lang),
              scale=alt.Scale(type="log", domain=[_LEAST, most], nice=False),
              axis=alt.Axis(format="~g", tickCount=6, grid=True, domain=False))  # fmt: skip
    colour = alt.Color(
        "error:N",
        title=None,
        scale=alt.Scale(domain=names, range=[MEANINGS["hidden_omission"], MEANINGS["false_alarm"]]),
        legend=alt.Legend(orient="top", labelLimit=340),
    )
    base = alt.Chart(make_data(alt, long)).encode(
        x=alt.X("threshold:Q", title=None, scale=_scale(alt),
                axis=alt.Axis(grid=False, labels=False, ticks=False)),
        y=y,
        color=colour,
    )  # fmt: skip
    chosen = "datum.threshold == (datum.param == 'accept' ? accept : " + _LOWER + ")"
    return alt.layer(
        base.mark_line(interpolate="step-after", strokeWidth=2),
        base.transform_filter(chosen).mark_point(filled=True, size=90, opacity=1).encode(
            tooltip=[alt.Tooltip("error:N", title=" "),
                     alt.Tooltip("threshold:Q", title=_AXIS.to(lang), format="+.1f"),
                     alt.Tooltip("value:Q", title=_EXPECTED.to(lang), format=".4~g")]),
        *_rules(alt, ink),
    ).properties(width=660, height=170)  # fmt: skip


def _documents(alt: Any, lang: Lang, ink: Any) -> Any:
    zones = [text.to(lang) for text in _ZONES.values()]
    refused, review, accepted = zones
    zone = (
        f"datum.threshold >= accept ? '{accepted}' : datum.threshold >= {_LOWER} ? '{review}'"
        f" : '{refused}'"
    )
    bars = (
        alt.Chart()
        .transform_calculate(zone=zone, next=f"datum.threshold + {STEP}")
        .mark_bar(stroke=ink.paper, strokeWidth=0.5)
        .encode(
            x=alt.X("threshold:Q", bin="binned", title=_AXIS.to(lang), scale=_scale(alt), axis=alt.Axis(grid=False, values=list(range(int(LOWEST), int(HIGHEST) + 1, 5)), labelExpr=_ENDS)),
            x2="next:Q",
            y=alt.Y("pairs:Q", title=_PAIRS.to(lang), stack=None,
                    scale=alt.Scale(type="sqrt"),
                    axis=alt.Axis(tickCount=4, format=",d", tickMinStep=1, domain=False)),
            color=alt.Color("zone:N", title=None, scale=alt.Scale(domain=zones, range=list(_ZONE_COLOURS)),
                            legend=alt.Legend(orient="top")),
            tooltip=[alt.Tooltip("threshold:Q", title=_AXIS.to(lang) + " ≥", format="+.1f"),
                     alt.Tooltip("zone:N", title=" "),
                     alt.Tooltip("pairs:Q", title=_PAIRS.to(lang), format=",d")],
        )
    )  # fmt: skip
    return alt.layer(bars, *_rules(alt, ink)).properties(width=660, height=120)
