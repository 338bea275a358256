"""A paper in which the findings that the waivers file accepts are waived."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

import polars as pl

from disclosure_audit.gate.standing import accepts
from disclosure_audit.gate.waivers import Waivers
from disclosure_audit.paper import Paper
from disclosure_audit.scanner.masking import blot

_SAID = ("status", "reason", "until", "reviewer", "decided_at")


def with_waivers(
    paper: Paper, waivers: Waivers | None, today: dt.date, terms: Sequence[str] = ()
) -> Paper:
    """Return ``paper`` with the status ``waived`` for what a waiver of the file holds for today.

    ``reason`` and ``until`` are the waiver's and ``reviewer`` is its approver, marks, identifiers and
    ``terms`` in them blotted out; of several waivers the first counts. What a reviewer dismissed or waived
    stays as it is.
    """
    valid = waivers.valid(today) if waivers is not None else ()
    if not valid:
        return paper
    stands = pl.col("status").is_in(["open", "confirmed"])
    first = pl.coalesce(
        pl.when(accepts(waiver)).then(pl.lit(place, pl.UInt32))
        for place, waiver in enumerate(valid)
    )
    said = pl.DataFrame(
        {
            "_place": pl.Series(range(len(valid)), dtype=pl.UInt32),
            "_reason": [blot(waiver.reason, terms) for waiver in valid],
            "_until": [waiver.expires for waiver in valid],
            "_reviewer": [blot(waiver.approver, terms) for waiver in valid],
        }
    ).with_columns(_status=pl.lit("waived"), _decided_at=pl.lit(None, dtype=pl.String))
    beside = paper.findings.with_columns(pl.when(stands).then(first).alias("_place")).join(
        said, on="_place", how="left", maintain_order="left"
    )
    is_meant = pl.col("_place").is_not_null()
    findings = beside.with_columns(
        pl.when(is_meant).then(f"_{name}").otherwise(name).alias(name) for name in _SAID
    )
    return dataclasses.replace(paper, findings=findings.select(paper.findings.columns))
