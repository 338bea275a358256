"""The scores of all weighed pairs, with the bands that decide what becomes of a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.matching.verdicts import CERTAIN, FLOOR, PROBABLE
from disclosure_audit.names import LINKS, VETOES, name
from disclosure_audit.notebook.charts.theme import INKS, MEANINGS, Mode, dress, make_data
from disclosure_audit.notebook.extra import need

if TYPE_CHECKING:
    from altair.typing import ChartType

KINDS: dict[str, Text] = {**LINKS, "refused": Text("refused", "未采信")}
"""What a pair became: a link of some status, or none."""
MOST_BINS = 80

_TITLE = Text("Scores of the pairs that were weighed", "所比对候选的得分")
_SUBTITLE = Text(
    "{links:,} links and the {refused:,} nearest refused pairs, in bits: the log2 of the odds that"
    " both are one document. A pair below {floor:g} is no link; {probable:g} makes it probable,"
    " {certain:g} certain, unless something else speaks against it. Each row has a square-root scale of its own.",
    "{links:,} 处对应及最接近的 {refused:,} 个未采信候选。得分以比特计，即两者为同一文件的优势比的以 2 为底的对数。"
    "低于 {floor:g} 不成立；{probable:g} 起为很可能，{certain:g} 起为确定，另有反证者除外。各行纵轴均为平方根刻度，比例不同。",
)
_EMPTY = Text("No pair of records was weighed.", "没有可比对的候选。")
_SCORE, _PAIRS, _WHY = (
    Text("score in bits", "得分（比特）"),
    Text("pairs", "候选对数"),
    Text("what became of it", "结果"),
)
_LINK = Text("link: {status}", "对应：{status}")
_REFUSED = Text("refused: {veto}", "未采信：{veto}")


def scores_data(links: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """Return how many pairs have which score.

    Columns: ``kind`` (String: ``certain``, ``probable``, ``review`` or ``refused``), ``veto`` (String,
    of refused pairs, else null), ``score_from``, ``score_to`` (Float64, bits; the upper one is not
    included) and ``pairs`` (UInt32), which adds up to links and candidates. Bins are whole bits,
    wider where the scores reach further than 80 bits, and half open, so that each limit of a band
    begins a bin of one bit.
    """
    pairs = pl.concat(
        [
            links.select(pl.col("status").alias("kind"),
                         pl.lit(None, dtype=pl.String).alias("veto"), "score"),
            candidates.select(pl.lit("refused").alias("kind"), "veto", "score"),
        ]
    )  # fmt: skip
    order = pl.col("kind").replace_strict(list(KINDS), range(len(KINDS)), return_dtype=pl.Int8)
    span = pairs.select(pl.col("score").max() - pl.col("score").min()).item() or 0.0
    width = float(max(1, -(-span // MOST_BINS)))
    start = (pl.col("score") / width).floor() * width
    return (
        pairs.with_columns(start.alias("score_from"))
        .group_by("kind", "veto", "score_from")
        .agg(pl.len().cast(pl.UInt32).alias("pairs"))
        .sort(order, "score_from", "veto", nulls_last=True)
        .select("kind", "veto", "score_from", (pl.col("score_from") + width).alias("score_to"), "pairs")
    )  # fmt: skip


def make(
    links: pl.DataFrame, candidates: pl.DataFrame, *, lang: Lang, mode: Mode = "light"
) -> ChartType:
    """Return the histogram: one row for each kind of pair, the limits of the bands across all."""
    data = scores_data(links, candidates)
    alt = need("altair")
    ink = INKS[mode]
    counts = dict(data.group_by("kind").agg(pl.col("pairs").sum()).iter_rows())
    titles = {kind: text.to(lang) for kind, text in KINDS.items()}
    shown = data.with_columns(
        pl.when(pl.col("kind") == "refused")
        .then(_codes("veto", {code: _REFUSED.to(lang, veto=name(VETOES, code, lang)) for code in VETOES}))
        .otherwise(_codes("kind", {code: _LINK.to(lang, status=titles[code]) for code in LINKS}))
        .alias("why"),
    )  # fmt: skip
    low = min(float(data["score_from"].min() or 0), FLOOR) - 1  # type: ignore[arg-type]  # a number
    high = max(float(data["score_to"].max() or 0), CERTAIN) + 1  # type: ignore[arg-type]  # a number
    scale = alt.Scale(domain=[low, high], nice=False)
    limits = pl.DataFrame(
        {"x": [FLOOR, PROBABLE, CERTAIN],
         "text": [f"{FLOOR:+g}", f"{PROBABLE:+g}", f"{CERTAIN:+g}"]}
    )  # fmt: skip
    rows = []
    kinds = list(KINDS)
    for kind in kinds:
        is_last, is_first = kind == kinds[-1], kind == kinds[0]
        bars = (
            alt.Chart(make_data(alt, shown.filter(pl.col("kind") == kind)))
            .mark_bar(color=MEANINGS[kind], stroke=ink.paper, strokeWidth=1)
            .encode(
                x=alt.X("score_from:Q", bin="binned", scale=scale,
                        title=_SCORE.to(lang) if is_last else None,
                        axis=alt.Axis(labels=is_last, ticks=is_last, grid=False)),
                x2="score_to:Q",
                y=alt.Y("pairs:Q", stack="zero", scale=alt.Scale(type="sqrt"),
                        title=[titles[kind], f"{counts.get(kind, 0):,}"],
                        axis=alt.Axis(tickCount=3, format=",d", tickMinStep=1, domain=False,
                                      titleAngle=0, titleAlign="right", titleX=-48, titleY=22,
                                      titleFontWeight=600)),
                tooltip=[alt.Tooltip("score_from:Q", title=_SCORE.to(lang) + " ≥", format="+.0f"),
                         alt.Tooltip("score_to:Q", title=_SCORE.to(lang) + " <", format="+.0f"),
                         alt.Tooltip("why:N", title=_WHY.to(lang)),
                         alt.Tooltip("pairs:Q", title=_PAIRS.to(lang), format=",d")],
            )
        )  # fmt: skip
        at = alt.Chart(make_data(alt, limits)).encode(x=alt.X("x:Q", scale=scale))
        marks = [bars, at.mark_rule(strokeDash=[4, 3], color=ink.quiet)]
        if is_first:
            marks.append(
                at.mark_text(dy=-8, baseline="bottom", color=ink.text).encode(
                    y=alt.value(0), text="text:N"
                )
            )
        rows.append(alt.layer(*marks).properties(width=640, height=74))
    chart = alt.vconcat(*rows, spacing=10)
    total = sum(counts.values())
    subtitle = (
        _SUBTITLE.to(lang, links=total - counts.get("refused", 0), refused=counts.get("refused", 0),
                     floor=FLOOR, probable=PROBABLE, certain=CERTAIN)
        if total else _EMPTY.to(lang)
    )  # fmt: skip
    return dress(chart, _TITLE.to(lang), subtitle, mode)


def _codes(column: str, names: dict[str, str]) -> pl.Expr:
    return pl.col(column).replace_strict(
        list(names), list(names.values()), default=pl.col(column), return_dtype=pl.String
    )
