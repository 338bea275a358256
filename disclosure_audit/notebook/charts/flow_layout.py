"""Where the stacks and bands of a flow lie, in pixels: Vega-Lite draws them, and computes none."""

from __future__ import annotations

import polars as pl

from disclosure_audit.dispositions import OF_SIDE
from disclosure_audit.schema.columns import SIDES, Side

HEIGHT = 340.0
"""Height of the taller list without the gaps between its parts."""
LEFT, RIGHT = -0.46, 1.46
"""Ends of the x axis: the register's stack stands at 0, the catalog's at 1, the words beside them."""

_HAIR = 2.0
"""Least height of a part, so that one record of a million is seen."""
_SLOT = 20.0
"""Least room for a part and the gap below it, so that its words do not touch the next ones."""
_GAP = 8.0
_STEPS = 24
"""Pieces of which a band is made."""
_STUB = 0.17
"""How far what has no partner reaches."""
_ENDS: dict[Side, str] = {"register": "source", "catalog": "target"}


def lay_out(flows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the stacks and the bands of ``flows`` (:func:`.flow.flow_data`).

    Stacks: ``side``, ``code`` (String), ``records`` (UInt32), ``x``, ``top``, ``middle``, ``bottom``
    (Float64). Bands: ``band`` (UInt32), ``source``, ``target``, ``code`` (String, whose colour it
    has), ``register_records``, ``catalog_records`` (UInt32), ``x``, ``top``, ``bottom`` (Float64), one
    row for each step. Heights are pixels from the top down.
    """
    reads = [int(flows[f"{side}_records"].sum()) for side in SIDES]
    scale = HEIGHT / max(*reads, 1)
    stacks = {side: _stack(flows, side, scale) for side in SIDES}
    nodes = pl.concat(list(stacks.values()))
    return nodes, _draw(_ends(flows, stacks))


def _stack(flows: pl.DataFrame, side: Side, scale: float) -> pl.DataFrame:
    """Return the parts of one list, one below the other, in the order of its dispositions."""
    order = [*map(str, OF_SIDE[side]), "rejected"]
    code = pl.col(_ENDS[side])
    counted = (
        flows.filter(code.is_not_null())
        .group_by(code.alias("code"))
        .agg(pl.col(f"{side}_records").sum().alias("records"))
        .filter(pl.col("records") > 0)
        .sort(pl.col("code").replace_strict(order, range(len(order)), default=99))
    )
    height = pl.max_horizontal(pl.col("records") * scale, pl.lit(_HAIR))
    room = pl.max_horizontal(height + _GAP, pl.lit(_SLOT))
    top = room.cum_sum() - room
    return counted.select(
        pl.lit(side).alias("side"),
        "code",
        "records",
        pl.lit(0.0 if side == "register" else 1.0).alias("x"),
        top.alias("top"),
        (top + height / 2).alias("middle"),
        (top + height).alias("bottom"),
    )


def _ends(flows: pl.DataFrame, stacks: dict[Side, pl.DataFrame]) -> pl.DataFrame:
    """Return where each band begins and ends; within a part the bands lie in the order of the parts
    they lead to."""
    bands = flows.filter(pl.sum_horizontal("register_records", "catalog_records") > 0)
    for side in SIDES:
        other = SIDES[side == SIDES[0]]
        end, far = _ENDS[side], _ENDS[other]
        places = stacks[side].select(
            pl.col("code").alias(end), pl.col("top").alias("from_top"),
            (pl.col("bottom") - pl.col("top")).alias("room"), "records",
        )  # fmt: skip
        towards = stacks[other].select(pl.col("code").alias(far), pl.col("top").alias("far_top"))
        thick = pl.col("room") * pl.col(f"{side}_records") / pl.col("records")
        bands = (
            bands.join(places, on=end, how="left")
            .join(towards, on=far, how="left")
            .sort(end, "far_top", far, nulls_last=True)
            .with_columns(thick.alias("thick"))
            .with_columns(
                (pl.col("from_top") + pl.col("thick").cum_sum().over(end) - pl.col("thick"))
                .alias(f"{side}_top"),
            )
            .with_columns((pl.col(f"{side}_top") + pl.col("thick")).alias(f"{side}_bottom"))
            .drop("from_top", "room", "records", "far_top", "thick")
        )  # fmt: skip
    return bands.sort("register_top", "catalog_top", nulls_last=True).with_row_index("band")


def _draw(bands: pl.DataFrame) -> pl.DataFrame:
    """Return the bands in steps: an S from part to part, or a taper where there is no partner."""
    steps = pl.DataFrame({"step": [step / _STEPS for step in range(_STEPS + 1)]})
    way = pl.col("step")
    bend = way * way * (3 - 2 * way)
    has_source, has_target = pl.col("source").is_not_null(), pl.col("target").is_not_null()
    both = has_source & has_target
    x = (
        pl.when(both)
        .then(way)
        .when(has_source)
        .then(way * _STUB)
        .otherwise(1 - _STUB + way * _STUB)
    )

    def edge(name: str) -> pl.Expr:
        left, right = pl.col(f"register_{name}"), pl.col(f"catalog_{name}")
        middle = [(pl.col(f"{s}_top") + pl.col(f"{s}_bottom")) / 2 for s in ("register", "catalog")]
        return (
            pl.when(both)
            .then(left + (right - left) * bend)
            .when(has_source)
            .then(left + (middle[0] - left) * bend)
            .otherwise(middle[1] + (right - middle[1]) * bend)
            .alias(name)
        )

    return bands.join(steps, how="cross").select(
        "band", "source", "target", pl.coalesce("source", "target").alias("code"),
        "register_records", "catalog_records", x.round(4).alias("x"), edge("top").round(2), edge("bottom").round(2),
    )  # fmt: skip
