"""One finding as a SARIF result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang
from disclosure_audit.review.decisions import REASONS
from disclosure_audit.writers.counted import cut
from disclosure_audit.writers.finding_text import evidence_line
from disclosure_audit.writers.places import Place, Places
from disclosure_audit.writers.sarif_driver import LEVELS

FINGERPRINT = "disclosureAuditFinding/v1"
"""Name of our fingerprint, with the version of how it is made."""
_HOSTS_OWN = "primaryLocationLineHash"
"""The one fingerprint that GitHub compares. Without it the upload would hash lines of the list,
which says nothing of a finding."""
_LONGEST = 2_000
"""Most characters of a message; the run folder has it whole."""
_RANKS = {"critical": 95.0, "high": 80.0, "medium": 50.0, "low": 25.0, "note": 5.0}


def result_of(
    finding: Mapping[str, Any],
    places: Places,
    rules: Mapping[str, int],
    lang: Lang,
    *,
    has_baseline: bool,
) -> dict[str, Any]:
    """Return the result. ``rules`` are the places of the rules in the driver."""
    first, *others = places.of(finding)
    result: dict[str, Any] = {
        "ruleId": finding["rule"],
        "ruleIndex": rules.get(finding["rule"], -1),
        "level": LEVELS.get(finding["severity"], "warning"),
        "rank": _RANKS.get(finding["severity"], 50.0),
        "message": {"text": literal(cut(_said(finding, lang), _LONGEST))},
        "locations": [_location(first)],
    }
    if others:
        result["relatedLocations"] = [
            {"id": n, **_location(place)} for n, place in enumerate(others, 1)
        ]
    result["partialFingerprints"] = {
        FINGERPRINT: finding["finding_id"],
        _HOSTS_OWN: f"{finding['finding_id']}:1",
    }
    if has_baseline:
        result["baselineState"] = "unchanged" if finding["is_known"] else "new"
    # all or none of the results of a run have the list; an empty one says: not suppressed
    result["suppressions"] = _suppressions(finding, lang)
    told = ("severity", "confidence", "status", "owner", "record_id")
    result["properties"] = {
        name: cut(visible(finding[name]), _LONGEST) for name in told if finding[name] is not None
    }
    return result


def literal(text: str) -> str:
    """Return ``text`` so that SARIF takes no brace for a place and no bracket for a link.

    See 3.11.5 and 3.11.6 of the standard: braces are doubled; brackets need their backslash only
    where they would make a link.
    """
    if "](" in text:
        text = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return text.replace("{", "{{").replace("}", "}}")


def _said(finding: Mapping[str, Any], lang: Lang) -> str:
    message = visible(finding["message"] or finding["rule"])
    rest = evidence_line(finding, lang)
    return f"{message}\n{rest}" if rest else message


def _location(place: Place) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": place.uri},
            "region": {"startLine": place.line},
        },
        "logicalLocations": [{"name": visible(place.source), "properties": {"side": place.side}}],
    }


def _suppressions(finding: Mapping[str, Any], lang: Lang) -> list[dict[str, Any]]:
    if finding["status"] not in ("dismissed", "waived"):
        return []
    reason = finding["reason"] or ""
    said = [REASONS[reason].to(lang) if reason in REASONS else reason, finding["note"] or ""]
    until = finding["until"]
    facts = {
        "status": finding["status"],
        "reviewer": finding["reviewer"] and visible(finding["reviewer"]),
        "decidedAt": finding["decided_at"],
        "until": until and until.isoformat(),
    }
    return [
        {
            "kind": "external",
            "status": "accepted",
            "justification": literal(cut(visible(": ".join(filter(None, said))), _LONGEST)),
            "properties": {name: value for name, value in facts.items() if value is not None},
        }
    ]
