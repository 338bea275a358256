"""What changed between two runs, for the eye."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import polars as pl
from rich.box import SIMPLE_HEAD, Box
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from disclosure_audit import names
from disclosure_audit.change import Change, Part
from disclosure_audit.glyphs import shorten, visible, wrap
from disclosure_audit.language import Lang, Text
from disclosure_audit.schema.columns import BY_NAME
from disclosure_audit.writers.base import Page
from disclosure_audit.writers.console import make_console, written

MOST = 20
"""Changes of a kind after which the table is cut; the other formats hold them all."""
_PLAIN = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
_LONGEST_TITLE, _LONGEST_CELL = 44, 60
_HEAD = Text(
    "Change from {before} ({day}) to {after} ({other})",
    "{before}（{day}）至 {after}（{other}）的变化",
)
_NOTHING = Text("Nothing differs, as far as it was compared.", "就已比较的内容而言，没有差别。")
_MORE = Text(
    "{n:,} more; --format csv, ndjson and json list them all",
    "另有 {n:,} 项；--format csv、ndjson、json 列出全部",
)
_SAYS = Text("{what}: {that}", "{what}：{that}")
_CHANGES = {
    "new": Text("new", "新增"),
    "gone": Text("gone", "消失"),
    "changed": Text("changed", "变化"),
    "swapped": Text("leads elsewhere", "改对应"),
}  # fmt: skip
_FINDING_FIELDS = {
    "severity": Text("severity", "级别"),
    "confidence": Text("confidence", "可信度"),
    "owner": Text("department", "承办部门"),
    "message": Text("message", "说明"),
    "evidence": Text("evidence", "依据"),
}


def write(change: Change, parts: Sequence[Part], page: Page, lang: Lang) -> str:
    """Return counts first, then up to :data:`MOST` changes of each kind."""
    console = make_console(page)
    box = _PLAIN if page.plain else SIMPLE_HEAD
    console.print(Styled(_head(change, lang), "bold"))
    for note in change.notes:
        _say(console, f"- {note.to(lang)}", page)
    if not change.differs:
        _say(console, _NOTHING.to(lang), page)
        return written(console)
    if "records" in parts:
        _records(console, box, change, page, lang)
    if "dispositions" in parts:
        _dispositions(console, box, change, page, lang)
    if "findings" in parts:
        _findings(console, box, change, page, lang)
    return written(console)


def _head(change: Change, lang: Lang) -> str:
    return _HEAD.to(
        lang,
        before=visible(change.before.folder.name),
        after=visible(change.after.folder.name),
        day=change.before.info["as_of"],
        other=change.after.info["as_of"],
    )


def _records(console: Console, box: Box, change: Change, page: Page, lang: Lang) -> None:
    heads = (Text("records of", "记录"), *(_CHANGES[code] for code in ("new", "gone", "changed")))
    rows = []
    for side in change.sides:
        mine = change.records.filter(pl.col("side") == side)["change"]
        told = [f"{(mine == code).sum():,}" for code in ("new", "gone", "changed")]
        rows.append([names.SIDES[side].to(lang), *(["-"] * 3 if side in change.missing else told)])
    _table(console, box, [head.to(lang) for head in heads], rows)
    whole = change.records.filter(pl.col("change") != "changed")
    _list(console, page, lang, whole.height, (_record(row, lang) for row in _first(whole)))
    _list(
        console,
        page,
        lang,
        change.fields.height,
        (_field(row, lang) for row in _first(change.fields)),
    )


def _record(row: dict[str, Any], lang: Lang) -> str:
    return _SAYS.to(lang, what=_CHANGES[row["change"]].to(lang), that=_named(row, lang))


def _field(row: dict[str, Any], lang: Lang) -> str:
    name = BY_NAME[row["field"]].title.to(lang)
    what = _SAYS.to(lang, what=_named(row, lang), that=name)
    return _SAYS.to(lang, what=what, that=f"{_cell(row['before'])} → {_cell(row['after'])}")


def _named(row: dict[str, Any], lang: Lang) -> str:
    """Return which record it is: ``catalog row 12 “…”``, where it stands now, or stood."""
    place = row["before_row"] if row["after_row"] is None else row["after_row"]
    title = shorten(
        visible(row["title"] or row["doc_number"] or row["record_id"] or ""), _LONGEST_TITLE
    )
    side = names.SIDES[row["side"]]
    return Text(f"{side.en} row {place} “{title}”", f"{side.zh}第 {place} 行“{title}”").to(lang)


def _cell(text: str | None) -> str:
    return "-" if text is None else f"“{shorten(visible(text), _LONGEST_CELL)}”"


def _dispositions(console: Console, box: Box, change: Change, page: Page, lang: Lang) -> None:
    def became(code: str | None) -> str:
        return "-" if code is None else names.name(names.DISPOSITIONS, code, lang)

    moved = change.flows.filter(pl.col("before").ne_missing(pl.col("after")))
    heads = (Text("list", "清单"), Text("was", "此前"), Text("is", "此后"), Text("records", "记录"))
    if moved.height:
        rows = [
            [names.SIDES[side].to(lang), became(before), became(after), f"{count:,}"]
            for side, before, after, count in moved.iter_rows()
        ]
        _table(console, box, [head.to(lang) for head in heads], rows, texts=3)
    elif change.missing:
        counted = change.totals.filter(pl.col("difference") != 0)
        rows = [
            [names.SIDES[side].to(lang), became(code), f"{before:,}", f"{after:,}"]
            for side, code, before, after, _ in counted.iter_rows()
        ]
        heads = (
            heads[0],
            Text("disposition", "去向"),
            Text("before", "此前"),
            Text("after", "此后"),
        )
        _table(console, box, [head.to(lang) for head in heads], rows, texts=2)
    told = (
        _SAYS.to(
            lang,
            what=_named(row, lang),
            that=f"{became(row['before'])} → {became(row['after'])}",
        )
        for row in _first(change.dispositions)
    )
    _list(console, page, lang, change.dispositions.height, told)
    counts = dict(change.links.group_by("change").len().iter_rows())
    if counts:
        told_links = "; ".join(
            f"{_CHANGES[code].to(lang)} {counts[code]:,}"
            for code in ("new", "gone", "swapped")
            if code in counts
        )
        label = Text("Links of catalog records", "目录记录的对应关系").to(lang)
        _say(console, _SAYS.to(lang, what=label, that=told_links), page)


def _findings(console: Console, box: Box, change: Change, page: Page, lang: Lang) -> None:
    differing = change.rules.filter(
        (pl.col("before") != pl.col("after"))
        | pl.any_horizontal(pl.col("new", "gone", "changed").fill_null(0) > 0)
    )
    if differing.is_empty():
        return
    heads = (Text("rule", "规则"), Text("before", "此前"), Text("after", "此后"))
    labels = [
        head.to(lang) for head in (*heads, *(_CHANGES[c] for c in ("new", "gone", "changed")))
    ]
    rows = [
        [rule, *("-" if n is None else f"{n:,}" for n in counts)]
        for rule, *counts in differing.iter_rows()
    ]
    _table(console, box, labels, rows)
    for code, frame in (("new", change.new), ("gone", change.gone)):
        what = _CHANGES[code].to(lang)
        told = (
            _SAYS.to(lang, what=what, that=f"{row['rule']} {visible(row['message'])}")
            for row in _first(frame)
        )
        _list(console, page, lang, frame.height, told)
    told = (_finding(row, lang) for row in _first(change.changed))
    _list(console, page, lang, change.changed.height, told)


def _finding(row: dict[str, Any], lang: Lang) -> str:
    field = _FINDING_FIELDS[row["field"]].to(lang)
    what = _SAYS.to(lang, what=f"{row['rule']} {row['finding_id']}", that=field)
    return _SAYS.to(lang, what=what, that=f"{_cell(row['before'])} → {_cell(row['after'])}")


def _first(frame: pl.DataFrame) -> Iterator[dict[str, Any]]:
    return frame.head(MOST).iter_rows(named=True)


def _table(
    console: Console, box: Box, heads: Sequence[str], rows: Iterable[Sequence[str]], texts: int = 1
) -> None:
    table = Table(
        box=box, pad_edge=False, collapse_padding=True, show_edge=False, header_style="bold"
    )
    for place, head in enumerate(heads):
        table.add_column(
            Styled(head), justify="left" if place < texts else "right", overflow="fold"
        )
    for row in rows:
        table.add_row(*(Styled(cell) for cell in row))
    console.print()
    console.print(table)


def _list(console: Console, page: Page, lang: Lang, count: int, told: Iterable[str]) -> None:
    for line in told:
        _say(console, f"- {line}", page)
    if count > MOST:
        _say(console, f"- {_MORE.to(lang, n=count - MOST)}", page)


def _say(console: Console, text: str, page: Page) -> None:
    """Print a line folded as Chinese folds too; what follows a dash is set in."""
    indent = "  " if text.startswith("- ") else ""
    for number, line in enumerate(wrap(text, page.width - len(indent))):
        console.print(Styled((indent if number else "") + line))
