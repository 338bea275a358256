"""The review benchmark: a made-up case is scanned, and its run is reviewed in a process of its own."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.defects import seed_defects, write_case
from benchmarks.machine import describe_machine
from benchmarks.process import run_child
from benchmarks.speed.run import ENCODING, RATES
from benchmarks.synthetic import make_population

PRESSES = 300
_SEED = 1


def measure_review(
    records: int, out: Path, say: Callable[[str], None], presses: int = PRESSES
) -> dict[str, Any]:
    """Return ``machine``, ``records`` (asked for) and what :mod:`benchmarks.review.child` measured.

    Raises ``RuntimeError`` if the scan or the review fails.
    """
    folder = (out / "review" / str(records)).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    say(f"review: make and scan {records:,} records")
    write_case(seed_defects(make_population(records, _SEED), _SEED, RATES), folder, ENCODING)
    lists = [str(folder / name) for name in ("register.csv", "catalog.csv")]
    run, result = folder / "run", folder / "measured.json"
    _child("benchmarks.speed.child", *lists, str(run), str(result))
    say("review: open, sort, filter, decide")
    _child("benchmarks.review.child", str(run), str(result), str(presses))
    measured: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return {"machine": describe_machine(), "records": records} | measured


def _child(module: str, *words: str) -> None:
    ended = run_child([sys.executable, "-m", module, *words])
    if ended.code != 0:
        raise RuntimeError(f"{module} ended with {ended.code}: {ended.errors[-2000:]}")
