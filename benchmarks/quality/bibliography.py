"""DBLP-ACM: a public record linkage benchmark, bibliographic and English.

Köpcke, Thor and Rahm (2010), "Evaluation of entity resolution approaches on real-world match
problems". The engine sees no label.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.quality.calibration import calibrate, judge_links
from benchmarks.quality.pooling import measures
from benchmarks.score import ACCEPTED, PROPOSED
from disclosure_audit.audit import scan
from disclosure_audit.config import Columns, Config, Matching, Reading, Rules

_COMPARE = ("authors", "venue", "year")
_MAPPING = {"title": "title", "record_id": "id", "channel": ""}
_KEYS = ("register_row", "catalog_row")


def measure_bibliography(folder: Path) -> dict[str, Any]:
    """Return precision, recall and F1 of ``dblp.csv`` against ``acm.csv`` in ``folder``.

    DBLP is the register, ACM the catalog. Columns are separated by ``%`` and nothing is quoted;
    ``gt.csv`` names the true pairs by row, ``D1`` in DBLP and ``D2`` in ACM. The title is compared
    as a title; authors, venue and year as further fields (a bare year is no date).
    """
    config = Config(
        lang="en",
        reading=Reading(delimiter="%"),
        columns=Columns(register=_MAPPING, catalog=_MAPPING),
        matching=Matching(compare=_COMPARE),
        rules=Rules(select=("OM",)),
    )
    start = time.perf_counter()
    audit = scan(folder / "dblp.csv", folder / "acm.csv", config)
    seconds = time.perf_counter() - start
    truth = pl.read_csv(folder / "gt.csv", separator="%").select(
        pl.col("D1").cast(pl.UInt32).alias(_KEYS[0]), pl.col("D2").cast(pl.UInt32).alias(_KEYS[1])
    )

    def judge(bands: tuple[str, ...]) -> dict[str, float]:
        links = audit.links.filter(pl.col("status").is_in(bands))
        right = links.join(truth, on=_KEYS, how="semi").height
        return measures(right, links.height, truth.height)

    return {
        "register_rows": audit.register.height,
        "catalog_rows": audit.catalog.height,
        "rejected": audit.rejects.height,
        "pairs": truth.height,
        "proposed": judge(PROPOSED),
        "accepted": judge(ACCEPTED),
        "calibration": calibrate([judge_links(audit.links, truth)]),
        "mapping": {
            side: {name: header for name, header in mapping.as_dict().items() if header}
            for side, mapping in audit.mapping.items()
        },
        "seconds": seconds,
    }
