"""What the gate says, as formats for machines tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from disclosure_audit.language import Lang

if TYPE_CHECKING:
    from disclosure_audit.gate.verdict import Verdict


def verdict_facts(verdict: Verdict | None, lang: Lang) -> dict[str, Any] | None:
    """Return ``passed``, ``failures`` (each with ``condition``, ``text``, ``remedy`` and the ids
    of the worst ``findings``) and ``notes``.

    ``None`` where the gate was not asked.
    """
    if verdict is None:
        return None
    return {
        "passed": verdict.passed,
        "failures": [
            {
                "condition": failure.condition.text.to(lang),
                "text": failure.text.to(lang),
                "remedy": failure.remedy.to(lang),
                "findings": list(failure.findings),
            }
            for failure in verdict.failures
        ],
        "notes": [note.to(lang) for note in verdict.notes],
    }
