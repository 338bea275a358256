"""A document is in the register more than once.

## Why it matters
Documents are registered one by one (Regulation on the Work of Handling Official Documents of Party
and Government Organs, 2012). A double entry makes the register's total wrong, and the second entry
then looks like an omission or like a document published late.

## What it looks at
The repeats that matching found on the register side: `exact` (every compared field equal after
folding), or `near` (low severity, medium confidence). Where the entry has neither a number nor a
date nor an index number, the confidence is low. The evidence names the entry that came first.

## Not a finding when
- the titles are alike and a number, a date or an ordinal tells two documents apart;
- a received document was handed to several departments and entered for each: that is low, not
  medium.

## What to do
Strike the second entry, or correct the field that makes two documents look like one.

## 中文
**同一文件在登记簿中重复登记。**

为何重要：公文应逐件登记；重复登记使总数失实，后一条还会被误认为漏公开。

如何处理：注销重复的一条；确属两份文件的，更正造成混淆的字段。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import judged, place, same_document_surety


def find(tables: Tables) -> pl.LazyFrame:
    """Return the register records that repeat an earlier one."""
    repeats = (
        tables.repeats.lazy()
        .filter(pl.col("side") == "register")
        .select("row", "of_row", "kind", pl.col("score").round(1))
    )
    first = tables.register.lazy().select(
        pl.col("row").alias("of_row"), pl.col("record_id").alias("of_record")
    )
    sure = pl.col("kind").is_in(["exact", "reviewer"])
    grave = sure & ~pl.col("is_received").fill_null(False)
    return (
        judged(tables, "register")
        .join(repeats, on="row", how="inner")
        .join(first, on="of_row", how="left")
        .select(
            *place("register"),
            pl.when(grave).then(pl.lit(None)).otherwise(pl.lit("low")).alias("severity"),
            same_document_surety(),
            "kind",
            "of_row",
            "of_record",
            "score",
            "issued_on",
        )
    )


_NOTICE = {
    "title": "临江市人民政府关于禁止燃放烟花爆竹的通告",
    "doc_number": "临政告〔2021〕2号",
    "issued_on": "2021-01-05",
}
_PUBLISHED = {**_NOTICE, "published_on": "2021-01-08"}

RULE = Rule(
    code="DU004",
    name="document-registered-twice",
    severity=Severity.MEDIUM,
    scope="key",
    together=("repeat",),
    title=Text("A document is in the register more than once.", "同一文件在登记簿中重复登记。"),
    find=find,
    examples=(
        Example(
            "the same entry twice",
            register=(_NOTICE, _NOTICE),
            catalog=(_PUBLISHED,),
            expect=((1, None),),
        ),
        Example(
            "the notices of two years are two documents",
            register=(
                _NOTICE,
                {**_NOTICE, "doc_number": "临政告〔2022〕2号", "issued_on": "2022-01-05"},
            ),
            catalog=(_PUBLISHED,),
        ),
        Example(
            "registered once and published twice is not this rule's business",
            register=(_NOTICE,),
            catalog=(_PUBLISHED, _PUBLISHED),
        ),
    ),
)
