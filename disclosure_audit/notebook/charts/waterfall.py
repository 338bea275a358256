"""The waterfall of one pair: which evidence speaks for it, which against, and where that leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import cells, shorten, visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.matching.verdicts import CERTAIN, FLOOR, PROBABLE
from disclosure_audit.names import LINKS, VETOES, name
from disclosure_audit.notebook.charts.theme import INKS, MEANINGS, Mode, dress, make_data
from disclosure_audit.notebook.extra import need
from disclosure_audit.writers.odds import say_score
from disclosure_audit.writers.weights import name_weight

if TYPE_CHECKING:
    from altair.typing import ChartType

TITLE_CELLS = 90

_TITLE = Text(
    "Register row {r} and catalog row {c}: {state}", "登记簿第 {r} 行与公开目录第 {c} 行：{state}"
)
_SCORE, _SUM, _WEIGHT = (
    Text("score", "得分"),
    Text("sum so far", "累计"),
    Text("weight", "权重"),
)
_AXIS = Text("bits of evidence, added up from the top", "证据（比特），自上而下累计")
_EVIDENCE = Text("evidence", "证据")
_BOTH = Text("both: {title}", "两者：{title}")
_TITLES = {"register": Text("register: {title}", "登记簿：{title}"),
           "catalog": Text("catalog: {title}", "公开目录：{title}")}  # fmt: skip
_BANDS = {
    FLOOR: Text("review", "待核对"),
    PROBABLE: Text("probable", "很可能"),
    CERTAIN: Text("certain", "确定"),
}


def waterfall_data(
    links: pl.DataFrame, candidates: pl.DataFrame, register_row: int, catalog_row: int
) -> pl.DataFrame:
    """Return the weights of one pair, in the order in which they were weighed.

    Columns: ``position`` (UInt32, from 0), ``name`` (String, code of the evidence; ``score`` in the
    last row), ``weight``, ``start``, ``end`` (Float64, bits), ``kind`` (String: ``for``, ``against``
    or ``score``). The weights before the last row add up to the pair's score, up to the rounding of
    the weights to four decimals. Raises ``UsageError`` if the two records were not weighed as a pair, or not kept.
    """
    pair = _find(links, candidates, register_row, catalog_row)
    steps = pl.DataFrame(
        pair["evidence"][0].to_list(), schema={"name": pl.String, "weight": pl.Float64}
    )
    end = pl.col("weight").cum_sum()
    score = float(pair["score"][0])
    total = pl.DataFrame(
        {"name": ["score"], "weight": [score], "start": [0.0], "end": [score], "kind": ["score"]}
    )
    kind = pl.when(pl.col("weight") > 0).then(pl.lit("for")).otherwise(pl.lit("against"))
    start = end.shift(1, fill_value=0.0)
    drawn = steps.with_columns(start.alias("start"), end.alias("end"), kind.alias("kind"))
    return pl.concat([drawn, total]).with_row_index("position")


def make(
    links: pl.DataFrame,
    candidates: pl.DataFrame,
    register_row: int,
    catalog_row: int,
    *,
    titles: tuple[str | None, str | None] = (None, None),
    lang: Lang,
    mode: Mode = "light",
) -> ChartType:
    """Return the waterfall. ``titles`` are those of the two records, masked, for the subtitle."""
    data = waterfall_data(links, candidates, register_row, catalog_row)
    pair = _find(links, candidates, register_row, catalog_row)
    alt = need("altair")
    ink = INKS[mode]
    code = pl.col("name")
    named = {
        one: _SCORE.to(lang) if one == "score" else name_weight(one, lang) for one in data["name"]
    }
    shown = data.with_columns(
        code.replace_strict(list(named), list(named.values()), return_dtype=pl.String).alias("label"),
        pl.max_horizontal("start", "end").alias("outer"),
        pl.col("end").shift(-1).fill_null(pl.col("end")).alias("ahead"),
        (pl.col("position") + 1).alias("next"),
    )  # fmt: skip
    count = shown.height
    y_scale = alt.Scale(domain=[count, 0], nice=False)
    ends = [*data["start"], *data["end"], FLOOR, CERTAIN]
    low, high = min(ends), max(ends)
    room = (high - low) * 0.09
    x_scale = alt.Scale(domain=[low - room / 3, high + room], nice=False)
    colours = alt.Scale(
        domain=["for", "against", "score"],
        range=[MEANINGS["published"], MEANINGS["omitted"], ink.quiet],
    )
    shown = shown.with_columns(
        (pl.col("position") + 0.16).alias("top"), (pl.col("position") + 0.84).alias("bottom"),
        (pl.col("position") + 0.5).alias("middle"),
    )  # fmt: skip
    base = alt.Chart(make_data(alt, shown))
    top = alt.Y("top:Q", scale=y_scale, axis=None)
    limits = pl.DataFrame(
        {"x": list(_BANDS), "text": [f"{text.to(lang)} {at:+g}" for at, text in _BANDS.items()],
         "level": [0, 1, 0]}
    )  # fmt: skip
    at = alt.Chart(make_data(alt, limits)).encode(x=alt.X("x:Q", scale=x_scale))
    layers = [
        at.mark_rule(strokeDash=[4, 3], color=ink.grid, strokeWidth=1.5),
        at.transform_filter("datum.level == 0")
        .mark_text(dy=-6, baseline="bottom", color=ink.quiet, fontSize=11)
        .encode(y=alt.value(0), text="text:N"),
        at.transform_filter("datum.level == 1")
        .mark_text(dy=-20, baseline="bottom", color=ink.quiet, fontSize=11)
        .encode(y=alt.value(0), text="text:N"),
        base.transform_filter(f"datum.position < {count - 1}")
        .mark_rule(color=ink.quiet)
        .encode(x=alt.X("end:Q", scale=x_scale), y=alt.Y("bottom:Q", scale=y_scale, axis=None), y2="next:Q"),
        base.mark_bar().encode(
            x=alt.X("start:Q", title=_AXIS.to(lang), scale=x_scale,
                    axis=alt.Axis(format="+.0f", grid=False)),
            x2="end:Q",
            y=top,
            y2="bottom:Q",
            color=alt.Color("kind:N", scale=colours, legend=None),
            tooltip=[alt.Tooltip("label:N", title=_EVIDENCE.to(lang)),
                     alt.Tooltip("weight:Q", title=_WEIGHT.to(lang), format="+.2f"),
                     alt.Tooltip("end:Q", title=_SUM.to(lang), format="+.2f")],
        ),
        base.mark_text(align="left", dx=6, baseline="middle", fontWeight=600).encode(
            x=alt.X("outer:Q", scale=x_scale),
            y=alt.Y("middle:Q", scale=y_scale, axis=None),
            text=alt.Text("weight:Q", format="+.1f"),
        ),
        base.mark_text(align="right", dx=-12, baseline="middle").encode(
            x=alt.value(0), y=alt.Y("middle:Q", scale=y_scale, axis=None), text="label:N"
        ),
    ]  # fmt: skip
    chart = alt.layer(*layers).properties(width=560, height=max(count * 32, 96))
    state = (
        name(LINKS, str(pair["state"][0]), lang)
        if pair["is_link"][0]
        else name(VETOES, str(pair["state"][0]), lang)
    )
    title = _TITLE.to(lang, r=register_row, c=catalog_row, state=state)
    lines = [*_say_titles(titles, lang), say_score(float(pair["score"][0]), lang)]
    dressed = dress(chart, title, "", mode)
    dressed.title["subtitle"] = lines
    return dressed


def _find(
    links: pl.DataFrame, candidates: pl.DataFrame, register_row: int, catalog_row: int
) -> pl.DataFrame:
    """Return the pair: ``score``, ``evidence``, ``state`` (status or veto), ``is_link``."""
    mine = (pl.col("register_row") == register_row) & (pl.col("catalog_row") == catalog_row)
    found = pl.concat(
        [
            frame.filter(mine).select("score", "evidence", pl.col(state).alias("state"),
                                      pl.lit(value=is_link).alias("is_link"))
            for frame, state, is_link in ((links, "status", True), (candidates, "veto", False))
        ]
    )  # fmt: skip
    if found.is_empty():
        partners = pl.concat([links.select("register_row", "catalog_row", "score"),
                              candidates.select("register_row", "catalog_row", "score")])  # fmt: skip
        partners = partners.filter(pl.col("register_row") == register_row).sort(
            "score", "catalog_row", descending=[True, False]
        )
        rows = ", ".join(str(row) for row in partners["catalog_row"].head(3))
        raise UsageError(
            Text(f"register row {register_row} and catalog row {catalog_row} are no pair that was kept",
                 f"登记簿第 {register_row} 行与公开目录第 {catalog_row} 行不在所保留的候选之中"),
            Text(f"kept for that register row: catalog rows {rows}",
                 f"该登记记录所保留的：公开目录第 {rows} 行") if rows else
            Text("no pair of that register row was kept; rows are counted from 0",
                 "该登记记录没有保留任何候选；行号从 0 起计"),
        )  # fmt: skip
    return found.head(1)


def _say_titles(titles: tuple[str | None, str | None], lang: Lang) -> list[str]:
    shown = [shorten(visible(title), TITLE_CELLS) if title else None for title in titles]
    if shown[0] and shown[0] == shown[1]:
        return [_BOTH.to(lang, title=shown[0])]
    width = max(cells(text.to(lang)) for text in _TITLES.values())
    return [
        text.to(lang, title=title)
        for (text, title) in zip(_TITLES.values(), shown, strict=True)
        if title and width
    ]
