"""The run in short and all its findings as one JSON object."""

from __future__ import annotations

from typing import Any, BinaryIO

from disclosure_audit.language import Text
from disclosure_audit.paper import Paper, RuleSaid
from disclosure_audit.writers.json_text import dump, lines
from disclosure_audit.writers.stream import Options, PaperFormat
from disclosure_audit.writers.verdict_facts import verdict_facts

FORMAT_VERSION = 1
"""Raised when a key changes its meaning or goes; a new key does not raise it."""


def write(paper: Paper, file: BinaryIO, options: Options) -> None:
    """Write an object that fits the schema ``findings`` (``schemas/findings.schema.json``).

    The findings are those of NDJSON, one per line, and written as they come.
    """
    head = dump(_head(paper, options), indent=1)
    file.write(head.removesuffix("\n}").encode() + b',\n "findings": [')
    start = b"\n"
    for piece in lines(paper.findings):
        file.write(start + piece.removesuffix("\n").replace("\n", ",\n").encode())
        start = b",\n"
    file.write(b"\n ]\n}\n")


def _head(paper: Paper, options: Options) -> dict[str, Any]:
    info = paper.info
    return {
        "format": "disclosure-audit findings",
        "format_version": FORMAT_VERSION,
        "tool_version": info.get("tool_version"),
        "run": paper.name,
        "lang": paper.lang,
        "as_of": info.get("as_of"),
        "key": info.get("key"),
        "settings_sha256": info.get("settings_sha256"),
        "inputs": {
            side: [
                {key: source.get(key) for key in ("name", "sha256", "rows", "blank_rows")}
                for source in sources
            ]
            for side, sources in info["inputs"].items()
        },
        "control_totals": paper.control_totals,
        "journal": {"entries": paper.journal_entries, "head": paper.journal_head},
        "gate": verdict_facts(options.verdict, paper.lang),
        "rules": [_rule(rule, paper) for rule in paper.rules.values()],
    }


def _rule(rule: RuleSaid, paper: Paper) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "title": rule.title.to(paper.lang),
        "severity": rule.severity,
        "version": rule.version,
        "findings": rule.findings,
        "not_applicable": rule.not_applicable.to(paper.lang) if rule.not_applicable else None,
    }


FORMAT = PaperFormat("json", Text("one JSON object", "一个 JSON 对象"), ".json", write)
