"""Two records side by side, a line per field, with what tells them apart."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from textual.content import Content

from disclosure_audit.glyphs import wrap
from disclosure_audit.language import Lang
from disclosure_audit.presentation.fields import LEGEND, SIGNS, TITLES, Field, spans_of
from disclosure_audit.presentation.spans import Span
from disclosure_audit_tui.widgets.cells import fit
from disclosure_audit_tui.widgets.lines import Lines, paint, paragraph, width_of, wrap_spans

_WIDEST_LABEL = 15


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
        titles = [TITLES[field.name].to(self.lang) for field in self.fields]
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
            lines += paragraph([(LEGEND.to(self.lang), "dim")], width, label)
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
