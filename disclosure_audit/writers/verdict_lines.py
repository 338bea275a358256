"""The gate's verdict: lines for the eye, and JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction

from disclosure_audit.gate.verdict import Failure, Verdict
from disclosure_audit.glyphs import visible, wrap
from disclosure_audit.language import Lang, Text

_PASSED = Text("gate: passed (conditions: {n}, findings that count: {counted:,})",
               "门槛：通过（条件 {n} 项，计数的问题 {counted:,} 个）")  # fmt: skip
_FAILED = Text("gate: FAILED (conditions: {n}, of which fail: {failed}, findings that count: {counted:,})",
               "门槛：未通过（条件 {n} 项，其中不符 {failed} 项，计数的问题 {counted:,} 个）")  # fmt: skip
_MORE = Text("+{n:,} more", "另有 {n:,} 条")
_LIST = Text("list: {command}", "查看：{command}")
_REMEDY = Text("remedy: {remedy}", "处置：{remedy}")
_NOTE = Text("note: {note}", "提示：{note}")


def write_lines(verdict: Verdict, lang: Lang, width: int) -> str:
    """Return the verdict, each failure with its examples and remedy, and the notes."""
    head = (_PASSED if verdict.passed else _FAILED).to(
        lang, n=len(verdict.conditions), failed=len(verdict.failures), counted=verdict.counted
    )
    lines = [head]
    for failure in verdict.failures:
        lines += ["", *failure_lines(failure, lang, width)]
    if verdict.notes:
        lines.append("")
        for note in verdict.notes:
            lines += _hanging(_NOTE.to(lang, note=note.to(lang)), "", width)
    return "\n".join(lines) + "\n"


def failure_lines(failure: Failure, lang: Lang, width: int | None = None) -> Iterator[str]:
    """Yield what failed, what of it comes first, how to list it, and the remedy.

    Sentences are broken at ``width`` cells; lines are left as long as they are without one.
    """
    yield from _hanging(visible(failure.text.to(lang)), "", width)
    for example in failure.examples:
        yield f"    {visible(example.to(lang))}"
    if failure.more:
        yield f"    {_MORE.to(lang, n=failure.more)}"
    if failure.listing and failure.listing not in failure.remedy.en:
        yield f"    {_LIST.to(lang, command=visible(failure.listing))}"  # in one piece, to be copied
    yield from _hanging(visible(_REMEDY.to(lang, remedy=failure.remedy.to(lang))), "    ", width)


def write_json(verdict: Verdict, lang: Lang) -> str:
    """Return the verdict as one JSON object; ``measured`` is the number, or the share from 0 to 1."""
    content = {
        "format_version": 1,
        "passed": verdict.passed,
        "conditions": [one.text.en for one in verdict.conditions],
        "counted": verdict.counted,
        "failures": [
            {
                "condition": failure.condition.text.en,
                "measured": _number(failure.measured),
                "text": failure.text.to(lang),
                "examples": [example.to(lang) for example in failure.examples],
                "more": failure.more,
                "findings": list(failure.findings),
                "list": failure.listing,
                "remedy": failure.remedy.to(lang),
            }
            for failure in verdict.failures
        ],
        "notes": [note.to(lang) for note in verdict.notes],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else round(float(value), 9)


def _hanging(text: str, first: str, width: int | None) -> list[str]:
    if width is None:
        return [first + text]
    indent = " " * max(len(first), 2)
    lines = wrap(text, max(width - len(indent), 20))
    return [f"{indent if number else first}{line}" for number, line in enumerate(lines)]
