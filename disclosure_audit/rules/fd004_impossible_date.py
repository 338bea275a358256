"""A date cannot be right or cannot be understood.

## Why it matters
The date is one of the items the catalog must give (2007 regulation art. 19; 2019 regulation
art. 12). Without a sound date neither the time limit nor the order of documents can be checked.

## What it looks at
The cells of the date made and the date published on both sides, by what is wrong with them:
`unparsable` (no date), `impossible` (30 February), `out_of_range` (a year that cannot be),
`sentinel` (1900-01-01 and other stand-ins for "unknown"): medium; `two_digit_year` and
`incomplete` (a year and a month only): low. One finding per field.

## Not a finding when
- the cell is empty (FD001);
- the date is written in another usual way (`2020年3月4日`, `2020/3/4`, `20200304`, Chinese numerals);
- the record lies outside the scope of the audit.

## What to do
Take the date from the original document. If many rows show the same stand-in, correct it where the
list is exported.

## 中文
**日期有误或无法识别。**

为何重要：生成日期是目录的必备要素（2007年条例第十九条；2019年条例第十二条）；日期不可靠，公开期限和先后顺序都无从核对。

如何处理：依原件更正；大量出现同一占位日期的，在导出环节修正。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import judged, place
from disclosure_audit.schema.columns import DATE_COLUMNS, SIDES, Side

_LOW = ("two_digit_year", "incomplete")
_SHOWN = 40
"""Characters of a cell that are shown: a shifted column may hold a whole text."""


def find(tables: Tables) -> pl.LazyFrame:
    """Return one row per date cell that something is wrong with."""
    return pl.concat([_on(tables, side, field) for side in SIDES for field in DATE_COLUMNS])


def _on(tables: Tables, side: Side, field: str) -> pl.LazyFrame:
    flag = pl.col(f"{field}_flag")
    return (
        judged(tables, side)
        .filter(flag.is_not_null())
        .select(
            *place(side),
            pl.when(flag.is_in(_LOW)).then(pl.lit("low")).otherwise(pl.lit(None)).alias("severity"),
            pl.lit(field).alias("field"),
            pl.col(f"{field}_text").str.slice(0, _SHOWN).alias("written"),
            flag.alias("fault"),
            pl.lit(field).alias("detail"),
        )
    )


_SOUND = {"title": "临江市公园名录", "issued_on": "2020-03-04"}

RULE = Rule(
    code="FD004",
    name="impossible-date",
    severity=Severity.MEDIUM,
    scope="record",
    title=Text("A date cannot be right or cannot be understood.", "日期有误或无法识别。"),
    find=find,
    examples=(
        Example(
            "30 February, a stand-in, and two faults in one record",
            register=({**_SOUND, "issued_on": "2020-02-30"}, {**_SOUND, "issued_on": "1900-01-01"}),
            catalog=({**_SOUND, "issued_on": "见附件", "published_on": "2020年13月1日"},),
            expect=((0, None), (1, None), (None, 0), (None, 0)),
        ),
        Example(
            "an empty cell and usual ways of writing",
            register=({**_SOUND, "issued_on": "2020年3月4日"}, {**_SOUND, "issued_on": "2020/3/4"}),
            catalog=({**_SOUND, "published_on": ""}, {**_SOUND, "published_on": "20200306"}),
        ),
        Example(
            "only a year and a month",
            register=({**_SOUND, "issued_on": "2020年3月"},),
            catalog=(_SOUND,),
            expect=((0, None),),
        ),
    ),
)
