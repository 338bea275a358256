"""The few numbers that a reader looks for first."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.names import SEVERITIES
from disclosure_audit.paper import Paper
from disclosure_audit.writers import stats
from disclosure_audit.writers.html.figures import share
from disclosure_audit.writers.html.markup import esc, tag

_PUBLIC = ("published", "published_differs")
_COVERAGE = Text("coverage", "公开率")
_OF = Text("{n:,} of {all:,} documents that should be public", "应公开 {all:,} 份，已公开 {n:,} 份")
_OMITTED = Text("omitted documents", "未见公开的文件")
_IN_REGISTER = Text("registered, due, and not in the catalog", "已登记、已到期而目录中没有")
_OF_FINDINGS = Text("findings that report an omission", "报告未见公开的问题")
_STAND = Text("findings that stand", "成立的问题")
_NONE_GRAVE = Text("none critical or high", "无严重、高级别问题")
_OPEN = Text("waiting for a decision", "待处理的问题")
_DECIDED = Text("{n:,} of {all:,} findings decided", "共 {all:,} 个问题，已处理 {n:,} 个")
_UNCERTAIN = Text("{n:,} links for review", "另有 {n:,} 处对应关系待核对")
_JOIN = Text(", ", "，")


def tiles(paper: Paper, owner: str | None = None) -> str:
    """Return the key figures: of the whole run, or of one department's findings."""
    return tag("div", "".join(_tiles(paper, owner)), class_="tiles")


def _tiles(paper: Paper, owner: str | None) -> Iterator[str]:
    lang, standing = paper.lang, paper.counted
    if owner is None:
        became = paper.control_totals["register"]["dispositions"]
        public = sum(became.get(code, 0) for code in _PUBLIC)
        due = public + became.get("omitted", 0) + became.get("needs_review", 0)
        yield _tile(share(public, due), _COVERAGE.to(lang), _OF.to(lang, n=public, all=due))
        omitted, told = became.get("omitted", 0), _IN_REGISTER
    else:
        omitted = standing.filter(pl.col("rule") == stats.OMITTED).height
        told = _OF_FINDINGS
    yield _tile(f"{omitted:,}", _OMITTED.to(lang), told.to(lang), "bad" if omitted else "")
    yield _tile(f"{standing.height:,}", _STAND.to(lang), _grave(paper))
    waiting = int((paper.findings["status"] == "open").sum())
    of = _DECIDED.to(lang, n=paper.findings.height - waiting, all=paper.findings.height)
    uncertain = paper.control_totals["links"].get("review", 0)
    if owner is None and uncertain:
        of += _JOIN.to(lang) + _UNCERTAIN.to(lang, n=uncertain)
    yield _tile(f"{waiting:,}", _OPEN.to(lang), of)


def _grave(paper: Paper) -> str:
    counted = dict(paper.counted.group_by("severity").len().iter_rows())
    said = [
        f"{counted[code]:,} {SEVERITIES[code].to('en')}"
        if paper.lang == "en"
        else f"{SEVERITIES[code].to('zh')} {counted[code]:,}"
        for code in ("critical", "high")
        if counted.get(code)
    ]
    return _JOIN.to(paper.lang).join(said) or _NONE_GRAVE.to(paper.lang)


def _tile(number: str, words: str, told: str, tint: str = "") -> str:
    inner = (
        tag("b", number, class_=tint or None) + tag("span", esc(words)) + tag("small", esc(told))
    )
    return tag("div", inner, class_="tile")
