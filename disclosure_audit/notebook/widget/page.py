"""The rows of a list that are sent at once: a page of them, each cell cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Lang
from disclosure_audit.presentation import words
from disclosure_audit.presentation.cells import cell_value
from disclosure_audit.presentation.signs import signs

if TYPE_CHECKING:
    from disclosure_audit.notebook.widget.look import Look
    from disclosure_audit.review.sheets.columns import Column

ROWS = 100
"""Rows of a page."""
_WIDEST = 160
"""Terminal cells of one cell of the table."""


def page_of(look: Look, lang: Lang) -> dict[str, Any]:
    """Return the page that the cursor is on, its columns, and how many rows there are.

    ``rows`` holds per row: key, cells, signs, whether it is marked. Hidden characters are spelt out.
    """
    columns, place = look.columns, look.place
    first = 0 if place is None else place // ROWS * ROWS
    rows = look.rows(first, ROWS)
    frame = look.sheet.frame[rows]
    drawn = signs(look.sheet.frame[:0], ascii=False)
    lead = [""] * len(rows) if drawn is None else frame.select(drawn[0]).to_series().to_list()
    table = frame.select([column.name for column in columns]).iter_rows()
    sorted_by = dict(look.aim.keys)
    shown, every = f"{look.height:,}", f"{look.sheet.frame.height:,}"
    said = [words.SHOWN.to(lang, shown=shown, all=every)]
    if look.kind == "findings":
        said.append(words.OPEN.to(lang, n=f"{look.count_open():,}"))
    marked = int(look.marks.sum())
    if marked:
        said.append(words.MARKED.to(lang, n=f"{marked:,}"))
    return {
        "kind": look.kind,
        "columns": [
            {
                "name": column.name,
                "title": column.title.to(lang),
                "right": column.align == "right",
                "sorted": "" if column.name not in sorted_by
                else "descending" if sorted_by[column.name] else "ascending",
            }
            for column in columns
        ],
        "rows": [
            {
                "key": key,
                "cells": _cells(columns, values, lang),
                "signs": (sign or "").replace(" ", ""),
                "marked": bool(look.marks[row]),
            }
            for row, key, values, sign in zip(rows, look.keys(rows), table, lead, strict=True)
        ],
        "first": first,
        "height": look.height,
        "page": ROWS,
        "place": place,
        "marked": marked,
        "said": said,
        "empty": "" if rows else (words.NO_ROWS if look.aim.query else words.EMPTY).to(lang),
        "query": look.aim.query,
        "view": look.aim.view,
    }  # fmt: skip


def _cells(columns: tuple[Column, ...], values: tuple[Any, ...], lang: Lang) -> list[str]:
    return [
        shorten(visible(cell_value(column, value, lang)[: 4 * _WIDEST]), _WIDEST)
        for column, value in zip(columns, values, strict=True)
    ]
