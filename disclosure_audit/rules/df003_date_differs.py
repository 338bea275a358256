"""The published date of making differs from the registered one.

## Why it matters
The date made is one of the items the catalog must give (2007 regulation art. 19; 2019 regulation
art. 12), and it starts the time limit for publication (2007 regulation art. 18; 2019 regulation
art. 26). A later date in the catalog can make a late publication look timely.

## What it looks at
The dates made of linked pairs, where both are whole dates. The evidence gives the difference in
days, positive when the catalog's date is the later. A difference of one day is low: registers often
hold the day on which a document was sent. A link that waits for a person's word gives a low
confidence.

## Not a finding when
- one of the two dates is missing, has only a year and a month, or is otherwise doubtful (FD004);
- only the way of writing differs (`2020年3月4日`, `2020-03-04`).

## What to do
Look up the date on the original and correct the list that is wrong. Where the catalog shows the
date of publication in this place, correct the mapping of its columns.

## 中文
**公开的成文日期与登记的成文日期不一致。**

为何重要：生成日期是目录的必备要素（2007年条例第十九条；2019年条例第十二条），也是公开期限的起算日（2007年条例第十八条；2019年条例第二十六条）；目录日期偏晚，会使逾期公开看似按期。

如何处理：对照原件更正错误的一方；目录此列实为发布日期的，更正列对应关系。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import pairs


def find(tables: Tables) -> pl.LazyFrame:
    """Return the linked pairs whose dates made are both whole and unequal."""
    registered, published = pl.col("registered_issued_on"), pl.col("published_issued_on")
    days = (published - registered).dt.total_days()
    return (
        pairs(tables, "issued_on", "issued_on_flag")
        .filter(
            registered != published,
            pl.col("registered_issued_on_flag").is_null(),
            pl.col("published_issued_on_flag").is_null(),
        )
        .select(
            "register_row",
            "catalog_row",
            "confidence",
            pl.when(days.abs() == 1).then(pl.lit("low")).otherwise(pl.lit(None)).alias("severity"),
            registered.alias("registered"),
            published.alias("published"),
            days.alias("days"),
            pl.col("status").alias("link"),
        )
    )


_REGISTERED = {
    "title": "临江市人民政府关于印发临江市城市绿化管理办法的通知",
    "doc_number": "临政发〔2017〕21号",
    "issued_on": "2017-08-01",
}
_PUBLISHED = {**_REGISTERED, "published_on": "2017-09-05"}

RULE = Rule(
    code="DF003",
    name="date-differs",
    severity=Severity.MEDIUM,
    scope="key",
    together=("link",),
    title=Text(
        "The published date of making differs from the registered one.",
        "公开的成文日期与登记的成文日期不一致。",
    ),
    find=find,
    examples=(
        Example(
            "three weeks later in the catalog",
            register=(_REGISTERED,),
            catalog=({**_PUBLISHED, "issued_on": "2017-08-22"},),
            expect=((0, 0),),
        ),
        Example(
            "the same day written differently",
            register=(_REGISTERED,),
            catalog=({**_PUBLISHED, "issued_on": "2017年8月1日"},),
        ),
        Example(
            "only the month is given",
            register=(_REGISTERED,),
            catalog=({**_PUBLISHED, "issued_on": "2017年9月"},),
        ),
    ),
)
