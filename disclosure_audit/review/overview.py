"""What there is and how far the review is: counts, each with the query that lists its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.names import DISPOSITIONS, SEVERITIES, SIDES
from disclosure_audit.review.decisions import STATUS
from disclosure_audit.review.query import like_cell, parse
from disclosure_audit.review.sheets import Sheet
from disclosure_audit.review.sheets.codes import LINK_STATUS

MOST_LINES = 24
"""Most lines of a section; what is left over is counted in ``more``."""
_NONE = Text("(none)", "（无）")
_OPEN = "open"
_SUREST_FIRST = dict(reversed(LINK_STATUS.items()))


class Desk(Protocol):
    """What is asked of the desk."""

    @property
    def control_totals(self) -> Mapping[str, Any]:
        """The control totals of today's judgement."""


@dataclass(frozen=True, slots=True)
class Door:
    """A count and the way to what it counts: ``query`` on the list ``kind`` shows ``count`` rows."""

    count: int
    kind: str
    query: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section. ``title`` may hold text of the lists, not yet made visible."""

    title: Text
    all: Door
    open: Door | None = None
    """Those of them that are still open; only of findings."""
    code: str = ""
    """The severity, status or disposition that it counts, for its colour."""
    mark: str = ""
    """A short code before the title: that of a rule."""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that count the same things in one way: they add up to ``total`` with ``more_count``."""

    name: str
    title: Text
    lines: tuple[Line, ...]
    total: int
    more: int = 0
    """Lines left out."""

    @property
    def more_count(self) -> int:
        """What the lines that are left out would count."""
        return max(0, self.total - sum(line.all.count for line in self.lines))


