"""The lists that a reviewer looks at: findings, links, register, catalog, as frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from disclosure_audit.language import Lang
from disclosure_audit.recall import Texts
from disclosure_audit.review.sheets.columns import KINDS, Column, Kind, Sheet, columns_of
from disclosure_audit.review.sheets.findings import DECIDED, undecided_findings, with_decisions
from disclosure_audit.review.sheets.links import links_frame
from disclosure_audit.review.sheets.records import records_frame
from disclosure_audit.review.sheets.sources import TEXT_COLUMNS, Source

__all__ = ["DECIDED", "KINDS", "TEXT_COLUMNS", "Column", "Kind", "Sheet", "Source", "make_sheet"]

_FRAMES: dict[str, Callable[[Source, Texts | None, Lang], pl.DataFrame]] = {
    "findings": undecided_findings,
    "links": lambda desk, texts, _: links_frame(desk, texts),
    "register": lambda desk, texts, _: records_frame("register", desk, texts),
    "catalog": lambda desk, texts, _: records_frame("catalog", desk, texts),
}


def make_sheet(
    kind: Kind, desk: Source, texts: Texts | None, lang: Lang, *, before: Sheet | None = None
) -> Sheet:
    """Return today's list of ``kind``, in the order of the run.

    ``texts`` holds what could be read again of :data:`TEXT_COLUMNS`; as long as it is ``None`` the
    columns are null, apart from titles and numbers of findings, which their messages tell. What the
    texts hide stays hidden. The columns and dtypes of a kind are always the same
    (:mod:`disclosure_audit.review.sheets.columns`).

    ``before`` is an earlier list of the kind. Where nothing but decisions has come since, the
    findings are not made anew: of a million only the rows that were decided on change.
    """
    if kind != "findings":
        return _plain_sheet(kind, desk, texts, lang)
    made_of = (desk.findings, desk.links, texts, lang, desk.known)
    plain = before.plain if before and _are_same(before.made_of, made_of) else None
    if plain is None:
        plain = _plain_sheet(kind, desk, texts, lang).frame
    frame = with_decisions(plain, desk.decisions)
    return Sheet(kind, frame, columns_of(kind), plain=plain, made_of=made_of)


def _plain_sheet(kind: Kind, desk: Source, texts: Texts | None, lang: Lang) -> Sheet:
    columns = columns_of(kind)
    frame = _FRAMES[kind](desk, texts, lang)
    return Sheet(
        kind, frame.select(pl.col(c.name).cast(c.dtype, strict=False) for c in columns), columns
    )


def _are_same(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))
