"""How many publications are late by the official calendar, and how many by plain weekdays."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.quality.cases import read_catalog
from disclosure_audit.config import Config
from disclosure_audit.normalise.dates import parse_dates
from disclosure_audit.time_limits.deadlines import days_late, deadlines
from disclosure_audit.working_days import working_days_between

DRAWN = 10
"""Differing verdicts that are drawn to be counted by hand."""


def measure_timeliness(catalogs: Sequence[Path], seed: int) -> dict[str, Any]:
    """Return, by catalog, how many documents can be judged and how many are late either way.

    ``drawn`` holds differing verdicts of all catalogs, drawn at random by ``seed``. A catalog has the
    columns ``title``, ``doc_number``, ``issued`` and ``published``.
    """
    judged = {path.stem: judge_both_ways(read_catalog(path)) for path in catalogs}
    differing = [
        {"catalog": name, **row}
        for name, frame in judged.items()
        for row in frame.filter(pl.col("is_late") != pl.col("is_late_by_weekdays"))
        .with_columns(pl.col(pl.Date).cast(pl.String))
        .sort("issued_on", "published_on", "title")
        .to_dicts()
    ]
    drawn = sorted(random.Random(seed).sample(range(len(differing)), min(DRAWN, len(differing))))
    return {
        "catalogs": {name: count_verdicts(frame) for name, frame in judged.items()},
        "seed": seed,
        "drawn": [differing[place] for place in drawn],
    }


def judge_both_ways(catalog: pl.DataFrame) -> pl.DataFrame:
    """Return the documents that a regulation sets a limit for, with both verdicts on each.

    Columns: ``title``, ``doc_number``, ``issued_on``, ``published_on``, ``due_on``, ``days`` and
    ``weekdays`` (taken, by either calendar), ``is_late``, ``is_late_by_weekdays``.
    """
    records = (
        catalog.with_row_index("row")
        .with_columns(
            parse_dates(catalog["issued"])["date"].alias("issued_on"),
            parse_dates(catalog["published"])["date"].alias("published_on"),
            *(pl.lit(None, dtype=pl.String).alias(name) for name in ("category", "number_kind", "number_code")),
        )
        .filter(pl.col("published_on") >= pl.col("issued_on"))
    )  # fmt: skip
    due = deadlines(records, Config())
    made, published = records["issued_on"], records["published_on"]
    one = np.timedelta64(1, "D")
    weekdays = np.busday_count(made.to_numpy() + one, published.to_numpy() + one)
    return (
        records.select(
            "title", "doc_number", "issued_on", "published_on",
            due["due_on"],
            due["limit"],
            due["basis"],
            working_days_between(made, published).alias("days"),
            pl.Series("weekdays", weekdays, dtype=pl.Int32),
            (days_late(due["due_on"], published) > 0).alias("is_late"),
        )
        .filter(pl.col("basis").is_not_null())
        .with_columns((pl.col("weekdays") > pl.col("limit")).alias("is_late_by_weekdays"))
        .drop("limit", "basis")
    )  # fmt: skip


def count_verdicts(judged: pl.DataFrame) -> dict[str, int]:
    """Return the numbers of one catalog."""
    late, by_weekdays = pl.col("is_late"), pl.col("is_late_by_weekdays")
    return judged.select(
        pl.len().alias("judged"),
        late.sum().alias("late"),
        by_weekdays.sum().alias("late_by_weekdays"),
        (by_weekdays & ~late).sum().alias("accused_wrongly_by_weekdays"),
        (late & ~by_weekdays).sum().alias("missed_by_weekdays"),
    ).row(0, named=True)
