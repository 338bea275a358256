"""The speed benchmark: synthetic cases of growing size, each scanned in a fresh process."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.defects import Rates, seed_defects, write_case
from benchmarks.machine import describe_machine
from benchmarks.process import run_child
from benchmarks.speed.growth import check_growth
from benchmarks.synthetic import make_population

ENCODING = "utf-8"
RATES = Rates(omission=0.08)
"""Makes the catalog about 0.94 of the register."""
_SEED = 1
_TURNS = 3
"""Scans of each size: what else the machine does can only make one slower."""
_LISTS = ("register.csv", "catalog.csv")


def measure_speed(
    sizes: Sequence[int], out: Path, say: Callable[[str], None], timeout: float | None = None
) -> dict[str, Any]:
    """Return ``machine``, ``sizes`` (one row each) and ``growth`` (see :func:`check_growth`).

    A row holds ``records`` (asked for), the rows of both lists, ``bytes`` of both files,
    ``stages`` (seconds each), ``work`` (their sum), ``seconds`` (the whole process: interpreter
    and imports too), ``peak_bytes`` and ``outcome``: those of the fastest of three scans; and
    ``slowest``, the seconds of the slowest one. Growth is that of ``work``.
    """
    rows = []
    for size in sorted(set(sizes)):
        say(f"{size:,} records: make the case")
        folder = out / "speed" / str(size)
        shutil.rmtree(folder, ignore_errors=True)
        write_case(seed_defects(make_population(size, _SEED), _SEED, RATES), folder, ENCODING)
        say(f"{size:,} records: scan")
        turns = [_scan(size, folder, timeout) for _ in range(_TURNS)]
        fastest = min(turns, key=lambda row: (row["outcome"] != "done", row["seconds"]))
        rows.append(fastest | {"slowest": max(row["seconds"] for row in turns)})
    done = [row for row in rows if row["outcome"] == "done"]
    return {
        "machine": describe_machine(),
        "encoding": ENCODING,
        "sizes": rows,
        "growth": check_growth(
            [row["register_rows"] for row in done], [row["work"] for row in done]
        ),
    }


def _scan(size: int, folder: Path, timeout: float | None) -> dict[str, Any]:
    folder = folder.resolve()
    lists = [folder / name for name in _LISTS]
    result = folder / "measured.json"
    ended = run_child(
        [sys.executable, "-m", "benchmarks.speed.child", *map(str, lists), str(folder / "run"),
         str(result)],
        timeout,
    )  # fmt: skip
    row = {
        "records": size,
        "bytes": sum(path.stat().st_size for path in lists),
        "seconds": ended.seconds,
    }
    if ended.code is None:
        return row | {"outcome": f"stopped after {timeout:.0f} s"}
    if ended.code != 0:
        return row | {"outcome": f"failed with exit code {ended.code}"}
    measured: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return row | measured | {"outcome": "done"}
