"""Writes the page from the results that the commands left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.page.quality import write_quality
from benchmarks.page.review import write_review
from benchmarks.page.scanner import write_scanner
from benchmarks.page.speed import write_speed
from benchmarks.page.table import table
from benchmarks.results import Name, read_result

PAGE = "benchmarks.md"
_HEAD = """# Benchmarks

This page is written by the benchmark commands (`--write-docs`); every figure is from the run that is
named above it. Do not edit it by hand."""
_PARTS: tuple[tuple[Name, str, Callable[[dict[str, Any], Path], Iterator[str]]], ...] = (
    ("quality", "Quality", write_quality),
    ("speed", "Speed", write_speed),
    ("scanner", "Scanner", write_scanner),
    ("review", "Review", write_review),
)


def write_page(out: Path, docs: Path) -> Path:
    """Write ``benchmarks.md`` and ``img/benchmark_*.svg`` below ``docs`` and return the page.

    Plots of an earlier page are removed first. A command that has not run in ``out`` is left out.
    """
    images = docs / "img"
    images.mkdir(parents=True, exist_ok=True)
    for old in images.glob("benchmark_*.svg"):
        old.unlink()
    blocks = [_HEAD]
    for name, heading, write in _PARTS:
        if (result := read_result(out, name)) is not None:
            blocks += [f"## {heading}", *_where(result), *write(result, images)]
    page = docs / PAGE
    page.write_text("\n\n".join(blocks) + "\n", encoding="utf-8", newline="\n")
    return page


def _where(result: dict[str, Any]) -> Iterator[str]:
    machine = result["machine"]
    yield f"```\n{result['command']}\n```"
    yield table(
        ("machine", ""),
        [
            ("date", machine["date"]),
            ("processor", machine["cpu"]),
            ("cores", machine["cores"]),
            ("memory", f"{machine['memory_bytes'] / 2**30:.1f} GiB"),
            ("system", machine["system"]),
            *machine["versions"].items(),
        ],
    )
