"""Measures a run by a labelled sample, each stratum weighted by what it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from disclosure_audit.errors import InputError
from disclosure_audit.evaluation.calibration import ACCEPTED, judge_bands
from disclosure_audit.evaluation.labels import PAIR, Labels, refuse_strangers
from disclosure_audit.evaluation.results import Evaluation, Judged, Measure
from disclosure_audit.evaluation.strata import (
    ASKED_SIDE,
    LINK_STRATA,
    NEAR,
    STRATA,
    count_far,
    list_units,
)
from disclosure_audit.evaluation.stratified import (
    METHOD,
    Estimate,
    Stratum,
    estimate_ratio,
    estimate_total,
)
from disclosure_audit.language import Text
from disclosure_audit.run import Run

_MISSES = tuple(name for name in STRATA if name not in LINK_STRATA)


def evaluate_sample(run: Run, labels: Labels) -> Evaluation:
    """Return how the run fares by the judged units of a sample drawn from it.

    True pairs that were missed are those that the strata of near misses, omitted and unregistered
    records show: ``recall = TP / (TP + FN)`` with ``TP`` the right links and ``FN`` these misses.
    ``F1 = 2 / (1 + (links + FN) / TP)`` is made of the same two independent estimates.

    Raises ``InputError`` if nothing is judged, or if a unit is not in the run.
    """
    if labels.frame.is_empty():
        raise InputError(
            Text("no row of the sample is labelled yet", "样本中尚无任何标注"),
            Text("write 1 (same document) or 0 (another) into column same",
                 "请在 same 列中填写 1（同一文件）或 0（不同文件）"),
        )  # fmt: skip
    units = list_units(run)
    _check_units(units, labels.frame)
    strata = _count_strata(units, labels.frame)
    # A miss between an omitted and an unregistered record is counted with the omitted one.
    missed = {name: strata[name] for name in _MISSES} | {
        "unregistered": _without_omitted(run, strata["unregistered"], labels.frame)
    }
    right = estimate_total(strata[name] for name in LINK_STRATA)
    sure = estimate_total(strata[name] for name in ACCEPTED)
    misses = estimate_total(missed.values())
    links = sum(strata[name].size for name in LINK_STRATA)
    accepted = sum(strata[name].size for name in ACCEPTED)
    return Evaluation(
        kind="sample",
        pairs=labels.frame.height,
        unjudged=labels.unjudged,
        strata=tuple(Judged(name, s.size, s.judged, s.hits) for name, s in strata.items()),
        measures=(
            _measure("precision", right.over(links) if right and links else None),
            _measure("precision_accepted", sure.over(accepted) if sure and accepted else None),
            _measure("recall", _turn(_over(misses, right), 1.0, 1.0)),
            _measure("f1", _turn(_over(misses.plus(links) if misses else None, right), 2.0, 1.0)),
        ),
        bands=judge_bands(run, strata),
        omissions=_omissions(strata),
        notes=_notes(run, strata, labels),
    )


def _check_units(units: pl.DataFrame, labelled: pl.DataFrame) -> None:
    strangers = []
    for name in STRATA:
        keys = [f"{ASKED_SIDE[name]}_row"] if name in ASKED_SIDE else list(PAIR)
        mine = labelled.filter(pl.col("stratum") == name)
        there = units.filter(pl.col("stratum") == name)
        strangers.append(mine.join(there, on=keys, how="anti").select("line"))
    refuse_strangers(pl.concat(strangers))


def _count_strata(units: pl.DataFrame, labelled: pl.DataFrame) -> dict[str, Stratum]:
    counts = {}
    for name in STRATA:
        mine = labelled.filter(pl.col("stratum") == name)
        size = units.filter(pl.col("stratum") == name).height
        counts[name] = Stratum(size, mine.height, int(mine["same"].sum()))
    return counts


def _without_omitted(run: Run, stratum: Stratum, labelled: pl.DataFrame) -> Stratum:
    omitted = run.dispositions.filter(
        pl.col("side") == "register", pl.col("disposition") == "omitted"
    ).select(pl.col("row").alias("register_row"))
    twice = labelled.filter(pl.col("stratum") == "unregistered", "same").join(
        omitted, on="register_row", how="semi"
    )
    return Stratum(stratum.size, stratum.judged, stratum.hits - twice.height)


def _over(part: Estimate | None, whole: Estimate | None) -> Estimate | None:
    return estimate_ratio(part, whole) if part and whole else None


def _turn(ratio: Estimate | None, top: float, add: float) -> Estimate | None:
    """Return ``top / (add + ratio)``: large where ``ratio`` is small."""
    if ratio is None:
        return None
    return Estimate(top / (add + ratio.value), top / (add + ratio.high), top / (add + ratio.low))


def _measure(name: str, found: Estimate | None, of: int | None = None) -> Measure:
    if found is None:
        return Measure(name, None, None, None, "none", of)
    return Measure(name, found.value, found.low, found.high, METHOD, of)


def _omissions(strata: Mapping[str, Stratum]) -> tuple[Measure, ...]:
    """Return the false alarms, and how many omissions wrong links can hide at most.

    A wrong link hides an omission only if its register record was not published elsewhere, which
    the sample does not ask.
    """

    def number(name: str, parts: Iterable[Stratum]) -> Measure:
        found = list(parts)
        return _measure(name, estimate_total(found), sum(part.size for part in found))

    wrong = [
        Stratum(s.size, s.judged, s.judged - s.hits) for s in (strata[name] for name in ACCEPTED)
    ]
    return (
        number("omissions_hidden_at_most", wrong),
        number("false_omissions", [strata["omitted"]]),
        number("false_unregistered", [strata["unregistered"]]),
    )


def _notes(run: Run, strata: Mapping[str, Stratum], labels: Labels) -> tuple[Text, ...]:
    notes = []
    if labels.unjudged:
        notes.append(
            Text(
                "{n} rows of the sample are not labelled and left out: sound only if they were"
                " not left out because they are hard",
                "样本中有 {n} 行未标注而未计入：若因难以判断而留空，结果会有偏差",
            ).fill(n=labels.unjudged)
        )
    if empty := [name for name, s in strata.items() if s.size and not s.judged]:
        notes.append(
            Text(
                "nothing is labelled in {names}: what rests on it cannot be told",
                "{names} 各层没有标注：依赖它们的指标无法估计",
            ).fill(names=", ".join(empty))
        )
    if far := count_far(run):
        notes.append(
            Text(
                "{n} refused pairs below {near} bits are not asked about and taken for different"
                " documents",
                "另有 {n} 对得分低于 {near} 比特、未予采信的候选未抽查，视为不同文件",
            ).fill(n=f"{far:,}", near=f"{NEAR:g}")
        )
    notes.append(
        Text(
            "recall knows only the misses that near misses, omitted and unregistered records show",
            "召回率只计入近似候选、未见公开与未登记三层中发现的遗漏",
        )
    )
    return tuple(notes)
