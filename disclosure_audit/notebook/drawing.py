"""Samples to judge by hand, as frames."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from disclosure_audit.evaluation.finding_sample import draw_findings
from disclosure_audit.evaluation.finding_sheet import lay_out_findings
from disclosure_audit.evaluation.sampling import draw
from disclosure_audit.evaluation.sheet import lay_out_pairs
from disclosure_audit.evaluation.strata import list_units
from disclosure_audit.language import Lang
from disclosure_audit.notebook.lists import Lists
from disclosure_audit.run import Run


def draw_links_sheet(run: Run, lists: Lists, n: int, seed: int, lang: Lang) -> pl.DataFrame:
    """Return ``n`` pairs and records to judge (:data:`disclosure_audit.evaluation.sheet.SHEET`)."""
    return lay_out_pairs(draw(list_units(run), n, seed), lists.texts(), seed, lang)


def draw_findings_sheet(
    run: Run, n: int, seed: int, lang: Lang, rules: Sequence[str]
) -> pl.DataFrame:
    """Return ``n`` findings to judge (:data:`disclosure_audit.evaluation.finding_sheet.FINDING_SHEET`)."""
    return lay_out_findings(draw_findings(run, n, seed, tuple(rules) or None), run, seed, lang)
