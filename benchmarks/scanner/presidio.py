"""Runs Presidio in the peers' environment; says why where it cannot run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.peers import environment
from benchmarks.process import run_child
from benchmarks.scanner.spans import spans_of

PACKAGE = "presidio-analyzer"
SETTING = (
    "its recognisers for cards and for telephones (region CN), a pattern recogniser for the resident "
    "ID, which it does not know, and one for the terms; a blank spaCy pipeline, since a trained "
    "model would have to be fetched"
)
SAMPLE = 2_000
"""Titles that it is timed on."""
_SECONDS = 30.0
_TIMEOUT = 600.0


@dataclass(frozen=True, slots=True)
class Answers:
    """What it found: per list of texts its spans, per list of terms its time."""

    outcome: str
    version: str | None
    spans: tuple[pl.DataFrame, ...] = ()
    speeds: tuple[dict[str, Any], ...] = ()


def ask_presidio(
    texts: Sequence[Sequence[str]],
    titles: pl.Series,
    terms: Sequence[Sequence[str]],
    folder: Path,
) -> Answers:
    """Return its spans in each list of ``texts`` and its time on a sample of ``titles``."""
    version = environment.prepare().get(PACKAGE)
    if version is None:
        return Answers("could not be installed", None)
    folder.mkdir(parents=True, exist_ok=True)
    job, result = (folder.resolve() / f"presidio_{name}.json" for name in ("job", "result"))
    result.unlink(missing_ok=True)
    sample = titles.gather_every(max(1, titles.len() // SAMPLE)).head(SAMPLE)
    content = {
        "texts": [list(each) for each in texts],
        "titles": sample.to_list(),
        "terms": [list(each) for each in terms],
        "seconds": _SECONDS,
    }
    job.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    ended = run_child(
        [str(environment.python()), "-m", "benchmarks.scanner.presidio_worker", str(job), str(result)],
        _TIMEOUT,
    )  # fmt: skip
    if ended.code is None:
        return Answers(f"stopped after {_TIMEOUT:.0f} s", version)
    if ended.code != 0 or not result.exists():
        return Answers(f"failed with exit code {ended.code}", version)
    answer = json.loads(result.read_text(encoding="utf-8"))
    return Answers(
        "done",
        version,
        tuple(spans_of(rows) for rows in answer["spans"]),
        tuple({"outcome": "done"} | speed for speed in answer["speeds"]),
    )
