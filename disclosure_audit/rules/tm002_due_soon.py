"""A document that is not public yet has few days left.

## Why it matters
Within 20 working days of the day it was made (2007 regulation art. 18; 2019 regulation art. 26),
or within the limit of another law, a document must be public. What is seen while days are left need
not become an omission.

## What it looks at
Register records with the disposition `not_due`: they should be public, nothing in the catalog was
linked to them, and their last day has not passed on the day the audit looks at. Those that have
`time_limit.due_soon_days` working days (5) or fewer are named, with the last day and the department.
The last day is counted as by TM001.

## Not a finding when
- the last day has passed: then it is an omission (OM001);
- more days are left, or no limit is in force for the day it was made;
- it is withheld, or was received from another office;
- a link waits for a person's word: that record is `needs_review`.

## What to do
Publish the document by its last day, or enter in the register why it is withheld.

## 中文
**文件尚未公开，期限将满。**

为何重要：应主动公开的文件须在成文后二十个工作日内公开（2007年条例第十八条；2019年条例第二十六条），或在其他法律规定的期限内公开。期限届满前发现，尚可避免逾期。

如何处理：请承办部门在截止日前公开，或在登记簿中注明不公开的理由。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, NotApplicable, Rule, Tables
from disclosure_audit.rules.views import place
from disclosure_audit.time_limits.unpublished import NEEDED_OF_UNPUBLISHED, unpublished

_NO_DAY = NotApplicable(Text("the day of the audit is not known", "不知道审计基准日"))


def find(tables: Tables) -> pl.LazyFrame | NotApplicable:
    """Return the register records that are not public and whose last day is near."""
    as_of = tables.config.time_limit.as_of
    if as_of is None:
        return _NO_DAY
    register = tables.register.select(NEEDED_OF_UNPUBLISHED)
    found = unpublished(register, tables.dispositions, tables.config, as_of)
    return (
        found.lazy()
        .filter("is_due_soon")
        .select(
            *place("register"),
            "issued_on",
            "due_on",
            "days_left",
            pl.col("limit").alias("days_allowed"),
            pl.col("calendar").alias("days_of"),
            "regulation",
            "basis",
            pl.col("owner").alias("responsible"),
            pl.when("is_outside_calendar").then(pl.lit("weekdays")).alias("counted_by"),
        )
    )


_RECORD = {
    "title": "临江市人民政府关于命名平安社区的决定",
    "doc_number": "临政发〔2021〕40号",
    "issued_on": "2021-03-01",
    "openness": "主动公开",
    "owner": "秘书科",
}
_OTHER = {
    "title": "临江市城区道路照明设施维修公告",
    "issued_on": "2021-03-01",
    "published_on": "2021-03-05",
}

RULE = Rule(
    code="TM002",
    name="due-soon",
    severity=Severity.NOTE,
    scope="record",
    title=Text("A document that is not public yet has few days left.", "文件尚未公开，期限将满。"),
    needs={"register": ("issued_on",)},
    find=find,
    examples=(
        Example(
            "five working days are left",
            register=(_RECORD,),
            catalog=(_OTHER,),
            config={"time_limit": {"as_of": "2021-03-22"}},
            expect=((0, None),),
        ),
        Example(
            "six working days are left",
            register=(_RECORD,),
            catalog=(_OTHER,),
            config={"time_limit": {"as_of": "2021-03-19"}},
        ),
        Example(
            "the last day has passed; withheld; received; published",
            register=(
                _RECORD,
                {**_RECORD, "title": "临江市关于年度考核的报告", "doc_number": "临政报〔2021〕5号", "openness": "不予公开", "issued_on": "2021-03-04"},
                {"title": "云山省关于做好春耕工作的通知", "doc_number": "云政发〔2021〕9号", "issued_on": "2021-03-04", "direction": "收文"},
                {"title": "临江市公园名录", "doc_number": "临政发〔2021〕41号", "issued_on": "2021-03-04"},
            ),
            catalog=({"title": "临江市公园名录", "doc_number": "临政发〔2021〕41号", "issued_on": "2021-03-04", "published_on": "2021-03-08"},),
            config={"time_limit": {"as_of": "2021-03-30"}},
        ),
    ),
)  # fmt: skip
