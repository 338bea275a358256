"""What the search of the texts found, by sort: how sure it is, and what was dropped as harmless."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.notebook.charts.labels import label
from disclosure_audit.notebook.charts.theme import INKS, MEANINGS, Mode, dress, make_data
from disclosure_audit.notebook.extra import need
from disclosure_audit.scanner.reasons import DROPPED, WHAT

if TYPE_CHECKING:
    from altair.typing import ChartType

MOST_SORTS = 24
"""Sorts that have a row of their own; the others, which have fewest hits, are left out and said."""
FATES = ("high", "medium", "low", "dropped")

_TITLE = Text("What was found in the texts", "文本中发现的内容")
_SUBTITLE = Text(
    "{kept:,} places count, {dropped:,} look alike and were dropped as harmless, for a reason that"
    " can be read. What counts is not always a finding: rules ask where it stands, and what stands"
    " only in the register is not public.",
    "计入 {kept:,} 处；另有 {dropped:,} 处形似而无害，已排除，理由可查。计入的不一定都是问题：规则还要看它在何处，"
    "只见于登记簿的并未公开。",
)
_CUT = Text(" Left out: {n:,} sorts with the fewest hits.", "最少的 {n:,} 类未列出。")
_NOTHING = Text("Nothing was found in the texts.", "文本中未发现任何内容。")
_MARK = Text("mark of secrecy: {grade}", "密级标志：{grade}")
_NAMES = {
    "high": Text("counts, high confidence", "计入，可信度高"),
    "medium": Text("counts, medium confidence", "计入，可信度中"),
    "low": Text("counts, low confidence", "计入，可信度低"),
    "dropped": Text("dropped as harmless", "无害，已排除"),
}
_FATE, _WHY, _PLACES, _SORT = (
    Text("judged", "判断"),
    Text("reason", "理由"),
    Text("places", "处"),
    Text("what", "内容"),
)
_COLOURS: dict[Mode, tuple[str, ...]] = {
    "light": ("#9E2F0C", "#DD7A35", "#F3C58C", MEANINGS["received"]),
    "dark": ("#F9C08A", "#E07B33", "#93491B", "#5A6068"),
}


def hits_data(hits: pl.DataFrame) -> pl.DataFrame:
    """Return how many places were found of each sort, and how they were judged.

    Columns: ``kind`` and ``what`` (String: codes of the sort, ``what`` of a mark is its grade),
    ``fate`` (String: ``high``, ``medium`` or ``low`` confidence of a hit that counts, else
    ``dropped``), ``reason`` (String: code why it was dropped, else null) and ``places`` (UInt32),
    which adds up to the hits. The sorts with most hits that count come first.
    """
    order = pl.col("fate").replace_strict(list(FATES), range(len(FATES)), return_dtype=pl.Int8)
    kept = pl.col("places").filter(pl.col("fate") != "dropped").sum().over("kind", "what")
    return (
        hits.select(
            "kind",
            "what",
            pl.when(pl.col("dropped").is_null())
            .then("confidence")
            .otherwise(pl.lit("dropped"))
            .alias("fate"),
            pl.col("dropped").alias("reason"),
        )
        .group_by("kind", "what", "fate", "reason")
        .agg(pl.len().cast(pl.UInt32).alias("places"))
        .with_columns(kept.alias("kept"), pl.col("places").sum().over("kind", "what").alias("all"))
        .sort("kept", "all", "kind", "what", order, "reason", descending=[True, True, *[False] * 4],
              nulls_last=True)
        .drop("kept", "all")
    )  # fmt: skip


def make(
    hits: pl.DataFrame, *, lang: Lang, mode: Mode = "light", terms: Sequence[str] = ()
) -> ChartType:
    """Return one bar for each sort, parted by how its hits were judged.

    ``terms`` are blotted out of the names of sorts, which an office's lexicon may have invented.
    """
    data = hits_data(hits)
    alt = need("altair")
    ink = INKS[mode]
    sorts = data.select("kind", "what").unique(maintain_order=True)
    shown = data.join(sorts.head(MOST_SORTS), on=["kind", "what"], how="semi").with_columns(
        _named(data, lang, terms),
        pl.col("fate").replace_strict(
            list(_NAMES), [text.to(lang) for text in _NAMES.values()], return_dtype=pl.String
        ).alias("judged"),
        pl.col("fate").replace_strict(list(FATES), range(len(FATES)), return_dtype=pl.Int8)
        .alias("rank"),
        pl.col("reason").replace_strict(
            list(DROPPED), [text.to(lang) for text in DROPPED.values()], default=pl.col("reason"),
            return_dtype=pl.String,
        ).fill_null("–"),
    ) if data.height else data.with_columns(
        *(pl.lit(None, pl.String).alias(column) for column in ("label", "judged")),
        pl.lit(None, pl.Int8).alias("rank"),
    )  # fmt: skip
    names = [text.to(lang) for text in _NAMES.values()]
    chart = (
        alt.Chart(make_data(alt, shown.drop("kind", "what", "fate")))
        .mark_bar(stroke=ink.paper, strokeWidth=1)
        .encode(
            y=alt.Y("label:N", title=None, sort=shown["label"].unique(maintain_order=True).to_list(),
                    axis=alt.Axis(ticks=False, domain=False)),
            x=alt.X("places:Q", title=_PLACES.to(lang), stack="zero",
                    axis=alt.Axis(format=",d", tickMinStep=1, domain=False)),
            order=alt.Order("rank:Q"),
            color=alt.Color("judged:N", title=None, legend=alt.Legend(orient="top", columns=4),
                            scale=alt.Scale(domain=names, range=list(_COLOURS[mode]))),
            tooltip=[alt.Tooltip("label:N", title=_SORT.to(lang)),
                     alt.Tooltip("judged:N", title=_FATE.to(lang)),
                     alt.Tooltip("reason:N", title=_WHY.to(lang)),
                     alt.Tooltip("places:Q", title=_PLACES.to(lang), format=",d")],
        )
        .properties(width=560, height=alt.Step(22))
    )  # fmt: skip
    return dress(chart, _TITLE.to(lang), _subtitle(data, sorts.height, lang), mode)


def _named(data: pl.DataFrame, lang: Lang, terms: Sequence[str]) -> pl.Expr:
    """Return what each sort is called: a category that an office invented keeps its name."""
    invented = data["what"].unique().sort()
    called = dict(zip(invented, label(invented, lang, terms), strict=True))
    called |= {code: text.to(lang) for code, text in WHAT.items()}
    named = pl.col("what").replace_strict(called, return_dtype=pl.String)
    mark = pl.format(_MARK.to(lang).replace("{grade}", "{}"), "what")  # a grade alone is no secret
    is_mark = pl.col("kind") == "classification_mark"
    return pl.when(is_mark).then(mark).otherwise(named).alias("label")


def _subtitle(data: pl.DataFrame, sorts: int, lang: Lang) -> str:
    if data.is_empty():
        return _NOTHING.to(lang)
    is_dropped = pl.col("fate") == "dropped"
    dropped = int(data.filter(is_dropped)["places"].sum())
    said = _SUBTITLE.to(lang, kept=int(data["places"].sum()) - dropped, dropped=dropped)
    return said + (_CUT.to(lang, n=sorts - MOST_SORTS) if sorts > MOST_SORTS else "")
