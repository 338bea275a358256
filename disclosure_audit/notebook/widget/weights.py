"""The evidence for a pair as the bars of a waterfall, each with its words and its numbers."""

from __future__ import annotations

from typing import Any

from disclosure_audit.evaluation.explanation import Pair
from disclosure_audit.evaluation.pair_words import say_doubts, say_score, say_why_not
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang
from disclosure_audit.notebook.widget.marked_text import say
from disclosure_audit.presentation.pairs import EVIDENCE, NO_EVIDENCE, verdict
from disclosure_audit.writers.weights import name_weight

_MOST = 40


def weigh(pair: Pair | None, lang: Lang, *, needed: bool) -> dict[str, Any] | None:
    """Return the bars of ``pair``; where there is none, that it is missing if one is ``needed``.

    A bar begins at ``start`` and ends at ``end``, shares of the width from 0 to 1; ``zero`` is where
    the odds are even.
    """
    head = EVIDENCE.to(lang)
    if pair is None:
        return (
            {"head": head, "said": [say(NO_EVIDENCE.to(lang), "dim")], "bars": []}
            if needed
            else None
        )
    totals = [0.0, *(step.total for step in pair.steps)]
    low, high = min(totals), max(totals)
    scale = 1 / (high - low) if high > low else 0.0

    def share(total: float) -> float:
        return round((total - low) * scale, 4)

    bars = [
        {
            "label": visible(name_weight(step.name, lang)),
            "weight": f"{step.weight:+.1f}",
            "total": f"{step.total:+.1f}",
            "start": min(share(step.total - step.weight), share(step.total)),
            "end": max(share(step.total - step.weight), share(step.total)),
            "for": step.weight > 0,
        }
        for step in pair.steps[:_MOST]
    ]
    warnings = (*say_doubts(pair, lang), *say_why_not(pair, lang, first_row=1))
    return {
        "head": head,
        "said": [say(*verdict(pair, lang)), say(say_score(pair, lang))]
        + [say(one, "$warning") for one in warnings[:_MOST]],
        "bars": bars,
        "zero": share(0.0),
    }
