"""The page's part on the terminal application."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.page.table import count, megabytes, table

Result = dict[str, Any]


def write_review(result: Result, _images: Path) -> Iterator[str]:
    """Yield the paragraphs and tables."""
    yield (
        f"A run of {count(result['records'])} made-up records: {count(result['findings'])} findings, "
        f"{count(result['register_rows'])} rows of the register. The application runs with a driver "
        "in place of a terminal of 140 x 45 cells; every time is from the key, or the call behind "
        "it, to the rendered screen that shows the effect. A decision is in the journal, on disk, "
        "before the screen changes; work that takes longer is done beside the application, which "
        "goes on answering."
    )
    yield table(
        ("step", "seconds"),
        [(name, f"{seconds:,.2f}") for name, seconds in result["steps"].items()],
    )
    yield table(
        ("key", "presses", "median ms", "95th percentile ms", "worst ms"),
        [
            (name, count(key["presses"]), *(f"{1000 * key[k]:,.0f}" for k in ("median", "p95", "worst")))
            for name, key in result["keys"].items()
        ],
    )  # fmt: skip
    yield (
        f"Peak memory: {megabytes(result['peak_bytes_texts'])} MB once both lists are read again, "
        f"{megabytes(result['peak_bytes'])} MB at the end. Decisions found in the journal "
        f"afterwards: {count(result['decisions_in_journal'])}."
    )
