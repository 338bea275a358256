"""Single records and passages of full texts, read again where they come from."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.presentation.dossier import Place
from disclosure_audit.recall import Passages, read_passages, recall
from disclosure_audit.schema.columns import COLUMNS
from disclosure_audit.spans import HITS

if TYPE_CHECKING:
    from disclosure_audit.review.desk import Desk

_SHOWN = (*(column.name for column in COLUMNS), "source")
_one_at_a_time = threading.Lock()
"""Each reading has worker processes of its own."""


def read_unmasked(desk: Desk, places: Iterable[Place]) -> dict[Place, dict[str, Any]] | Text:
    """Return the facts of the records at ``places`` unmasked, or why they cannot be read.

    Only these records are kept. Takes as long as reading the lists, unless the desk holds them.
    """
    found: dict[Place, dict[str, Any]] = {}
    wanted = list(places)
    for side in dict.fromkeys(side for side, _ in wanted):
        if desk.material is not None:
            records = desk.material.register if side == "register" else desk.material.catalog
        else:
            intake = recall(desk.run, side)
            if isinstance(intake, Text):
                return intake
            records = intake.records
        for place in wanted:
            if place[0] == side:
                mine = records.filter(pl.col("row") == place[1]).select(_SHOWN)
                if mine.height:
                    found[place] = mine.row(0, named=True)
    return found


def read_full_texts(
    desk: Desk, hits: Iterable[Mapping[str, Any]], *, reveal: bool = False
) -> Passages:
    """Return what stands around ``hits`` in full texts, masked unless ``reveal``.

    Takes about a second. Nothing is raised: what cannot be shown is said in ``missing``.
    """
    asked = pl.DataFrame(list(hits), schema=HITS, orient="row")
    with _one_at_a_time:
        return read_passages(desk.run, asked, reveal=reveal)
