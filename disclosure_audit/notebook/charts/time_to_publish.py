"""Time to publish: how many working days lie between a document and its publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.notebook.charts.theme import INKS, MEANINGS, Mode, dress, make_data
from disclosure_audit.notebook.extra import need
from disclosure_audit.working_days import official_years, working_days_between

if TYPE_CHECKING:
    from altair.typing import ChartType

MOST_BINS = 90
_TIMES = 3
"""How many limits the axis reaches to; what took longer is one bar at its end."""

_TITLE = Text(
    "Time to publish: {share} late ({late:,} of {all:,} documents)",
    "公开用时：逾期 {share}（{all:,} 件中 {late:,} 件）",
)
_NONE = Text("Time to publish: no document with both dates", "公开用时：没有两个日期均有的文件")
_SUBTITLE = Text(
    "Working days of the official calendar after the day made, up to the first publication. Limit:"
    " {limit} working days. Half were public within {median:g}. Certain and probable links only;"
    " what is not published is not in here.",
    "自成文次日起至首次公开，按官方日历计工作日。期限 {limit} 个工作日；半数在 {median:g} 个工作日内公开。"
    "只计确定与很可能的对应；未见公开者不在其中。",
)
_EARLY = Text(" {n:,} were published before they were made.", "{n:,} 件的公开日期早于成文日期。")
_UNDATED = Text(" {n:,} lack a date.", "{n:,} 件缺少日期。")
_WEEKDAYS = Text(
    " {n:,} lie outside the years of the official calendar and are counted by Monday to Friday.",
    "{n:,} 件不在官方日历所知年份内，按周一至周五计算。",
)
_AXIS, _COUNT = (
    Text("working days from making to publication", "成文至公开的工作日数"),
    Text("documents", "文件数"),
)
_STATES = {
    "in_time": Text("in time", "按期"),
    "late": Text("late", "逾期"),
    "before": Text("before it was made", "早于成文"),
}
_COLOURS = {
    "in_time": MEANINGS["published"],
    "late": MEANINGS["omitted"],
    "before": MEANINGS["unregistered"],
}
_LIMIT = Text("limit: {n} working days", "期限：{n} 个工作日")


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Counts of documents. ``bins`` and ``undated`` add up to the linked documents.

    ``bins``: ``days_from``, ``days_to`` (Int32, working days, both included; null: open to that side),
    ``state`` (String: ``in_time``, ``late``, ``before``) and ``documents`` (UInt32).
    """

    bins: pl.DataFrame
    limit: int
    documents: int
    """Those with both dates."""
    late: int
    before: int
    """Published before they were made, by working days or by the calendar."""
    undated: int
    by_weekdays: int
    """Those of which a date lies outside the official calendar's years."""
    median: float | None


def time_to_publish_data(
    register: pl.DataFrame, catalog: pl.DataFrame, links: pl.DataFrame, limit: int
) -> Punctuality:
    """Return how long the linked documents took to be published, in working days.

    A document is a register record with a certain or probable link: made on the register's date,
    else the catalog's; published on the first day that one of its catalog records gives. It is late
    if that took more than ``limit`` working days.
    """
    pairs = (
        links.filter(pl.col("status") != "review")
        .select("register_row", "catalog_row")
        .join(register.select(pl.col("row").alias("register_row"), pl.col("issued_on").alias("made")),
              on="register_row")
        .join(catalog.select(pl.col("row").alias("catalog_row"), pl.col("issued_on").alias("stated"),
                             "published_on"), on="catalog_row")
        .group_by("register_row")
        .agg(pl.col("made").first(), pl.col("stated").min(), pl.col("published_on").min())
        .select(pl.coalesce("made", "stated").alias("made"), pl.col("published_on").alias("public"))
    )  # fmt: skip
    dated = pairs.drop_nulls()
    dated = dated.with_columns(working_days_between(dated["made"], dated["public"]).alias("days"))
    known = list(official_years())
    years = [pl.col(day).dt.year().is_in(known) for day in ("made", "public")]
    days = dated.with_columns(
        pl.when(pl.col("public") < pl.col("made"))
        .then(pl.lit("before"))
        .when(pl.col("days") > limit)
        .then(pl.lit("late"))
        .otherwise(pl.lit("in_time"))
        .alias("state"),
        pl.all_horizontal(years).alias("is_official"),
    )
    states = dict(days.group_by("state").len().iter_rows())
    median = days["days"].median()
    return Punctuality(
        bins=_bin(days, limit),
        limit=limit,
        documents=days.height,
        late=states.get("late", 0),
        before=states.get("before", 0),
        undated=pairs.height - dated.height,
        by_weekdays=days.height - int(days["is_official"].sum()),
        median=float(median) if isinstance(median, int | float) else None,
    )


