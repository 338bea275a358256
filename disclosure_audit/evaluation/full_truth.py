"""Measures a run against the whole truth: every pair of records that describe one document."""

from __future__ import annotations

import polars as pl

from disclosure_audit.evaluation.calibration import ACCEPTED, judge_bands
from disclosure_audit.evaluation.labels import PAIR
from disclosure_audit.evaluation.results import Evaluation, Judged, Measure
from disclosure_audit.evaluation.shares import share_measure
from disclosure_audit.evaluation.strata import LINK_STRATA
from disclosure_audit.evaluation.stratified import Stratum
from disclosure_audit.language import Text
from disclosure_audit.run import Run


def evaluate_truth(run: Run, pairs: pl.DataFrame) -> Evaluation:
    """Return how the links compare with the true ``pairs`` (``register_row, catalog_row``).

    The shares of this run are known exactly; the intervals say what to expect of lists of the
    same kind, taking pairs as independent. F1 is ``2J / (1 + J)`` of the share
    ``J = TP / (TP + FP + FN)`` of right links among all pairs that are linked or true (Jaccard's
    index), and so are its limits.
    """
    links = run.links.select(*PAIR, "status").join(
        pairs.select(*PAIR, pl.lit(value=True).alias("right")), on=list(PAIR), how="left"
    )
    bands = {
        name: Stratum(mine.height, mine.height, int(mine["right"].sum()))
        for name in LINK_STRATA
        for mine in [links.filter(pl.col("status") == name)]
    }
    right, linked, true = int(links["right"].sum()), links.height, pairs.height
    accepted = [bands[name] for name in ACCEPTED]
    sure, sure_right = sum(s.size for s in accepted), sum(s.hits for s in accepted)
    return Evaluation(
        kind="truth",
        pairs=true,
        unjudged=0,
        strata=tuple(Judged(name, s.size, s.judged, s.hits) for name, s in bands.items()),
        measures=(
            share_measure("precision", right, linked),
            share_measure("precision_accepted", sure_right, sure),
            share_measure("recall", right, true),
            share_measure("recall_accepted", sure_right, true),
            _f1(right, linked + true - right),
        ),
        bands=judge_bands(run, bands),
        omissions=_omissions(run, pairs),
        notes=(
            Text(
                "all links of this run are judged; the intervals are for lists of the same kind",
                "本次运行的全部对应关系均已有真值；区间针对同类清单而言",
            ),
        ),
    )


def _f1(right: int, either: int) -> Measure:
    share = share_measure("f1", right, either)
    if share.value is None or share.low is None or share.high is None:
        return share
    value, low, high = (2 * j / (1 + j) for j in (share.value, share.low, share.high))
    return Measure("f1", value, low, high, share.method, either)


def _omissions(run: Run, pairs: pl.DataFrame) -> tuple[Measure, ...]:
    """Return what the errors do to the audit: omissions that stay hidden, and false alarms.

    A register record without a true pair was not published. It is hidden if it is linked all the
    same; an alarm is false if a record that has a true pair is called omitted or unregistered.
    """
    fate = {
        side: run.dispositions.filter(pl.col("side") == side).select(
            pl.col("row").alias(f"{side}_row"), "disposition"
        )
        for side in ("register", "catalog")
    }
    unpublished = fate["register"].join(pairs, on="register_row", how="anti")
    linked = unpublished.join(run.links, on="register_row", how="semi")
    hidden = unpublished.join(
        run.links.filter(pl.col("status").is_in(ACCEPTED)), on="register_row", how="semi"
    )
    measures = [
        _count("omissions_hidden", hidden.height, unpublished.height),
        _count("omissions_in_review", linked.height - hidden.height, unpublished.height),
    ]
    for name, side, disposition in (
        ("false_omissions", "register", "omitted"),
        ("false_unregistered", "catalog", "unregistered"),
    ):
        alarms = fate[side].filter(pl.col("disposition") == disposition)
        false = alarms.join(pairs, on=f"{side}_row", how="semi")
        measures.append(_count(name, false.height, alarms.height))
    return tuple(measures)


def _count(name: str, count: int, of: int) -> Measure:
    return Measure(name, count, count, count, "complete", of)
