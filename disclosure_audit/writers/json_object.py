"""The summary and all findings as one JSON object."""

from __future__ import annotations

import json
import re

from disclosure_audit.language import Text
from disclosure_audit.writers.base import Format, Page
from disclosure_audit.writers.report import Report

_STEERING = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Control and bidirectional characters that JSON would let through to a terminal."""


def write(report: Report, page: Page) -> str:  # noqa: ARG001 - machines do not look at a page
    """Return ``{"format_version", "lang", "as_of", "run", "control_totals", "rules", "findings"}``.

    ``findings`` are objects with the columns of ``FINDINGS``; ``run`` is the run's folder or null.
    No text is changed, but for JSON's own escapes.
    """
    content = {
        "format_version": 1,
        "lang": report.lang,
        "as_of": report.as_of,
        "run": str(report.folder) if report.folder else None,
        "control_totals": report.control_totals,
        "rules": [
            {
                "code": rule.code,
                "name": rule.name,
                "title": rule.title.to(report.lang),
                "severity": rule.severity,
                "findings": rule.findings,
                "not_applicable": rule.not_applicable.to(report.lang)
                if rule.not_applicable
                else None,
            }
            for rule in report.rules
        ],
        "findings": report.findings.to_dicts(),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    text = _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


FORMAT = Format("json", Text("one JSON object", "一个 JSON 对象"), write, has_ids=True)
