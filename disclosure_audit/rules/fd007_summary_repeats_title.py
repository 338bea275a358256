"""The summary of a record only repeats its title.

## Why it matters
The catalog gives a name and, beside it, a summary of the content (2007 regulation art. 19; 2019 regulation
art. 12). A summary that says the title once more tells nobody what the document is about; searching for
its matter does not find it.

## What it looks at
Title and summary of each record, both folded: width, spaces, signs and case do not count, nor does the
issuing body before 关于, nor 的通知 at the end. Always a note.

## Not a finding when
- the summary says anything beyond the title, before or after it;
- one of the two is empty (FD001);
- the record lies outside the scope of the audit.

## What to do
Write one or two sentences about what the document provides, for whom and from when. Where the whole
column repeats the titles, the export fills it that way: leave it out or mend it there.

## 中文
**内容概述只是重复标题。**

为何重要：目录除名称外还应当有内容概述（2007年条例第十九条；2019年条例第十二条）；照抄标题的概述没有提供任何信息，也无助于检索。

如何处理：用一两句话写明文件规定了什么、适用于谁、何时施行；整列照抄的，在导出环节修正。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import both_sides, judged, place
from disclosure_audit.schema.columns import Side

_SHOWN = 100


def find(tables: Tables) -> pl.LazyFrame:
    """Return the records whose folded summary is their folded title."""
    return both_sides(lambda side: _on(tables, side))


def _on(tables: Tables, side: Side) -> pl.LazyFrame:
    summary = pl.col("norm_summary").str.strip_suffix("的通知").str.strip_suffix("通知")
    title = pl.col("norm_title").str.strip_suffix("的通知").str.strip_suffix("通知")
    core = pl.col("norm_title_core")
    return (
        judged(tables, side)
        .filter(pl.col("norm_summary").is_not_null(), pl.col("norm_title").is_not_null())
        .filter((summary == title) | (summary.str.strip_prefix("关于") == core))
        .select(*place(side), pl.col("summary").str.slice(0, _SHOWN))
    )


_RULES = {
    "title": "临江市人民政府关于印发城市绿化管理办法的通知",
    "issued_on": "2021-03-04",
    "summary": "规定城市绿地的规划、建设和养护，2021年5月1日起施行。",
}

RULE = Rule(
    code="FD007",
    name="summary-repeats-title",
    severity=Severity.NOTE,
    scope="record",
    title=Text("The summary of a record only repeats its title.", "内容概述只是重复标题。"),
    find=find,
    examples=(
        Example(
            "word for word; without issuer and 的通知; other signs",
            register=(_RULES,),
            catalog=(
                {**_RULES, "summary": _RULES["title"]},
                {**_RULES, "title": "临江市人民政府关于印发公园管理办法的通知", "summary": "关于印发《公园管理办法》"},
            ),
            expect=((None, 0), (None, 1)),
        ),
        Example(
            "the title and more; another matter; none",
            register=({**_RULES, "summary": ""},),
            catalog=(
                {**_RULES, "summary": f"{_RULES['title']}，自2021年5月1日起施行。"},
                {**_RULES, "title": "临江市公园名录"},
            ),
        ),
        Example(
            "the register's own summary",
            register=({**_RULES, "summary": f"{_RULES['title']}。"},),
            catalog=(_RULES,),
            expect=((0, None),),
        ),
    ),
)  # fmt: skip
