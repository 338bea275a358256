"""The workbook that an audit leaves behind: page one, totals, lists to be answered, the method."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from disclosure_audit.language import Text
from disclosure_audit.paper import Paper
from disclosure_audit.schema.columns import SIDES
from disclosure_audit.writers.cover import cover, gate_section, written_at
from disclosure_audit.writers.methods import methods, settings
from disclosure_audit.writers.section import Section, Value, from_outside
from disclosure_audit.writers.stats import of_owner
from disclosure_audit.writers.stream import Options, PaperFormat
from disclosure_audit.writers.workbook import counts
from disclosure_audit.writers.workbook.book import Book, new_book
from disclosure_audit.writers.workbook.findings import Findings
from disclosure_audit.writers.workbook.front import put_sections
from disclosure_audit.writers.workbook.lists import Filled, Listing, put_list
from disclosure_audit.writers.workbook.omissions import omissions
from disclosure_audit.writers.workbook.records import links, records

_TITLE = Text("Disclosure audit: working paper", "信息公开审计工作底稿")
_COVER = Text("Cover", "封面")
_TOTALS = Text("Control totals", "控制总数")
_METHOD = Text("Method and settings", "方法与设置")
_OF_TOTALS = ("totals", "links")


def write(paper: Paper, stream: BinaryIO, options: Options) -> None:
    """Stream the workbook of ``paper`` into ``stream``: the same bytes for the same paper.

    With ``options.owner`` it holds that department's findings and neither the records nor the lists
    of others. The cover tells which sheet holds what, how many rows each list has, and how many
    cells no workbook could hold whole.
    """
    owner = options.owner
    paper = of_owner(paper, owner)
    about = f"{_TITLE.to(paper.lang)} - {from_outside(paper.name)}"
    with new_book(stream, paper.lang, about, written_at(paper.info)) as book:
        sections = cover(paper, owner=owner)
        front = book.add(
            _COVER.to(paper.lang)
        )  # first of all, and written last: it counts the rest
        totals = [section for section in sections if section.name in _OF_TOTALS]
        cut = _put_front(book, _TOTALS, [*totals, counts.severities(paper)])
        filled = [put_list(book, listing) for listing in _lists(paper, owner)]
        cut += _put_front(book, _METHOD, [*methods(), settings(paper)])
        verdict = (gate_section(options.verdict),) if options.verdict is not None else ()
        contents = _contents(filled, cut)
        put_sections(book, front, _TITLE.to(paper.lang), [*sections, *verdict, contents])


def _put_front(book: Book, title: Text, sections: list[Section]) -> int:
    said = title.to(book.lang)
    return put_sections(book, book.add(said), said, sections)


def _lists(paper: Paper, owner: str | None) -> Iterator[Listing]:
    made = Findings(paper)
    if owner is None:
        yield counts.dispositions(paper)
    yield from counts.findings(paper)
    yield omissions(paper)
    yield made.all()
    yield made.decided()
    if owner is None:
        yield links(paper)
        yield from made.departments()
        for side in SIDES:
            yield records(paper, side)


def _contents(filled: list[Filled], cut: int) -> Section:
    heads = (
        Text("sheet", "工作表"), Text("holds", "内容"), Text("rows", "行数"),
        Text("cells cut", "截断的单元格"),
    )  # fmt: skip
    table: tuple[tuple[Value, ...], ...] = tuple(
        (Text(", ".join(one.sheets), "、".join(one.sheets)), one.about, one.rows, one.cut)
        for one in filled
    )
    shortened = cut + sum(one.cut for one in filled)
    said = Text(
        "none: every cell is whole",
        "无：所有单元格均完整",
    ) if not shortened else Text(
        f"{shortened:,}: a cell holds 32,767 characters; each says at its end how many there were, and"
        " the CSV, JSON and Parquet formats hold them whole",
        f"{shortened:,} 个：单元格最多 32,767 字，截断处注明原字数；CSV、JSON、Parquet 格式内容完整",
    )  # fmt: skip
    rows: tuple[tuple[Text, Value], ...] = ((Text("cells cut", "截断的单元格"), said),)
    return Section("contents", Text("Contents", "目录"), rows, heads, table)


FORMAT = PaperFormat("xlsx", Text("Excel workbook", "Excel 工作簿"), ".xlsx", write)
"""The working paper as a workbook."""