def make(
    register: pl.DataFrame,
    catalog: pl.DataFrame,
    links: pl.DataFrame,
    *,
    limit: int,
    lang: Lang,
    mode: Mode = "light",
) -> ChartType:
    """Return the distribution, with the limit as a rule and the share of late ones in the title."""
    found = time_to_publish_data(register, catalog, links, limit)
    alt = need("altair")
    ink = INKS[mode]
    width, cap = _width(limit), _cap(limit)
    shown = found.bins.select(
        "documents",
        pl.col("state").replace_strict(
            list(_STATES), [text.to(lang) for text in _STATES.values()], return_dtype=pl.String
        ),
        pl.coalesce("days_from", pl.lit(-width)).alias("start"),
        (pl.coalesce(pl.col("days_to"), pl.col("days_from") + width - 1, pl.lit(-1)) + 1).alias("end"),
        pl.when(pl.col("days_from").is_null()).then(pl.lit("<0"))
        .when(pl.col("days_to").is_null()).then(pl.lit(f">{cap}"))
        .when(pl.col("days_from") == pl.col("days_to")).then(pl.col("days_from").cast(pl.String))
        .otherwise(pl.format("{}–{}", "days_from", "days_to")).alias("days"),
    )  # fmt: skip
    names = [text.to(lang) for text in _STATES.values()]
    step = max(width, -(-cap // 12))
    # The ends of the axis are open: no tick so near that its number would touch theirs.
    middle = 0.5 if width == 1 else 0
    inner = [t + middle for t in range(step, cap + 1, step) if t + step / 2 < cap]
    axis = alt.Axis(
        values=[-width / 2, *inner, cap + 1 + width / 2],
        labelExpr=f"datum.value < 0 ? '<0' : datum.value > {cap + 1} ? '>{cap}' : floor(datum.value)",
        grid=False,
    )
    bars = (
        alt.Chart(make_data(alt, shown))
        .mark_bar(binSpacing=1)
        .encode(
            x=alt.X("start:Q", bin="binned", title=_AXIS.to(lang), axis=axis,
                    scale=alt.Scale(domain=[-width, cap + 1 + width], nice=False)),
            x2="end:Q",
            y=alt.Y("documents:Q", title=_COUNT.to(lang), stack="zero",
                    axis=alt.Axis(format=",d", tickMinStep=1, domain=False)),
            color=alt.Color("state:N", title=None, legend=alt.Legend(orient="bottom"),
                            scale=alt.Scale(domain=names, range=list(_COLOURS.values()))),
            tooltip=[alt.Tooltip("days:N", title=_AXIS.to(lang)), alt.Tooltip("state:N", title=" "),
                     alt.Tooltip("documents:Q", title=_COUNT.to(lang), format=",d")],
        )
    )  # fmt: skip
    at = alt.Chart(
        make_data(alt, pl.DataFrame({"x": [limit + 1], "text": [_LIMIT.to(lang, n=limit)]}))
    )
    rule = at.mark_rule(strokeDash=[5, 3], strokeWidth=1.5, color=ink.text).encode(x="x:Q")
    words = at.mark_text(align="center", dy=-6, baseline="bottom", color=ink.text).encode(
        x="x:Q", y=alt.value(0), text="text:N"
    )
    chart = alt.layer(bars, rule, words).properties(width=720, height=280)
    return dress(chart, _title(found, lang), _subtitle(found, lang), mode)


def _cap(limit: int) -> int:
    """Return the last working day that has a place of its own on the axis."""
    width = _width(limit)
    return limit + -(-(_TIMES - 1) * max(limit, 10) // width) * width


def _width(limit: int) -> int:
    """Return the working days per bar."""
    return max(-(-_TIMES * max(limit, 10) // MOST_BINS), 1)


def _bin(days: pl.DataFrame, limit: int) -> pl.DataFrame:
    """Return the bars. The limit ends one: none holds both who was late and who was not."""
    width, cap = _width(limit), _cap(limit)
    day, past = pl.col("days"), limit + 1
    start = ((day - past) // width * width + past).cast(pl.Int32)
    is_early, is_long = pl.col("state") == "before", day > cap
    first = pl.max_horizontal(start, pl.lit(0, dtype=pl.Int32))
    return (
        days.select(
            pl.when(~is_early).then(pl.when(is_long).then(cap + 1).otherwise(first)).alias("days_from"),
            pl.when(is_early).then(-1).when(~is_long).then(start + width - 1).alias("days_to"),
            "state",
        )
        .group_by("days_from", "days_to", "state")
        .agg(pl.len().alias("documents"))
        .sort("days_from", nulls_last=False)
        .cast({"days_from": pl.Int32, "days_to": pl.Int32})
    )  # fmt: skip


def _title(found: Punctuality, lang: Lang) -> str:
    if not found.documents:
        return _NONE.to(lang)
    share = found.late / found.documents
    said = "<0.1%" if 0 < share < 0.001 else f"{share:.1%}"
    return _TITLE.to(lang, share=said, late=found.late, all=found.documents)


def _subtitle(found: Punctuality, lang: Lang) -> str:
    parts = []
    if found.median is not None:
        parts.append(_SUBTITLE.to(lang, limit=found.limit, median=found.median))
    for text, n in (
        (_EARLY, found.before),
        (_UNDATED, found.undated),
        (_WEEKDAYS, found.by_weekdays),
    ):
        if n:
            parts.append(text.to(lang, n=n))
    return "".join(parts).strip()
