"""What all kept evaluations together say of each rule's present version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from disclosure_audit.evaluation.kept_precision import KeptEvaluation
from disclosure_audit.evaluation.precision import Precision, measure
from disclosure_audit.evaluation.stratified import Stratum


@dataclass(frozen=True, slots=True)
class Statistic:
    """The measured precision of one rule; without a share where nothing was measured."""

    rule: str
    version: int
    evaluations: int
    """Kept evaluations that labelled findings of this version."""
    older: int
    """Kept evaluations that labelled findings of another version, and do not count."""
    precision: Precision


def measure_rules(
    kept: Iterable[KeptEvaluation], versions: Mapping[str, int]
) -> tuple[Statistic, ...]:
    """Return one statistic for each rule of ``versions`` (code to present version).

    A finding that was labelled several times counts once, the last time. The confidences of a rule
    are weighted by how many findings the evaluated runs have of each; a run counts once, however
    often it was evaluated.
    """
    evaluations = list(kept)
    return tuple(_measure(rule, version, evaluations) for rule, version in versions.items())


def _measure(rule: str, version: int, kept: list[KeptEvaluation]) -> Statistic:
    mine = [(one.run, one.rules[rule]) for one in kept if rule in one.rules]
    present = [(run, said) for run, said in mine if said.version == version]
    labels = {
        finding: (confidence, right)
        for _, said in present
        for confidence, answers in said.labels.items()
        for finding, right in answers.items()
    }
    sizes: Counter[str] = Counter()
    for said in dict(present).values():
        sizes.update(said.findings)
    answers = list(labels.values())
    strata = [
        Stratum(size, judged, answers.count((confidence, True)))
        for confidence, size in sizes.items()
        for judged in [sum(one == confidence for one, _ in answers)]
    ]
    return Statistic(rule, version, len(present), len(mine) - len(present), measure(rule, strata))
