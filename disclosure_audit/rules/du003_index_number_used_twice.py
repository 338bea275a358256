"""Two different documents carry the same index number.

## Why it matters
The index number is the document's address in the catalog (2007 regulation art. 19, 2019 regulation
art. 12: the catalog lists index, name, summary and date). It is given once and never changes; two
documents under one number make one of them impossible to find.

## What it looks at
On each side, records with an equal index number that matching does not hold for one document. The
one made (in the catalog: published) first is taken for the rightful one. Numbers of a local scheme
give a medium confidence: some schemes number a file or a folder.

## Not a finding when
- the two are repeats of one document: they rightly carry the same index number, and DU001 or DU004
  reports them;
- the index number is malformed: FD003 reports it;
- the documents were received from other offices.

## What to do
Find out which document the number was given to, and give the other one the next free serial.

## 中文
**两份不同的文件使用同一索引号。**

为何重要：索引号是文件在目录中的唯一地址（2007年条例第十九条；2019年条例第十二条），编定后不变；重复会使其中一份无法查到。

如何处理：查明索引号原属哪份文件，另一份改用下一个空闲序号。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.collisions import collisions
from disclosure_audit.rules.views import both_sides, place
from disclosure_audit.schema.columns import Side


def find(tables: Tables) -> pl.LazyFrame:
    """Return each record but the first that carries another document's index number."""
    return both_sides(lambda side: _on(tables, side))


def _on(tables: Tables, side: Side) -> pl.LazyFrame:
    where = (
        pl.col("index_key").is_not_null()
        & (pl.col("index_form") != "malformed")
        & ~pl.col("is_received").fill_null(False)
    )
    local = pl.col("index_form") == "local"
    anyone = pl.lit(None, dtype=pl.String)
    return collisions(tables, side, [pl.col("index_key")], anyone, where).select(
        *place(side),
        pl.when(local).then(pl.lit("medium")).otherwise(pl.lit("high")).alias("confidence"),
        "index_number",
        "first_row",
        "first_title",
        "first_day",
    )


_ROADS = {
    "title": "临江市农村公路养护管理办法",
    "doc_number": "临政发〔2020〕11号",
    "index_number": "123456788/2020-00072",
    "issued_on": "2020-03-02",
    "published_on": "2020-03-06",
}
_SCHOOLS = {
    "title": "关于做好义务教育招生工作的通知",
    "doc_number": "临政办发〔2020〕19号",
    "index_number": "123456788/2020-00072",
    "issued_on": "2020-04-02",
    "published_on": "2020-04-08",
}

RULE = Rule(
    code="DU003",
    name="index-number-used-twice",
    severity=Severity.MEDIUM,
    scope="key",
    together=("index_key", "repeat"),
    title=Text(
        "Two different documents carry the same index number.",
        "两份不同的文件使用同一索引号。",
    ),
    find=find,
    examples=(
        Example(
            "the document published later, hyphen or not",
            register=({"title": "临江市供水价格公告"},),
            catalog=({**_SCHOOLS, "index_number": "12345678-8/2020-00072"}, _ROADS),
            expect=((None, 0),),
        ),
        Example(
            "one document twice carries its index number twice; the next serial is another number",
            register=({"title": "临江市供水价格公告"},),
            catalog=(_ROADS, _ROADS, {**_SCHOOLS, "index_number": "123456788/2020-00073"}),
        ),
        Example(
            "two entries of the register",
            register=(_ROADS, _SCHOOLS),
            catalog=({"title": "临江市供水价格公告"},),
            expect=((1, None),),
        ),
    ),
)
