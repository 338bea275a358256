"""Two records side by side, a line per field, with what tells them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from textual.content import Content

from disclosure_audit.glyphs import wrap
from disclosure_audit.language import Lang, Text
from disclosure_audit.schema.columns import COLUMNS
from disclosure_audit_tui.widgets.cells import fit
from disclosure_audit_tui.widgets.diff import Kind, Part, diff
from disclosure_audit_tui.widgets.lines import Lines, Span, paint, paragraph, width_of, wrap_spans

_TITLES = {column.name: column.title for column in COLUMNS} | {"source": Text("source", "来源")}
_APART = frozenset({"record_id", "source", "url", "text_path", "channel"})
"""Fields that two records of one document need not share."""
SIGNS = {"equal": " ", "harmless": "~", "differs": "!", "left": "<", "right": ">", "apart": " "}
"""How a line compares, as a sign that needs no colour."""
_LEGEND = Text(
    "! differs   ~ only written otherwise   < > on one side only",
    "! 不同   ~ 仅写法不同   < > 仅一方有",
)
_WIDEST_LABEL = 15
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
    for name in _TITLES:
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


class Fields(Lines):
    """Draws two records; with one of them only, that one over the whole width."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id)
        self.fields: list[Field] = []
        self.heads: tuple[str, str | None] = ("", None)
        self.notes: tuple[str, ...] = ()
        self.lang: Lang = "en"
        self.ascii = False

    def show(
        self,
        heads: tuple[str, str | None],
        fields: list[Field],
        notes: Iterable[str],
        lang: Lang,
        *,
        ascii: bool,  # noqa: A002 - the name of the setting
    ) -> None:
        """Draw ``fields`` under ``heads`` (the second is ``None`` for one record), then ``notes``."""
        self.heads, self.fields, self.notes = heads, fields, tuple(notes)
        self.lang, self.ascii = lang, ascii
        self.redraw()

    def draw(self, width: int) -> list[Content]:
        """Return head, fields, notes and the legend."""
        titles = [_TITLES[field.name].to(self.lang) for field in self.fields]
        label = max((width_of([(title, "")]) for title in titles), default=0)
        label = min(label, _WIDEST_LABEL, width // 4) + 1
        two = self.heads[1] is not None
        column = max(4, (width - label - 3) // 2) if two else max(4, width - label)
        bar = "|" if self.ascii else "│"
        head = [(fit("", label), ""), (fit(self.heads[0], column), "bold")]
        if two:
            head += [(f" {bar} ", "dim"), (fit(self.heads[1] or "", column), "bold")]
        lines = [paint(head)]
        for field, title in zip(self.fields, titles, strict=True):
            named = [fit(part, label - 1) + " " for part in wrap(title, label - 1)]
            lines += self._field(field, named, column, bar, two=two)
        for note in self.notes:
            lines += paragraph([(note, "$warning")], width)
        if two and self.fields:
            lines += paragraph([(_LEGEND.to(self.lang), "dim")], width, label)
        return lines

    def _field(
        self, field: Field, title: list[str], column: int, bar: str, *, two: bool
    ) -> list[Content]:
        """Return the lines of a field; ``title`` is its label in lines of one width."""
        none: list[Span] = []
        blank = " " * width_of([(title[0], "")])
        labels: list[list[Span]] = [[(part, "dim")] for part in title]
        left = wrap_spans(spans_of(field, 0, ascii=self.ascii), column)
        right = wrap_spans(spans_of(field, 1, ascii=self.ascii), column) if two else []
        lines = []
        for n, (label, one, other) in enumerate(zip_longest(labels, left, right, fillvalue=none)):
            lead: list[Span] = label or [(blank, "dim")]
            if not two:
                lines.append(paint([*lead, *one]))
                continue
            sign = SIGNS[field.state] if n == 0 else " "
            lines.append(
                paint(
                    [
                        *lead,
                        *one,
                        (" " * (column - width_of(one)), ""),
                        (f" {sign if sign != ' ' else bar} ", _sign_style(field.state)),
                        *other,
                    ]
                )
            )
        return lines


def _sign_style(state: str) -> str:
    return {"differs": "bold $error", "left": "$warning", "right": "$warning"}.get(state, "dim")


def spans_of(field: Field, side: int, *, ascii: bool = False) -> list[Span]:  # noqa: A002 - as above
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
