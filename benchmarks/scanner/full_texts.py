"""A folder of full texts with hostile ones among them, read and scanned in a process of its own.

``python -m benchmarks.scanner.full_texts DOCUMENTS RESULT.json``
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.hostile_texts import Folder, make_folder
from benchmarks.process import children_peak_memory, own_peak_memory, run_child
from benchmarks.scanner.ours import bundled_detectors
from disclosure_audit.config import Scanner
from disclosure_audit.scanner.scan import Detectors, scan_texts
from disclosure_audit.texts.extract import extract_batches
from disclosure_audit.texts.files import find_files

_TIMEOUT = 1800.0


def measure_full_texts(documents: int, folder: Path) -> dict[str, Any]:
    """Return what became of a folder of ``documents`` (``outcome`` alone if the process failed).

    ``outcome, documents, rows, hostile, unreadable, as_expected`` (hostile ones lost for one of the
    reasons foreseen), ``reasons`` (code -> rows), ``chars, workers, seconds`` (finding the files,
    reading and scanning), ``scan_seconds`` (the part in which texts were scanned; the workers read on
    meanwhile), ``documents_per_second, planted, planted_found`` (marks and resident IDs that stand in
    the documents), ``others_flagged`` (further files with a kept hit), and in bytes ``start_bytes,
    parent_bytes, worker_bytes, worker_ceiling``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    result = folder.resolve() / "full_texts.json"
    result.unlink(missing_ok=True)
    ended = run_child(
        [sys.executable, "-m", "benchmarks.scanner.full_texts", str(documents), str(result)], _TIMEOUT
    )  # fmt: skip
    if ended.code is None:
        return {"outcome": f"stopped after {_TIMEOUT:.0f} s", "documents": documents}
    if ended.code != 0:
        return {"outcome": f"failed with exit code {ended.code}", "documents": documents}
    measured: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return {"outcome": "done", "documents": documents} | measured


def main(documents: int, result: Path) -> None:
    """Make the folder, read and scan it, and write what was measured."""
    with tempfile.TemporaryDirectory() as scratch:
        measured = _measure(make_folder(Path(scratch), documents))
    result.write_text(json.dumps(measured), encoding="utf-8")


def _measure(folder: Folder) -> dict[str, Any]:
    settings = Scanner(texts=str(folder.path), workers=os.cpu_count() or 1)
    detectors = bundled_detectors()
    start_bytes = own_peak_memory()
    start = time.perf_counter()
    scan_seconds = 0.0
    rows = chars = 0
    lost: dict[str, str] = {}
    hits: list[pl.DataFrame] = []
    for batch in extract_batches(find_files(folder.records, folder.path), settings):
        rows += batch.height
        chars += int(batch["chars"].sum())
        unread = batch.filter(pl.col("status") == "unreadable")
        lost |= dict(unread.select("file", "reason").iter_rows())
        begun = time.perf_counter()
        hits += _scan(batch, folder, detectors)
        scan_seconds += time.perf_counter() - begun
    seconds = time.perf_counter() - start
    reasons = pl.Series("reason", list(lost.values()), dtype=pl.String).value_counts()
    return {
        "rows": rows,
        "hostile": len(folder.hostile),
        "unreadable": len(lost),
        "as_expected": sum(lost.get(name) in codes for name, codes in folder.hostile.items()),
        "reasons": dict(reasons.sort("reason").iter_rows()),
        "chars": chars,
        "workers": settings.workers,
        "seconds": seconds,
        "scan_seconds": scan_seconds,
        "documents_per_second": rows / seconds,
        **_planted(folder, pl.concat(hits)),
        "start_bytes": start_bytes,
        "parent_bytes": own_peak_memory(),
        "worker_bytes": children_peak_memory(),
        "worker_ceiling": settings.memory_per_worker,
    }


def _scan(batch: pl.DataFrame, folder: Folder, detectors: Detectors) -> list[pl.DataFrame]:
    return [
        scan_texts(
            batch.filter(pl.col("side") == side),
            records.select("row", "issued_on"),
            side,
            detectors,
        ).filter(pl.col("dropped").is_null())
        for side, records in folder.records.items()
    ]


def _planted(folder: Folder, hits: pl.DataFrame) -> dict[str, int]:
    """Count what was planted and found: a resident ID by its digits, a mark by its kind."""
    values = set(hits.select("file", "token").drop_nulls().iter_rows())
    is_mark = (pl.col("kind") == "classification_mark") | (pl.col("what") == "handling_mark")
    marked = set(hits.filter(is_mark)["file"])
    found = [
        one.file in marked if one.kind == "mark" else (one.file, one.value) in values
        for one in folder.planted
    ]
    others = set(hits["file"]) - {one.file for one in folder.planted}
    return {"planted": len(found), "planted_found": sum(found), "others_flagged": len(others)}


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
