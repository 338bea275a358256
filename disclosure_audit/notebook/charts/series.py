"""Series as strips: serial by serial, which list holds the document and which does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.notebook.charts.labels import label
from disclosure_audit.notebook.charts.theme import INKS, MEANINGS, Mode, dress, make_data
from disclosure_audit.notebook.extra import need

if TYPE_CHECKING:
    from altair.typing import ChartType

MOST_SERIES = 12
MOST_CELLS = 120
"""Cells of one strip. A longer series has several serials in a cell."""

STATES: dict[str, Text] = {
    "both": Text("in both lists", "两份清单均有"),
    "withheld": Text("registered, not to be published or not due", "已登记，不予公开或未到期限"),
    "not_published": Text("registered, not in the catalog", "已登记，目录中没有"),
    "not_registered": Text("in the catalog, not registered", "目录中有，未登记"),
    "neither": Text("in neither list", "两份清单均无"),
}
_COLOURS = {
    "both": MEANINGS["published"],
    "withheld": MEANINGS["withheld"],
    "not_published": MEANINGS["omitted"],
    "not_registered": MEANINGS["unregistered"],
    "neither": "#F0C419",
}
_TITLE = Text("Series of document numbers, serial by serial", "发文字号的序号连续情况")
_SUBTITLE = Text(
    "{series} series, {serials:,} serials: {both:,} in both lists, {not_published:,} registered but"
    " not in the catalog, {neither:,} in neither. A gap is a question to ask, never proof of an"
    " omission.",
    "共 {series} 个序列、{serials:,} 个序号：两份清单均有 {both:,} 个，已登记而目录中没有 {not_published:,} 个，"
    "两份清单均无 {neither:,} 个。缺号是待查的问题，并非遗漏的证据。",
)
_CUT = Text(" Shown are the {n} with most gaps.", "图中为缺号最多的 {n} 个序列。")
_SCALED = Text(
    " Where a cell holds several serials, its colours show their shares.",
    "一格含多个序号时，以颜色高低表示比例。",
)
_EMPTY = Text("No series has enough numbered documents.", "没有文号足够多的序列。")
_SERIES, _FROM, _TO, _STATE, _COUNT, _AXIS = (
    Text("series", "序列"),
    Text("from serial", "起始序号"),
    Text("to serial", "截止序号"),
    Text("state", "状态"),
    Text("serials", "序号数"),
    Text("serial", "序号"),
)


def series_data(runs: pl.DataFrame) -> pl.DataFrame:
    """Return the strips of ``runs`` (:data:`.serial_runs.RUNS`), the series with most gaps first.

    Columns: ``series`` (String), ``rank`` (UInt32, from 0), ``serials`` (Int64, of the whole series),
    ``cell_from``, ``cell_to`` (Int64, serials, both included), ``state`` (String,
    :data:`STATES`), ``count`` (Int64: serials of the cell in this state), ``low``, ``high`` (Float64:
    where its share of the cell lies). Cells of one state that touch are one. Over each series
    ``count`` adds up to ``serials``.
    """
    state = (
        pl.when(pl.col("missing_in").is_null()).then(pl.lit("both"))
        .when(pl.col("missing_in") == "both").then(pl.lit("neither"))
        .when(pl.col("missing_in") == "register").then(pl.lit("not_registered"))
        .when(pl.col("is_withheld")).then(pl.lit("withheld"))
        .otherwise(pl.lit("not_published"))
    )  # fmt: skip
    own = ["agency", "year", "kind"]
    marked = runs.with_columns(state.alias("state"))
    missing = pl.col("count").filter(
        pl.col("state").is_in(["neither", "not_published", "not_registered"])
    )
    ranked = (
        marked.group_by("series", *own)
        .agg(missing.sum().alias("missing"), pl.col("count").sum().alias("serials"),
             pl.col("serial_to").max().alias("last"))
        .sort("missing", "serials", "series", *own, descending=[True, True, *[False] * 4], nulls_last=True)
        .with_row_index("rank")
        .with_columns(width=-(-pl.col("last") // MOST_CELLS))
    )  # fmt: skip
    width = pl.col("width")
    pieces = (
        marked.select(*own, "serial_from", "serial_to", "state")
        .join(ranked, on=own, nulls_equal=True)
        .with_columns(
            cell=pl.int_ranges((pl.col("serial_from") - 1) // width, (pl.col("serial_to") - 1) // width + 1)
        )
        .explode("cell")
        .with_columns(cell_from=pl.col("cell") * width + 1, cell_to=(pl.col("cell") + 1) * width)
        .with_columns(
            count=pl.min_horizontal("serial_to", "cell_to") - pl.max_horizontal("serial_from", "cell_from") + 1,
            cell_to=pl.min_horizontal("cell_to", "last"),
        )
        .group_by("rank", "cell_from", "state")
        .agg(pl.col("series", "serials", "cell_to").first(), pl.col("count").sum())
    )  # fmt: skip
    order = pl.col("state").replace_strict(list(STATES), range(len(STATES)), return_dtype=pl.Int8)
    cell = ["rank", "cell_from"]
    share = pl.col("count") / pl.col("count").sum().over(cell)
    return _merge(
        pieces.sort("rank", "cell_from", order)
        .with_columns(share.cum_sum().over(cell).alias("high"), share.alias("share"))
        .with_columns((pl.col("high") - pl.col("share")).round(6).alias("low"), pl.col("high").round(6))
        .drop("share")
    )  # fmt: skip


def make(
    runs: pl.DataFrame,
    *,
    lang: Lang,
    mode: Mode = "light",
    terms: Sequence[str] = (),
) -> ChartType:
    """Return one strip for each series; ``terms`` are blotted out of their names."""
    data = series_data(runs)
    alt = need("altair")
    ink = INKS[mode]
    shown = data.filter(pl.col("rank") < MOST_SERIES).with_columns(
        label(data.filter(pl.col("rank") < MOST_SERIES)["series"], lang, terms).alias("series"),
        (pl.col("rank") + 0.12 + 0.76 * (1 - pl.col("high"))).alias("top"),
        (pl.col("rank") + 0.12 + 0.76 * (1 - pl.col("low"))).alias("bottom"),
        pl.col("state").replace_strict(
            list(STATES), [text.to(lang) for text in STATES.values()], return_dtype=pl.String
        ),
        (pl.col("cell_from") - 1).alias("start"),
    )
    heads = shown.select("rank", "series", "serials").unique().sort("rank")
    heads = heads.with_columns((pl.col("rank") + 0.5).alias("middle"))
    scale = alt.Scale(domain=[max(heads.height, 1), 0], nice=False)
    last = shown["cell_to"].max() or 10
    x = alt.X("start:Q", title=_AXIS.to(lang), scale=alt.Scale(domain=[0, last], nice=False),
              axis=alt.Axis(grid=False, format=",d", tickMinStep=1))  # fmt: skip
    names = [text.to(lang) for text in STATES.values()]
    colours = alt.Scale(domain=names, range=list(_COLOURS.values()))
    strips = (
        alt.Chart(make_data(alt, shown))
        .mark_rect(strokeWidth=0.5)
        .encode(
            x=x,
            x2="cell_to:Q",
            y=alt.Y("top:Q", scale=scale, axis=None),
            y2="bottom:Q",
            color=alt.Color("state:N", title=None, scale=colours,
                            legend=alt.Legend(orient="top", columns=3)),
            stroke=alt.Stroke("state:N", scale=colours, legend=None),  # no seams between cells
            tooltip=[alt.Tooltip("series:N", title=_SERIES.to(lang)),
                     alt.Tooltip("cell_from:Q", title=_FROM.to(lang), format=",d"),
                     alt.Tooltip("cell_to:Q", title=_TO.to(lang), format=",d"),
                     alt.Tooltip("state:N", title=_STATE.to(lang)),
                     alt.Tooltip("count:Q", title=_COUNT.to(lang), format=",d")],
        )
    )  # fmt: skip
    words = (
        alt.Chart(make_data(alt, heads))
        .mark_text(align="right", dx=-10, baseline="middle", color=ink.text)
        .encode(x=alt.value(0), y=alt.Y("middle:Q", scale=scale, axis=None), text="series:N")
    )
    chart = alt.layer(strips, words).properties(width=620, height=max(heads.height, 1) * 34)
    return dress(chart, _TITLE.to(lang), _subtitle(data, heads.height, lang), mode)


def _merge(cells: pl.DataFrame) -> pl.DataFrame:
    """Return cells of one state that touch as one, so that a long series without gaps is one row."""
    is_whole = (pl.col("low") == 0) & (pl.col("high") == 1)
    alike = pl.when(is_whole).then(pl.lit(-1)).otherwise(pl.col("cell_from"))
    return (
        cells.with_columns(pl.struct("rank", "state", alike.alias("alike")).rle_id().alias("run"))
        .group_by("run", "series", "rank", "serials", "state", maintain_order=True)
        .agg(pl.col("cell_from").min(), pl.col("cell_to").max(), pl.col("count").sum(),
             pl.col("low").first(), pl.col("high").first())
        .select("series", "rank", "serials", "cell_from", "cell_to", "state", "count", "low", "high")
    )  # fmt: skip


def _subtitle(data: pl.DataFrame, shown: int, lang: Lang) -> str:
    if data.is_empty():
        return _EMPTY.to(lang)
    series = data["rank"].n_unique()
    counts = dict(data.group_by("state").agg(pl.col("count").sum()).iter_rows())
    said = _SUBTITLE.to(
        lang,
        series=series,
        serials=sum(counts.values()),
        **{state: counts.get(state, 0) for state in STATES},
    )
    if series > shown:
        said += _CUT.to(lang, n=shown)
    return said + (_SCALED.to(lang) if (data["low"] > 0).any() else "")
