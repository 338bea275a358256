"""What a threshold costs: hidden omissions, false alarms and pairs to review, as the scores expect."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from disclosure_audit.matching.schema import Veto
from disclosure_audit.matching.verdicts import FLOOR, PROBABLE

LOWEST, HIGHEST, STEP = -10.0, 30.0, 0.5
"""The thresholds that are tried, in bits."""

_PUBLIC = ("published", "published_differs", "needs_review")


@dataclass(frozen=True, slots=True)
class Costs:
    """What two thresholds lead to: below ``refuse`` no link, from ``accept`` on a link without a
    person, between them a person decides."""

    accept: float
    refuse: float
    hidden: float
    """Omissions that must be expected behind accepted links."""
    false_alarms: float
    """Published documents that must be expected among those that are called omitted."""
    review: int
    """Documents that a person looks at."""


def decided_pairs(
    dispositions: pl.DataFrame, links: pl.DataFrame, candidates: pl.DataFrame
) -> pl.DataFrame:
    """Return the pair by which each register record is judged, one row for each.

    Columns: ``row`` (UInt32), ``score`` (Float64, bits), ``is_held`` (Boolean). A record that is
    linked is judged by its best link, one that stands without review before one that does not; an
    omitted record by the nearest pair that was refused for nothing but too little evidence. What
    another veto refused, no threshold changes. ``is_held``: for review whatever the threshold,
    because something else than the score speaks against the link.

    Records that need not be public have none: nobody would call them omitted.
    """
    fates = dispositions.filter(pl.col("side") == "register").select("row", "disposition")
    is_review = pl.col("status") == "review"
    score = pl.col("score")
    linked = (
        links.sort(is_review, score, "catalog_row", descending=[False, True, False])
        .unique("register_row", keep="first", maintain_order=True)
        .select(
            pl.col("register_row").alias("row"),
            "score",
            (is_review & ((score >= PROBABLE) | (score < FLOOR))).alias("is_held"),
        )
        .join(fates.filter(pl.col("disposition").is_in(_PUBLIC)), on="row", how="semi")
    )
    near = (
        candidates.filter(pl.col("veto") == str(Veto.WEAK))
        .group_by(pl.col("register_row").alias("row"))
        .agg(score.max(), pl.lit(value=False).alias("is_held"))
        .join(fates.filter(pl.col("disposition") == "omitted"), on="row", how="semi")
    )
    return pl.concat([linked, near]).sort("row")


def thresholds_data(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return what each threshold does to the :func:`decided_pairs`.

    Columns: ``threshold`` (Float64, bits), ``pairs`` (UInt32: pairs from there up to the next
    threshold; the first also has those below, the last those above), ``above`` (UInt32: pairs that
    reach it), ``hidden`` (Float64: wrong ones expected among these) and ``false_alarms`` (Float64:
    right ones expected among the others). Pairs that are held back are not in it.

    Of pairs with the score *s*, ``1 / (1 + 2^-s)`` are right and the rest wrong if the scores are
    calibrated (Fellegi and Sunter 1969: the score is the log2 of the odds). Pairs are taken to err
    independently of each other, which changes the spread but not these sums.
    """
    count = round((HIGHEST - LOWEST) / STEP) + 1
    grid = pl.DataFrame({"threshold": [LOWEST + STEP * step for step in range(count)]})
    score = pl.col("score").clip(-60, 60)
    place = (pl.col("score").clip(LOWEST - STEP, HIGHEST) / STEP).floor() * STEP
    binned = (
        pairs.filter(~pl.col("is_held"))
        .group_by(place.alias("threshold"))
        .agg(
            pl.len().alias("pairs"),
            (1 / (1 + 2.0**score)).sum().alias("wrong"),
            (1 / (1 + 2.0**-score)).sum().alias("right"),
        )
    )
    below = binned.filter(pl.col("threshold") < LOWEST)
    far, far_right = int(below["pairs"].sum()), float(below["right"].sum())
    is_first = pl.col("threshold") == LOWEST
    return (
        grid.join(binned, on="threshold", how="left", maintain_order="left")
        .with_columns(pl.col("pairs", "wrong", "right").fill_null(0))
        .select(
            "threshold",
            pl.when(is_first).then(pl.col("pairs") + far).otherwise("pairs").cast(pl.UInt32).alias("pairs"),
            pl.col("pairs").cum_sum(reverse=True).cast(pl.UInt32).alias("above"),
            pl.col("wrong").cum_sum(reverse=True).alias("hidden"),
            (pl.col("right").cum_sum() - pl.col("right") + far_right).alias("false_alarms"),
        )
    )  # fmt: skip


def costs_at(pairs: pl.DataFrame, accept: float = PROBABLE, refuse: float = FLOOR) -> Costs:
    """Return what two thresholds (bits) lead to; the defaults are those of the matching.

    ``pairs`` are the :func:`decided_pairs`. With the defaults ``review`` is the number of linked
    register records whose disposition is ``needs_review``. A ``refuse`` above ``accept`` is taken
    for it.
    """
    refuse = min(refuse, accept)
    score = pl.col("score")
    free = pairs.filter(~pl.col("is_held"))
    wrong = 1 / (1 + 2.0 ** score.clip(-60, 60))
    sums = free.select(
        wrong.filter(score >= accept).sum().alias("hidden"),
        (1 - wrong).filter(score < refuse).sum().alias("false_alarms"),
        ((score >= refuse) & (score < accept)).sum().alias("band"),
    ).row(0, named=True)
    return Costs(
        accept,
        refuse,
        float(sums["hidden"]),
        float(sums["false_alarms"]),
        int(sums["band"]) + pairs.height - free.height,
    )
