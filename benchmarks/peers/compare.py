"""Runs every peer on one case and scores what each of them links."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.peers import environment
from benchmarks.peers.registry import PEERS, Peer
from benchmarks.peers.thresholds import best_links, best_threshold
from benchmarks.process import Ended, run_child
from benchmarks.quality.cases import Case
from benchmarks.score import score

_WORDS = 160


def compare_peers(case: Case, out: Path, timeout: float) -> dict[str, Any]:
    """Return ``case``, ``seed``, the sizes, and one row of ``results`` for each peer.

    A row has ``peer, version, setting, seconds, peak_bytes, outcome``; where ``outcome`` is
    ``done`` also ``threshold`` (``None`` for ours), ``links, precision, recall, f1, hidden``
    (omitted documents that are linked), ``hidden_rate, false_alarms, alarm_share``; else
    ``outcome`` says what happened.
    """
    versions = environment.prepare()
    results = []
    for peer in PEERS:
        words = (peer.module.rpartition(".")[2], *peer.options)
        folder = out / "peers" / f"{case.name}-seed{case.seed}" / "-".join(words)
        row: dict[str, Any] = {"peer": peer.name, "setting": peer.setting}
        row["version"] = (versions[peer.packages[-1]] or "not installed") if peer.packages else None
        missing = [name for name in peer.packages if versions[name] is None]
        if missing:
            row["outcome"] = f"could not be installed: {', '.join(missing)}"
        else:
            row |= _run(peer, case, folder, timeout)
        results.append(row)
    return {
        "case": case.name,
        "seed": case.seed,
        "register_rows": case.truth.register.height,
        "catalog_rows": case.truth.catalog.height,
        "pairs": case.truth.pairs.height,
        "omitted": case.truth.omitted.height,
        "timeout": timeout,
        "results": results,
    }


def _run(peer: Peer, case: Case, folder: Path, timeout: float) -> dict[str, Any]:
    folder.mkdir(parents=True, exist_ok=True)
    links_file, memory_file = folder / "links.parquet", folder / "memory.json"
    for old in (links_file, memory_file):
        old.unlink(missing_ok=True)
    python = str(environment.python()) if peer.packages else sys.executable
    folders = (str(case.folder.resolve()), str(folder.resolve()))
    ended = run_child([python, "-m", peer.module, *folders, *peer.options], timeout)
    if ended.code != 0 or not links_file.exists():
        return {"outcome": _what_happened(ended, timeout), "seconds": ended.seconds}
    return {
        "outcome": "done",
        "seconds": ended.seconds,
        "peak_bytes": json.loads(memory_file.read_text(encoding="utf-8"))["peak_bytes"],
        **_score(peer, pl.read_parquet(links_file), case),
    }


def _score(peer: Peer, links: pl.DataFrame, case: Case) -> dict[str, Any]:
    threshold = None
    if not peer.is_own:
        links = best_links(links)
        threshold = best_threshold(links, case.truth.pairs)
        if threshold is not None:
            links = links.filter(pl.col("score") >= threshold)
        links = links.with_columns(pl.lit("probable").alias("status"))
    scores = score(links, case.truth)
    accepted = scores["accepted"]
    return {
        "threshold": threshold,
        **{name: scores["proposed"][name] for name in ("links", "precision", "recall", "f1")},
        "accepted_precision": accepted["precision"],
        "accepted_recall": accepted["recall"],
        "accepted_f1": accepted["f1"],
        "hidden": scores["hidden"],
        "hidden_rate": scores["hidden_rate"],
        "hidden_or_review": scores["hidden_or_review"],
        "false_alarms": scores["false_alarms"],
        "alarm_share": scores["false_alarms"] / case.truth.register.height,
    }


def _what_happened(ended: Ended, timeout: float) -> str:
    """Say why there are no links; of an error only its kind, which holds no path and no record."""
    if ended.code is None:
        return f"stopped after {timeout:.0f} s"
    lines = [line for line in ended.errors.splitlines() if line.strip()]
    last = lines[-1] if lines else ""
    kind = last.partition(":")[0]
    return f"failed ({kind if kind.isidentifier() or '.' in kind else f'exit code {ended.code}'})"[
        :_WORDS
    ]
