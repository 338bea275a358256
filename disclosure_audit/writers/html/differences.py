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

_OWN = frozenset({"category", "openness", "owner", "record_id", "url"})
"""Fields that each list fills in its own way: they are shown, and are no difference."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field of two records. ``right`` is ``None`` where there is one text to show.

    A side that says nothing is empty.
    """

    field: str
    label: str
    left: tuple[Run, ...]
    right: tuple[Run, ...] | None = None

    @property
    def differs(self) -> bool:
        """Whether both sides say something, and not the same."""
        return any(kind != SAME for _, kind in self.left + (self.right or ()))


def compare(
    left: Mapping[str, Any] | None,
    right: Mapping[str, Any] | None,
    fields: Sequence[str],
    lang: Lang,
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
                lines.append(Line(field, called, _plain(one or other)))
        elif one != other and (field in _OWN or not one or not other):
            lines.append(Line(field, called, _plain(one), _plain(other)))
        elif one:
            lines.append(confront(field, called, one, other))
    return tuple(lines)


def confront(field: str, label: str, one: str, other: str) -> Line:
    """Return the line that tells two texts apart."""
    if one == other:
        return Line(field, label, _plain(one))
    left: list[Run] = []
    right: list[Run] = []
    for segment in align(one, other):
        kind = SAME if segment.is_equal else WRITTEN if is_written_otherwise(segment) else CHANGED
        _add(left, segment.registered, kind)
        _add(right, segment.published, kind)
    return Line(field, label, tuple(left), tuple(right))


def _plain(text: str) -> tuple[Run, ...]:
    return ((visible(text), SAME),) if text else ()


def _add(runs: list[Run], text: str, kind: int) -> None:
    if text and runs and runs[-1][1] == kind:
        runs[-1] = (runs[-1][0] + visible(text), kind)
    elif text:
        runs.append((visible(text), kind))


def _text(record: Mapping[str, Any] | None, field: str) -> str:
    value = record.get(field) if record else None
    return "" if value is None else str(value)
