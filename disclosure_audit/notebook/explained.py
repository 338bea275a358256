"""Why one record is linked, or not: shows itself, and as a frame."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import polars as pl

from disclosure_audit.errors import UsageError
from disclosure_audit.evaluation.explanation import Explanation, Pair, explain
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import SIDES as SIDE_NAMES
from disclosure_audit.notebook.lists import Lists
from disclosure_audit.recall import Texts
from disclosure_audit.run import Run
from disclosure_audit.schema.columns import SIDES, Side
from disclosure_audit.writers.weights import name_weight

STEPS: dict[str, pl.DataType | type[pl.DataType]] = {
    "register_row": pl.UInt32,
    "catalog_row": pl.UInt32,
    "kind": pl.String,
    "status": pl.String,
    "veto": pl.String,
    "score": pl.Float64,
    "step": pl.UInt32,
    "name": pl.String,
    "label": pl.String,
    "weight": pl.Float64,
    "total": pl.Float64,
}
"""One row per weight of evidence of every pair. ``kind`` is ``link`` or ``refused``; ``status`` is
that of a link, ``veto`` what refused a pair; ``step`` counts from 1; ``weight`` is in bits, ``total``
the sum up to it, so that the last one of a pair is its ``score``; ``label`` says in words what
``name`` says as a code."""
_WIDTH = 100
_LONGEST_ID = 60
_MOST_NAMED = 5


class Explained:
    """Why one record became what it is. Shows itself in a notebook and in a terminal.

    Attributes:
        found: what is explained (:class:`disclosure_audit.evaluation.explanation.Explanation`).
        frame: the evidence of its links and of the refused pairs (:data:`STEPS`).
    """

    def __init__(self, found: Explanation, lists: Lists, lang: Lang) -> None:
        self.found, self.lang = found, lang
        self._lists = lists

    @property
    def frame(self) -> pl.DataFrame:
        """The evidence, weight by weight (:data:`STEPS`): links first, then refused pairs by score."""
        rows = [row for pair in self._pairs for row in _rows(pair, self.lang)]
        return pl.DataFrame(rows, schema=STEPS, orient="row")

    @property
    def texts(self) -> Texts:
        """The facts of both lists, masked; a list that cannot be read is missing."""
        return self._lists.texts()

    @property
    def _pairs(self) -> tuple[Pair, ...]:
        return (*self.found.links, *self.found.rivals)

    def _repr_html_(self) -> str:
        from disclosure_audit.notebook.explained_html import explained_html

        return explained_html(self.found, self.texts, self.lang)

    def __repr__(self) -> str:
        """Return the explanation, as lines with the evidence as bars."""
        from disclosure_audit.evaluation.why_table import write  # it draws with rich
        from disclosure_audit.writers.base import Page

        return write(self.found, self.texts, Page(width=_WIDTH), self.lang).rstrip("\n")


def explain_record(
    run: Run,
    lists: Lists,
    lang: Lang,
    *,
    register_row: int | None,
    catalog_row: int | None,
    record: str | None,
) -> Explained:
    """Return why a record, or a pair, is what it is; :meth:`.audit.Audit.explain` says what it takes."""
    if (record is None) == (register_row is None and catalog_row is None):
        raise UsageError(
            Text("name one record or one pair", "请指定一条或一对记录"),
            Text(
                "give register_row=N, catalog_row=N, both for a pair, or record='NUMBER'",
                "请给出 register_row=N、catalog_row=N（一对则同时给出），或 record='编号'",
            ),
        )
    if record is not None:
        side, row = _find(lists, record)
        return Explained(explain(run, side, row), lists, lang)
    if register_row is not None and catalog_row is not None:
        return Explained(_explain_pair(run, register_row, catalog_row), lists, lang)
    if register_row is not None:
        return Explained(explain(run, "register", register_row), lists, lang)
    return Explained(explain(run, "catalog", catalog_row or 0), lists, lang)


def _explain_pair(run: Run, register_row: int, catalog_row: int) -> Explanation:
    """Return the explanation of the register's record, of this one pair only."""
    explain(run, "catalog", catalog_row)  # raises for a row that is not there
    found = explain(run, "register", register_row)

    def chosen(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
        return tuple(
            pair
            for pair in pairs
            if (pair.register_row, pair.catalog_row) == (register_row, catalog_row)
        )

    only = dataclasses.replace(found, links=chosen(found.links), rivals=chosen(found.rivals))
    if only.links or only.rivals:
        return only
    raise UsageError(
        Text(
            f"register row {register_row} and catalog row {catalog_row} never came near enough to be"
            " weighed, or far nearer ones crowded the pair out",
            f"登记簿第 {register_row} 行与公开目录第 {catalog_row} 行相差过大未作比较，或被更接近的记录挤出",
        ),
        Text(
            f"explain(register_row={register_row}) shows what each was weighed against",
            f"可用 explain(register_row={register_row}) 查看与之比较过的记录",
        ),
    )


def _find(lists: Lists, record: str) -> tuple[Side, int]:
    found: list[tuple[Side, int]] = []
    for side in SIDES:
        mine = lists.records(side).filter(pl.col("record_id") == record)
        found += [(side, row) for row in mine["row"].sort()]
    if len(found) == 1:
        return found[0]
    name = visible(shorten(record, _LONGEST_ID))
    if not found:
        raise UsageError(
            Text(f"no record has the number “{name}”", f"没有编号为“{name}”的记录"),
            Text(
                "record_id of audit.register and audit.catalog lists them all",
                "全部编号见 audit.register 与 audit.catalog 的 record_id 列",
            ),
        )
    calls = [f"{side}_row={row}" for side, row in found[:_MOST_NAMED]]
    calls += ["…"] if len(found) > _MOST_NAMED else []
    places = {side.en: side.zh for side in SIDE_NAMES.values()}
    raise UsageError(
        Text(
            f"{len(found)} records have the number “{name}”",
            f"有 {len(found)} 条记录的编号为“{name}”",
        ),
        Text(
            f"say which ({' or '.join(places)}): {', '.join(calls)}",
            f"请指明是哪一条（{'或'.join(places.values())}）：{'、'.join(calls)}",
        ),
    )


def _rows(pair: Pair, lang: Lang) -> Iterator[tuple[Any, ...]]:
    kind = "link" if pair.status else "refused"
    head = (pair.register_row, pair.catalog_row, kind, pair.status, pair.veto, pair.score)
    for number, step in enumerate(pair.steps, start=1):
        label = name_weight(step.name, lang)
        yield (*head, number, step.name, label, step.weight, step.total)
