"""A date is written otherwise than the other dates of the list.

## Why it matters
The date is one of the items the catalog must give (2007 regulation art. 19; 2019 regulation
art. 12). In a column with several ways of writing a spreadsheet sorts dates wrongly, filters by month
miss some, and whoever takes the list over may read day and month the wrong way round.

## What it looks at
The date made and the date published of each record, by how most dates of the same column of the same
list are written: ISO 8601 (`2020-03-04`), slashes, dots, `2020年3月4日` or `20200304`, with zeros
before month and day or without; ISO 8601 wins a tie. A cell that was understood, holds nothing but a
date and is written otherwise is a note; the evidence gives the day as the list writes it. One finding
per field.

## Not a finding when
- the whole list has one writing, whichever it is;
- most dates of the column have no usual writing (a time of day in each, `4 March 2020`);
- the cell holds more than a date: a time, a weekday, a note (印发);
- the day cannot be told for certain (FD004) or the cell is empty (FD001);
- the record lies outside the scope of the audit.

## What to do
Write the date as the evidence proposes; `disclosure-audit fix` does so in a copy of the list.

## 中文
**日期写法与清单中其他日期不一致。**

为何重要：生成日期是目录的必备要素（2007年条例第十九条；2019年条例第十二条）；同一列中写法混用，排序、按月筛选都会出错，交换数据时还可能把日和月读反。

如何处理：按建议的写法更正；可用 `disclosure-audit fix` 生成更正后的副本。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.corrections.dates import correct_dates
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import both_sides, judged, place
from disclosure_audit.schema.columns import Side

_SHOWN = 40
"""Characters of a cell that are shown; a written date is shorter."""


def find(tables: Tables) -> pl.LazyFrame:
    """Return one row per date cell that is written unlike the list's own way."""
    return both_sides(lambda side: _on(tables, side))


def _on(tables: Tables, side: Side) -> pl.LazyFrame:
    found = correct_dates(tables.side(side)).lazy()
    return found.join(judged(tables, side).select("row"), on="row", how="semi").select(
        *place(side),
        "field",
        pl.col("written").str.slice(0, _SHOWN),
        "proposed",
        pl.col("field").alias("detail"),
    )


_ISO = {"title": "临江市公园名录", "issued_on": "2020-03-04"}

RULE = Rule(
    code="FD013",
    name="date-written-otherwise",
    severity=Severity.NOTE,
    scope="whole",
    title=Text(
        "A date is written otherwise than the other dates of the list.",
        "日期写法与清单中其他日期不一致。",
    ),
    find=find,
    examples=(
        Example(
            "two strangers in a column of ISO dates, on each side",
            register=(_ISO, _ISO, _ISO, {**_ISO, "issued_on": "2020年3月9日"}, {**_ISO, "issued_on": "２０２０/3/10"}),
            catalog=({**_ISO, "published_on": "20200306"}, {**_ISO, "published_on": "20200309"}, {**_ISO, "published_on": "9 March 2020"}),
            expect=((3, None), (4, None), (None, 2)),
        ),
        Example(
            "a list that writes all its dates one way",
            register=(_ISO, {**_ISO, "issued_on": "2020-11-30"}),
            catalog=({**_ISO, "issued_on": "2020年3月4日"}, {**_ISO, "issued_on": "2020年11月30日"}),
        ),
        Example(
            "a time of day and a note say more than a date; what was not understood has FD004",
            register=(_ISO, _ISO, {**_ISO, "issued_on": "2020-03-04 09:30"}, {**_ISO, "issued_on": "2020年3月4日印发"}),
            catalog=(_ISO, _ISO, {**_ISO, "issued_on": "3/4/2020"}, {**_ISO, "issued_on": ""}),
        ),
    ),
)  # fmt: skip
