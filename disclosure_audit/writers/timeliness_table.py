"""Timeliness for the eye."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD, Box
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from disclosure_audit.glyphs import cells, visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.writers.base import Page
from disclosure_audit.writers.console import make_console, written
from disclosure_audit.writers.timeliness import Timeliness

_PLAIN = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
"""The one rule below the heads, in ASCII."""
_MOST = 200
"""Rows that a person is shown; the other formats have all."""
_NAME = 8
"""Cells that a name keeps before the heads of the numbers are folded."""
_ROOMY = 100
"""Cells of a page on which columns stand two cells apart."""
_BY = {
    "owner": Text("department", "承办部门"),
    "month": Text("month made", "成文月份"),
    "category": Text("category", "类别"),
}
_HEADS = (
    Text("public", "已公开"), Text("counted", "计入"), Text("late", "逾期"), Text("share", "逾期率"),
    Text("median", "中位数"), Text("p90", "P90"), Text("p95", "P95"), Text("max", "最长"),
    Text("overdue", "未公开"), Text("due soon", "将到期"),
)  # fmt: skip
_NONE = Text("(none named)", "（未注明）")
_NOTES = (
    Text("Days are working days from the day made to the first publication. Counted are documents "
         "with both dates that a time limit was in force for.",
         "天数为成文日至首次公开的工作日；计入的是两个日期齐全且当时已有期限规定的文件。"),
    Text("Overdue: not public after the last day. Due soon: not public, the last day is near.",
         "未公开：期限已满仍未公开；将到期：尚未公开，期限将满。"),
)  # fmt: skip


def write(found: Timeliness, page: Page, lang: Lang) -> str:
    """Return the groups as a table, laid out for ``page.width`` cells."""
    console = make_console(page)
    title = Text("Timeliness by {by} as of {day}", "公开时效（按{by}，截至 {day}）").fill(
        by=_BY[found.by].to(lang), day=found.as_of
    )
    console.print(Styled(title.to(lang), style="bold"))
    heads = [_BY[found.by].to(lang), *(head.to(lang) for head in _HEADS)]
    rows = [_cells(row, _NONE.to(lang)) for row in found.groups.head(_MOST).iter_rows()]
    everything = _cells(found.total.row(0), Text("all", "合计").to(lang))
    _table(console, page, heads, [*rows, everything], range(1, len(heads)), has_total=True)
    _say_cut(console, found.groups.height, lang)
    for note in _NOTES:
        console.print(Styled(note.to(lang), style="dim"), overflow="fold")
    return written(console)


def write_due_soon(found: Timeliness, page: Page, lang: Lang) -> str:
    """Return the documents that are due soon as a table, the most urgent first."""
    console = make_console(page)
    title = Text("Due soon as of {day}: {n}", "即将到期（截至 {day}）：{n} 件").fill(
        day=found.as_of, n=f"{found.due_soon.height:,}"
    )
    console.print(Styled(title.to(lang), style="bold"))
    if found.due_soon.height:
        heads = (
            Text("last day", "截止日"), Text("days left", "剩余工作日"), Text("department", "承办部门"),
            Text("record", "序号"), Text("number", "文号"), Text("title", "标题"),
        )  # fmt: skip
        rows = [
            [str(due), str(left), *(visible(text or "") for text in texts)]
            for due, left, *texts in found.due_soon.select(
                "due_on", "days_left", "owner", "record_id", "doc_number", "title"
            )
            .head(_MOST)
            .iter_rows()
        ]
        _table(console, page, [head.to(lang) for head in heads], rows, (0, 1))
        _say_cut(console, found.due_soon.height, lang)
    return written(console)


def _cells(row: Sequence[object], unnamed: str) -> list[str]:
    group, published, counted, late, share, median, p90, p95, longest, overdue, soon = row
    return [
        visible(str(group)) if group is not None else unnamed,
        *(f"{number:,}" for number in (published, counted, late)),
        "-" if share is None else f"{share:.1%}",
        *("-" if days is None else f"{days:.1f}" for days in (median, p90, p95)),
        "-" if longest is None else f"{longest:,}",
        *(f"{number:,}" for number in (overdue, soon)),
    ]


def _table(
    console: Console,
    page: Page,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int],
    *,
    has_total: bool = False,
) -> None:
    gap = 1 if page.width >= _ROOMY else 0
    table = Table(
        box=_PLAIN if page.plain else SIMPLE_HEAD,
        pad_edge=False, show_edge=False, header_style="bold",
        padding=(0, gap, 0, 0),
    )  # fmt: skip
    widths = [max(cells(text) for text in column) for column in zip(heads, *rows, strict=True)]
    room = page.width - sum(widths[1:]) - (len(heads) - 1) * (1 + gap)
    for place, head in enumerate(heads):
        is_number = place in numbers
        table.add_column(
            Styled(head),
            justify="right" if is_number else "left",
            overflow="fold",
            # a name gives way before a number does
            max_width=max(room, _NAME) if place == 0 and not is_number else None,
            min_width=widths[place] if is_number and (room >= _NAME or not has_total) else None,
        )
    for place, row in enumerate(rows):
        is_total = has_total and place == len(rows) - 1
        table.add_row(*(Styled(cell) for cell in row), style="bold" if is_total else "")
    console.print(table)


def _say_cut(console: Console, height: int, lang: Lang) -> None:
    if height > _MOST:
        more = Text("{n} more rows: --format csv lists all", "另有 {n} 行，--format csv 可全部列出")
        console.print(Styled(more.to(lang, n=f"{height - _MOST:,}"), style="yellow"))
