"""Two records set against each other, field by field and character by character."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang
from disclosure_audit.schema.columns import BY_NAME
from disclosure_audit.writers.alignment import align, is_written_otherwise

SAME, WRITTEN, CHANGED = 0, 1, 2
"""What a run of characters is: equal on both sides, only written otherwise, or another text."""

Run = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One field of two records. ``right`` is ``None`` where there is one text to show."""

    label: str
    left: tuple[Run, ...]
    right: tuple[Run, ...] | None = None


def compare(
    left: Mapping[str, Any] | None, right: Mapping[str, Any] | None, fields: Sequence[str], lang: Lang
) -> tuple[Line, ...]:
    """Return a line for each of ``fields`` that either record fills; one record alone will do.

    All texts have their hidden characters spelt out.
    """
    lines = []
    for field in fields:
        called = BY_NAME[field].title.to(lang)
        one, other = (_text(record, field) for record in (left, right))
        if left is None or right is None:
            if one or other:
                lines.append(Line(called, ((visible(one or other), SAME),)))
        elif one or other:
            lines.append(confront(called, one, other))
    return tuple(lines)


def confront(label: str, one: str, other: str) -> Line:
    """Return the line that tells two texts apart."""
    if one == other:
        return Line(label, ((visible(one), SAME),))
    left: list[Run] = []
    right: list[Run] = []
    for segment in align(one, other):
        kind = SAME if segment.is_equal else WRITTEN if is_written_otherwise(segment) else CHANGED
        _add(left, segment.registered, kind)
        _add(right, segment.published, kind)
    return Line(label, tuple(left), tuple(right))


def _add(runs: list[Run], text: str, kind: int) -> None:
    if text and runs and runs[-1][1] == kind:
        runs[-1] = (runs[-1][0] + visible(text), kind)
    elif text:
        runs.append((visible(text), kind))


def _text(record: Mapping[str, Any] | None, field: str) -> str:
    value = record.get(field) if record else None
    return "" if value is None else str(value)
