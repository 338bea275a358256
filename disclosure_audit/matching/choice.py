"""Chooses the links among the weighed pairs, documents first, then their records."""

from __future__ import annotations

import math

import polars as pl

from disclosure_audit.matching.assignment import assign
from disclosure_audit.matching.schema import Status, Veto
from disclosure_audit.matching.verdicts import FLOOR, status, tied

_REVIEW = pl.lit(str(Status.REVIEW))


def choose(pairs: pl.DataFrame, sizes: tuple[int, int]) -> pl.DataFrame:
    """Return ``pairs`` with ``status``, null for those that are no link.

    ``pairs`` holds ``r, c, score, veto``, the levels of the fields, ``contested``, ``cited``, and ``doc_r`` and
    ``doc_c``, the same for records that repeat each other. Documents are assigned one to one; a
    document that stands several times in the catalog has as many links, all to the register's
    record (or records) of it.

    What is left over on both sides is looked at once more: among few records an agreement is
    seldom chance, so the floor sinks by as many bits as the crowd has shrunk. Such links always go
    to a person.
    """
    first = _assign_documents(pairs.filter(pl.col("veto").is_null()), FLOOR)
    rest = pairs.filter(
        pl.col("veto").is_null() | (pl.col("veto") == Veto.WEAK),
        ~pl.col("doc_r").is_in(first["doc_r"].implode()),
        ~pl.col("doc_c").is_in(first["doc_c"].implode()),
    )
    left_over = max(1, sizes[1] - first["c"].n_unique())
    floor = FLOOR - math.log2(max(1.0, sizes[1] / left_over))
    second = _assign_documents(rest.filter(pl.col("score") >= floor), floor)
    chosen = pl.concat(
        [
            first.select(
                "r", "c", pl.when("tied").then(_REVIEW).otherwise(status()).alias("status")
            ),
            second.select("r", "c", _REVIEW.alias("status")),
        ]
    )
    return pairs.join(chosen, on=["r", "c"], how="left", maintain_order="left")


def _assign_documents(pairs: pl.DataFrame, floor: float) -> pl.DataFrame:
    """Return the pairs that become links, with ``tied``."""
    pairs = pairs.with_columns((pl.col("score") - floor + 1).alias("gain"))
    documents = (
        pairs.group_by(pl.col("doc_r").alias("r"), pl.col("doc_c").alias("c"))
        .agg(pl.col("gain").max())
        .sort("r", "c")
    )
    documents = documents.with_columns(assign(documents))
    documents = documents.with_columns(tied(documents).alias("tied")).filter("chosen")
    members = pairs.join(
        documents.select(pl.col("r").alias("doc_r"), pl.col("c").alias("doc_c"), "tied"),
        on=["doc_r", "doc_c"],
        maintain_order="left",
    )
    members = members.with_columns(assign(members))
    spare = ~pl.col("chosen").any().over("c") & (
        pl.col("gain").rank("ordinal", descending=True).over("c") == 1
    )
    return members.filter(pl.col("chosen") | spare)
