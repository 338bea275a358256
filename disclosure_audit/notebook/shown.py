"""The first rows of a frame, shown so that a person can read them, with what was left out said."""

from __future__ import annotations

from typing import Any

import polars as pl

from disclosure_audit.glyphs import cells, shorten, visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import (
    DISPOSITION_REASONS,
    DISPOSITIONS,
    LINKS,
    METHODS,
    SEVERITIES,
    SIDES,
    VETOES,
    name,
)
from disclosure_audit.notebook.evidence import say_evidence
from disclosure_audit.notebook.markup import TINTS, badge, cell, esc, framed, say, swatch, table
from disclosure_audit.readers import REASONS as REJECT_REASONS
from disclosure_audit.scanner.reasons import DROPPED, WHAT
from disclosure_audit.texts.reasons import REASONS as TEXT_REASONS
from disclosure_audit.writers.weights import name_weight

MOST = 500
"""Most rows that are ever shown, whatever is asked for."""
_CUT = Text("rows 1 to {n:,} of {all:,}", "第 1 至 {n:,} 行，共 {all:,} 行")
_ALL = Text("{all:,} rows", "共 {all:,} 行")
_NONE = Text("no rows", "没有记录")
_CODES = {
    "disposition": DISPOSITIONS, "side": SIDES, "severity": SEVERITIES, "veto": VETOES,
    "method": METHODS, "before": DISPOSITIONS, "after": DISPOSITIONS, "refused_because": VETOES,
    "reason": {**TEXT_REASONS, **REJECT_REASONS, **DISPOSITION_REASONS}, "dropped": DROPPED, "what": WHAT,
}  # fmt: skip
"""Columns whose codes have names."""
_SHORT = 24
"""Cells of a text that is not broken into lines."""
_WIDEST, _LINE = 32, 118
"""Cells of a column and of a line of plain text."""


class Shown:
    """The head of a frame. It shows itself in a notebook and in a terminal; ``frame`` is all of it.

    Args:
        frame: any frame.
        n: rows to show, :data:`MOST` at most.
        lang: language of what is said about it.
        title: a line above it.
    """

    def __init__(self, frame: pl.DataFrame, n: int, lang: Lang, title: str = "") -> None:
        self.frame, self.lang, self.title = frame, lang, title
        self.n = max(0, min(n, MOST))

    def _repr_html_(self) -> str:
        head = self.frame.head(self.n)
        numbers = [at for at, dtype in enumerate(head.dtypes) if dtype.is_numeric()]
        body = f"<h5>{esc(self.title)}</h5>" if self.title else ""
        if head.width:
            rows = [
                [_markup(key, value, self.lang) for key, value in row.items()]
                for row in head.iter_rows(named=True)
            ]
            body += table([esc(key) for key in head.columns], rows, numbers)
        return framed(f'{body}<p class="soft">{say(self._told, self.lang)}</p>', self.lang)

    def __repr__(self) -> str:
        """Return the rows as lines."""
        head = self.frame.head(self.n)
        rows = [head.columns] + [
            [_plain(key, value, self.lang) for key, value in row.items()]
            for row in head.iter_rows(named=True)
        ]
        rows = [[shorten(text, _WIDEST) for text in row] for row in rows]
        widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
        lines = [
            shorten(
                "  ".join(_padded(text, to) for text, to in zip(row, widths, strict=True)), _LINE
            )
            for row in rows
        ]
        told = [visible(self.title)] if self.title else []
        return "\n".join([*told, *(line.rstrip() for line in lines), self._told.to(self.lang)])

    @property
    def _told(self) -> Text:
        whole = self.frame.height
        said = _CUT if whole > self.n else _ALL if whole else _NONE
        return said.fill(n=min(self.n, whole), all=whole)


def _markup(key: str, value: Any, lang: Lang) -> str:
    if key == "severity" and value is not None:
        return badge(value, lang)
    tint = TINTS.get(value) if isinstance(value, str) and key in ("disposition", "status") else None
    text = _plain(key, value, lang)
    markup = (swatch(tint) if tint else "") + cell(text)
    return f'<span class="{"whole" if cells(text) <= _SHORT else "long"}">{markup}</span>'


def _plain(key: str, value: Any, lang: Lang) -> str:
    """Return a cell as text, codes by their names."""
    if value is None:
        return ""
    if isinstance(value, str):
        if key == "status" and value in LINKS:
            return LINKS[value].to(lang)
        return visible(name(_CODES[key], value, lang) if key in _CODES else value)
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, list):
        return _JOIN.to(lang).join(said for item in value if (said := _item(item, lang)))
    return visible(str(value))


def _item(item: Any, lang: Lang) -> str:
    """Return one of a list: a weight of evidence, a piece of it, or anything else."""
    keys = set(item) if isinstance(item, dict) else set()
    if keys == {"name", "weight"}:
        return f"{name_weight(item['name'], lang)} {item['weight']:+.1f}"
    if keys == {"name", "value"}:
        return "".join(
            f"{label}{_COLON.to(lang)}{said}" for label, said in say_evidence([item], lang)
        )
    return visible(str(item))


_JOIN, _COLON = Text("; ", "；"), Text(": ", "：")


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))
