"""What is said of a finding: the verdict, what it rests on, what to do, and what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from disclosure_audit import names
from disclosure_audit.errors import UsageError
from disclosure_audit.evaluation.explanation import Explanation
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import DISPOSITION_REASONS
from disclosure_audit.presentation.spans import Span
from disclosure_audit.review import decisions
from disclosure_audit.rules.registry import find_rule
from disclosure_audit.writers import evidence

_SEVERITY = {"critical": "bold $error", "high": "bold $error", "medium": "bold $warning"}
_STATUS = {"confirmed": "bold $success", "dismissed": "bold", "waived": "bold", "open": "dim"}
STATUS_SIGNS = {
    "open": " ",
    "confirmed": "+",
    "dismissed": "-",
    "waived": "w",
    "same": "=",
    "differ": "x",
}
_SURE = Text(" (confidence {level})", "（把握：{level}）")
_LEVELS = {"high": Text("high", "高"), "medium": Text("medium", "中"), "low": Text("low", "低")}
_GONE = Text(
    "This finding is no longer there: a link that was changed has settled it.",
    "此问题已不存在：调整对应关系后已消除。",
)
_RUN_OUT = Text("the waiver has run out", "豁免已到期")
_UNTIL = Text("until {day}, approved by {who}", "至 {day}，批准人 {who}")
_OWNER, _FLAG = Text("owner: {who}", "负责人：{who}"), Text("flagged", "已标记")
_EVIDENCE, _ADVICE = Text("What it rests on", "依据"), Text("What to do", "如何处理")
_HISTORY = Text("What was decided", "处理记录")
_TAKEN_BACK = Text("taken back", "已撤销")
_NOTHING = Text("Nothing yet.", "尚无。")
_ENGLISH_ADVICE, _CHINESE_ADVICE = "## What to do\n", "如何处理："


def say_verdict(
    finding: Mapping[str, Any] | None,
    explanation: Explanation | None,
    lang: Lang,
    *,
    is_finding: bool,
    named: bool,
) -> list[list[Span]]:
    """Return what the matter is; ``named``: with title and number, where no record shows them."""
    if finding is None:
        if is_finding:
            return [[(_GONE.to(lang), "$warning")]]
        return [say_fate(explanation, lang)] if explanation else []
    severity = str(finding["severity"])
    head: list[Span] = [
        (names.name(names.SEVERITIES, severity, lang), _SEVERITY.get(severity, "bold")),
        (f" {finding['rule']} ", "bold"),
        (str(finding["message"]) if named else say_rule(finding, lang), ""),
    ]
    if finding["confidence"] != "high":
        level = _LEVELS.get(str(finding["confidence"]), _LEVELS["low"]).to(lang)
        head.append((_SURE.to(lang, level=level), "dim"))
    return [head]


def say_rule(finding: Mapping[str, Any], lang: Lang) -> str:
    """Return the verdict of the finding's rule; its message where the rule is not installed."""
    try:
        return find_rule(str(finding["rule"])).title.to(lang)
    except UsageError:
        return str(finding["message"])


def say_fate(found: Explanation, lang: Lang) -> list[Span]:
    """Return what became of a record."""
    said = names.name(names.DISPOSITIONS, found.disposition, lang)
    reason = names.name(DISPOSITION_REASONS, found.reason, lang) if found.reason else ""
    style = {"omitted": "bold $error", "unregistered": "bold $error"}.get(found.disposition, "bold")
    return [(said, style), (f" ({reason})" if reason else "", "dim")]


