"""The page's part on the scanner's throughput and on hostile full texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.page.table import count, megabytes, percent, seconds, table

Result = dict[str, Any]
_OURS = "disclosure-audit"


def write_throughput(result: Result) -> Iterator[str]:
    """Yield the tables of titles per second, ours by stage and beside other tools."""
    measured = result["throughput"]
    base = "real" if measured["real"] else "made-up"
    yield "### Throughput of the scanner"
    yield (
        f"{count(measured['titles'])} distinct titles: {count(measured['base'])} {base} ones, over "
        "and over with a running number. The terms are made of halves of titles so that most occur "
        "nowhere; one in hundred, three at least, is rare but does occur. Each stage is timed once. "
        "*Terms*, *identifiers* and *tampering* search titles that are folded already; *compared* is "
        "folding, terms and identifiers; *whole scan* is all that a scan of records does with a "
        "column: folding, every detector, marks, overlaps, the way back to the original text."
    )
    yield table(
        ("stage", "terms", "seconds", "titles per second"),
        [
            *(_stage(stage, None) for stage in measured["stages"]),
            *(_stage(stage, row["terms"]) for row in measured["by_terms"] for stage in row["stages"]),
        ],
    )  # fmt: skip
    yield table(
        ("terms", "titles with a hit", "share", "seconds to read and compile the lexicon"),
        [
            (count(row["terms"]), count(row["hits"]), percent(row["hits"] / measured["titles"]),
             seconds(row["compile_seconds"]))
            for row in measured["by_terms"]
        ],
    )  # fmt: skip
    yield (
        "The same terms and identifiers with other tools. *Ours, times theirs* is our rate of "
        "*compared* over theirs. None of them folds, so a full-width digit or a traditional "
        "character escapes them, and none looks at a context. Plain `re` is one alternation and is "
        "stopped after a minute; Polars is two calls of `str.contains` (terms, "
        "identifiers), which say whether but not where; Presidio runs on a sample. Ours and Polars use "
        "all cores, the other two one."
    )
    yield table(
        ("tool", "terms", "titles searched", "seconds", "titles per second", "ours, times theirs"),
        [line for row in measured["by_terms"] for line in _rivals(row, measured["titles"])],
    )


def write_full_texts(result: Result) -> Iterator[str]:
    """Yield what became of a folder with hostile documents."""
    yield "### Full texts, ten of them hostile"
    yield (
        f"A folder of {count(result['documents'])} generated documents: TXT in UTF-8 and GB18030, "
        "HTML, DOCX, XLSX, PDF and OFD, and ten that want to do harm (zip bomb, entity bomb, endless "
        "PDF, a link and a path out of the folder, a text of 200 MB, truncated, broken, encrypted "
        "and scanned files). Worker processes take the texts out while the parent scans them batch "
        "by batch. Memory is the peak resident set; that of the workers may include what the parent "
        "held when it started them, so it is never too low."
    )
    if result["outcome"] != "done":
        yield f"It did not come to an end: {result['outcome']}."
        return
    yield table(
        ("", ""),
        [
            ("rows", count(result["rows"])),
            ("unreadable", count(result["unreadable"])),
            (f"of the {count(result['hostile'])} hostile ones lost, for a reason foreseen",
             count(result["as_expected"])),
            ("seconds, from the folder to the hits", seconds(result["seconds"])),
            ("of which the parent scans", seconds(result["scan_seconds"])),
            ("documents per second", f"{result['documents_per_second']:.1f}"),
            ("characters", count(result["chars"])),
            ("planted marks and resident IDs", count(result["planted"])),
            ("of these found", count(result["planted_found"])),
            ("other documents with a hit", count(result["others_flagged"])),
            ("workers", count(result["workers"])),
            ("peak MB of the largest worker", megabytes(result["worker_bytes"])),
            ("ceiling of a worker in MB", megabytes(result["worker_ceiling"])),
            ("peak MB of the parent", megabytes(result["parent_bytes"])),
            ("of which before the first text", megabytes(result["start_bytes"])),
        ],
    )  # fmt: skip
    yield table(
        ("why unreadable", "rows"),
        [(reason, count(rows)) for reason, rows in result["reasons"].items()],
    )


def _stage(stage: Result, terms: int | None) -> tuple[str, ...]:
    return (
        stage["stage"],
        "–" if terms is None else count(terms),
        seconds(stage["seconds"]),
        count(stage["titles_per_second"]),
    )


def _rivals(row: Result, titles: int) -> Iterator[tuple[str, ...]]:
    (compared,) = (stage for stage in row["stages"] if stage["stage"] == "compared")
    ours = compared["titles_per_second"]
    yield (
        _OURS,
        count(row["terms"]),
        count(titles),
        seconds(compared["seconds"]),
        count(ours),
        "1",
    )
    for rival in row["rivals"]:
        if not rival["titles"]:
            yield (rival["name"], count(row["terms"]), rival["outcome"], "–", "–", "–")
            continue
        rate = rival["titles"] / rival["seconds"]
        yield (
            rival["name"], count(row["terms"]), count(rival["titles"]), seconds(rival["seconds"]),
            count(rate), f"{ours / rate:,.1f}",
        )  # fmt: skip
