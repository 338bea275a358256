"""The series and the estimate for the eye."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl
from rich.box import SIMPLE_HEAD, Box
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from disclosure_audit.glyphs import cells, visible, wrap
from disclosure_audit.language import Lang, Text
from disclosure_audit.series.account import Account
from disclosure_audit.series.estimate import ASSUMPTIONS
from disclosure_audit.series.ranges import shorten_ranges
from disclosure_audit.writers.base import Page
from disclosure_audit.writers.console import make_console, written
from disclosure_audit.writers.series_rows import MISSING, series_rows

_PLAIN = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
MOST_SERIES, MOST_RANGES = 60, 4
"""Series and ranges after which the table is cut; CSV and JSON hold them whole."""
_NAME_WIDTH, _WIDE = 20, 80
"""Cells up to which the name of a series is not folded, and those of a page that is wide enough."""
_NOTHING = Text("No document number of a series was found.", "没有成系列的文号。")
_HEADS = (
    Text("series", "系列"),
    Text("serials", "序号"),
    Text("register", "登记簿"),
    Text("catalog", "目录"),
    Text("both", "两者"),
    Text("not in register", "登记簿缺"),
    Text("not in catalog", "目录缺"),
    Text("in neither", "两者均缺"),
)
_APART = {"voided": Text("voided", "作废"), "implausible": Text("doubted", "存疑")}


def write(account: Account, page: Page, lang: Lang) -> str:
    """Return the table of the series, and below it the estimate with what it assumes."""
    console = make_console(page)
    rows = series_rows(account)
    if rows.is_empty():
        console.print(Styled(_NOTHING.to(lang)))
        return written(console)
    box = _PLAIN if page.plain else SIMPLE_HEAD
    apart = [why for why in _APART if rows[why].list.len().sum()]
    heads = [*(text.to(lang) for text in _HEADS), *(_APART[why].to(lang) for why in apart)]
    shown = rows.head(MOST_SERIES).iter_rows(named=True)
    _table(console, box, heads, (_cells(row, apart) for row in shown), range(1, 5))
    for note in _notes(account, rows):
        _say(console, note.to(lang), page)
    _estimate(console, box, account, lang)
    for assumption in ASSUMPTIONS:
        _say(console, f"- {assumption.to(lang)}", page)
    return written(console)


def _cells(row: dict[str, Any], apart: Sequence[str]) -> list[str]:
    return [
        visible(row["series"]),
        _range(row["first"], row["last"]),
        *(f"{row[name]:,}" for name in ("in_register", "in_catalog", "in_both")),
        *(_missing(row, where) for where in MISSING),
        *(shorten_ranges(map(str, row[why]), MOST_RANGES) for why in apart),
    ]


def _missing(row: dict[str, Any], where: str) -> str:
    """Return how many serials are missing and which: ``7: 3-5, 9, ... (+2)``."""
    if not row[f"missing_{where}"]:
        return "-"
    ranges = [_range(one["serial_from"], one["serial_to"]) for one in row[f"ranges_{where}"]]
    return f"{row[f'missing_{where}']:,}: {shorten_ranges(ranges, MOST_RANGES)}"


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _notes(account: Account, rows: pl.DataFrame) -> Iterable[Text]:
    if rows.height > MOST_SERIES:
        yield Text(
            f"{rows.height - MOST_SERIES:,} more series; --format csv and json list them all.",
            f"另有 {rows.height - MOST_SERIES:,} 个系列；--format csv 和 json 列出全部。",
        )
    if account.elsewhere:
        yield Text(
            f"Left out: {account.elsewhere:,} numbered records of the catalog whose agency code the "
            "register does not send under.",
            f"未计入：目录中有文号的记录 {account.elsewhere:,} 条，其机关代字不见于登记簿的发文。",
        )


def _estimate(console: Console, box: Box, account: Account, lang: Lang) -> None:
    def say(en: str, zh: str) -> str:
        return Text(en, zh).to(lang)

    console.print()
    console.print(
        Styled(
            say("Documents that neither list holds, estimated", "两份清单均无的文件（估计）"),
            "bold",
        )
    )
    both = account.gaps.filter(pl.col("missing_in") == "both")
    gaps = dict(both.group_by("year").agg(pl.col("count").sum()).iter_rows())
    everything = say("all", "合计")
    heads = (
        say("year", "年份"), say("register", "登记簿"), say("catalog", "目录"), say("both", "两者"),
        say("in neither", "两者均无"), say("95% interval", "95% 区间"), say("serials in neither", "两者均缺的序号"),
    )  # fmt: skip
    rows = []
    for row in account.estimate.iter_rows(named=True):
        whole = row["year"] is None
        missing = sum(gaps.values()) if whole else gaps.get(row["year"], 0)
        rows.append(
            [everything if whole else str(row["year"]),
             *(f"{row[name]:,}" for name in ("in_register", "in_catalog", "in_both")),
             *_estimated(row), f"{missing:,}"]
        )  # fmt: skip
    _table(console, box, heads, rows, range(1, 7))


def _estimated(row: dict[str, Any]) -> tuple[str, str]:
    if row["unseen"] is None:
        return "-", "-"
    low, high = row["unseen_low"], row["unseen_high"]
    return f"{row['unseen']:,.1f}", "-" if low is None else f"{low:,.1f}-{high:,.1f}"


def _table(
    console: Console, box: Box, heads: Sequence[str], rows: Iterable[Sequence[str]], right: range
) -> None:
    table = Table(
        box=box, pad_edge=False, collapse_padding=True, show_edge=False, header_style="bold"
    )
    listed = list(rows)
    name = max((cells(row[0]) for row in listed), default=0)
    for place, head in enumerate(heads):
        table.add_column(
            Styled(head),
            justify="right" if place in right else "left",
            overflow="fold",
            no_wrap=place == 0 and name <= _NAME_WIDTH and console.width >= _WIDE,
        )
    for row in listed:
        table.add_row(*(Styled(cell) for cell in row))
    console.print(table)


def _say(console: Console, text: str, page: Page) -> None:
    """Print a line folded as Chinese folds too; what follows a dash is set in."""
    indent = "  " if text.startswith("- ") else ""
    for number, line in enumerate(wrap(text, page.width - len(indent))):
        console.print(Styled((indent if number else "") + line))
