"""The detail of a finding as data for the page's script, its repeated words written once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from disclosure_audit.writers.html.details import Detail
from disclosure_audit.writers.html.differences import SAME, Line, Run


class Labels:
    """Gives every text a number, the same text the same one."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def of(self, text: str) -> int:
        """Return the number of ``text``."""
        return self._numbers.setdefault(text, len(self._numbers))

    def all(self) -> list[str]:
        """Return the texts in the order of their numbers."""
        return list(self._numbers)


def detail_data(detail: Detail, labels: Labels) -> list[Any]:
    """Return ``[place, evidence, compared, linked, decision]``.

    ``evidence`` and ``decision`` are pairs of a label's number and a text. ``compared`` is heads,
    sides and then lines ``[label, runs]`` or ``[label, runs, runs]``, where a run is a text or, if it
    differs, ``[text, kind]``. ``linked`` is ``[status, method, score, doubts, weights]``. 0 stands
    for nothing.
    """
    compared: Any = 0
    if detail.compared:
        lines = [_line(line, labels) for line in detail.compared.lines]
        compared = [list(detail.compared.heads), list(detail.compared.sides), lines]
    linked: Any = 0
    if link := detail.linked:
        steps = [[labels.of(words), weight] for words, weight in link.steps]
        names = labels.of(link.status), labels.of(link.method)
        doubts = [labels.of(doubt) for doubt in link.doubts]
        linked = [*names, labels.of(link.score), doubts, steps]
    return [
        detail.place,
        [[labels.of(words), said] for words, said in detail.evidence],
        compared,
        linked,
        [[labels.of(words), said] for words, said in detail.decision],
    ]


def _line(line: Line, labels: Labels) -> list[Any]:
    sides = [line.left] if line.right is None else [line.left, line.right]
    return [labels.of(line.label), *(_runs(side) for side in sides)]


def _runs(runs: Sequence[Run]) -> list[Any]:
    return [text if kind == SAME else [text, kind] for text, kind in runs]
