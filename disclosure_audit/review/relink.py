"""Judges a run anew with the links that people made and broke.

The lists are read again and what the scan matched and found is taken from the run folder, so that
only dispositions and rules run again.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from disclosure_audit.audit import Material, Progress, judge
from disclosure_audit.config import Config
from disclosure_audit.errors import AuditError, UsageError
from disclosure_audit.findings import FINDINGS, worst_first
from disclosure_audit.glyphs import visible
from disclosure_audit.intake import Intake
from disclosure_audit.language import Text
from disclosure_audit.recall import hide_secrets, recall
from disclosure_audit.review.judged import Judged, digest, identify, load, save
from disclosure_audit.review.overrides import Override, apply
from disclosure_audit.review.steady import keep_ids
from disclosure_audit.rules.registry import selected
from disclosure_audit.run import Run
from disclosure_audit.scanner.secret_terms import secret_terms
from disclosure_audit.schema.columns import SIDES, Side
from disclosure_audit.workspace import KEY_VARIABLE, name_key

__all__ = ["Judged", "digest", "identify", "load", "recall_material", "rejudge", "save"]


def recall_material(run: Run, progress: Progress | None = None) -> Material | Text:
    """Return what ``run`` was judged by, or why that cannot be had.

    Judging it gives the findings of the run: lists that changed, and rules that have changed since,
    are refused. ``progress`` is told of ``read register`` and ``read catalog``.
    """
    refused = _judges_otherwise(run)
    if refused is not None:
        return refused
    with ThreadPoolExecutor(2) as readers:  # the two lists are read side by side
        answers = list(readers.map(lambda side: recall(run, side, progress), SIDES))
    taken: dict[Side, Intake] = {}
    for side, answer in zip(SIDES, answers, strict=True):
        if isinstance(answer, Text):
            return answer
        taken[side] = answer
    reveal = bool(run.info["settings"]["reveal"])
    return Material(
        register=taken["register"].records,
        catalog=taken["catalog"].records,
        shown={
            side: one.records if reveal else hide_secrets(run, side, one.records)
            for side, one in taken.items()
        },
        links=run.links,
        candidates=run.candidates,
        repeats=run.repeats,
        hits=run.hits,
        texts=run.texts,
        rejects=run.rejects,
        counts={side: one.counts for side, one in taken.items()},
        possible_loss=run.info["control_totals"]["possible_loss"],
        present={side: one.present for side, one in taken.items()},
        as_of=dt.date.fromisoformat(run.info["as_of"]),
        addresses=run.addresses,
    )


def rejudge(
    run: Run,
    material: Material,
    overrides: Sequence[Override],
    key: bytes,
    progress: Progress | None = None,
) -> Judged:
    """Return what follows from ``material`` (:func:`recall_material`) with ``overrides`` applied.

    Overrides of rows that are no records of the lists are passed over. Findings that the overrides
    do not concern keep their ids. ``key`` is the one that the run was made with; ``progress`` is told
    of ``dispositions`` and ``rules``.

    Raises ``UsageError`` for another key: every finding would have another id and no decision
    would fit.
    """
    if name_key(key) != run.info["key"]:
        raise UsageError(
            Text(
                "the key is not the one that this run was made with",
                "当前密钥与生成该次运行结果时的不同",
            ),
            Text(
                f"set {KEY_VARIABLE} to that key, or open the run in the folder where it was made",
                f"请将 {KEY_VARIABLE} 设为当时的密钥，或在当时的工作文件夹中打开",
            ),
        )
    config = Config.model_validate(run.info["settings"])
    links, candidates, repeats = apply(
        material.links, material.candidates, material.repeats, _of_records(overrides, material)
    )
    judgement = judge(
        dataclasses.replace(material, links=links, candidates=candidates, repeats=repeats),
        config,
        lang=run.info["lang"],
        key=key,
        terms=secret_terms(config.scanner),
        progress=progress,
    )
    findings = judgement.findings.select(
        pl.col(name).cast(dtype) for name, dtype in FINDINGS.items()
    )
    return Judged(
        links=links,
        candidates=candidates,
        repeats=repeats,
        dispositions=judgement.dispositions.sort("side", "row"),
        findings=keep_ids(worst_first(findings), run.findings),
        control_totals=judgement.control_totals,
    )


def _of_records(overrides: Sequence[Override], material: Material) -> list[Override]:
    """Return the overrides whose rows both are records."""
    records = {"register": material.register, "catalog": material.catalog}
    asked = {record for override in overrides for record in override.pair}
    there = set()
    for side in SIDES:
        rows = pl.Series([row for name, row in asked if name == side], dtype=pl.Int64)
        found = rows.filter(rows.is_in(records[side]["row"].cast(pl.Int64).implode()))
        there |= {(side, row) for row in found}
    return [override for override in overrides if set(override.pair) <= there]


def _judges_otherwise(run: Run) -> Text | None:
    """Return why this version would judge the very same material otherwise than the scan did."""
    if run.info["key"] is None:
        return Text(
            "the run was made by an older version; scan again to change links",
            "该次运行结果由旧版本生成；如需调整对应关系，请重新扫描",
        )
    try:
        config = Config.model_validate(run.info["settings"])
        rules = [(rule.code, rule.version, str(rule.severity)) for rule in selected(config)]
        secret_terms(config.scanner)
    except AuditError as error:
        return Text(
            f"judging again failed: {visible(error.message.en)}",
            f"重新判定失败：{visible(error.message.zh)}",
        )
    except ValueError:  # as Pydantic calls settings that it does not know
        return Text(
            "the settings of the run are not understood by this version",
            "此版本无法识别该次运行的设置",
        )
    then = [(rule["code"], rule["version"], rule["severity"]) for rule in run.info["rules"]]
    if sorted(rules) != sorted(then):
        return Text(
            "the rules have changed since the scan; scan again to change links",
            "规则在扫描之后已有变化；如需调整对应关系，请重新扫描",
        )
    return None
