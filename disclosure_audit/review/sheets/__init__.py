"""The lists that a reviewer looks at: findings, links, register, catalog, as frames."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from disclosure_audit.language import Lang
from disclosure_audit.recall import Texts
from disclosure_audit.review.sheets.columns import KINDS, Column, Kind, Sheet, columns_of
from disclosure_audit.review.sheets.findings import findings_frame
from disclosure_audit.review.sheets.links import links_frame
from disclosure_audit.review.sheets.records import records_frame
from disclosure_audit.review.sheets.sources import TEXT_COLUMNS, Source

__all__ = ["KINDS", "TEXT_COLUMNS", "Column", "Kind", "Sheet", "Source", "make_sheet"]

_FRAMES: dict[str, Callable[[Source, Texts | None, Lang], pl.DataFrame]] = {
    "findings": findings_frame,
    "links": lambda desk, texts, _: links_frame(desk, texts),
    "register": lambda desk, texts, _: records_frame("register", desk, texts),
    "catalog": lambda desk, texts, _: records_frame("catalog", desk, texts),
}


def make_sheet(kind: Kind, desk: Source, texts: Texts | None, lang: Lang) -> Sheet:
    """Return today's list of ``kind``, in the order of the run.

    ``texts`` holds what could be read again of :data:`TEXT_COLUMNS`; as long as it is ``None`` the
    columns are null, apart from titles and numbers of findings, which their messages tell. What the
    texts hide stays hidden. The columns and dtypes of a kind are always the same
    (:mod:`disclosure_audit.review.sheets.columns`).
    """
    columns = columns_of(kind)
    frame = _FRAMES[kind](desk, texts, lang)
    return Sheet(
        kind, frame.select(pl.col(c.name).cast(c.dtype, strict=False) for c in columns), columns
    )
