"""The measured precision of the rules as JSON; shares are 0 to 1, null where they cannot be told."""

from __future__ import annotations

from typing import Any

from disclosure_audit.evaluation.intervals import CONFIDENCE
from disclosure_audit.evaluation.plain_json import to_json
from disclosure_audit.evaluation.precision import FindingsEvaluation
from disclosure_audit.evaluation.rule_statistics import Statistic
from disclosure_audit.language import Lang
from disclosure_audit.run_info import plain


def write(found: FindingsEvaluation, lang: Lang) -> str:
    """Return ``{"format_version", "confidence", "kind", "unlabelled", "overall", "rules",
    "families", "confidences", "notes"}``. ``confidence`` is that of the intervals."""
    parts = ("overall", "rules", "families", "confidences")
    return to_json(
        {
            "format_version": 1,
            "confidence": CONFIDENCE,
            "kind": "findings",
            "unlabelled": found.unlabelled,
            **{name: plain(getattr(found, name)) for name in parts},
            "notes": [note.to(lang) for note in found.notes],
        }
    )


def describe(statistic: Statistic) -> dict[str, Any] | None:
    """Return what is measured of a rule as JSON knows it, ``None`` where nothing is."""
    precision = statistic.precision
    if not precision.labelled:
        return None
    share = precision.share
    return {
        "labelled": precision.labelled,
        "right": precision.right,
        "value": share.value,
        "low": share.low,
        "high": share.high,
        "method": share.method,
        "confidence": CONFIDENCE,
        "evaluations": statistic.evaluations,
    }
