"""JUnit XML: a suite per family, a case per rule, so that any CI shows which checks failed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.names import SEVERITIES, name
from disclosure_audit.paper import Paper, RuleSaid
from disclosure_audit.writers.counted import blaming, cut, say_more
from disclosure_audit.writers.finding_text import evidence_line, places_line
from disclosure_audit.writers.places import Places
from disclosure_audit.writers.stream import Options, PaperFormat
from disclosure_audit.writers.xml_text import attribute, content

if TYPE_CHECKING:
    from disclosure_audit.gate.verdict import Verdict

WORST = 20
"""Most findings that a failure lists."""
_LONGEST = 500
_FAILED = Text("{n:,} findings: {title}", "{n:,} 个问题：{title}")
_FAILED_ONCE = Text("1 finding: {title}", "1 个问题：{title}")


def write(paper: Paper, file: BinaryIO, options: Options) -> None:
    """Write the suites; a rule fails if findings of it stand that the baseline does not hold.

    Its failure lists the worst of them, at most :data:`WORST` unless the options say otherwise. A
    rule that could not judge is skipped with the reason. Where the gate was asked, a first suite
    ``gate`` says what it says. Neither times nor host are told: equal runs give equal bytes.
    """
    for line in _lines(paper, options):
        file.write(line.encode() + b"\n")


def _lines(paper: Paper, options: Options) -> Iterator[str]:
    found = blaming(paper)
    counts: dict[str, int] = dict(found.group_by("rule").len().iter_rows())
    families: dict[str, list[RuleSaid]] = {}
    for rule in paper.rules.values():
        families.setdefault(rule.code.rstrip("0123456789"), []).append(rule)
    suites = [_gate_suite(options.verdict, paper.lang)] if options.verdict else []
    tests = sum(suite[1] for suite in suites) + len(paper.rules)
    failed = sum(suite[2] for suite in suites) + sum(rule in counts for rule in paper.rules)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="disclosure-audit" tests="{tests}" failures="{failed}" errors="0">'
    for lines, *_ in suites:
        yield from lines
    places = Places(paper.info["inputs"])
    most = WORST if options.limit is None else options.limit
    for family, rules in families.items():
        yield _suite_head(f"disclosure-audit.{family}", rules, counts)
        yield from _properties(paper)
        for rule in rules:
            of_rule = found.filter(pl.col("rule") == rule.code) if rule.code in counts else None
            yield from _case(rule, of_rule, paper.lang, places, most)
        yield "  </testsuite>"
    yield "</testsuites>"


def _suite_head(suite: str, rules: list[RuleSaid], counts: Mapping[str, int]) -> str:
    failed = sum(rule.code in counts for rule in rules)
    skipped = sum(rule.code not in counts and rule.not_applicable is not None for rule in rules)
    return (
        f'  <testsuite name={attribute(suite)} tests="{len(rules)}" failures="{failed}"'
        f' errors="0" skipped="{skipped}">'
    )


def _properties(paper: Paper) -> Iterator[str]:
    info = paper.info
    facts = {name: info.get(name) for name in ("tool_version", "as_of", "settings_sha256", "key")}
    yield "    <properties>"
    for fact, value in ({"run": paper.name} | facts).items():
        yield f'      <property name="{fact}" value={attribute(str(value or ""))}/>'
    yield "    </properties>"


def _case(
    rule: RuleSaid, found: pl.DataFrame | None, lang: Lang, places: Places, most: int
) -> Iterator[str]:
    head = f"    <testcase name={attribute(f'{rule.code} {rule.name}')} classname={attribute(_group(rule))}"
    title = rule.title.to(lang)
    if found is not None:
        words = _FAILED if found.height > 1 else _FAILED_ONCE
        message = words.to(lang, n=found.height, title=title)
        said = [_finding(row, lang, places) for row in found.head(most).iter_rows(named=True)]
        if found.height > most:
            said.append(say_more(found.height - most, lang))
        yield f"{head}>"
        yield from _failure(message, rule.severity, said)
        yield "    </testcase>"
    elif rule.not_applicable:
        yield f"{head}>"
        yield f"      <skipped>{content(rule.not_applicable.to(lang))}</skipped>"
        yield "    </testcase>"
    else:
        yield f"{head}/>"


def _group(rule: RuleSaid) -> str:
    return f"disclosure-audit.{rule.code.rstrip('0123456789')}"


def _failure(message: str, kind: str, lines: Iterable[str]) -> Iterator[str]:
    body = "\n".join(content(line) for line in lines)
    yield f"      <failure message={attribute(message)} type={attribute(kind)}>{body}</failure>"


def _finding(finding: Mapping[str, Any], lang: Lang, places: Places) -> str:
    parts = [
        f"[{name(SEVERITIES, finding['severity'], lang)}]",
        cut(finding["message"] or finding["rule"], _LONGEST).replace("\n", " "),
        f"({places_line(places.of(finding), lang)})",
        cut(evidence_line(finding, lang), _LONGEST),
        f"#{finding['finding_id']}",
    ]
    return " ".join(part for part in parts if part)


def _gate_suite(verdict: Verdict, lang: Lang) -> tuple[list[str], int, int]:
    """Return the lines of the suite, how many cases it has, and how many of them failed.

    A gate that passed is one case.
    """
    failures = verdict.failures
    tests = max(len(failures), 1)
    lines = [
        f'  <testsuite name="disclosure-audit.gate" tests="{tests}" failures="{len(failures)}"'
        ' errors="0" skipped="0">'
    ]
    if not failures:
        lines.append('    <testcase name="gate" classname="disclosure-audit.gate"/>')
    for failure in failures:
        text = failure.text.to(lang)
        lines.append(f'    <testcase name={attribute(text)} classname="disclosure-audit.gate">')
        lines += _failure(text, "gate", [failure.remedy.to(lang)])
        lines.append("    </testcase>")
    return [*lines, "  </testsuite>"], tests, len(failures)


FORMAT = PaperFormat("junit", Text("JUnit XML", "JUnit XML"), ".xml", write)