def say_decision(decision: Mapping[str, Any] | None, lang: Lang) -> list[list[Span]]:
    """Return how it stands: status, reason, term, owner, flag, last note."""
    if decision is None:
        return [[(decisions.STATUS["open"].to(lang), "dim")]]
    status = decision["status"]
    spans: list[Span] = []
    if status:
        said = names.name(decisions.STATUS | decisions.PAIR_STATUS, status, lang)
        sign = STATUS_SIGNS.get(status, " ")
        spans.append((f"{sign} {said}".strip(), _STATUS.get(status, "bold")))
    if decision["waiver_expired"]:
        spans.append((f"  {_RUN_OUT.to(lang)}", "$warning"))
    if decision["reason"]:
        spans.append((f"  {names.name(decisions.REASONS, decision['reason'], lang)}", ""))
    if decision["until"] and status != "dismissed":
        until = _UNTIL.to(lang, day=decision["until"], who=decision["approver"])
        spans.append((f"  {until}", "dim"))
    if decision["owner"]:
        spans.append((f"  {_OWNER.to(lang, who=decision['owner'])}", ""))
    if decision["flagged"]:
        spans.append((f"  # {_FLAG.to(lang)}", "$warning"))
    spans.append((f"  {decision['by']} {when(decision['at'])}", "dim"))
    lines = [spans]
    if decision["note"]:
        lines.append([("“", "dim"), (str(decision["note"]), ""), ("”", "dim")])
    return lines


def say_evidence(finding: Mapping[str, Any] | None, lang: Lang) -> tuple[str, list[list[Span]]]:
    """Return what the finding rests on."""
    colon = "：" if lang == "zh" else ": "
    told = [
        [
            (evidence.label(item["name"], lang) + colon, "dim"),
            (evidence.value(item["name"], item["value"], lang), ""),
        ]
        for item in (finding or {}).get("evidence") or ()
    ]
    return _EVIDENCE.to(lang), told


def say_advice(finding: Mapping[str, Any] | None, lang: Lang) -> tuple[str, list[list[Span]]]:
    """Return what the page of the finding's rule says that is to be done."""
    heading = _ADVICE.to(lang)
    if finding is None:
        return heading, []
    try:
        page = find_rule(str(finding["rule"])).page
    except UsageError:
        return heading, []
    return heading, [[(text, "")] for text in advice(page, lang)]


def advice(page: str, lang: Lang) -> list[str]:
    """Return the paragraphs of a rule's page that say what to do; in English where it has no Chinese."""
    if lang == "zh" and _CHINESE_ADVICE in page:
        return [page.partition(_CHINESE_ADVICE)[2].partition("\n\n")[0].replace("\n", "")]
    told = page.partition(_ENGLISH_ADVICE)[2].partition("\n## ")[0].strip()
    return [" ".join(part.split()) for part in told.split("\n\n") if part.strip()]


def say_history(entries: Iterable[Mapping[str, Any]], lang: Lang) -> tuple[str, list[list[Span]]]:
    """Return who decided what and when, the last first; ``entries`` as ``Desk.trail`` gives them."""
    told = [_entry(entry, lang) for entry in entries][::-1]
    return _HISTORY.to(lang), told or [[(_NOTHING.to(lang), "dim")]]


def _entry(entry: Mapping[str, Any], lang: Lang) -> list[Span]:
    did = names.name(decisions.ACTIONS, entry["action"], lang)
    spans: list[Span] = [
        (f"{when(entry['at'])} ", "dim"),
        (f"{entry['user']} ", "bold"),
        (did, "strike" if entry["undone"] else ""),
    ]
    details = entry["details"]
    said = [
        names.name(decisions.REASONS, str(value), lang) if name == "reason" else str(value)
        for name, value in details.items()
        if name in ("reason", "note", "text", "approver", "until", "owner", "field") and value
    ]
    if said:
        spans.append((("：" if lang == "zh" else ": ") + "; ".join(said), ""))
    if entry["undone"]:
        spans.append((f" ({_TAKEN_BACK.to(lang)})", "dim"))
    return spans


def when(at: object) -> str:
    """Return a moment of the journal (UTC) as the clock of this machine has it, to the minute."""
    try:
        moment = dt.datetime.fromisoformat(str(at))
    except ValueError:
        return str(at)
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
