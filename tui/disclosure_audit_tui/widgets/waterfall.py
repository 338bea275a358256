"""The evidence for a pair as a waterfall, and what its score means."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from disclosure_audit.evaluation.explanation import Pair
from disclosure_audit.evaluation.pair_words import say_doubts, say_score, say_why_not
from disclosure_audit.evaluation.waterfall import draw_bars
from disclosure_audit.language import Lang
from disclosure_audit.presentation.pairs import EVIDENCE, NO_EVIDENCE, verdict
from disclosure_audit.writers.weights import name_weight
from disclosure_audit_tui.widgets.cells import fit
from disclosure_audit_tui.widgets.lines import Lines, paint, paragraph

_NUMBERS = 15
"""Cells of the two numbers."""
_WIDEST_BAR, _NARROWEST_BAR = 44, 6


class Waterfall(Lines):
    """Draws :attr:`pair`."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id)
        self.pair: Pair | None = None
        self.lang: Lang = "en"
        self.needed = False

    def show(self, pair: Pair | None, lang: Lang, *, needed: bool) -> None:
        """Draw ``pair``; where there is none, say so if one is ``needed``."""
        self.pair, self.lang, self.needed = pair, lang, needed
        self.redraw()

    def draw(self, width: int) -> list[Content]:
        """Return verdict, bars, what the score means, and why not."""
        lang = self.lang
        lines = [paint([("", "")]), paint([(fit(EVIDENCE.to(lang), width), "bold")])]
        if self.pair is None:
            return (
                [*lines, *paragraph([(NO_EVIDENCE.to(lang), "dim")], width)] if self.needed else []
            )
        pair = self.pair
        lines += paragraph([verdict(pair, lang)], width)
        lines += _bars(pair, lang, width)
        lines += paragraph([(say_score(pair, lang), "")], width)
        for said in (*say_doubts(pair, lang), *say_why_not(pair, lang, first_row=1)):
            lines += paragraph([(said, "$warning")], width)
        return lines


def _bars(pair: Pair, lang: Lang, width: int) -> list[Content]:
    labels = [name_weight(step.name, lang) for step in pair.steps]
    least = _NUMBERS + _NARROWEST_BAR
    label = min(max((cell_len(text) for text in labels), default=0), max(8, width - least)) + 1
    bar = max(1, min(_WIDEST_BAR, width - label - _NUMBERS))
    return [
        paint([
            (fit(text, label), ""),
            (f"{step.weight:+6.1f}{step.total:+7.1f}  ", ""),
            (drawn, "$success" if step.weight > 0 else "$error"),
        ])
        for step, text, drawn in zip(pair.steps, labels, draw_bars(pair.steps, bar), strict=True)
    ]  # fmt: skip
