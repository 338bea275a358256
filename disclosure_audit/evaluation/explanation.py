"""Why a record is linked with its partner, or with none: the evidence, and the rivals' evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import polars as pl

from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text
from disclosure_audit.matching.schema import Veto
from disclosure_audit.matching.verdicts import FLOOR
from disclosure_audit.names import SIDES
from disclosure_audit.readers import REASONS
from disclosure_audit.run import Run
from disclosure_audit.schema.columns import Side
from disclosure_audit.writers.doubts import find_doubts
from disclosure_audit.writers.odds import probability


@dataclass(frozen=True, slots=True)
class Step:
    """One weight of evidence in bits, and the sum so far."""

    name: str
    weight: float
    total: float


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair that was weighed: a link (with ``status``) or a refused one (with ``veto``)."""

    register_row: int
    catalog_row: int
    method: str
    score: float
    steps: tuple[Step, ...]
    status: str | None = None
    doubts: tuple[str, ...] = ()
    """Why a link goes to a person: codes of :data:`disclosure_audit.writers.doubts.DOUBTS`."""
    veto: str | None = None
    lacking: float | None = None
    """Bits that a pair with too little evidence lacks to be a link at all."""
    lost_to: tuple[tuple[int, int, float], ...] = ()
    """The links that were preferred: register row, catalog row, score."""

    @property
    def probability(self) -> float:
        """How likely both records describe one document, if the score is right."""
        return probability(self.score)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of one record, and why. ``rivals`` are refused pairs, the nearest first: those
    of the record itself and those of its partners."""

    side: Side
    row: int
    disposition: str
    reason: str | None
    links: tuple[Pair, ...]
    rivals: tuple[Pair, ...]
    repeats: tuple[int, ...]
    """Other rows of the same side that are taken for the same document."""


def explain(run: Run, side: Side, row: int) -> Explanation:
    """Return why the record of ``side`` at ``row`` (0-based, as in the run) became what it is.

    Raises ``UsageError`` for a row that the list does not have, or that could not be read.
    """
    fate = run.dispositions.filter(pl.col("side") == side, pl.col("row") == row)
    if fate.is_empty():
        raise _no_record(run, side, row)
    mine = pl.col(f"{side}_row") == row
    links = run.links.filter(mine)
    other = "catalog_row" if side == "register" else "register_row"
    refused = run.candidates.filter(mine | pl.col(other).is_in(links[other].implode()))
    preferred = (
        run.links.filter(
            pl.col("register_row").is_in(refused["register_row"].implode())
            | pl.col("catalog_row").is_in(refused["catalog_row"].implode())
        )
        .select("register_row", "catalog_row", "score")
        .rows()
    )
    twins = run.repeats.filter(pl.col("side") == side)
    repeats = (
        set(twins.filter(pl.col("row") == row)["of_row"])
        | set(twins.filter(pl.col("of_row") == row)["row"])
    ) - {row}
    found = fate.row(0, named=True)
    return Explanation(
        side=side,
        row=row,
        disposition=found["disposition"],
        reason=found["reason"],
        links=tuple(_link(one) for one in links.iter_rows(named=True)),
        rivals=tuple(
            _rival(one, preferred)
            for one in refused.sort(
                "score", "register_row", "catalog_row", descending=[True, False, False]
            ).iter_rows(named=True)
        ),
        repeats=tuple(sorted(repeats)),
    )


def _steps(evidence: Iterable[dict[str, Any]]) -> tuple[Step, ...]:
    items = [(item["name"], item["weight"]) for item in evidence]
    totals = accumulate(weight for _, weight in items)
    return tuple(Step(*item, total) for item, total in zip(items, totals, strict=True))


def _link(row: dict[str, Any]) -> Pair:
    weights = {item["name"]: item["weight"] for item in row["evidence"]}
    return Pair(
        row["register_row"],
        row["catalog_row"],
        row["method"],
        row["score"],
        _steps(row["evidence"]),
        status=row["status"],
        doubts=find_doubts(weights, row["score"]) if row["status"] == "review" else (),
    )


def _rival(row: dict[str, Any], links: list[tuple[int, int, float]]) -> Pair:
    register_row, catalog_row = row["register_row"], row["catalog_row"]
    return Pair(
        register_row,
        catalog_row,
        row["method"],
        row["score"],
        _steps(row["evidence"]),
        veto=row["veto"],
        lacking=round(FLOOR - row["score"], 4) if row["veto"] == Veto.WEAK else None,
        lost_to=tuple(
            (r, c, score)
            for r, c, score in links
            if row["veto"] == Veto.RIVAL and (r == register_row or c == catalog_row)
        ),
    )


def _no_record(run: Run, side: Side, row: int) -> UsageError:
    name = SIDES[side]
    rejected = run.rejects.filter(pl.col("side") == side, pl.col("row") == row)
    if rejected.height:
        code = rejected["reason"][0]
        why = REASONS.get(code, Text(code, code))
        return UsageError(
            Text(f"row {row} of the {name.en} could not be read, so it was not compared: {why.en}",
                 f"{name.zh}第 {row} 行未能读取，因而未参与比对：{why.zh}"),
            Text("correct the row in the list and scan again", "请在清单中更正该行后重新扫描"),
        )  # fmt: skip
    rows = run.dispositions.filter(pl.col("side") == side)["row"].to_list()
    if not rows:
        return UsageError(
            Text(f"the {name.en} has no records", f"{name.zh}中没有记录"),
            Text("ask about the other list", "请查询另一份清单"),
        )
    last = max(rows)
    return UsageError(
        Text(f"the {name.en} has no record in row {row}", f"{name.zh}第 {row} 行没有记录"),
        Text(f"rows are counted from 0, as in the run's files; the last is {last}",
             f"行号从 0 起计，与结果文件一致；最后一行为 {last}"),
    )  # fmt: skip
