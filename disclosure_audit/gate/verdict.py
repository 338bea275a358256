"""The verdict of the gate: which conditions failed, by what number, and how to put it right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from disclosure_audit.errors import UsageError
from disclosure_audit.gate.baseline import Baseline
from disclosure_audit.gate.conditions import Condition, families, shown_number
from disclosure_audit.gate.examples import examples, findings_about
from disclosure_audit.gate.measured import Measured, measure
from disclosure_audit.gate.notes import notes_on
from disclosure_audit.gate.remedies import listing, remedy, unjudged_remedy
from disclosure_audit.gate.selection import filter_of
from disclosure_audit.gate.standing import Standing, take_stand
from disclosure_audit.gate.waivers import Waivers
from disclosure_audit.language import Text
from disclosure_audit.names import SEVERITIES
from disclosure_audit.paper import Paper

LISTED = 100
"""Most ids of findings that a failure holds."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One condition that failed."""

    condition: Condition
    measured: Fraction | None
    """The number, or the share (0.98 for 98 %); ``None`` where there was nothing to measure."""
    text: Text
    """What failed, the number, and the condition."""
    remedy: Text
    """How to put it right."""
    findings: tuple[str, ...] = ()
    """Ids of the findings that were counted, the worst :data:`LISTED` of them."""
    examples: tuple[Text, ...] = ()
    """The first five of what failed: rule and record, or what else it is."""
    more: int = 0
    """How many there are beyond the examples."""
    listing: str | None = None
    """The command that lists them all."""

    @property
    def shown(self) -> str:
        """The number as a person reads it."""
        return _shown(self.condition, self.measured)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says."""

    passed: bool
    failures: tuple[Failure, ...] = ()
    notes: tuple[Text, ...] = ()
    """What fails nothing and should be known: unused waivers, swaps, rules that could not judge."""
    conditions: tuple[Condition, ...] = ()
    """All that were judged, in their order."""
    counted: int = 0
    """Findings that counted."""


def judge(
    paper: Paper,
    conditions: Sequence[Condition],
    *,
    baseline: Baseline | None = None,
    waivers: Waivers | None = None,
    new_only: bool = False,
    shrink_only: bool = False,
    today: dt.date,
    folder: Path | None = None,
    named: Path | None = None,
) -> Verdict:
    """Return whether ``paper`` may pass.

    Beside ``conditions``, expired entries of ``waivers`` and such as are not in order always fail.
    ``shrink_only`` fails on new findings, and on entries of the baseline whose finding is gone: the
    baseline can then only become smaller.

    Args:
        paper: of the run, with the decisions of the reviewers.
        conditions: what must not be.
        baseline: the known findings.
        waivers: the waivers file.
        new_only: whether known findings do not count. Dispositions and shares of records are of all.
        shrink_only: see above.
        today: the day by which waivers run out.
        folder: that of the run, for its inputs.
        named: what the commands in the remedies call the run; ``folder`` when ``None``.

    Raises ``UsageError`` for a baseline of another key, and where a baseline is needed.
    """
    needs_baseline = new_only or shrink_only or any(c.key in OF_BASELINE for c in conditions)
    if needs_baseline and baseline is None:
        raise UsageError(
            Text("there is no baseline to tell what is new", "没有基线，无从判断哪些是新增的"),
            Text("write one with `disclosure-audit baseline write RUN`, or name it with --baseline",
                 "请用 `disclosure-audit baseline write 结果` 写出，或用 --baseline 指定"),
        )  # fmt: skip
    if baseline is not None:
        baseline.check_key(paper.info["key"])
    standing = take_stand(paper, today=today, baseline=baseline, waivers=waivers, new_only=new_only)
    run = str(named or folder or paper.name)
    asked = tuple(dict.fromkeys([*conditions, *_always(conditions, waivers, shrink_only)]))
    failures = tuple(_failures(asked, standing, run, folder))
    notes = notes_on(standing, asked, run)
    return Verdict(not failures, failures, notes, asked, standing.counted.height)


OF_BASELINE = ("new", "baseline stale")
"""Measures that cannot be told without a baseline."""


def _always(
    conditions: Sequence[Condition], waivers: Waivers | None, shrink_only: bool
) -> Iterable[Condition]:
    """Yield what fails without being asked for."""
    if waivers is not None:
        yield Condition("waiver invalid")
        if not any(one.key == "waiver expired" for one in conditions):
            yield Condition("file waiver expired")
    if shrink_only:
        yield from (Condition("new"), Condition("baseline stale"))


def _failures(
    conditions: Iterable[Condition], standing: Standing, run: str, folder: Path | None
) -> Iterable[Failure]:
    for condition in conditions:
        if missing := _not_run(condition, standing.paper):
            said = Text(f"did not run: {', '.join(missing)}", f"未运行：{'、'.join(missing)}")
            yield _unjudged(condition, said)
            continue
        found = measure(condition, standing, folder)
        value = found.value(is_share=condition.is_share)
        if value is None:
            yield _unjudged(condition, Text("there is nothing to measure", "没有可供计算的记录"))
        elif condition.holds(value):
            yield _failure(condition, found, value, standing, run)


def _failure(
    condition: Condition, found: Measured, value: Fraction, standing: Standing, run: str
) -> Failure:
    lines = examples(condition, found, standing.counted)
    if found.records is not None:
        height = found.records.height
        about = findings_about(condition, found.records, standing.counted)
        ids = tuple(about["finding_id"].head(LISTED))
    elif found.findings is not None:
        height = found.findings.height + len(found.others)
        ids = tuple(found.findings["finding_id"].head(LISTED))
    else:
        height, ids = found.count, ()
    query = filter_of(condition, found, standing)
    return Failure(
        condition=condition,
        measured=value,
        text=_text(condition, found, value),
        remedy=remedy(condition, run, query),
        findings=ids,
        examples=lines,
        more=max(0, height - len(lines)) if lines else 0,
        listing=listing(condition, run, query),
    )


def _text(condition: Condition, found: Measured, value: Fraction) -> Text:
    said = condition.text
    shown = _shown(condition, value)
    if condition.key == "severity":
        name = SEVERITIES[condition.names[0]]
        what = Text(f"findings that are {name.en} or worse", f"级别为“{name.zh}”或更高的问题")
    elif condition.key == "rules":
        what = Text(f"findings of {said.en.split(' ')[0]}", f"{'、'.join(condition.names)} 的问题")
    else:
        what = condition.measure.title
    of = Text("", "")
    if condition.is_share and found.share is None and found.base:
        of = Text(f", {found.count:,} of {found.base:,}", f"，{found.base:,} 中的 {found.count:,}")
    return Text(
        f"{what.en}: {shown}{of.en} ({said.en})",
        f"{what.zh}：{shown}{of.zh}（{said.zh}）",
    )


def _shown(condition: Condition, value: Fraction | None) -> str:
    if value is None:
        return "-"
    return shown_number(value, is_share=condition.is_share, unlike=_other(condition, value))


def _other(condition: Condition, value: Fraction) -> Fraction | None:
    """Return what the number must not be rounded to: a limit that it does not equal."""
    return condition.limit if value != condition.limit else None


def _unjudged(condition: Condition, why: Text) -> Failure:
    said = condition.text
    text = Text(f"{said.en}: cannot be judged, {why.en}", f"{said.zh}：无法判定，{why.zh}")
    return Failure(condition, None, text, unjudged_remedy())


def _not_run(condition: Condition, paper: Paper) -> list[str]:
    """Return the rules and families of a condition that were no part of the scan at all."""
    if condition.key != "rules":
        return []
    ran = {*paper.rules, *families(paper.rules)}
    return [name for name in condition.names if name not in ran]
