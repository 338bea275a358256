"""What every peer's process does around its own work: lists in, links and peak memory out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl

from benchmarks.process import peak_memory

LINKS = {"register_row": pl.UInt32, "catalog_row": pl.UInt32, "score": pl.Float64}
Linker = Callable[[Path], pl.DataFrame]


def work(linker: Linker) -> None:
    """Call ``linker`` with the folder of the case; write ``links.parquet`` and ``memory.json``.

    The links have at least the columns of :data:`LINKS`. The command line is: case, output folder, the
    linker's own options.
    """
    case, out = (Path(word) for word in sys.argv[1:3])
    links = linker(case)
    links = links.with_columns(pl.col(name).cast(dtype) for name, dtype in LINKS.items())
    links.sort("catalog_row", "register_row").write_parquet(out / "links.parquet")
    (out / "memory.json").write_text(json.dumps({"peak_bytes": peak_memory()}), encoding="utf-8")
