"""Two records side by side, a line per field, with what tells them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from disclosure_audit.language import Text
from disclosure_audit.presentation.diff import Kind, Part, diff
from disclosure_audit.presentation.spans import Span
from disclosure_audit.schema.columns import COLUMNS

TITLES = {column.name: column.title for column in COLUMNS} | {"source": Text("source", "来源")}
"""What the fields of a record are called, in their order."""
_APART = frozenset({"record_id", "source", "url", "text_path", "channel"})
"""Fields that two records of one document need not share."""
SIGNS = {"equal": " ", "harmless": "~", "differs": "!", "left": "<", "right": ">", "apart": " "}
"""How a line compares, as a sign that needs no colour."""
LEGEND = Text(
    "! differs   ~ only written otherwise   < > on one side only",
    "! 不同   ~ 仅写法不同   < > 仅一方有",
)
_DELETED, _INSERTED, _HARMLESS = "$error strike", "$success underline", "dim italic"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of two records; ``state`` is a key of :data:`SIGNS`."""

    name: str
    parts: tuple[Part, ...]
    state: str

    @property
    def left(self) -> str:
        """What the left record says."""
        return "".join(part.registered for part in self.parts)

    @property
    def right(self) -> str:
        """What the right record says."""
        return "".join(part.published for part in self.parts)


def compare_records(left: Mapping[str, Any] | None, right: Mapping[str, Any] | None) -> list[Field]:
    """Return the fields that at least one of two records fills, in the order of the columns.

    With one record only nothing is compared, and every field is ``apart``.
    """
    fields = []
    for name in TITLES:
        a, b = (_text(record, name) for record in (left, right))
        if not a and not b:
            continue
        if left is None or right is None or (name in _APART and a != b):
            fields.append(Field(name, (Part(Kind.DIMMED, a, b),), "apart"))
        elif not a or not b:
            kind = Kind.DELETED if a else Kind.INSERTED
            fields.append(Field(name, (Part(kind, a, b),), "left" if a else "right"))
        else:
            parts = tuple(diff(a, b, name))
            fields.append(Field(name, parts, _state(parts)))
    return fields


def _text(record: Mapping[str, Any] | None, name: str) -> str:
    value = record.get(name) if record else None
    return "" if value is None else str(value)


def _state(parts: Iterable[Part]) -> str:
    kinds = {part.kind for part in parts}
    if kinds & {Kind.DELETED, Kind.INSERTED}:
        return "differs"
    return "harmless" if Kind.DIMMED in kinds else "equal"


def spans_of(field: Field, side: int, *, ascii: bool = False) -> list[Span]:  # noqa: A002 - the name of the setting
    """Return what the left (0) or right (1) record says, styled by how it compares."""
    if field.state in ("apart", "left", "right"):
        text = (field.left, field.right)[side]
        return [(text or "-", "" if text else "dim")]
    spans: list[Span] = []
    for part in field.parts:
        text = (part.registered, part.published)[side]
        if not text:
            continue
        if part.kind is Kind.EQUAL:
            spans.append((text, "dim" if field.state == "equal" else ""))
        elif part.kind is Kind.DIMMED:
            spans.append((text, _HARMLESS))
        elif part.kind is Kind.DELETED:
            spans.append((f"[-{text}-]" if ascii else text, _DELETED))
        else:
            spans.append((f"{{+{text}+}}" if ascii else text, _INSERTED))
    return spans
