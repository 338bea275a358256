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
    weights = [name for name in pairs.columns if name.startswith("w_")]
    evidence = pl.concat_list(
        pl.struct(
            pl.concat_str(
                pl.lit(name.removeprefix("w_").removeprefix("compare_")),
                *([] if name == "w_prior" else [pl.lit(" "), pl.col(name.removeprefix("w_")).cast(pl.String)]),
            ).alias("name"),
            pl.col(name).alias("weight"),
        )
        for name in weights
    ).list.filter(pl.element().struct.field("weight") != 0)  # fmt: skip
    return pairs.with_columns(
        register["row"].gather(pairs["r"]).alias("register_row"),
        catalog["row"].gather(pairs["c"]).alias("catalog_row"),
        evidence.alias("evidence"),
    )
