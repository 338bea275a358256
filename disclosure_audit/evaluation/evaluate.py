"""Measures a run by labels of either kind."""

from __future__ import annotations

from pathlib import Path

from disclosure_audit.evaluation.full_truth import evaluate_truth
from disclosure_audit.evaluation.judged_sample import evaluate_sample
from disclosure_audit.evaluation.labels import read_labels
from disclosure_audit.evaluation.results import Evaluation
from disclosure_audit.run import Run


def evaluate(run: Run, labels: Path) -> Evaluation:
    """Return how the links of ``run`` compare with the labels in a file.

    Raises ``InputError`` for labels that cannot be read or do not belong to the run
    (:func:`disclosure_audit.evaluation.labels.read_labels`).
    """
    found = read_labels(labels, run)
    if found.kind == "sample":
        return evaluate_sample(run, found)
    return evaluate_truth(run, found.frame)
