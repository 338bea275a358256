"""Draws findings to judge, stratified by rule and confidence, the same again for the same seed."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from disclosure_audit.errors import InputError
from disclosure_audit.evaluation.sampling import allocate, draw_stratum, shuffle
from disclosure_audit.language import Text
from disclosure_audit.run import Run

EACH_RULE = 5
"""Findings that each rule gets in a sample, if it has so many and the sample is large enough."""

Sizes = dict[str, dict[str, int]]
"""How many findings there are, by rule and confidence."""


def count_strata(findings: pl.DataFrame) -> Sizes:
    """Return how many of ``findings`` (schema ``FINDINGS``) each stratum holds, in a fixed order."""
    sizes: Sizes = {}
    counted = findings.group_by("rule", "confidence").len().sort("rule", "confidence")
    for rule, confidence, count in counted.rows():
        sizes.setdefault(rule, {})[confidence] = count
    return sizes


def allocate_findings(sizes: Sizes, n: int) -> Sizes:
    """Return how many findings of each stratum to draw: ``n`` in all, or all if there are fewer.

    First the rules share the sample, each with ``EACH_RULE`` findings if ``n`` allows, and then
    the confidences of a rule share what the rule has, each with one at least
    (:func:`disclosure_audit.evaluation.sampling.allocate`). Raises ``UsageError`` if ``n`` is
    smaller than the number of strata.
    """
    by_rule = allocate(
        {rule: sum(parts.values()) for rule, parts in sizes.items()},
        n,
        floor=EACH_RULE,
        least={rule: len(parts) for rule, parts in sizes.items()},
    )
    return {rule: allocate(parts, by_rule[rule]) for rule, parts in sizes.items()}


def draw_findings(
    run: Run, n: int, seed: int, rules: Collection[str] | None = None
) -> pl.DataFrame:
    """Return ``n`` findings of ``run``, of ``rules`` (codes) only if any are named.

    The frame has the schema ``FINDINGS`` and ``stratum_size`` (UInt32) and ``weight`` (Float64: how
    many findings of its stratum one stands for). Within a stratum every finding has the same
    chance, and the order of the findings in the run does not matter. The rows are shuffled.

    Raises ``InputError`` if there is nothing to draw from, ``UsageError`` if ``n`` is too small.
    """
    findings = run.findings.sort("finding_id")
    if rules is not None:
        findings = findings.filter(pl.col("rule").is_in(list(rules)))
    if findings.is_empty():
        raise _nothing(run, chosen=rules is not None)
    wanted = allocate_findings(count_strata(findings), n)
    chosen = [
        draw_stratum(
            findings.filter(pl.col("rule") == rule, pl.col("confidence") == confidence),
            count,
            (seed, *f"{rule} {confidence}".encode()),  # whatever other strata the run has
        )
        for rule, parts in wanted.items()
        for confidence, count in parts.items()
    ]
    return shuffle(chosen, ("finding_id",)).drop("number")


def _nothing(run: Run, *, chosen: bool) -> InputError:
    if chosen and run.findings.height:
        there = ", ".join(run.findings["rule"].unique().sort())
        return InputError(
            Text("the run has no findings of these rules", "该次运行中没有这些规则的问题"),
            Text(f"rules with findings: {there}", f"有问题的规则：{there}"),
        )
    return InputError(
        Text("the run has no findings to judge", "该次运行没有可供判断的问题"),
        Text("a clean run says nothing of the rules' precision; take another one",
             "没有问题的运行无法说明规则的精确率，请换一次运行"),
    )  # fmt: skip
