"""The summary as Markdown, for a note or a ticket."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosure_audit import names
from disclosure_audit.language import Text
from disclosure_audit.writers import summary
from disclosure_audit.writers.base import Format, Page
from disclosure_audit.writers.report import Report

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~&])")


def write(report: Report, page: Page) -> str:  # noqa: ARG001 - Markdown has no width
    """Return the summary; text from the lists is escaped so that it cannot become markup."""
    return "\n".join(_lines(report)) + "\n"


def escape(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def _lines(report: Report) -> Iterator[str]:
    def say(en: str, zh: str) -> str:
        return Text(en, zh).to(report.lang)

    yield "# " + say("Disclosure audit", "信息公开审计")
    yield from ("", escape(summary.title(report)))
    yield from ("", "## " + say("Control totals", "控制总数"), "")
    yield from (f"- {escape(summary.say_total(t, report))}" for t in summary.totals(report))
    yield "- " + say("Links: ", "对应关系：") + escape(summary.links(report))
    yield from (f"- **{escape(warning)}**" for warning in summary.warnings(report))

    yield from ("", "## " + say("What became of the records", "记录去向"), "")
    heads = (
        say("List", "清单"),
        say("Disposition", "去向"),
        say("Records", "条数"),
        say("Share", "占比"),
    )
    rows = [(a, b, f"{n:,}", share) for a, b, n, share in summary.dispositions(report)]
    yield from _table(heads, rows, numbers=(2, 3))

    yield from ("", "## " + say("Findings", "发现的问题"), "")
    if summary.is_clean(report):
        yield say("None.", "未发现问题。")
    else:
        heads = (
            say("Severity", "级别"),
            say("Rule", "规则"),
            say("What", "内容"),
            say("Findings", "数量"),
        )
        by_rule = [
            (names.name(names.SEVERITIES, severity, report.lang), rule, title, f"{n:,}")
            for severity, rule, title, n in summary.by_rule(report)
        ]
        yield from _table(heads, by_rule, numbers=(3,))
        yield from ("", "### " + summary.say_worst(report), "")
        for finding in summary.worst(report):
            severity = names.name(names.SEVERITIES, finding.severity, report.lang)
            said = [f"{finding.verdict}.", finding.document, f"({finding.place})"]
            if report.lang == "zh":
                said = [f"{finding.verdict}。{finding.document}（{finding.place}）"]
            yield f"- **{severity}** {finding.rule} {escape(' '.join(part for part in said if part))}"
            yield from (f"  - {escape(name)}: {escape(value)}" for name, value in finding.evidence)

    if reasons := list(summary.not_applicable(report)):
        yield from ("", "## " + say("Not applicable", "不适用的规则"), "")
        yield from (f"- {codes}: {escape(reason)}" for reason, codes in reasons)
    if steps := list(summary.next_steps(report)):
        yield from ("", "## " + say("Next", "下一步"), "")
        yield from (f"- {escape(step)}" for step in steps)


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int]
) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "|".join(" ---: " if n in numbers else " --- " for n in range(len(heads))) + "|"
    yield from ("| " + " | ".join(escape(cell) for cell in row) + " |" for row in rows)


FORMAT = Format("markdown", Text("the summary as Markdown", "Markdown 摘要"), write)
