"""Coverage: of the documents that should be public, the share that is, by group and period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.notebook.charts.labels import label
from disclosure_audit.notebook.charts.theme import INKS, MEANINGS, Mode, dress, make_data
from disclosure_audit.notebook.extra import need

if TYPE_CHECKING:
    from altair.typing import ChartType

GROUPS: dict[str, Text] = {
    "owner": Text("department", "责任部门"),
    "category": Text("category", "分类"),
    "issuer": Text("issuing body", "发文机关"),
}
"""What the documents can be grouped by: a column of the register."""

MOST_GROUPS = 20
MOST_PERIODS = 36
_PUBLISHED = ("published", "published_differs")
_DUE = (*_PUBLISHED, "omitted", "needs_review")
_COUNTS = ("records", "due", "published", "needs_review", "omitted")

_TITLE = Text("Coverage by {group} and {unit}", "公开率：按{group}与{unit}")
_OVERALL = Text(
    "{published:,} of {due:,} documents that should be public are: {share}. Figures in the cells"
    " count omissions, ? stands for records to review. Left out: {rest:,} records withheld, received, not due or unreadable.",
    "应公开 {due:,} 件，已公开 {published:,} 件，公开率 {share}。格中数字为未见公开的件数，? 表示有待核对的记录。"
    "不予公开、收文、未到期限或无法读取的 {rest:,} 条不计入。",
)
_NOTHING = Text("No document should be public.", "没有应公开的文件。")
_UNITS = {"month": Text("month made", "成文月份"), "year": Text("year made", "成文年份")}
_REST = Text("{n} others", "其他 {n} 个")
_NO_DATE = Text("no date", "无日期")
_WORDS = {
    "share": Text("coverage", "公开率"),
    "due": Text("should be public", "应公开"),
    "published": Text("published", "已公开"),
    "omitted": Text("omitted", "未见公开"),
    "needs_review": Text("needs review", "待人工核对"),
    "records": Text("records in all", "全部记录"),
}


def coverage_data(
    register: pl.DataFrame, dispositions: pl.DataFrame, by: str = "owner"
) -> pl.DataFrame:
    """Return the coverage of each group and period, the groups with most omissions first.

    Columns: ``group`` (String, null: not given or merged), ``merged`` (UInt32: groups merged into
    this one, else 0), ``period`` (String: month made, or year where there are more than 36 months;
    null without a date), ``records``, ``due``, ``published``, ``needs_review``, ``omitted``
    (UInt32) and ``share`` (Float64, published of due, null where nothing is due). ``records`` adds
    up to the records of the register.

    The share is what the gate calls coverage: published and published_differs, divided by these,
    omitted and needs_review. Raises ``UsageError`` if ``by`` is no column to group by.
    """
    if by not in GROUPS:
        raise UsageError(
            Text(f"coverage cannot be shown by “{visible(by)}”", f"无法按“{visible(by)}”统计公开率"),
            Text(f"choices: {', '.join(GROUPS)}", f"可选：{'、'.join(GROUPS)}"),
        )  # fmt: skip
    fates = dispositions.filter(pl.col("side") == "register").select("row", "disposition")
    fate = pl.col("disposition")
    counted = (
        register.select("row", pl.col(by).alias("group"), _period(register["issued_on"]))
        .join(fates, on="row")
        .group_by("group", "period")
        .agg(
            pl.len().alias("records"),
            fate.is_in(_DUE).sum().alias("due"),
            fate.is_in(_PUBLISHED).sum().alias("published"),
            (fate == "needs_review").sum().alias("needs_review"),
            (fate == "omitted").sum().alias("omitted"),
        )
    )
    ranks = (
        counted.group_by("group")
        .agg(pl.col("omitted", "records").sum())
        .sort("omitted", "records", "group", descending=[True, True, False], nulls_last=True)
        .select("group")
        .with_row_index("rank")
    )
    last = min(ranks.height, MOST_GROUPS) - 1
    merged = ranks.height - last if ranks.height > MOST_GROUPS else 0
    is_rest = pl.lit(bool(merged)) & (pl.col("rank") >= last)
    return (
        counted.join(ranks, on="group", nulls_equal=True)
        .with_columns(
            pl.when(~is_rest).then("group").alias("group"),
            pl.when(is_rest).then(merged).otherwise(0).cast(pl.UInt32).alias("merged"),
            pl.min_horizontal("rank", pl.lit(max(last, 0))).alias("rank"),
        )
        .group_by("rank", "group", "merged", "period")
        .agg(pl.col(name).sum().cast(pl.UInt32) for name in _COUNTS)
        .sort("rank", "period", nulls_last=True)
        .select(
            "group",
            "merged",
            "period",
            *_COUNTS,
            pl.when(pl.col("due") > 0).then(pl.col("published") / pl.col("due")).alias("share"),
        )
    )


def make(
    register: pl.DataFrame,
    dispositions: pl.DataFrame,
    *,
    by: str = "owner",
    lang: Lang,
    mode: Mode = "light",
    terms: Sequence[str] = (),
) -> ChartType:
    """Return the heat map of the groups that have something to publish.

    ``register`` is masked; ``terms`` are blotted out of the names.
    """
    data = coverage_data(register, dispositions, by)
    alt = need("altair")
    ink = INKS[mode]
    shown = _named(data, lang, terms).filter(pl.col("due").sum().over("label") > 0)
    words = {name: text.to(lang) for name, text in _WORDS.items()}
    periods = shown["period"].unique().sort().to_list()
    undated = _NO_DATE.to(lang)
    x = alt.X("period:N", title=None, sort=[*(p for p in periods if p != undated), undated],
              axis=alt.Axis(labelAngle=0 if len(periods) <= 14 else -60, ticks=False, domain=False,
                            orient="top"))  # fmt: skip
    y = alt.Y("label:N", title=None, sort=shown["label"].unique(maintain_order=True).to_list(),
              axis=alt.Axis(ticks=False, domain=False))  # fmt: skip
    tips = [
        alt.Tooltip("label:N", title=GROUPS[by].to(lang)),
        alt.Tooltip("period:N", title=_unit(data).to(lang)),
        alt.Tooltip("share:Q", title=words["share"], format=".1%"),
        *(alt.Tooltip(f"{name}:Q", title=words[name], format=",d") for name in
          ("due", "published", "omitted", "needs_review", "records")),
    ]  # fmt: skip
    scale = alt.Scale(
        domain=[0, 0.5, 0.9, 1],
        range=[MEANINGS["omitted"], "#F2B27C", ink.pale, MEANINGS["published"]],
        interpolate="rgb",
    )
    colour = alt.Color(
        "share:Q",
        title=words["share"],
        scale=scale,
        legend=alt.Legend(format=".0%", values=[0, 0.5, 0.9, 1], gradientLength=150),
    )
    base = alt.Chart(make_data(alt, shown)).encode(x=x, y=y)
    on_strong = "datum.share > 0.965 || datum.share < 0.2"
    layers = alt.layer(
        base.mark_rect(stroke=ink.paper, strokeWidth=2, color=ink.grid).encode(tooltip=tips),
        base.mark_rect(stroke=ink.paper, strokeWidth=2)
        .transform_filter("datum.due > 0")
        .encode(color=colour, tooltip=tips),
        base.mark_text(fontWeight=600)
        .transform_filter("datum.omitted + datum.needs_review > 0")
        .transform_calculate(told="datum.omitted > 0 ? format(datum.omitted, ',d') : '?'")
        .encode(
            text="told:N",
            color=alt.condition(on_strong, alt.value("#FFFFFF"), alt.value(ink.text)),
            tooltip=tips,
        ),
    ).properties(width=alt.Step(52 if len(periods) <= 14 else 26), height=alt.Step(27))
    title = _TITLE.to(lang, group=GROUPS[by].to(lang), unit=_unit(data).to(lang))
    return dress(layers, title, _overall(data, lang), mode)


def _period(made: pl.Series) -> pl.Expr:
    """Return the month made, or the year where there are too many months; what is too old is one."""
    months = made.drop_nulls().dt.strftime("%Y-%m").unique()
    if months.len() <= MOST_PERIODS:
        return pl.col("issued_on").dt.strftime("%Y-%m").alias("period")
    years = made.drop_nulls().dt.year().unique().sort().tail(MOST_PERIODS)
    oldest = int(years[0])
    year = pl.col("issued_on").dt.year()
    return (
        pl.when(year < oldest)
        .then(pl.lit(f"<{oldest}"))
        .otherwise(year.cast(pl.String))
        .alias("period")
    )


def _unit(data: pl.DataFrame) -> Text:
    has_months = data.is_empty() or bool(data["period"].str.contains("-").any())
    return _UNITS["month" if has_months else "year"]


def _named(data: pl.DataFrame, lang: Lang, terms: Sequence[str]) -> pl.DataFrame:
    """Return ``data`` with ``label``: the name of the group and its own coverage."""
    rest = pl.format(_REST.to(lang).replace("{n}", "{}"), pl.col("merged"))
    named = data.with_columns(
        pl.when(pl.col("merged") > 0).then(rest).otherwise(label(data["group"], lang, terms)).alias("name"),
        pl.col("period").fill_null(_NO_DATE.to(lang)),
    )  # fmt: skip
    mine = pl.col("published").sum().over("name") / pl.col("due").sum().over("name")
    share = pl.when(pl.col("due").sum().over("name") > 0).then(mine)
    # Floored, so that no group with an omission is rounded to 100 %.
    percent = ((share * 1000).floor() / 10).round(1).cast(pl.String) + "%"
    return named.with_columns(
        pl.concat_str("name", percent.fill_null("–"), separator="  ").alias("label")
    ).drop("group", "merged", "name")


def _overall(data: pl.DataFrame, lang: Lang) -> str:
    due, published = int(data["due"].sum()), int(data["published"].sum())
    if not due:
        return _NOTHING.to(lang)
    share = f"{published * 1000 // due / 10:.1f}%"
    rest = int(data["records"].sum()) - due
    return _OVERALL.to(lang, due=due, published=published, share=share, rest=rest)
