"""The page's part on speed."""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import Any

from benchmarks.page.charts import Series, draw_lines
from benchmarks.page.table import count, megabytes, seconds, table
from benchmarks.speed.growth import TOLERANCE

Result = dict[str, Any]


def write_speed(result: Result, images: Path) -> Iterator[str]:
    """Yield the paragraphs and tables; draw the plots into ``images``."""
    yield (
        "Synthetic registers and catalogs with seeded defects, CSV files in "
        f"{result['encoding'].upper()} in, a run folder out, all rules on, default settings. Each "
        "size is scanned three times, each in a process of its own; the figures are those of the "
        "fastest, beside the seconds of the slowest. *Seconds* is the whole process with the start "
        "of the interpreter and all imports; the stages add up to *work*. Memory is the peak "
        "resident set."
    )
    done = [row for row in result["sizes"] if row["outcome"] == "done"]
    stages = list(done[0]["stages"]) if done else []
    yield table(
        (
            "records",
            "register",
            "catalog",
            "input MB",
            "seconds",
            "slowest",
            "work",
            *stages,
            "peak MB",
        ),
        [_row(row, stages) for row in result["sizes"]],
    )
    yield table(
        ("records", "links", "findings", "pairs lost to a cap"),
        [
            (count(row["records"]), count(row["links"]), count(row["findings"]),
             count(row["possible_loss"]))
            for row in done
        ],
    )  # fmt: skip
    if done:
        yield from _plots(done, stages, images)
    if result["growth"]:
        yield from _growth(result["growth"])


def _row(row: Result, stages: list[str]) -> tuple[str, ...]:
    megas = f"{row['bytes'] / 1e6:,.1f}"
    if row["outcome"] != "done":
        nothing = ["–"] * (len(stages) + 1)
        return (
            count(row["records"]),
            row["outcome"],
            "–",
            megas,
            seconds(row["seconds"]),
            seconds(row["slowest"]),
            *nothing,
            "–",
        )
    return (
        count(row["records"]), count(row["register_rows"]), count(row["catalog_rows"]), megas,
        seconds(row["seconds"]), seconds(row["slowest"]), seconds(row["work"]),
        *(seconds(row["stages"][stage]) for stage in stages), megabytes(row["peak_bytes"]),
    )  # fmt: skip


def _plots(done: list[Result], stages: list[str], images: Path) -> Iterator[str]:
    sizes = [row["register_rows"] for row in done]
    lines = [Series("work", [(row["register_rows"], row["work"]) for row in done])]
    for stage in stages:
        points = [(row["register_rows"], max(row["stages"][stage], 1e-3)) for row in done]
        lines.append(Series(stage, points))
    unit = done[-1]["work"] / (sizes[-1] * log(sizes[-1]))
    lines.append(Series("n log n", [(n, unit * n * log(n)) for n in sizes], reference=True))
    draw_lines(
        images / "benchmark_seconds.svg", "Seconds by size", "register rows", "seconds", lines
    )
    yield "![Seconds by size, in all and per stage, beside n log n](img/benchmark_seconds.svg)"
    memory = [
        Series("peak memory", [(row["register_rows"], row["peak_bytes"] / 1e6) for row in done])
    ]
    draw_lines(
        images / "benchmark_memory.svg", "Peak memory by size", "register rows", "MB", memory
    )
    yield "![Peak memory by size](img/benchmark_memory.svg)"


def _growth(growth: Result) -> Iterator[str]:
    yield "### Growth"
    verdict = "holds" if growth["holds"] else "does not hold"
    yield (
        "From each size to the next: the exponent of n by which *work* grew, that of n log n, and "
        "the time over what n log n makes of the smaller size's. What a scan costs at any size "
        f"flatters the first steps. Growth within n log n (no factor above {TOLERANCE:g}): **{verdict}**."
    )
    yield table(
        ("step", "exponent", "of n log n", "factor"),
        [
            (f"{count(step['from'])} → {count(step['to'])}", f"{step['exponent']:.2f}",
             f"{step['n_log_n']:.2f}", f"{step['factor']:.2f}")
            for step in growth["steps"]
        ],
    )  # fmt: skip
