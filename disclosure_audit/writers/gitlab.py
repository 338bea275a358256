"""GitLab's code quality report: a subset of the Code Climate format, one JSON array."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.paper import Paper
from disclosure_audit.writers.counted import cut, say_more
from disclosure_audit.writers.finding_text import evidence_line
from disclosure_audit.writers.json_text import dump
from disclosure_audit.writers.places import Places, path_of
from disclosure_audit.writers.stream import Options, PaperFormat

MOST = 5_000
"""Our own limit: a merge request page of more than that helps nobody."""
_LONGEST = 1_000
_SEVERITIES = {
    "critical": "blocker", "high": "critical", "medium": "major", "low": "minor", "note": "info",
}  # fmt: skip


def write(paper: Paper, file: BinaryIO, options: Options) -> None:
    """Write the findings that stand, worst first, one per line; at most :data:`MOST`.

    GitLab compares the report with that of the target branch by ``fingerprint`` itself, so those
    that the baseline holds are told too.
    """
    found = paper.counted
    most = MOST if options.limit is None else options.limit
    shown = found.height if found.height <= most else max(most - 1, 0)
    places = Places(paper.info["inputs"], paper.lines)
    file.write(b"[")
    start = "\n"
    for part in found.head(shown).iter_slices(1_000):
        for finding in part.iter_rows(named=True):
            file.write((start + dump(_issue(finding, paper.lang, places))).encode())
            start = ",\n"
    if found.height > shown:
        file.write((start + dump(_more(paper, found.height - shown))).encode())
    file.write(b"\n]\n")


def _issue(finding: Mapping[str, Any], lang: Lang, places: Places) -> dict[str, Any]:
    place = places.of(finding)[0]
    said = [cut(visible(finding["message"] or finding["rule"]), _LONGEST)]
    if rest := cut(evidence_line(finding, lang), _LONGEST):
        said.append(f"({rest})")
    return {
        "description": " ".join(said),
        "check_name": finding["rule"],
        "fingerprint": finding["finding_id"],
        "severity": _SEVERITIES.get(finding["severity"], "major"),
        "location": {"path": visible(place.path), "lines": {"begin": place.line}},
    }


def _more(paper: Paper, n: int) -> dict[str, Any]:
    sources = [source for listed in paper.info["inputs"].values() for source in listed]
    return {
        "description": say_more(n, paper.lang),
        "check_name": "more-findings",
        "fingerprint": "more-findings",
        "severity": "info",
        "location": {
            "path": visible(path_of(sources[0])) if sources else "register",
            "lines": {"begin": 1},
        },
    }


FORMAT = PaperFormat("gitlab", Text("GitLab code quality", "GitLab 代码质量报告"), ".json", write)
