"""A document was published before it was made.

## Why it matters
Nothing can be published before it exists: one of the two dates is wrong. The time limit for
publication (2007 regulation art. 18; 2019 regulation art. 26) is counted between them, and a false
date of publication is a ground on which site inspections fail an office.

## What it looks at
Catalog records with two whole dates of which the date published is the earlier. The evidence gives
the days between them.

## Not a finding when
- both dates are the same day;
- one of them is missing or doubtful (FD001, FD004);
- the year in the document number differs from the year of issue: that happens at the turn of the
  year and says nothing of the dates;
- the record lies outside the scope of the audit.

## What to do
Compare the date made with the original and the date published with the site's log; correct the one
that is wrong. If many records show it, the two columns may be swapped.

## 中文
**文件的公开日期早于成文日期。**

为何重要：文件不可能先公开后形成，两个日期必有一误；公开期限正是按两者计算的（2007年条例第十八条；2019年条例第二十六条）。

如何处理：成文日期对照原件，公开日期对照网站日志，更正有误的一个；大量出现的，可能是两列对调。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import judged, place


def find(tables: Tables) -> pl.LazyFrame:
    """Return the catalog records whose date published is earlier than their date made."""
    return (
        judged(tables, "catalog")
        .filter(
            pl.col("published_on") < pl.col("issued_on"),
            pl.col("published_on_flag").is_null(),
            pl.col("issued_on_flag").is_null(),
        )
        .select(
            *place("catalog"),
            "issued_on",
            "published_on",
            (pl.col("issued_on") - pl.col("published_on")).dt.total_days().alias("days_too_early"),
        )
    )


_RECORD = {"title": "临江市公园名录", "issued_on": "2020-03-04", "published_on": "2020-03-06"}

RULE = Rule(
    code="FD005",
    name="contradictory-date",
    severity=Severity.MEDIUM,
    scope="record",
    title=Text("A document was published before it was made.", "文件的公开日期早于成文日期。"),
    needs={"catalog": ("issued_on", "published_on")},
    find=find,
    examples=(
        Example(
            "published two days before it was made",
            register=({"title": "临江市公园名录"},),
            catalog=({**_RECORD, "published_on": "2020-03-02"},),
            expect=((None, 0),),
        ),
        Example(
            "the same day; the year in the number is the year before; a doubtful date",
            register=({"title": "临江市公园名录"},),
            catalog=(
                {**_RECORD, "published_on": "2020-03-04"},
                {**_RECORD, "doc_number": "临政发〔2019〕112号", "issued_on": "2020-01-02", "published_on": "2020-01-06"},
                {**_RECORD, "published_on": "1900-01-01"},
            ),
        ),
        Example(
            "not applicable: the catalog has no date of publication",
            register=({**_RECORD, "published_on": "2020-03-02"},),
            catalog=({"title": "临江市公园名录", "issued_on": "2020-03-04"},),
        ),
    ),
)  # fmt: skip
