"""Which time limit holds for a document: a special one, else that of the regulation of its day."""

from __future__ import annotations

import datetime as dt
import re

import polars as pl

from disclosure_audit.config import SpecialLimit, TimeLimit
from disclosure_audit.time_limits.table import specials

REGULATIONS: dict[str, dt.date] = {"2007": dt.date(2008, 5, 1), "2019": dt.date(2019, 5, 15)}
"""The Regulation on Open Government Information by the year of its text, and since when it is in
force. What was made before the first has no limit."""

ARTICLES: dict[str, str] = {"2007": "2007 regulation art. 18", "2019": "2019 regulation art. 26"}
"""The article of each that sets the time limit, as ``basis`` names it."""

LIMITS: dict[str, pl.DataType | type[pl.DataType]] = {
    "limit": pl.Int32,
    "calendar": pl.String,
    "regulation": pl.String,
    "basis": pl.String,
}
"""Columns of :func:`limit_of`, see :data:`disclosure_audit.time_limits.deadlines.DEADLINES`."""


def limit_of(settings: TimeLimit) -> list[pl.Expr]:
    """Return expressions for ``LIMITS`` over ``issued_on``, ``title``, ``category``, ``number_kind``
    and ``number_code``.

    Raises ``UsageError`` for a special limit that cannot be meant.
    """
    made = pl.col("issued_on")
    regulation = pl.lit(None, dtype=pl.String)
    basis = pl.lit(None, dtype=pl.String)
    for name, since in REGULATIONS.items():
        regulation = pl.when(made >= since).then(pl.lit(name)).otherwise(regulation)
        basis = pl.when(made >= since).then(pl.lit(ARTICLES[name])).otherwise(basis)
    limit, calendar = pl.lit(settings.working_days), pl.lit("working")
    for special in reversed(specials(settings)):
        fits = _fits(special)
        days = special.working_days if special.calendar_days is None else special.calendar_days
        counted = "working" if special.calendar_days is None else "calendar"
        limit = pl.when(fits).then(pl.lit(days)).otherwise(limit)
        calendar = pl.when(fits).then(pl.lit(counted)).otherwise(calendar)
        basis = pl.when(fits).then(pl.lit(special.basis)).otherwise(basis)
    found = {"limit": limit, "calendar": calendar, "regulation": regulation, "basis": basis}
    return [found[name].cast(dtype).alias(name) for name, dtype in LIMITS.items()]


def _fits(special: SpecialLimit) -> pl.Expr:
    """Return whether every condition that the limit names holds; false where a cell is empty."""
    made = pl.col("issued_on")
    holds = [made.is_not_null()]
    if special.from_ is not None:
        holds.append(made >= special.from_)
    if special.to is not None:
        holds.append(made <= special.to)
    if special.category:
        holds.append(_matches("category", special.category))
    if special.title:
        holds.append(_matches("title", special.title))
    if special.kind:
        kinds = list(special.kind)
        holds.append(
            pl.any_horizontal(
                pl.col("number_kind").is_in(kinds).fill_null(value=False),
                pl.col("number_code").is_in(kinds).fill_null(value=False),
                pl.col("title").str.contains_any(kinds).fill_null(value=False),
            )
        )
    return pl.all_horizontal(*(each.fill_null(value=False) for each in holds))


def _matches(column: str, patterns: tuple[str, ...]) -> pl.Expr:
    return pl.col(column).str.contains(rf"(?s){'|'.join(map(_shape, patterns))}")


def _shape(pattern: str) -> str:
    """Return what finds the pattern: without a star at an end it begins or ends the text there.

    A star at an end is left out instead of written as ``.*``, which would cost much time.
    """
    start = "" if pattern.startswith("*") else "^"
    end = "" if pattern.endswith("*") else "$"
    return start + ".*".join(re.escape(part) for part in pattern.strip("*").split("*")) + end
