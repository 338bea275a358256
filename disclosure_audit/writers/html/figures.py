"""The charts of a report: what became of the records, and where the findings are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import polars as pl

from disclosure_audit.dispositions import OF_SIDE
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import DISPOSITIONS, SEVERITIES, SIDES, name
from disclosure_audit.paper import Paper
from disclosure_audit.schema.columns import Side
from disclosure_audit.writers import stats
from disclosure_audit.writers.html.charts import Bar, Part, band, bars, columns
from disclosure_audit.writers.html.markup import esc, tag

MOST_BARS = 12
"""Most rules or departments in a chart; the rest are one bar."""
_MOST_MONTHS = 36
_TINTS = {
    "published": "good", "linked": "good", "published_differs": "fair", "repeated": "fair",
    "needs_review": "open", "omitted": "bad", "unregistered": "bad", "withheld": "calm",
    "received": "calm2", "not_due": "calm3", "out_of_scope": "calm4", "unreadable": "void",
}  # fmt: skip
_RECORDS = Text("{n:,} records", "{n:,} 条记录")
_BECAME = Text("{side}: what became of the records", "{side}：记录去向")
_HEADS = (Text("disposition", "去向"), Text("records", "条数"), Text("share", "占比"))
_BY_SEVERITY = Text("Findings by severity", "问题：级别")
_BY_RULE = Text("Findings by rule", "问题：规则")
_BY_OWNER = Text("Findings by department", "问题：承办部门")
_BY_MONTH = Text("Findings by month made", "问题：成文月份")
_BY_YEAR = Text("Findings by year made", "问题：成文年份")
_STANDING = Text("open or confirmed", "待处理或已确认")
_REST = Text("{n:,} others", "其余 {n:,} 项")
_NO_OWNER = Text("no department named", "未注明部门")
_NO_MONTH = Text("n/a", "不详")
_COLON = Text(": ", "：")
_SEMICOLON = Text("; ", "；")


def dispositions(paper: Paper, owner: str | None = None) -> str:
    """Return a band and a table per list; of one department only where its records are known."""
    out = []
    for side, called in SIDES.items():
        counts = _counts(paper, "register" if side == "register" else "catalog", owner)
        if counts is not None:
            out.append(_became(side, called.to(paper.lang), counts, paper.lang))
    return "".join(out)


def findings(paper: Paper) -> str:
    """Return the charts of the findings that still stand."""
    lang = paper.lang
    out = [_figure("severity", _BY_SEVERITY, list(_severities(paper)), lang)]
    if paper.counted.is_empty():
        return out[0]
    months = stats.by_month(paper)
    if months["month"].drop_nulls().len():
        out.append(_months(months, lang))
    out.append(_figure("rule", _BY_RULE, list(_rules(paper)), lang))
    owners = stats.by_owner(paper)
    if owners["owner"].ne(stats.NO_OWNER).any():
        out.append(_figure("owner", _BY_OWNER, list(_owners(owners, lang)), lang))
    return "".join(out)


def _counts(paper: Paper, side: Side, owner: str | None) -> Mapping[str, int] | None:
    if owner is None:
        counts: Mapping[str, int] = paper.control_totals[side]["dispositions"]
        return counts
    read = paper.texts.records.get(side) if paper.texts else None
    if side == "catalog" or read is None or "owner" not in read.columns:
        return None
    mine = read.filter(pl.col("owner").fill_null(stats.NO_OWNER) == owner).select("row")
    became = paper.dispositions.filter(pl.col("side") == side).join(mine, on="row", how="semi")
    return dict(became.group_by("disposition").len().sort("disposition").iter_rows())


def _became(side: str, called: str, counts: Mapping[str, int], lang: Lang) -> str:
    order = [str(code) for code in OF_SIDE["register" if side == "register" else "catalog"]]
    codes = [*order, *(code for code in counts if code not in order)]
    parts = [
        Part(counts[code], name(DISPOSITIONS, code, lang), _TINTS.get(code, "void"))
        for code in codes
        if counts.get(code)
    ]
    whole = sum(part.count for part in parts)
    title = _BECAME.to(lang, side=called)
    drawn = band(parts, f"became-{side}", title, _told(parts, lang))
    rows = "".join(
        tag("tr", tag("th", _swatch(part.tint) + esc(part.words), scope="row")
            + tag("td", f"{part.count:,}", class_="n") + tag("td", share(part.count, whole), class_="n"))
        for part in parts
    )  # fmt: skip
    heads = "".join(
        tag("th", esc(head.to(lang)), scope="col", class_="n" if place else None)
        for place, head in enumerate(_HEADS)
    )
    table = tag("table", tag("thead", tag("tr", heads)) + tag("tbody", rows), class_="legend")
    total = tag("span", esc(_RECORDS.to(lang, n=whole)), class_="aside")
    return tag("figure", tag("figcaption", total + esc(title)) + drawn + table, class_="wide")


def _severities(paper: Paper) -> Iterator[Bar]:
    counted = dict(paper.counted.group_by("severity").len().iter_rows())
    for code, words in SEVERITIES.items():
        called = words.to(paper.lang)
        yield Bar(called, (Part(counted.get(code, 0), called, code),))


def _rules(paper: Paper) -> Iterator[Bar]:
    per = paper.counted.group_by("rule", "severity").len().rows()
    counts: dict[str, dict[str, int]] = {}
    for rule, severity, n in per:
        counts.setdefault(rule, {})[severity] = n
    order = sorted(counts, key=lambda rule: (-sum(counts[rule].values()), rule))
    rows = [Bar(_title(paper, rule), _parts(counts[rule], paper.lang), mark=rule) for rule in order]
    yield from _shortened(rows, paper.lang)


def _owners(frame: pl.DataFrame, lang: Lang) -> Iterator[Bar]:
    rows = [
        Bar(row["owner"] or _NO_OWNER.to(lang), _parts(row, lang))
        for row in frame.iter_rows(named=True)
    ]
    yield from _shortened(rows, lang)


def _months(frame: pl.DataFrame, lang: Lang) -> str:
    known = frame.drop_nulls("month")
    is_long = known.height > _MOST_MONTHS
    if is_long:
        known = (
            known.group_by(pl.col("month").str.head(4)).agg(pl.col(list(SEVERITIES)).sum())
            .sort("month")
        )  # fmt: skip
    rows = [Bar(_month(row["month"]), _parts(row, lang)) for row in known.iter_rows(named=True)]
    unknown = frame.filter(pl.col("month").is_null()).iter_rows(named=True)
    rows += [Bar(_NO_MONTH.to(lang), _parts(row, lang)) for row in unknown]
    return _figure("month", _BY_YEAR if is_long else _BY_MONTH, rows, lang, draw=columns)


def _month(text: str) -> str:
    """Return ``03 2024`` for ``2024-03``: what changes stands first."""
    return " ".join(reversed(text.split("-")))


def _figure(
    key: str, title: Text, rows: list[Bar], lang: Lang, draw: Callable[..., str] = bars
) -> str:
    told = _SEMICOLON.to(lang).join(
        f"{row.mark} {row.words}".strip() + f"{_COLON.to(lang)}{row.count:,}" for row in rows
    )
    drawn = draw(rows, f"by-{key}", title.to(lang), told)
    head = tag("span", esc(_STANDING.to(lang)), class_="aside") + esc(title.to(lang))
    return tag("figure", tag("figcaption", head) + drawn)


def _parts(counts: Mapping[str, int], lang: Lang) -> tuple[Part, ...]:
    return tuple(
        Part(counts[code], words.to(lang), code)
        for code, words in SEVERITIES.items()
        if counts.get(code)
    )


def _shortened(rows: Sequence[Bar], lang: Lang) -> Iterator[Bar]:
    if len(rows) <= MOST_BARS:
        yield from rows
        return
    yield from rows[: MOST_BARS - 1]
    left = rows[MOST_BARS - 1 :]
    counts: dict[str, int] = {}
    codes = {words.to(lang): code for code, words in SEVERITIES.items()}
    for part in (part for row in left for part in row.parts):
        code = codes[part.words]
        counts[code] = counts.get(code, 0) + part.count
    yield Bar(_REST.to(lang, n=len(left)), _parts(counts, lang))


def _title(paper: Paper, rule: str) -> str:
    said = paper.rules.get(rule)
    return said.title.to(paper.lang).rstrip("。.") if said else ""


def _told(parts: Sequence[Part], lang: Lang) -> str:
    return _SEMICOLON.to(lang).join(
        f"{part.words}{_COLON.to(lang)}{part.count:,}" for part in parts
    )


def _swatch(tint: str) -> str:
    return tag("svg", f'<rect width="10" height="10" rx="2" class="{tint}"/>', width=10, height=10,
               class_="swatch", aria_hidden="true")  # fmt: skip


def share(part: float, whole: float) -> str:
    """Return a share in percent as markup that never hides what is there."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    if 0 < percent < 0.05:
        return "&lt;0.1%"
    return "&gt;99.9%" if 99.95 <= percent < 100 else f"{percent:.1f}%"
