"""Turns weighed pairs into the frames that others read, each with its evidence."""

from __future__ import annotations

import polars as pl

from disclosure_audit.matching.schema import CANDIDATES, LINKS, Veto

_NEAREST = 3
"""Near misses kept per record, besides those that a veto other than weakness refused."""
_FAR = -20.0


def link_frame(pairs: pl.DataFrame, register: pl.DataFrame, catalog: pl.DataFrame) -> pl.DataFrame:
    """Return the links (schema ``LINKS``), sorted by their rows."""
    links = pairs.filter(pl.col("status").is_not_null())
    return _frame(links, register, catalog).select(LINKS.keys()).sort("register_row", "catalog_row")


def candidate_frame(
    pairs: pl.DataFrame, register: pl.DataFrame, catalog: pl.DataFrame
) -> pl.DataFrame:
    """Return the nearest pairs that are no links, with the veto (schema ``CANDIDATES``)."""
    rank = pl.col("score").rank("ordinal", descending=True)
    near = (
        pairs.filter(pl.col("status").is_null() & (pl.col("score") > _FAR))
        .filter((rank.over("r") <= _NEAREST) | (rank.over("c") <= _NEAREST))
        .with_columns(pl.col("veto").fill_null(str(Veto.RIVAL)))
    )
    return (
        _frame(near, register, catalog)
        .select(CANDIDATES.keys())
        .sort("register_row", "catalog_row")
    )


def _frame(pairs: pl.DataFrame, register: pl.DataFrame, catalog: pl.DataFrame) -> pl.DataFrame:
    """Add the rows and the evidence. Few combinations of levels and weights occur: each is written
    out once."""
    weights = [name for name in pairs.columns if name.startswith("w_")]
    levels = [name.removeprefix("w_") for name in weights if name != "w_prior"]
    kinds = pairs.select(*levels, *weights).unique()
    kinds = kinds.with_columns(
        pl.concat_list(_item(name) for name in weights)
        .list.filter(pl.element().struct.field("weight") != 0)
        .alias("evidence")
    )
    return pairs.with_columns(
        register["row"].gather(pairs["r"]).alias("register_row"),
        catalog["row"].gather(pairs["c"]).alias("catalog_row"),
    ).join(kinds, on=[*levels, *weights], how="left", maintain_order="left", nulls_equal=True)


def _item(weight: str) -> pl.Expr:
    """Return name (field and level) and weight of one field."""
    field = weight.removeprefix("w_")
    shown = pl.lit(field.removeprefix("compare_").removeprefix("norm_"))
    if field != "prior":
        shown = pl.concat_str(shown, pl.lit(" "), pl.col(field).cast(pl.String))
    return pl.struct(shown.alias("name"), pl.col(weight).alias("weight"))
