"""Issuing bodies, folded so that two spellings of one name compare equal."""

from __future__ import annotations

import polars as pl

from disclosure_audit.normalise.characters import fold_characters

_SIGNS = r"[\s\p{P}\p{S}]+"


def fold_issuers(column: pl.Series) -> pl.Series:
    """Return ``norm_issuer`` (String): the name in NFKC and lower case, without signs and spaces.

    Joint issuers keep their order but not what parted them: ``财政部 税务总局`` and
    ``财政部、税务总局`` give the same text. A cell that holds no letter gives null.
    """
    names = column.cast(pl.String).rename("name").to_frame()
    folded = (
        names.unique()
        .drop_nulls()
        .with_columns(
            fold_characters(pl.col("name"))
            .str.replace_all(_SIGNS, "")
            .str.to_lowercase()
            .replace("", None)
            .alias("norm_issuer")
        )
    )
    return names.join(folded, on="name", how="left", maintain_order="left")["norm_issuer"]
