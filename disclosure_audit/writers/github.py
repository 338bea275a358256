"""GitHub workflow commands: printed by a job, they become annotations of its run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import SEVERITIES, name
from disclosure_audit.paper import Paper
from disclosure_audit.writers.counted import blaming, cut, say_more
from disclosure_audit.writers.finding_text import evidence_line, places_line
from disclosure_audit.writers.places import Place, Places
from disclosure_audit.writers.stream import Options, PaperFormat

MOST = 10
"""GitHub shows ten annotations of a kind per step and drops the rest without a word; so ten in all,
the last of which counts the others."""
_LONGEST = 1_000
_LEVELS = {
    "critical": "error", "high": "error", "medium": "warning", "low": "notice", "note": "notice",
}  # fmt: skip
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def write(paper: Paper, file: BinaryIO, options: Options) -> None:
    """Write one line per finding that stands and is not in the baseline, worst first.

    At most :data:`MOST`, fewer if the options say so; the last line then counts the rest. Where the
    gate failed, its failures come before the findings and count too.
    """
    for line in _lines(paper, options):
        file.write(line.encode() + b"\n")


def _lines(paper: Paper, options: Options) -> Iterator[str]:
    most = MOST if options.limit is None else min(options.limit, MOST)
    gate = options.verdict.failures if options.verdict else ()
    if len(gate) > most // 2:  # more conditions than half of the room: one line tells of them all
        texts = [failure.text.to(paper.lang) for failure in gate]
        yield _command("error", None, _gate_title(paper.lang), "\n".join(texts))
        most -= 1
    else:
        for failure in gate:
            text = f"{failure.text.to(paper.lang)}\n{failure.remedy.to(paper.lang)}"
            yield _command("error", None, _gate_title(paper.lang), text)
        most -= len(gate)
    found = blaming(paper)
    shown = found.height if found.height <= most else max(most - 1, 0)
    places = Places(paper.info["inputs"], paper.lines)
    for finding in found.head(shown).iter_rows(named=True):
        yield _annotation(finding, paper, places)
    if found.height > shown:
        yield _command(
            "notice", None, "disclosure-audit", say_more(found.height - shown, paper.lang)
        )


def _gate_title(lang: Lang) -> str:
    return Text("The gate failed", "门槛未通过").to(lang)


def _annotation(finding: Mapping[str, Any], paper: Paper, places: Places) -> str:
    found = places.of(finding)
    severity = name(SEVERITIES, finding["severity"], paper.lang)
    said = [
        cut(visible(finding["message"] or finding["rule"]), _LONGEST),
        places_line(found, paper.lang),
        cut(evidence_line(finding, paper.lang), _LONGEST),
    ]
    title = f"{finding['rule']} ({severity})"
    level = _LEVELS.get(finding["severity"], "warning")
    return _command(level, found[0], title, "\n".join(part for part in said if part))


def _command(level: str, place: Place | None, title: str, text: str) -> str:
    properties = {"title": visible(title)}
    if place is not None:
        properties = {"file": visible(place.path), "line": str(place.line)} | properties
    told = ",".join(f"{key}={value.translate(_IN_PROPERTIES)}" for key, value in properties.items())
    lines = "\n".join(visible(line) for line in text.split("\n"))
    return f"::{level} {told}::{lines.translate(_IN_TEXT)}"


FORMAT = PaperFormat("github", Text("GitHub annotations", "GitHub 注释"), ".txt", write)
