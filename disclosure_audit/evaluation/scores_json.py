"""An evaluation as one JSON object."""

from __future__ import annotations

from disclosure_audit.evaluation.intervals import CONFIDENCE
from disclosure_audit.evaluation.plain_json import to_json
from disclosure_audit.evaluation.proofs import say_proofs
from disclosure_audit.evaluation.results import Evaluation
from disclosure_audit.language import Lang
from disclosure_audit.run_info import plain


def write(found: Evaluation, lang: Lang) -> str:
    """Return ``{"format_version", "confidence", "kind", "pairs", "unjudged", "strata", "measures",
    "bands", "omissions", "proofs", "notes"}``; shares are 0 to 1, null where they cannot be told.
    """  # fmt: skip
    content = plain(found)
    return to_json(
        {
            "format_version": 1,
            "confidence": CONFIDENCE,
            **{name: content[name] for name in ("kind", "pairs", "unjudged", "strata")},
            **{name: content[name] for name in ("measures", "bands", "omissions")},
            "proofs": [proof.to(lang) for proof in say_proofs(found)],
            "notes": [note.to(lang) for note in found.notes],
        }
    )
