"""A row could not be read or says nothing, so it was not audited.

## Why it matters
What was not read was not compared: an omission or a leak may hide in it. The totals of an audit
are only worth something if every row of both lists is accounted for.

## What it looks at
The rows that a reader refused (with the line and the reason), and the records in which neither a
title nor a document number is left.

## Not a finding when
- the row is blank: blank rows are counted, not reported;
- the record has a title but no document number, or a number but no title.

## What to do
Open the list at the line given, repair the row (a broken quotation, an overlong cell, shifted
columns) and scan again. If the row is a heading or a sum, take it out of the list.

## 中文
**有一行无法读取或没有内容，未能审计。**

为何重要：未读入的行没有参加比对，其中可能藏有漏公开或泄密；只有两份清单逐行有着落，审计总数才可信。

如何处理：按所列行号打开清单，修复该行（引号不配对、单元格过长、串列等）后重新扫描；若为标题行或合计行，请删去。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import UNREADABLE, both_sides, place
from disclosure_audit.schema.columns import Side


def find(tables: Tables) -> pl.LazyFrame:
    """Return the rejected rows and the records that say nothing."""
    return both_sides(lambda side: pl.concat([_rejected(tables, side), _empty(tables, side)]))


def _rejected(tables: Tables, side: Side) -> pl.LazyFrame:
    return _shaped(
        tables.rejects.lazy().filter(pl.col("side") == side), side, pl.col("line"), pl.col("reason")
    )


def _empty(tables: Tables, side: Side) -> pl.LazyFrame:
    became = tables.dispositions.lazy().filter(
        pl.col("side") == side, pl.col("disposition") == UNREADABLE
    )
    records = tables.side(side).lazy().join(became, on="row", how="semi")
    return _shaped(records, side, pl.lit(None), pl.lit("no_title_and_no_number"))


def _shaped(rows: pl.LazyFrame, side: Side, line: pl.Expr, reason: pl.Expr) -> pl.LazyFrame:
    return rows.select(
        *place(side),
        pl.col("source"),
        line.cast(pl.UInt32).alias("line"),
        reason.alias("reason"),
        pl.format("{} {}", pl.lit(side), reason).alias("detail"),
    )


RULE = Rule(
    code="IN001",
    name="unreadable-row",
    severity=Severity.MEDIUM,
    scope="record",
    title=Text(
        "A row could not be read or says nothing, so it was not audited.",
        "有一行无法读取或没有内容，未能审计。",
    ),
    find=find,
    examples=(
        Example(
            "a record with neither title nor number",
            register=(
                {"title": "临江市人民政府关于加强防汛工作的通知", "issued_on": "2021-05-06"},
                {"title": "", "issued_on": "2021-05-07"},
            ),
            catalog=({"title": "临江市人民政府关于加强防汛工作的通知", "issued_on": "2021-05-06"},),
            expect=((1, None),),
        ),
        Example(
            "a cell longer than the limit",
            register=({"title": "临江市人民政府关于加强防汛工作的通知"},),
            catalog=(
                {"title": "临江市人民政府关于加强防汛工作的通知"},
                {"title": "临江市人民政府关于调整公共汽车票价等事项的若干补充通知" * 2},
            ),
            config={"limits": {"cell_chars": 40}},
            expect=((None, 1),),
        ),
        Example(
            "a number without a title, and a title without a number, can be audited",
            register=(
                {"title": "", "doc_number": "临政发〔2021〕7号"},
                {"title": "临江市人民政府关于加强防汛工作的通知", "doc_number": ""},
            ),
            catalog=({"title": "临江市人民政府关于加强防汛工作的通知", "doc_number": ""},),
        ),
    ),
)
