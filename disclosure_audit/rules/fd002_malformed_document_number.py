"""A document number is not written in the standard form.

## Why it matters
GB/T 9704-2012 (发文字号): agency code, four-digit year in 〔 〕, serial without 第 and without
leading zeros, 号. Search engines, other offices' lists and courts compare numbers letter by letter;
a number in another form is not found.

## What it looks at
The document number of each record. A `variant` (`[2024]`, `【2022】`, mixed brackets, 第,
leading zeros, full-width digits, spaces, a glued label) is understood and low: the evidence gives
the standard form. What cannot be understood at all is medium: it also takes no part in matching.

## Not a finding when
- it is an order, an announcement or a telegram in the form of its own series (`国令第841号`,
  `公告2018年第14号`);
- the number is missing (FD001);
- the year differs from the year of issue: that happens at the turn of the year;
- the record lies outside the scope of the audit.

## What to do
Write the number as the evidence proposes, after a look at the original. If the cell holds something
else (a date, a title), the columns may be shifted: look at the neighbouring rows too.

## 中文
**文号书写不符合标准格式。**

为何重要：GB/T 9704-2012 规定发文字号由机关代字、〔四位年份〕和序号组成，不加“第”、不编虚位；书写不规范则检索不到，也影响比对。

如何处理：核对原件后按建议的写法更正；单元格内是日期、标题等其他内容的，可能整行串列，请一并检查相邻行。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import both_sides, judged, place
from disclosure_audit.schema.columns import Side

_SHOWN = 60
"""Characters of a cell that are shown: a shifted column may hold a whole text."""


def find(tables: Tables) -> pl.LazyFrame:
    """Return the records whose number is a variant or cannot be parsed."""
    return both_sides(lambda side: _on(tables, side))


def _on(tables: Tables, side: Side) -> pl.LazyFrame:
    unparsable = pl.col("number_form") == "unparsable"
    return (
        judged(tables, side)
        .filter(unparsable | (pl.col("number_form") == "variant"))
        .select(
            *place(side),
            pl.when(unparsable).then(pl.lit("medium")).otherwise(pl.lit("low")).alias("severity"),
            pl.col("doc_number").str.slice(0, _SHOWN).alias("written"),
            pl.col("number_correction").alias("standard_form"),
            pl.col("number_form").alias("form"),
        )
    )


_CANONICAL = {
    "title": "临江市人民政府关于印发城市绿化管理办法的通知",
    "doc_number": "临政发〔2017〕21号",
}

RULE = Rule(
    code="FD002",
    name="malformed-document-number",
    severity=Severity.LOW,
    scope="record",
    title=Text(
        "A document number is not written in the standard form.",
        "文号书写不符合标准格式。",
    ),
    find=find,
    examples=(
        Example(
            "mixed brackets, a leading zero, and what is no number at all",
            register=(_CANONICAL, {"title": "临江市防汛应急预案", "doc_number": "详见附件"}),
            catalog=({**_CANONICAL, "doc_number": "临政发〔2017]021号"},),
            expect=((1, None), (None, 0)),
        ),
        Example(
            "orders and announcements have a form of their own",
            register=(
                {"title": "临江市防洪工程管理规定", "doc_number": "临江市人民政府令第5号"},
                {"title": "关于限制车辆通行的公告", "doc_number": "公告2018年第14号"},
                {"title": "临江市公园名录", "doc_number": ""},
            ),
            catalog=(_CANONICAL,),
        ),
        Example(
            "the year of the number is the year before that of issue",
            register=({**_CANONICAL, "doc_number": "临政发〔2016〕121号", "issued_on": "2017-01-03"},),
            catalog=(_CANONICAL,),
        ),
    ),
)  # fmt: skip
