"""How what failed the gate can be put right, and where the whole list of it is to be seen."""

from __future__ import annotations

import shlex

from disclosure_audit.gate.conditions import Condition
from disclosure_audit.language import Text

_FINDINGS = Text(
    "put right the lists and scan again; or decide on the findings: {review}; or accept them for a time"
    " in the waivers file",
    "请改正清单后重新扫描；或逐个处理问题：{review}；或在豁免文件中限期豁免",
)
_OMITTED = Text(
    "publish these documents, or enter in the register why they are not public; settle uncertain links"
    " with {links}; then scan again",
    "请公开这些文件，或在登记簿中注明不公开的理由；不确定的对应关系用 {links} 认定；然后重新扫描",
)
_BY_KEY: dict[str, Text] = {
    "omitted": _OMITTED,
    "coverage": _OMITTED,
    "unregistered": Text(
        "enter these documents in the register, or take them out of the catalog; then scan again",
        "请将这些文件补入登记簿，或从目录中撤下；然后重新扫描",
    ),
    "repeated": Text(
        "take the repeated entries out of the catalog; then scan again",
        "请从目录中去掉重复条目；然后重新扫描",
    ),
    "needs_review": Text(
        "say of each uncertain link whether it is one document: {links}",
        "请逐一认定不确定的对应关系是否为同一文件：{links}",
    ),
    "published_differs": Text(
        "make register and catalog agree; then scan again",
        "请使登记簿与目录一致；然后重新扫描",
    ),
    "unreadable": Text(
        "give these records a title or a document number; then scan again",
        "请为这些记录补上标题或发文字号；然后重新扫描",
    ),
    "rejected": Text(
        "mend these rows; their places and reasons: {review}",
        "请修正这些行；位置与原因见：{review}",
    ),
    "possible_loss": Text(
        "raise matching.candidates_per_title and scan again",
        "请调高 matching.candidates_per_title 后重新扫描",
    ),
    "waiver expired": Text(
        "put right what the waivers accept, or have them approved anew until a later day",
        "请改正所豁免的问题，或重新报批并延后截止日期",
    ),
    "waiver invalid": Text(
        "complete these entries: id or rule, reason, owner, approver and expires are all needed",
        "请补全这些条目：id 或 rule、reason、owner、approver、expires 缺一不可",
    ),
    "baseline stale": Text(
        "take them out of the baseline, so that they cannot come back unseen: {prune}",
        "请将其移出基线，以免再次出现而不被发现：{prune}",
    ),
    "changed inputs": Text(
        "scan again: what was audited is not what lies there now",
        "请重新扫描：现有文件已不是当时审计的文件",
    ),
    "review open": Text(
        "decide on these findings: {review}",
        "请处理这些问题：{review}",
    ),
}
_BY_KEY["file waiver expired"] = _BY_KEY["waiver expired"]
_OF_RECORDS = Text(
    "look at the records: {records}; change the lists or the scope, and scan again",
    "请查看这些记录：{records}；修改清单或审计范围后重新扫描",
)
_UNJUDGED = Text(
    "let the rules or records that the condition is about be part of the scan, or take the condition"
    " out of the gate",
    "请让该条件涉及的规则或记录进入扫描，或去掉该条件",
)


def remedy(condition: Condition, run: str, query: str | None = None) -> Text:
    """Return what to do about a condition that failed; ``run`` is the folder as one would type it.

    ``query`` is the filter for the findings that failed it (:mod:`disclosure_audit.gate.selection`).
    """
    if condition.key in _BY_KEY:
        return _filled(_BY_KEY[condition.key], condition, run, query)
    of_findings = condition.measure.unit.en == "findings"
    return _filled(_FINDINGS if of_findings else _OF_RECORDS, condition, run, query)


def unjudged_remedy() -> Text:
    """Return what to do about a condition for which there was nothing to measure."""
    return _UNJUDGED


def listing(condition: Condition, run: str, query: str | None = None) -> str | None:
    """Return the command that lists all that failed; ``None`` where no list of the review does.

    ``query`` as in :func:`remedy`.
    """
    name = shlex.quote(run)
    if query is not None:
        return f'disclosure-audit review {name} --filter "{query}"'
    if condition.key in ("waiver invalid", "file waiver expired", "waiver expired"):
        return "disclosure-audit waivers"
    if condition.key == "baseline stale":
        return f"disclosure-audit baseline show {name}"
    if condition.key in ("changed inputs", "possible_loss"):
        return None
    if condition.key == "rejected":
        return f'disclosure-audit review {name} --filter "rule:IN001"'
    if condition.key == "needs_review":
        return f'disclosure-audit review {name} --list links --filter "status:review"'
    fate = "omitted,needs_review" if condition.key == "coverage" else condition.key
    side = "catalog" if condition.key in ("linked", "repeated", "unregistered") else "register"
    return f'disclosure-audit review {name} --list {side} --filter "disposition:{fate}"'


def _filled(text: Text, condition: Condition, run: str, query: str | None) -> Text:
    name, listed = shlex.quote(run), listing(condition, run, query)
    return text.fill(
        review=f"`{listed}`",
        records=f"`{listed}`",
        links=f'`disclosure-audit review {name} --list links --filter "status:review"`',
        prune=f"`disclosure-audit baseline prune {name}`",
    )
