"""From a published catalog to the population of documents that both sides are derived from."""

from __future__ import annotations

import polars as pl

DATES = ("issued", "published")
TEXTS = ("title", "doc_number", "url", "issuer")


def clean_population(catalog: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each document: title, doc_number, issued, published, url (and issuer).

    Records of one document are merged into the first of them, or the truth would be wrong: those
    with one title (letters and digits only) that share the number, or that share the date where
    neither has a number. Records without a title are dropped. Dates that are no ISO date are null.
    """
    columns = [name for name in ("title", "doc_number", *DATES, "url") if name in catalog.columns]
    if "issuer" in catalog.columns:
        columns.append("issuer")
    frame = catalog.select(columns).with_columns(
        pl.col(name).str.to_date("%Y-%m-%d", strict=False)
        for name in DATES
        if name in columns and catalog.schema[name] == pl.String
    )
    frame = frame.with_columns(
        pl.when(pl.col(name).str.strip_chars() != "").then(pl.col(name))
        for name in TEXTS
        if name in columns
    )
    absent = [
        pl.lit(None, dtype=pl.Date if name in DATES else pl.String).alias(name)
        for name in ("doc_number", *DATES, "url")
        if name not in columns
    ]
    key = pl.col("title").str.replace_all(r"[^\p{L}\p{N}]", "")
    merge_on = (
        pl.col("doc_number").fill_null("").str.replace_all(r"\s", ""),
        pl.when(pl.col("doc_number").is_null()).then(pl.col("issued")),
    )
    return (
        frame.with_columns(absent)
        .filter(pl.col("title").is_not_null())
        .with_columns(
            pl.col("doc_number").cast(pl.String),
            key.alias("__title"),
            merge_on[0].alias("__number"),
            merge_on[1].alias("__date"),
        )
        .unique(["__title", "__number", "__date"], keep="first", maintain_order=True)
        .drop("__title", "__number", "__date")
    )
