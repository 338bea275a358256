"""The scanner's benchmark: identifiers, false findings, throughput, full texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.machine import describe_machine
from benchmarks.scanner.false_findings import measure_tampered, measure_titles
from benchmarks.scanner.forms import form_matrix, harmless_numbers, person_lists
from benchmarks.scanner.full_texts import measure_full_texts
from benchmarks.scanner.identifiers import (
    PRESIDIO,
    measure_index_numbers,
    measure_labelled,
    measure_leaks,
)
from benchmarks.scanner.labelled import Labelled, read_labelled
from benchmarks.scanner.ours import bundled_detectors
from benchmarks.scanner.presidio import SETTING, Answers, ask_presidio
from benchmarks.scanner.throughput import measure_stages, measure_terms
from benchmarks.scanner.titles import make_terms, read_titles, repeat_titles
from benchmarks.scanner_forms import make_index_numbers

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured."""

    catalogs: tuple[Path, ...]
    out: Path
    terms: tuple[int, ...]
    identifiers: Path | None = None
    tampered: Path | None = None
    titles: int = 1_000_000
    index_numbers: int = 100_000
    documents: int = 1_000
    peers: bool = False


def measure_scanner(plan: Plan, say: Say) -> dict[str, Any]:
    """Return all results as plain data.

    ``machine``; ``labelled``, ``leaks`` and ``index_numbers`` (:mod:`.identifiers`); ``catalogs`` and
    ``tampered`` (:mod:`.false_findings`; ``None`` without a file); ``throughput`` with ``titles,
    base`` (distinct ones before repetition), ``stages`` and ``by_terms`` (:mod:`.throughput`);
    ``presidio`` (``None`` unless asked) with ``version, setting, outcome``; ``full_texts``
    (:mod:`.full_texts`; ``None`` without documents).
    """
    folder = plan.out / "scanner"
    detectors = bundled_detectors()
    base = read_titles(plan.catalogs)
    titles = repeat_titles(base, plan.titles)
    labelled = _labelled(plan)
    presidio = None
    if plan.peers:
        say("Presidio")
        texts = [one.texts for one in labelled]
        terms = [make_terms(base, count) for count in plan.terms]
        presidio = ask_presidio(texts, titles, terms, folder)
    say("identifiers")
    result: dict[str, Any] = {
        "machine": describe_machine(),
        "labelled": measure_labelled(labelled, detectors, presidio),
        "leaks": measure_leaks(detectors),
        "index_numbers": measure_index_numbers(make_index_numbers(plan.index_numbers), detectors),
    }
    say("false findings")
    result["catalogs"] = [measure_titles(path, detectors) for path in plan.catalogs]
    result["tampered"] = measure_tampered(plan.tampered, detectors) if plan.tampered else None
    say(f"throughput: {plan.titles:,} titles")
    by_terms = measure_terms(base, titles, plan.terms, detectors, folder, say)
    for place, row in enumerate(by_terms):
        row["rivals"] += _presidio_speed(presidio, place)
    result["throughput"] = {
        "titles": titles.len(),
        "base": base.len(),
        "real": bool(plan.catalogs),
        "stages": measure_stages(titles, detectors),
        "by_terms": by_terms,
    }
    result["presidio"] = presidio and {
        "version": presidio.version,
        "setting": SETTING,
        "outcome": presidio.outcome,
    }
    result["full_texts"] = None
    if plan.documents:
        say(f"full texts: {plan.documents:,} documents")
        result["full_texts"] = measure_full_texts(plan.documents, folder)
    return result


def _labelled(plan: Plan) -> list[Labelled]:
    sentences = [read_labelled(plan.identifiers)] if plan.identifiers else []
    return [*sentences, form_matrix(), person_lists(), harmless_numbers()]


def _presidio_speed(presidio: Answers | None, place: int) -> list[dict[str, Any]]:
    if presidio is None:
        return []
    if not presidio.speeds:
        return [{"name": PRESIDIO, "outcome": presidio.outcome, "titles": 0}]
    return [{"name": PRESIDIO} | presidio.speeds[place]]
