"""The page's part on quality."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.page.charts import Bars, draw_bars
from benchmarks.page.table import count, f1, megabytes, percent, seconds, table
from benchmarks.peers.registry import POSTPROCESSING

Result = dict[str, Any]


def write_quality(result: Result, images: Path) -> Iterator[str]:
    """Yield the paragraphs and tables; draw the plots into ``images``."""
    populations = result["populations"]
    if populations:
        yield from _scores(populations)
        yield from _kinds(populations, images)
        yield from _calibration(result["calibration"])
    if result["siblings"]:
        yield from _siblings(result["siblings"])
    if result["bibliography"]:
        yield from _bibliography(result["bibliography"])
    if result["peers"]:
        yield from _peers(result["peers"], result["machine"], images)


def _scores(populations: list[Result]) -> Iterator[str]:
    seeds = ", ".join(str(seed) for seed in populations[0]["seeds"])
    yield (
        "A catalog is taken for the true population of documents; a register and a catalog are "
        "derived from it with seeded defects, so that the truth is known (`benchmarks/defects`). "
        "Both are written as GB18030 CSV files with Chinese headers and scanned from there with "
        f"default settings. Seeds: {seeds}; the counts of all seeds are added up. *Proposed* links "
        "are certain, probable or for review; *accepted* ones certain or probable. A *hidden "
        "omission* is a document that was never published and yet has an accepted link; a *false "
        "alarm* a published one without any link."
    )
    yield table(
        ("population", "register", "catalog", "true pairs", "pair F1", "per seed", "precision",
         "recall", "accepted F1", "review share", "seconds per scan"),
        [
            (row["name"], count(row["register_rows"]), count(row["catalog_rows"]), count(row["pairs"]),
             f1(row["proposed"]["f1"]), "–".join(f1(value) for value in row["f1_range"]),
             f1(row["proposed"]["precision"]), f1(row["proposed"]["recall"]),
             f1(row["accepted"]["f1"]), percent(row["review_share"]), seconds(row["seconds"]))
            for row in populations
        ],
    )  # fmt: skip
    yield table(
        ("population", "omitted", "hidden", "hidden or in review", "false alarms",
         "of the register", "unregistered", "linked", "lost to a cap"),
        [
            (row["name"], count(row["omitted"]), count(row["hidden"]), count(row["hidden_or_review"]),
             count(row["false_alarms"]), percent(row["alarm_share"]), count(row["orphans"]),
             count(row["orphans_linked"]), count(row["possible_loss"]))
            for row in populations
        ],
    )  # fmt: skip


def _kinds(populations: list[Result], images: Path) -> Iterator[str]:
    kinds = sorted({row["kind"] for one in populations for row in one["recall_by_kind"]})
    found = [{row["kind"]: row for row in one["recall_by_kind"]} for one in populations]
    yield "### Recall by defect"
    yield (
        "Share of the true pairs with that defect that are proposed, and in brackets accepted "
        "without a person. A pair with several defects counts for each."
    )
    rows = []
    for kind in kinds:
        cells = []
        for one in found:
            row = one.get(kind)
            cells += [count(row["pairs"]), f"{percent(row['proposed'])} ({percent(row['accepted'])})"] if row else ["0", "–"]  # fmt: skip
        rows.append((kind, *cells))
    head = [word for one in populations for word in ("pairs", one["name"])]
    yield table(("defect", *head), rows)
    bars = [
        Bars(one["name"], [1 - mine[kind]["proposed"] if kind in mine else None for kind in kinds])
        for one, mine in zip(populations, found, strict=True)
    ]
    draw_bars(images / "benchmark_missed.svg", "True pairs without a proposed link", kinds, bars)
    yield "![Share of true pairs without a proposed link, by defect](img/benchmark_missed.svg)"


def _calibration(bands: list[Result]) -> Iterator[str]:
    yield "### Calibration"
    yield (
        "A score is the log2 odds that a link is right. *Expected* is the share of wrong links "
        "that the scores themselves foretell (mean of 1 / (1 + 2^score)), *observed* the share "
        "that was wrong, with its 95 % Wilson interval; all populations and seeds together."
    )
    yield table(("band", "links", "wrong", "observed", "95 % interval", "expected"), _bands(bands))


def _bands(bands: list[Result]) -> list[tuple[str, ...]]:
    return [
        (row["band"], count(row["links"]), count(row["wrong"]), percent(row["observed"], 3),
         f"{percent(row['low'], 3)} – {percent(row['high'], 3)}", percent(row["expected"], 3))
        for row in bands
    ]  # fmt: skip


def _siblings(catalogs: list[Result]) -> Iterator[str]:
    yield "### Look-alikes of real catalogs"
    yield (
        "All pairs of titles in one real catalog with a character-bigram Jaccard similarity of at "
        "least 0.8 and different document numbers. *Itself*: the catalog is scanned against "
        "itself. *Apart*: of as many pairs as possible one document stands in the register only "
        "and the other in the catalog only, so that nothing but the look-alike can be linked. "
        "*Without numbers* all document numbers are removed and the dates kept. A pair of one "
        "title and one date cannot be told apart by anything but the number."
    )
    rows = [
        (catalog["catalog"], scan["arrangement"], "with" if scan["numbers"] else "without",
         count(scan["pairs"]), *(count(scan[band]) for band in ("certain", "probable", "review")),
         count(scan["indistinguishable"]))
        for catalog in catalogs
        for scan in catalog["scans"]
    ]  # fmt: skip
    yield table(
        ("catalog", "arrangement", "numbers", "pairs", "falsely certain", "falsely probable",
         "for review", "linked with one title and date"),
        rows,
    )  # fmt: skip


def _bibliography(result: Result) -> Iterator[str]:
    yield "### DBLP-ACM"
    yield (
        "The bibliographic benchmark of Köpcke, Thor and Rahm (2010): "
        f"{count(result['register_rows'])} x {count(result['catalog_rows'])} records, "
        f"{count(result['pairs'])} true pairs. The title is a title; authors, venue and year are "
        "further comparison fields. The engine is given no label; the set was among the data at hand "
        "while it was developed, so this is no held-out figure. "
        f"Rejected rows: {count(result['rejected'])}; {seconds(result['seconds'])} seconds."
    )
    yield table(
        ("links", "number", "precision", "recall", "F1"),
        [
            (name, count(row["links"]), f1(row["precision"]), f1(row["recall"]), f1(row["f1"]))
            for name in ("proposed", "accepted")
            for row in (result[name],)
        ],
    )
    yield table(
        ("band", "links", "wrong", "observed", "95 % interval", "expected"),
        _bands(result["calibration"]),
    )


def _peers(cases: list[Result], machine: Result, images: Path) -> Iterator[str]:
    yield "### Beside other tools"
    yield f"The same files and the same truth, the first seed's case of each population. {POSTPROCESSING}"
    yield "\n".join(
        f"- **{row['peer']}** {row['version'] or machine['versions']['disclosure-audit']}: {row['setting']}."
        for row in cases[0]["results"]
    )
    for case in cases:
        yield (
            f"**{case['case']}**, seed {case['seed']}: {count(case['register_rows'])} x "
            f"{count(case['catalog_rows'])} records, {count(case['pairs'])} true pairs, "
            f"{count(case['omitted'])} omitted documents; each tool had {case['timeout']:.0f} s."
        )
        yield table(
            ("tool", "links", "precision", "recall", "F1", "omissions hidden", "false alarms",
             "seconds", "peak MB", "threshold", "missed or wrong, times ours", "seconds, times ours"),
            [_peer(row, case["results"][0]) for row in case["results"]],
        )  # fmt: skip
        own = case["results"][0]
        if own["outcome"] == "done":
            yield (
                f"Ours hides {count(own['hidden'])} omissions behind accepted links; "
                f"{count(own['hidden_or_review'] - own['hidden'])} more have a link that waits for "
                f"review. Accepted links alone: precision {f1(own['accepted_precision'])}, recall "
                f"{f1(own['accepted_recall'])}."
            )
    names = [row["peer"] for row in cases[0]["results"]]
    bars = [
        Bars(case["case"], [row.get("hidden_rate") for row in case["results"]]) for case in cases
    ]
    draw_bars(images / "benchmark_peers.svg", "Omissions hidden by a wrong link", names, bars)
    yield "![Share of the omitted documents that each tool links to something](img/benchmark_peers.svg)"


def _peer(row: Result, own: Result) -> tuple[str, ...]:
    """Return a tool's row; the last two cells compare it with ours."""
    if row["outcome"] != "done":
        took = seconds(row["seconds"]) if "seconds" in row else "–"
        return (row["peer"], row["outcome"], *["–"] * 5, took, *["–"] * 4)
    ratios = ("–", "–")
    if own["outcome"] == "done" and own["f1"] < 1:
        worse = (1 - row["f1"]) / (1 - own["f1"])
        ratios = (f"{worse:.1f}", f"{row['seconds'] / own['seconds']:.2f}")
    threshold = "–" if row["threshold"] is None else f"{row['threshold']:.3g}"
    return (
        row["peer"], count(row["links"]), f1(row["precision"]), f1(row["recall"]), f1(row["f1"]),
        f"{count(row['hidden'])} ({percent(row['hidden_rate'])})",
        f"{count(row['false_alarms'])} ({percent(row['alarm_share'])})",
        seconds(row["seconds"]), megabytes(row["peak_bytes"]), threshold, *ratios,
    )  # fmt: skip
