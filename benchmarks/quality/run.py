"""The quality benchmark: every population, every seed, look-alikes, DBLP-ACM and the peers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.machine import describe_machine
from benchmarks.quality.bibliography import measure_bibliography
from benchmarks.quality.calibration import calibrate
from benchmarks.quality.cases import Population, make_case, populations
from benchmarks.quality.pooling import pool
from benchmarks.quality.scanning import measure
from benchmarks.quality.siblings import measure_siblings

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured."""

    catalogs: tuple[Path, ...]
    seeds: tuple[int, ...]
    synthetic: int
    out: Path
    dblp_acm: Path | None = None
    peers: bool = False
    peer_timeout: float = 900.0


def measure_quality(plan: Plan, say: Say) -> dict[str, Any]:
    """Return all results as plain data, in the order of the plan.

    ``populations`` (scores of all seeds together and ``calibration``), ``calibration`` (over all
    populations), ``siblings`` (real catalogs), ``bibliography`` (or ``None``), ``peers`` (on the
    first seed's case of each population) and ``machine``.
    """
    rows, judged, siblings, peers = [], [], [], []
    for population in populations(plan.catalogs, plan.synthetic):
        row, links = _measure_population(population, plan.seeds, plan.out, say)
        rows.append(row)
        judged += links
        if population.kind == "real":
            say(f"{population.name}: look-alikes")
            siblings.append(measure_siblings(population, plan.out))
        if plan.peers:
            say(f"{population.name}: peers")
            peers.append(_compare(population, plan))
    bibliography = None
    if plan.dblp_acm:
        say("DBLP-ACM")
        bibliography = measure_bibliography(plan.dblp_acm)
    return {
        "machine": describe_machine(),
        "populations": rows,
        "calibration": calibrate(judged) if judged else [],
        "siblings": siblings,
        "bibliography": bibliography,
        "peers": peers,
    }


def _measure_population(
    population: Population, seeds: Sequence[int], out: Path, say: Say
) -> tuple[dict[str, Any], list[pl.DataFrame]]:
    scores, judged = [], []
    for seed in seeds:
        say(f"{population.name}: seed {seed}")
        one, links = measure(make_case(population, seed, out))
        scores.append(one)
        judged.append(links)
    row = {"name": population.name, "kind": population.kind, "seeds": list(seeds)}
    return row | pool(scores) | {"calibration": calibrate(judged)}, judged


def _compare(population: Population, plan: Plan) -> dict[str, Any]:
    from benchmarks.peers.compare import compare_peers

    return compare_peers(
        make_case(population, plan.seeds[0], plan.out), plan.out, plan.peer_timeout
    )
