"""What fails no gate and should be known all the same."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator

from disclosure_audit.gate.conditions import Condition
from disclosure_audit.gate.standing import Standing
from disclosure_audit.language import Text

_SHOWN = 5


def notes_on(standing: Standing, conditions: Iterable[Condition], run: str) -> tuple[Text, ...]:
    """Return what should be known beside the verdict, in a fixed order."""
    return (
        *_left_out(standing),
        *_unused(standing),
        *_beside_baseline(standing, shlex.quote(run)),
        *_without_judgement(standing, conditions),
    )


def _left_out(standing: Standing) -> Iterator[Text]:
    for count, text in (
        (standing.decided, Text("{n:,} findings do not count: reviewers dismissed or waived them",
                                "{n:,} 个问题不计：审阅人已排除或豁免")),
        (standing.waived, Text("{n:,} findings do not count: the waivers file accepts them",
                               "{n:,} 个问题不计：豁免文件已予豁免")),
        (standing.left_out, Text("{n:,} findings do not count: the baseline holds them",
                                 "{n:,} 个问题不计：基线中已有")),
    ):  # fmt: skip
        if count:
            yield text.fill(n=count)


def _unused(standing: Standing) -> Iterator[Text]:
    for waiver in standing.unused[:_SHOWN]:
        yield Text(
            f"no finding needs the waiver on {waiver.place.en} ({waiver.target}): take it out",
            f"{waiver.place.zh}的豁免（{waiver.target}）没有用到，可删去",
        )
    more = len(standing.unused) - _SHOWN
    if more > 0:
        yield Text(f"+{more:,} more waivers that no finding needs", f"另有 {more:,} 项豁免没有用到")


def _beside_baseline(standing: Standing, run: str) -> Iterator[Text]:
    beside = standing.comparison
    if beside is None:
        return
    for rule, count in beside.swapped.items():
        yield Text(
            f"{rule}: {count:,} known findings are gone and {count:,} others came in their place; the"
            " number alone would not show it",
            f"{rule}：{count:,} 个已知问题消失，同时新出现 {count:,} 个；只看数量看不出来",
        )
    if gone := int(beside.gone["count"].sum()):
        yield Text(
            f"{gone:,} findings of the baseline are gone; `disclosure-audit baseline prune {run}`"
            " takes them out",
            f"基线中有 {gone:,} 个问题已消失；用 `disclosure-audit baseline prune {run}` 移出",
        )
    if unseen := int(beside.unseen["count"].sum()):
        rules = beside.unseen["rule"].unique().sort().to_list()
        yield Text(
            f"{unseen:,} findings of the baseline are of rules that did not judge: {', '.join(rules)}",
            f"基线中有 {unseen:,} 个问题属于未作判断的规则：{'、'.join(rules)}",
        )


def _without_judgement(standing: Standing, conditions: Iterable[Condition]) -> Iterator[Text]:
    """Yield the rules that a condition names and that the data gave nothing to judge by."""
    named = {name for one in conditions if one.key == "rules" for name in one.names}
    for code, rule in standing.paper.rules.items():
        if rule.not_applicable and (code in named or code.rstrip("0123456789") in named):
            why = rule.not_applicable
            yield Text(f"{code} could not judge: {why.en}", f"{code} 无法判断：{why.zh}")
