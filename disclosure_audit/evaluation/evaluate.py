"""Measures a run by labels: of its links, or of its findings."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from disclosure_audit.evaluation.finding_labels import are_of_findings, read_finding_labels
from disclosure_audit.evaluation.full_truth import evaluate_truth
from disclosure_audit.evaluation.judged_sample import evaluate_sample
from disclosure_audit.evaluation.label_file import read_label_file
from disclosure_audit.evaluation.labels import read_labels
from disclosure_audit.evaluation.precision import FindingsEvaluation, evaluate_findings
from disclosure_audit.evaluation.results import Evaluation
from disclosure_audit.run import Run


def evaluate(run: Run, labels: Path | pl.DataFrame) -> Evaluation | FindingsEvaluation:
    """Return what the labels in a file, or in a frame, say of ``run``: of its findings, or of its links.

    The columns tell which (:func:`.finding_labels.are_of_findings`). Raises
    ``InputError`` for labels that cannot be read or do not belong to the run.
    """
    file = read_label_file(labels)
    if are_of_findings(file):
        return evaluate_findings(run, read_finding_labels(file, run))
    found = read_labels(file, run)
    if found.kind == "sample":
        return evaluate_sample(run, found)
    return evaluate_truth(run, found.frame)
