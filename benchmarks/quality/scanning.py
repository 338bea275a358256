"""One case scanned from its files and scored against its truth."""

from __future__ import annotations

import time
from typing import Any

import polars as pl

from benchmarks.quality.calibration import judge_links
from benchmarks.quality.cases import Case
from benchmarks.score import score
from disclosure_audit.audit import scan
from disclosure_audit.config import Config


def measure(case: Case) -> tuple[dict[str, Any], pl.DataFrame]:
    """Return the scores of a scan of ``case``, and its links judged.

    The scores are those of :func:`benchmarks.score.score` with ``seed``, ``pairs``,
    ``register_rows``, ``catalog_rows``, ``possible_loss`` (candidates that a cap left out) and
    ``seconds`` (all of the scan, reading included).
    """
    start = time.perf_counter()
    audit = scan(case.register, case.catalog, Config(lang="en"))
    seconds = time.perf_counter() - start
    scores = score(audit.links, case.truth) | {
        "seed": case.seed,
        "pairs": case.truth.pairs.height,
        "register_rows": case.truth.register.height,
        "catalog_rows": case.truth.catalog.height,
        "possible_loss": int(audit.control_totals["possible_loss"]),
        "seconds": seconds,
    }
    return scores, judge_links(audit.links, case.truth.pairs)
