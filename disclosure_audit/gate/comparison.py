"""What a run has that the baseline does not, and the other way round."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import polars as pl

from disclosure_audit.gate.baseline import Baseline, entries_of


@dataclass(frozen=True)
class Comparison:
    """The findings of a run beside a baseline."""

    is_new: pl.Series = field(repr=False)
    """Boolean, one per finding compared: beyond what the baseline holds."""
    gone: pl.DataFrame = field(repr=False)
    """Entries (``baseline.ENTRIES``) that the run no longer has, of rules that could judge."""
    unseen: pl.DataFrame = field(repr=False)
    """Entries of rules that did not judge in this run: nobody knows whether they are gone."""
    swapped: Mapping[str, int]
    """Rule -> how many known findings went while as many others came: the count alone shows nothing."""

    @property
    def new(self) -> int:
        """How many findings are new."""
        return int(self.is_new.sum())

    @property
    def known(self) -> int:
        """How many findings the baseline holds."""
        return self.is_new.len() - self.new


def compare(
    findings: pl.DataFrame,
    baseline: Baseline,
    rules: Collection[str],
    there: pl.DataFrame | None = None,
) -> Comparison:
    """Return how ``findings`` (``rule``, ``finding_id``) differ from the baseline.

    Args:
        findings: those that could be new.
        baseline: the known ones.
        rules: codes of the rules that judged in the run; what the baseline holds of other rules is
            neither known nor gone.
        there: all findings of the run where ``findings`` are some of them: what was waived is not
            gone.
    """
    keys = ["rule", "finding_id"]
    nth = pl.int_range(pl.len()).over("finding_id")
    beside = findings.select(*keys, nth.alias("nth")).join(
        baseline.entries, on=keys, how="left", maintain_order="left"
    )
    is_new = beside.select((pl.col("nth") >= pl.col("count").fill_null(0)).alias("is_new"))[
        "is_new"
    ]
    left = (
        baseline.entries.join(
            entries_of(findings if there is None else there), on=keys, how="left", suffix="_there"
        )
        .with_columns(
            count=pl.col("count").cast(pl.Int64) - pl.col("count_there").fill_null(0).cast(pl.Int64)
        )
        .drop("count_there")
        .filter(pl.col("count") > 0)
        .with_columns(pl.col("count").cast(pl.UInt32))
        .sort(*keys)
    )
    judged = pl.col("rule").is_in(list(rules))
    gone = left.filter(judged)
    return Comparison(is_new, gone, left.filter(~judged), _swapped(beside, is_new, gone))


def _swapped(findings: pl.DataFrame, is_new: pl.Series, gone: pl.DataFrame) -> dict[str, int]:
    came = findings.filter(is_new).group_by("rule").agg(pl.len().cast(pl.UInt32).alias("came"))
    went = gone.group_by("rule").agg(pl.col("count").sum().alias("went"))
    both = came.join(went, on="rule").sort("rule")
    return dict(both.select("rule", pl.min_horizontal("came", "went")).iter_rows())
