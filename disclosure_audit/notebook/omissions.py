"""The omitted documents: who made what, and what came nearest in the catalog."""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Config
from disclosure_audit.dispositions import Disposition
from disclosure_audit.run import Run
from disclosure_audit.time_limits.deadlines import deadlines

_SHOWN = (
    "row", "record_id", "title", "doc_number", "index_number", "issuer", "issued_on", "category",
    "openness", "owner",
)  # fmt: skip


def find_omissions(run: Run, register: pl.DataFrame, config: Config) -> pl.DataFrame:
    """Return the omitted records of ``register`` (columns: :attr:`.audit.Audit.omissions`), by row."""
    omitted = run.dispositions.filter(
        pl.col("side") == "register", pl.col("disposition") == str(Disposition.OMITTED)
    ).select("row")
    nearest = (
        run.candidates.join(omitted, left_on="register_row", right_on="row", how="semi")
        .sort("score", "catalog_row", descending=[True, False])
        .unique("register_row", keep="first", maintain_order=True)
        .select(
            pl.col("register_row").alias("row"),
            pl.col("catalog_row").alias("nearest_catalog_row"),
            pl.col("score").alias("nearest_score"),
            pl.col("veto").alias("refused_because"),
        )
    )
    mine = register.join(omitted, on="row", how="semi").sort("row")
    due = deadlines(mine, config)
    return (
        mine.select(_SHOWN)
        .with_columns(due.select(pl.when(pl.col("basis").is_not_null()).then("due_on")).to_series())
        .join(nearest, on="row", how="left", maintain_order="left")
    )