@dataclass(frozen=True, slots=True)
class Totals:
    """The control totals of one list: every row read was rejected or has a disposition."""

    side: str
    read: int
    rejected: int
    blank: int
    judged: int
    counted: int
    """Records in the list as it is shown here; the same as ``judged``, or something is wrong."""

    @property
    def adds_up(self) -> bool:
        """Whether no row was lost and none was counted twice."""
        return self.read == self.rejected + self.judged and self.judged == self.counted


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the overview shows."""

    decided: Door
    findings: Door
    today: tuple[Line, ...]
    """What each reviewer decided today, the busiest first."""
    totals: tuple[Totals, ...]
    sections: tuple[Section, ...]


def survey(
    desk: Desk, sheets: Mapping[str, Sheet], lang: Lang, today: dt.date | None = None
) -> Overview:
    """Return the counts of ``sheets`` (one per kind: findings, links, register, catalog).

    ``lang`` is the language of the queries. ``today`` is a day by UTC, as the journal counts.
    """
    findings = sheets["findings"].frame
    day = today or dt.datetime.now(dt.UTC).date()
    done = findings.filter(pl.col("status") != _OPEN).height
    not_open = _negated(like_cell("findings", "status", _OPEN, lang))
    return Overview(
        decided=Door(done, "findings", not_open),
        findings=Door(findings.height, "findings", ""),
        today=_today(findings, day, not_open, lang),
        totals=tuple(_totals(desk.control_totals, sheets)),
        sections=tuple(_sections(sheets, lang)),
    )


def _totals(totals: Mapping[str, Any], sheets: Mapping[str, Sheet]) -> Iterator[Totals]:
    for side in SIDES:
        mine = totals[side]
        yield Totals(
            side,
            mine["read"],
            mine["rejected"],
            mine["blank"],
            sum(mine["dispositions"].values()),
            sheets[side].frame.height,
        )


def _sections(sheets: Mapping[str, Sheet], lang: Lang) -> Iterator[Section]:
    findings = sheets["findings"].frame
    for side, words in SIDES.items():
        title = Text(f"{words.en}: what became of the records", f"{words.zh}：记录去向")
        yield _coded(sheets[side], "disposition", title, DISPOSITIONS, lang)
    yield _coded(
        sheets["findings"],
        "severity",
        Text("Findings by severity", "审计发现：级别"),
        SEVERITIES,
        lang,
    )
    yield _coded(
        sheets["findings"], "status", Text("Findings by status", "审计发现：状态"), STATUS, lang
    )
    yield _rules(findings, lang)
    yield _valued(findings, "owner", Text("Findings by owner", "审计发现：责任科室"), lang)
    yield _valued(findings, "month", Text("Findings by month made", "审计发现：成文月份"), lang)
    yield _coded(sheets["links"], "status", Text("Links", "对应关系"), _SUREST_FIRST, lang)


def _coded(
    sheet: Sheet, column: str, title: Text, names: Mapping[str, Text], lang: Lang
) -> Section:
    """Return one line per code that occurs, in the order of ``names``."""
    has_open = sheet.kind == "findings" and column != "status"
    counts = _count(sheet.frame, column, has_open=has_open).rows()
    order = {code: place for place, code in enumerate(names)}
    rows = sorted(counts, key=lambda row: order.get(row[0], len(order)))
    lines = [
        _line(sheet.kind, column, code, names.get(code, Text(code, code)), n, left, lang, code=code)
        for code, n, left in rows
    ]
    return Section(f"{sheet.kind}-{column}", title, tuple(lines), sheet.frame.height)


def _rules(findings: pl.DataFrame, lang: Lang) -> Section:
    """Return one line per rule, the worst first. A rule may be of several severities."""
    worst = list(reversed(SEVERITIES))
    ranked = findings.group_by("rule").agg(
        pl.col("rule_title").first(),
        pl.col("severity")
        .cast(pl.String)
        .replace_strict(worst, range(len(worst)), default=-1)
        .max()
        .alias("rank"),
        pl.len().alias("n"),
        (pl.col("status") == _OPEN).sum().alias("left"),
    )
    lines = [
        _line("findings", "rule", rule, Text(title or "", title or ""), n, left, lang,
              code=worst[rank] if rank >= 0 else "", mark=rule)
        for rule, title, rank, n, left in ranked.sort(
            "rank", "n", "rule", descending=[True, True, False]
        ).iter_rows()
    ]  # fmt: skip
    return Section(
        "findings-rule", Text("Findings by rule", "审计发现：规则"), tuple(lines), findings.height
    )


def _valued(findings: pl.DataFrame, column: str, title: Text, lang: Lang) -> Section:
    """Return one line per value: owners by how many they have, months the newest first.

    A filter takes texts for equal that differ in width or case only, and so do the lines.
    """
    counts = _count(findings, column, has_open=True)
    if column == "month":
        if counts[column].null_count() == counts.height:
            counts = counts.clear()  # the texts are not there: nothing is known of any month
        counts = counts.sort(column, descending=True, nulls_last=True)
    else:
        counts = counts.sort(pl.col(column).is_null(), "n", column, descending=[False, True, False])
    left, lines = counts, list[Line]()
    while left.height and len(lines) < MOST_LINES:
        value = left[column][0]
        query = like_cell("findings", column, value, lang)
        if not query:  # no filter is long enough
            left = left.filter(pl.col(column) != value)
            continue
        expr = parse(query, "findings", lang).expr
        alike = counts.filter(expr)
        name = _NONE if not value else Text(value, value)
        n, still = int(alike["n"].sum()), int(alike["left"].sum())
        lines.append(_line("findings", column, value, name, n, still, lang))
        left = left.filter(~expr)
    return Section(f"findings-{column}", title, tuple(lines), int(counts["n"].sum()), left.height)


def _today(findings: pl.DataFrame, day: dt.date, not_open: str, lang: Lang) -> tuple[Line, ...]:
    when = like_cell("findings", "decided_at", day, lang)
    done = findings.filter(parse(f"{when} {not_open}", "findings", lang).expr)
    by = done.group_by("reviewer").len().sort("len", "reviewer", descending=[True, False])
    lines = []
    for name in by["reviewer"].head(MOST_LINES):
        who = like_cell("findings", "reviewer", name, lang)
        count = done.filter(parse(who, "findings", lang).expr).height
        lines.append(
            Line(Text(name or "", name or ""), Door(count, "findings", f"{who} {when} {not_open}"))
        )
    return tuple(lines)


def _count(frame: pl.DataFrame, column: str, *, has_open: bool) -> pl.DataFrame:
    """Return value, rows ``n`` and open rows ``left``; null where nothing can be open."""
    left = (pl.col("status") == _OPEN).sum() if has_open else pl.lit(None, pl.Int64)
    return frame.group_by(column).agg(pl.len().alias("n"), left.alias("left"))


def _line(
    kind: str, column: str, value: Any, title: Text, n: int, left: int | None, lang: Lang,
    *, code: str = "", mark: str = "",
) -> Line:  # fmt: skip
    query = like_cell(kind, column, value, lang)
    still = None
    if left is not None:
        still = Door(left, kind, f"{query} {like_cell(kind, 'status', _OPEN, lang)}")
    return Line(title, Door(n, kind, query), still, code, mark)


def _negated(query: str) -> str:
    return f"-{query}"
