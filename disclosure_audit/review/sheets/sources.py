"""What the lists are made from, cut to what they need: texts, decisions, probabilities, months."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import polars as pl

from disclosure_audit.recall import Texts
from disclosure_audit.run import Run
from disclosure_audit.schema.columns import Side

TEXT_COLUMNS: tuple[str, ...] = (
    "title", "doc_number", "issuer", "issued_on", "published_on", "category", "openness", "owner",
    "record_id", "url",
)  # fmt: skip
"""Columns of the records that the lists show: what to ask ``read_texts`` for at least."""

_DATES = ("issued_on", "published_on")
_MOST_BITS = 60


class Source(Protocol):
    """What a list is made from; a desk is one."""

    @property
    def run(self) -> Run:
        """The run as scanned."""

    @property
    def findings(self) -> pl.DataFrame:
        """Today's ``FINDINGS``."""

    @property
    def links(self) -> pl.DataFrame:
        """Today's ``LINKS``."""

    @property
    def candidates(self) -> pl.DataFrame:
        """Today's ``CANDIDATES``."""

    @property
    def dispositions(self) -> pl.DataFrame:
        """Today's ``DISPOSITIONS``."""

    @property
    def known(self) -> pl.Series | None:
        """Ids of the findings that the baseline holds; ``None`` where there is no baseline."""

    @property
    def decisions(self) -> pl.DataFrame:
        """What people decided: ``DECISIONS``."""


def facts(texts: Texts | None, side: Side, columns: Sequence[str]) -> pl.DataFrame:
    """Return ``<side>_row`` and ``<side>_<column>`` of each record; null where nothing was read.

    ``month`` is made from the date made, as ``2024-03``.
    """
    read = texts.records.get(side) if texts else None
    if read is None:
        read = pl.DataFrame(schema={"row": pl.UInt32})
    wanted: dict[str, pl.Expr | pl.Series] = {}
    for name in columns:
        source = "issued_on" if name == "month" else name
        if source not in read.columns:
            wanted[name] = pl.lit(None, dtype=pl.Date if name in _DATES else pl.String)
        else:
            wanted[name] = months(read["issued_on"]) if name == "month" else pl.col(name)
    return read.select(
        pl.col("row").cast(pl.UInt32).alias(f"{side}_row"),
        **{f"{side}_{name}": value for name, value in wanted.items()},
    )


def months(days: pl.Series) -> pl.Series:
    """Return the months of dates as ``2024-03`` (String), written once per day that occurs."""
    known = days.unique().drop_nulls()
    return days.replace_strict(
        known, known.dt.strftime("%Y-%m"), default=None, return_dtype=pl.String
    )


def percent(score: pl.Expr) -> pl.Expr:
    """Return how likely a link of ``score`` bits is right, in percent (Float64)."""
    return 100 / (1 + 2.0 ** -score.clip(-_MOST_BITS, _MOST_BITS))


def on_findings(decisions: pl.DataFrame) -> pl.DataFrame:
    """Return what was decided of findings: ``finding_id`` and the columns of ``DECISIONS``."""
    return decisions.filter(pl.col("kind") == "finding").rename({"target": "finding_id"})


def on_records(decisions: pl.DataFrame, side: Side) -> pl.DataFrame:
    """Return ``<side>_row, flagged, note, owner``, prefixed too, of records that were spoken of."""
    return (
        decisions.filter(pl.col("kind") == "record", pl.col("left_side") == side)
        .drop_nulls("left_row")
        .sort("seq")
        .unique("left_row", keep="last", maintain_order=True)
        .select(
            pl.col("left_row").cast(pl.UInt32).alias(f"{side}_row"),
            *(pl.col(name).alias(f"{side}_said_{name}") for name in ("flagged", "note", "owner")),
        )
    )


def on_pairs(decisions: pl.DataFrame) -> pl.DataFrame:
    """Return what was decided of pairs of a register and a catalog record.

    Columns ``register_row, catalog_row, decided`` (``same``, ``differ`` or null), ``flagged``,
    ``note``, ``owner``.
    """
    pairs = decisions.filter(pl.col("kind") == "pair", pl.col("left_side") != pl.col("right_side"))
    turned = pl.col("left_side") == "catalog"
    rows: dict[str, Any] = {
        "register_row": pl.when(turned).then("right_row").otherwise("left_row").cast(pl.UInt32),
        "catalog_row": pl.when(turned).then("left_row").otherwise("right_row").cast(pl.UInt32),
    }
    settled = pl.col("status").is_in(["same", "differ"])
    return (
        pairs.sort("seq")
        .select("flagged", "note", "owner", decided=pl.when(settled).then("status"), **rows)
        .drop_nulls(["register_row", "catalog_row"])
        .unique(["register_row", "catalog_row"], keep="last", maintain_order=True)
    )  # fmt: skip
