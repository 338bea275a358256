"""The flow from register to catalog: what became of each record, and where it went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.names import DISPOSITIONS, SIDES, name
from disclosure_audit.notebook.charts.flow_layout import HEIGHT, LEFT, RIGHT, lay_out
from disclosure_audit.notebook.charts.theme import INKS, MEANINGS, Mode, dress, make_data
from disclosure_audit.notebook.extra import need

if TYPE_CHECKING:
    from altair.typing import ChartType

REJECTED = "rejected"
"""Besides the dispositions: rows that could not be read, and so have none."""

_TITLE = Text("From register to catalog", "从登记簿到公开目录")
_SUBTITLE = Text(
    "{linked:,} of {read:,} rows of the register are linked to {published:,} of {listed:,} rows of"
    " the catalog. What tapers off has no partner in the other list. Bands are at least a hair wide:"
    " the figures are exact.",
    "登记簿 {read:,} 行中有 {linked:,} 行与公开目录 {listed:,} 行中的 {published:,} 行对应。"
    "渐窄处在另一清单中没有对应记录。线条有最小宽度，以数字为准。",
)
_EMPTY = Text("Neither list has a row.", "两份清单均无数据行。")
_ROWS = Text("{side}: {n:,} rows", "{side}：{n:,} 行")
_FROM, _TO = Text("in the register", "在登记簿"), Text("in the catalog", "在公开目录")
_NOBODY = Text("no partner", "无对应记录")
_REJECTED = Text("rejected", "拒读")


def flow_data(
    dispositions: pl.DataFrame, links: pl.DataFrame, control_totals: Mapping[str, Any]
) -> pl.DataFrame:
    """Return how many records go from what to what.

    Columns: ``source`` (String: disposition in the register, ``rejected``, or null for records of
    the catalog without a partner), ``target`` (String: the same of the catalog),
    ``register_records`` and ``catalog_records`` (UInt32). Each column of counts adds up to the rows
    read of its list: a document published twice is one record of the register and two of the
    catalog, and a register record with several links goes where the best of them goes.
    """
    sides = [
        dispositions.filter(pl.col("side") == side).select(
            pl.col("row").alias(f"{side}_row"), pl.col("disposition").alias(end)
        )
        for side, end in (("register", "source"), ("catalog", "target"))
    ]
    pairs = links.sort("score", "catalog_row", descending=[True, False]).select(
        "register_row", "catalog_row"
    )
    best = pairs.unique("register_row", keep="first", maintain_order=True)
    left, right = (
        of.join(links_, on=f"{side}_row", how="left").join(partner, on=f"{other}_row", how="left")
        for of, partner, links_, side, other in (
            (sides[0], sides[1], best, "register", "catalog"),
            (sides[1], sides[0], pairs.unique("catalog_row", keep="first", maintain_order=True),
             "catalog", "register"),
        )
    )  # fmt: skip
    ends = ["source", "target"]
    flows = (
        left.group_by(ends)
        .agg(pl.len().alias("register_records"))
        .join(
            right.group_by(ends).agg(pl.len().alias("catalog_records")),
            on=ends, how="full", coalesce=True, nulls_equal=True,
        )
    )  # fmt: skip
    rejected = [
        {
            "source": REJECTED if side == "register" else None,
            "target": REJECTED if side == "catalog" else None,
            "register_records": control_totals[side]["rejected"] if side == "register" else 0,
            "catalog_records": control_totals[side]["rejected"] if side == "catalog" else 0,
        }
        for side in SIDES
        if control_totals[side]["rejected"]
    ]
    schema = {"source": pl.String, "target": pl.String,
              "register_records": pl.UInt32, "catalog_records": pl.UInt32}  # fmt: skip
    return (
        pl.concat([flows.select(pl.col(k).cast(v) for k, v in schema.items()),
                   pl.DataFrame(rejected, schema=schema)])
        .with_columns(pl.col("register_records", "catalog_records").fill_null(0))
        .sort("source", "target", nulls_last=True)
    )  # fmt: skip


def make(
    dispositions: pl.DataFrame,
    links: pl.DataFrame,
    control_totals: Mapping[str, Any],
    *,
    lang: Lang,
    mode: Mode = "light",
) -> ChartType:
    """Return the flow, drawn as bands between the stacks of both lists."""
    data = flow_data(dispositions, links, control_totals)
    alt = need("altair")
    ink = INKS[mode]
    nodes, bands = lay_out(data)
    height = max(float(nodes["bottom"].max() or 0), HEIGHT)  # type: ignore[arg-type]  # a number
    x_scale, y_scale = (
        alt.Scale(domain=[LEFT, RIGHT], nice=False),
        alt.Scale(domain=[height, -26], nice=False),
    )
    x = alt.X("x:Q", scale=x_scale, axis=None)
    colours = alt.Scale(domain=list(MEANINGS), range=list(MEANINGS.values()))

    def colour(field: str) -> Any:
        return alt.Color(f"{field}:N", scale=colours, legend=None)

    bands = bands.with_columns(_called("source", lang), _called("target", lang), _fold_counts())
    nodes = nodes.with_columns(_called("code", lang)).with_columns(
        pl.format("{}  {}", "code_name", pl.col("records").map_elements(_grouped, pl.String)).alias("left_text"),
        pl.format("{}  {}", pl.col("records").map_elements(_grouped, pl.String), "code_name").alias("right_text"),
    )  # fmt: skip
    heads = pl.DataFrame(
        [
            {"x": float(place),
                "y": -16.0, "text": _ROWS.to(lang, side=SIDES[side].to(lang), n=read), "side": side}
            for place, (side, read) in enumerate(_reads(data).items())
        ]
    )  # fmt: skip
    tips = [
        alt.Tooltip("source_name:N", title=_FROM.to(lang)),
        alt.Tooltip("target_name:N", title=_TO.to(lang)),
        alt.Tooltip("counts:N", title=" "),
    ]
    layers = [
        alt.Chart(make_data(alt, bands))
        .mark_area(opacity=0.42, interpolate="linear")
        .encode(
            x=x,
            y=alt.Y("top:Q", scale=y_scale, axis=None),
            y2="bottom:Q",
            detail="band:N",
            color=colour("code"),
            tooltip=tips,
        )
    ]
    for side, place, align, shift in (("register", 0, "right", -12), ("catalog", 1, "left", 12)):
        mine = alt.Chart(make_data(alt, nodes.filter(pl.col("side") == side)))
        middle = alt.Y("middle:Q", scale=y_scale, axis=None)
        text = alt.Text("left_text:N" if side == "register" else "right_text:N")
        layers += [
            mine.mark_bar(size=14).encode(
                x=alt.X("x:Q", scale=x_scale, axis=None),
                y=alt.Y("top:Q", scale=y_scale, axis=None),
                y2="bottom:Q",
                color=colour("code"),
                tooltip=[alt.Tooltip("code_name:N", title=SIDES[side].to(lang)),
                         alt.Tooltip("records:Q", format=",d", title=" ")],
            ),
            mine.mark_text(align=align, dx=shift, baseline="middle").encode(x=x, y=middle, text=text),
            alt.Chart(make_data(alt, heads.filter(pl.col("x") == place)))
            .mark_text(align=align, dx=-shift * 0.6, fontWeight=600, fontSize=13, color=ink.text)
            .encode(x=x, y=alt.Y("y:Q", scale=y_scale, axis=None), text="text:N"),
        ]  # fmt: skip
    drawn = alt.layer(*layers).properties(width=760, height=height + 26)
    return dress(drawn, _TITLE.to(lang), _subtitle(data, lang), mode)


def _called(code: str, lang: Lang) -> pl.Expr:
    codes = {**{c: name(DISPOSITIONS, c, lang) for c in DISPOSITIONS}, REJECTED: _REJECTED.to(lang)}
    return (
        pl.col(code)
        .replace_strict(list(codes), list(codes.values()), default=None, return_dtype=pl.String)
        .fill_null(_NOBODY.to(lang))
        .alias(f"{code}_name")
    )


def _fold_counts() -> pl.Expr:
    return pl.concat_str(
        pl.col("register_records").map_elements(_grouped, pl.String),
        pl.lit(" → "),
        pl.col("catalog_records").map_elements(_grouped, pl.String),
    ).alias("counts")


def _grouped(count: int) -> str:
    return f"{count:,}"


def _reads(data: pl.DataFrame) -> dict[str, int]:
    return {side: int(data[f"{side}_records"].sum()) for side in ("register", "catalog")}


def _subtitle(data: pl.DataFrame, lang: Lang) -> str:
    reads = _reads(data)
    if not any(reads.values()):
        return _EMPTY.to(lang)
    paired = data.filter(pl.col("source").is_not_null(), pl.col("target").is_not_null())
    return _SUBTITLE.to(
        lang,
        linked=int(paired["register_records"].sum()),
        published=int(paired["catalog_records"].sum()),
        read=reads["register"],
        listed=reads["catalog"],
    )
