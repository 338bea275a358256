"""The summary for the eye: what a person at a terminal reads first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.box import SIMPLE_HEAD, Box
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from disclosure_audit import names
from disclosure_audit.glyphs import cells, shorten, wrap
from disclosure_audit.language import Text
from disclosure_audit.writers import summary
from disclosure_audit.writers.base import Format, Page
from disclosure_audit.writers.console import make_console, written
from disclosure_audit.writers.report import Report

_PLAIN = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
"""The one rule below the heads, in ASCII."""
_STYLES = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "cyan", "note": "dim"}
_LONGEST_MESSAGE, _LONGEST_VALUE = 320, 160
"""Cells after which a message or a piece of evidence is cut; the run folder has it whole."""


def write(report: Report, page: Page) -> str:
    """Return the summary, laid out for ``page.width`` cells.

    Text of the lists is never taken for markup: everything is handed to rich as ``Text``.
    """
    console = make_console(page)
    _line(console, summary.title(report), "bold")
    _totals(console, report)
    box = _PLAIN if page.plain else SIMPLE_HEAD
    _dispositions(console, report, box)
    _findings(console, report, box)
    _worst(console, report)
    _notes(console, report)
    return written(console)


def _totals(console: Console, report: Report) -> None:
    _heading(console, report, "Control totals", "控制总数")
    for total in summary.totals(report):
        style = "" if total.adds_up else "bold red"
        _line(console, summary.say_total(total, report), style)
    _line(console, Text("Links: ", "对应关系：").to(report.lang) + summary.links(report))
    for warning in summary.warnings(report):
        _line(console, warning, "bold yellow")


def _dispositions(console: Console, report: Report, box: Box) -> None:
    _heading(console, report, "What became of the records", "记录去向")
    say = report.lang
    table = _table(
        Text("list", "清单").to(say),
        Text("disposition", "去向").to(say),
        Text("records", "条数").to(say),
        Text("share", "占比").to(say),
        numbers=(2, 3),
        box=box,
    )
    last, total = None, summary.TOTAL.to(say)
    for side, name, count, share in summary.dispositions(report):
        if side != last and last is not None:
            table.add_row()
        style = "bold" if name == total else ""
        _row(table, ("" if side == last else side, name, f"{count:,}", share), row_style=style)
        last = side
    console.print(table)


def _findings(console: Console, report: Report, box: Box) -> None:
    _heading(console, report, "Findings", "发现的问题")
    if summary.is_clean(report):
        _line(console, Text("None.", "未发现问题。").to(report.lang), "green")
        return
    say = report.lang
    table = _table(
        Text("severity", "级别").to(say),
        Text("rule", "规则").to(say),
        Text("what", "内容").to(say),
        Text("findings", "数量").to(say),
        numbers=(3,),
        box=box,
    )
    for severity, rule, title, count in summary.by_rule(report):
        name = names.name(names.SEVERITIES, severity, report.lang)
        _row(table, (name, rule, title, f"{count:,}"), style=_STYLES.get(severity, ""))
    console.print(table)


def _worst(console: Console, report: Report) -> None:
    if summary.is_clean(report):
        return
    console.print()
    _line(console, summary.say_worst(report), "bold")
    last = None
    for finding in summary.worst(report):
        if (finding.severity, finding.rule) != last:
            severity = names.name(names.SEVERITIES, finding.severity, report.lang)
            head = Styled(f"{severity} ", style=_STYLES.get(finding.severity, ""))
            head.append(finding.rule, style="bold")
            head.append(f" {finding.verdict}", style="default")
            console.print(head, overflow="fold")
            last = (finding.severity, finding.rule)
        join = Text("; ", "；").to(report.lang)
        if finding.document:
            _line(console, shorten(finding.document, _LONGEST_MESSAGE), indent=2)
        colon = Text(": ", "：").to(report.lang)
        told = [
            f"{name}{colon}{shorten(value, _LONGEST_VALUE)}" for name, value in finding.evidence
        ]
        _line(
            console, join.join([part for part in (finding.place, *told) if part]), "dim", indent=4
        )


def _notes(console: Console, report: Report) -> None:
    if reasons := list(summary.not_applicable(report)):
        _heading(console, report, "Not applicable", "不适用的规则")
        for reason, codes in reasons:
            _line(console, f"{codes}: {reason}")
    if steps := list(summary.next_steps(report)):
        _heading(console, report, "Next", "下一步")
        for step in steps:
            _line(console, step)


def _heading(console: Console, report: Report, en: str, zh: str) -> None:
    console.print()
    console.print(Styled(Text(en, zh).to(report.lang), style="bold"))


def _line(console: Console, text: str, style: str = "", indent: int = 0) -> None:
    """Print ``text``, broken between Chinese characters too, which rich breaks at spaces only."""
    for line in _fold(text, console.width - indent):
        console.print(Styled(" " * indent + line, style=style), overflow="fold", soft_wrap=True)


def _fold(text: str, width: int) -> Iterator[str]:
    for line in wrap(text, width):
        while cells(line) > width:  # an address without a place to break
            cut = next(n for n in range(len(line), 0, -1) if cells(line[:n]) <= width)
            yield line[:cut]
            line = line[cut:]
        yield line


def _table(*heads: str, box: Box, numbers: Iterable[int] = ()) -> Table:
    table = Table(box=box, pad_edge=False, show_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        right = place in tuple(numbers)
        table.add_column(
            Styled(head), justify="right" if right else "left", no_wrap=right, overflow="fold"
        )
    return table


def _row(table: Table, texts: Sequence[str], style: str = "", row_style: str = "") -> None:
    first, *rest = texts
    table.add_row(Styled(first, style=style), *(Styled(text) for text in rest), style=row_style)


FORMAT = Format("table", Text("tables for the eye", "便于阅读的表格"), write, machine=False)
