"""The part of SARIF that tells of the program: its rules with their pages, and what they could not judge."""

from __future__ import annotations

from typing import Any

from disclosure_audit.language import Text
from disclosure_audit.paper import Paper, RuleSaid
from disclosure_audit.writers.rule_pages import page_in, plain_text

LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "note": "note"}
"""Severity -> level of a result (SARIF 3.27.10)."""
PROBLEMS = {
    "critical": "error", "high": "error", "medium": "warning", "low": "recommendation",
    "note": "recommendation",
}  # fmt: skip
"""Severity -> ``problem.severity``, by which GitHub sorts alerts that are no security holes."""
MORE_RULE = "more-findings"
"""Rule of the result that counts what had no room."""
_MORE = Text("There are more findings than this file can hold.", "问题数量超过本文件所能容纳。")


def driver(paper: Paper) -> dict[str, Any]:
    """Return ``tool.driver``; the rules in the order of the run, then :data:`MORE_RULE`."""
    version = str(paper.info.get("tool_version", "0"))
    more = _MORE.to(paper.lang)
    return {
        "name": "disclosure-audit",
        "version": version,
        "semanticVersion": version,
        "language": "zh-CN" if paper.lang == "zh" else "en",
        "rules": [
            *(_rule(rule, paper) for rule in paper.rules.values()),
            {
                "id": MORE_RULE,
                "shortDescription": {"text": more},
                "fullDescription": {"text": more},
                "help": {"text": more},
                "defaultConfiguration": {"level": "note"},
            },
        ],
    }


def _rule(rule: RuleSaid, paper: Paper) -> dict[str, Any]:
    title = rule.title.to(paper.lang)
    page = page_in(rule.page, paper.lang) or title
    family = rule.code.rstrip("0123456789")
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": plain_text(page), "markdown": page},
        "defaultConfiguration": {"level": LEVELS.get(rule.severity, "warning")},
        "properties": {
            "tags": [family, rule.severity],
            "problem.severity": PROBLEMS.get(rule.severity, "warning"),
            "version": rule.version,
        },
    }


def not_applicable(paper: Paper) -> list[dict[str, Any]]:
    """Return a notification for each rule that could not judge: no result is not the same as good."""
    return [
        {
            "level": "note",
            "message": {"text": f"{rule.code}: {rule.not_applicable.to(paper.lang)}"},
            "associatedRule": {"id": rule.code, "index": place},
        }
        for place, rule in enumerate(paper.rules.values())
        if rule.not_applicable
    ]
