"""The summary of a record is too short or too long.

## Why it matters
The catalog gives a summary of the content (2007 regulation art. 19; 2019 regulation art. 12). A word
(绿化) is a category and no summary; a whole text in the cell hides what it is about, and brings
what stands in the text into the catalog.

## What it looks at
The length of each summary in letters and digits; signs and spaces do not count. Fewer than the setting
`fields.summary_least` (4) or more than `fields.summary_most` (500) is a note. The regulation names no
length: the limits are a matter of the office.

## Not a finding when
- the summary repeats the title (FD007) or is empty (FD001);
- the document was received: its maker sums it up;
- the record lies outside the scope of the audit.

## What to do
Write one or two sentences about what the document provides. Where the whole column holds categories or
texts, look at how the columns are mapped.

## 中文
**内容概述过短或过长。**

为何重要：目录应当有内容概述（2007年条例第十九条；2019年条例第十二条）；一两个词只是分类，整篇正文则看不出要点，还会把正文内容带进目录。

如何处理：用一两句话概括；字数上下限在设置 fields.summary_least、fields.summary_most 中调整；整列如此的，检查列的对应关系。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import both_sides, judged, place
from disclosure_audit.schema.columns import Side

_SHOWN = 60


def find(tables: Tables) -> pl.LazyFrame:
    """Return the records whose summary is shorter or longer than the settings allow."""
    return both_sides(lambda side: _on(tables, side))


def _on(tables: Tables, side: Side) -> pl.LazyFrame:
    limits = tables.config.fields
    long = pl.col("norm_summary").str.len_chars()
    return (
        judged(tables, side)
        .filter(
            (long < limits.summary_least) | (long > limits.summary_most),
            pl.col("norm_summary").ne_missing(pl.col("norm_title")),
            ~pl.col("is_received"),
        )
        .select(
            *place(side),
            pl.when(long < limits.summary_least).then(pl.lit("too_short")).otherwise(pl.lit("too_long")).alias("fault"),
            long.alias("characters"),
            pl.col("summary").str.slice(0, _SHOWN),
        )
    )  # fmt: skip


_RULES = {
    "title": "临江市人民政府关于印发城市绿化管理办法的通知",
    "issued_on": "2021-03-04",
    "summary": "规定城市绿地的规划、建设和养护",
}

RULE = Rule(
    code="FD008",
    name="summary-length",
    severity=Severity.NOTE,
    scope="record",
    title=Text("The summary of a record is too short or too long.", "内容概述过短或过长。"),
    find=find,
    examples=(
        Example(
            "a category for a summary; a whole text",
            register=(_RULES,),
            catalog=({**_RULES, "summary": "绿化"}, {**_RULES, "summary": "绿地的规划建设" * 100}),
            expect=((None, 0), (None, 1)),
        ),
        Example(
            "of usual length, none, a short title said once more",
            register=({**_RULES, "summary": ""},),
            catalog=(_RULES, {"title": "防汛须知", "summary": "防汛须知"}),
        ),
        Example(
            "the office's own limits",
            register=({**_RULES, "summary": "绿化办法"}, {**_RULES, "summary": "规定绿地的规划、建设、养护和处罚"}),
            catalog=({"title": "防汛须知"},),
            config={"fields": {"summary_least": 3, "summary_most": 10}},
            expect=((1, None),),
        ),
    ),
)  # fmt: skip
