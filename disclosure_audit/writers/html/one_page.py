"""The summary for who decides: one page, no list, no script."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.names import SEVERITIES, name
from disclosure_audit.paper import Paper
from disclosure_audit.review.decisions import STATUS
from disclosure_audit.writers import stats
from disclosure_audit.writers.cover import cover
from disclosure_audit.writers.html import figures
from disclosure_audit.writers.html.document import foot, head, title
from disclosure_audit.writers.html.markup import esc, tag
from disclosure_audit.writers.html.rule_help import badge
from disclosure_audit.writers.html.sections import section
from disclosure_audit.writers.html.tiles import tiles
from disclosure_audit.writers.html.verdicts import verdict
from disclosure_audit.writers.section import Section, Value
from disclosure_audit.writers.stream import Options

_KICKER = Text("Summary for the management", "管理层摘要")
_MOST = 6
_WORST = Text("What weighs most", "主要问题")
_OWNERS = Text("Departments with the most to do", "问题最多的部门")
_SEVERITIES = Text("Findings by severity", "问题：级别")
_NO_OWNER = Text("no department named", "未注明部门")
_MORE = Text("and {n:,} more", "另有 {n:,} 项")
_HEADS = {
    "severity": Text("severity", "级别"), "rule": Text("rule", "规则"),
    "what": Text("what is wrong", "判定"), "findings": Text("findings", "问题"),
    "owner": Text("department", "承办部门"), "omitted": Text("omitted", "未见公开"),
    "grave": Text("critical or high", "严重或高"),
}  # fmt: skip
_KEPT = ("totals", "sign_off")
"""Sections of the cover that a summary needs as well."""


def one_page(paper: Paper, options: Options) -> Iterator[str]:
    """Yield the summary of ``paper`` as HTML: it fits on one sheet of paper."""
    lang, owner = paper.lang, options.owner
    yield head(paper, []) + '<main class="one-page">'
    yield title(paper, owner, _KICKER) + tiles(paper, owner) + verdict(options.verdict, lang)
    yield tag("div", figures.dispositions(paper, owner), class_="figures")
    tables = section(_severities(paper), lang)
    tables += section(_owners(paper), lang) if owner is None else ""
    yield tag("div", tables + _worst(paper), class_="facts")
    kept = [part for part in cover(paper, owner=owner) if part.name in _KEPT]
    yield tag("div", "".join(section(part, lang) for part in kept), class_="facts")
    yield f"</main>{foot(paper)}</body></html>\n"


def _severities(paper: Paper) -> Section:
    frame = stats.by_severity(paper).filter(pl.col("findings") > 0)
    table: list[tuple[Value, ...]] = [
        (Text(row["severity"], name(SEVERITIES, row["severity"], "zh")), row["findings"],
         *(row[status] for status in STATUS))
        for row in frame.iter_rows(named=True)
    ]  # fmt: skip
    heads = (_HEADS["severity"], _HEADS["findings"], *STATUS.values())
    return Section("severities", _SEVERITIES, (), heads, tuple(table))


def _worst(paper: Paper) -> str:
    """Return the rules with findings that stand, the worst first."""
    lang = paper.lang
    found = stats.by_rule(paper).with_columns(standing=pl.col("open") + pl.col("confirmed"))
    found = found.filter(pl.col("standing") > 0)
    if found.is_empty():
        return ""
    rows = "".join(
        tag("tr", tag("td", badge(row["severity"], lang)) + tag("td", esc(row["rule"]), class_="code")
            + tag("td", esc((row["title"] or "").rstrip("。.")))
            + tag("td", f"{row['standing']:,}", class_="n"))
        for row in found.head(_MOST).iter_rows(named=True)
    )  # fmt: skip
    if found.height > _MOST:
        left = found.slice(_MOST)
        more = tag("td", esc(_MORE.to(lang, n=left.height)), colspan=3, class_="dim")
        rows += tag("tr", more + tag("td", f"{left['standing'].sum():,}", class_="n"))
    heads = "".join(
        tag("th", esc(_HEADS[key].to(lang)), scope="col", class_="n" if key == "findings" else None)
        for key in ("severity", "rule", "what", "findings")
    )
    table = tag("table", tag("thead", tag("tr", heads)) + tag("tbody", rows))
    return tag(
        "section",
        tag("h3", esc(_WORST.to(lang))) + tag("div", table, class_="scroll"),
        class_="part worst",
    )


def _owners(paper: Paper) -> Section:
    frame = stats.by_owner(paper)
    table: list[tuple[Value, ...]] = [
        (row["owner"] or _NO_OWNER, row["findings"], row["omitted"], row["critical"] + row["high"])
        for row in frame.head(_MOST).iter_rows(named=True)
    ]
    if frame.height > _MOST:
        left = frame.slice(_MOST)
        sums = left.select(
            pl.col("findings", "omitted").sum(), (pl.col("critical") + pl.col("high")).sum()
        ).row(0)
        table.append((Text(*(_MORE.to(lang, n=left.height) for lang in ("en", "zh"))), *sums))
    heads = tuple(_HEADS[key] for key in ("owner", "findings", "omitted", "grave"))
    return Section("owners", _OWNERS, (), heads, tuple(table))
