"""The hyphen in an index number's organisation code is not written as in the rest of the list.

## Why it matters
The index number never changes and identifies the document (2007 regulation art. 19; 2019 regulation
art. 12). The guideline for catalogs writes the nine-character organisation code without its hyphen
(`123456788/2020-00072`). In a list that has both writings a search for one does not find the other.

## What it looks at
Index numbers that begin with an organisation code of nine characters whose check character is right
(GB 11714-1997), on each side: whether the hyphen before the ninth character is kept or omitted. What
most of them do is the list's own writing; on a tie it is the guideline's. The others are notes, and the
evidence gives the number as the list writes it.

## Not a finding when
- the whole list keeps the hyphen, or omits it;
- the check character is wrong (FD003), or the scheme is one of the office's own;
- the record lies outside the scope of the audit.

## What to do
Write the number as the evidence proposes; `disclosure-audit fix` does so in a copy of the list.

## 中文
**索引号中机构代码的连字符与清单中其他索引号写法不一致。**

为何重要：索引号固定不变，用以标识文件（2007年条例第十九条；2019年条例第十二条）。目录编制规范规定九位机构代码省略连字符；同一清单两种写法并存，按一种写法就检索不到另一种。

如何处理：按建议的写法更正；可用 `disclosure-audit fix` 生成更正后的副本。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.corrections.index_numbers import correct_hyphens
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import both_sides, judged, place
from disclosure_audit.schema.columns import Side


def find(tables: Tables) -> pl.LazyFrame:
    """Return the records whose index number has the hyphen that others lack, or lacks it."""
    return both_sides(lambda side: _on(tables, side))


def _on(tables: Tables, side: Side) -> pl.LazyFrame:
    found = correct_hyphens(tables.side(side)).lazy()
    return found.join(judged(tables, side).select("row"), on="row", how="semi").select(
        *place(side), "field", "written", "proposed", pl.col("field").alias("detail")
    )


_PLAIN = {"title": "临江市公园名录", "index_number": "123456788/2020-00072"}
_HYPHENED = {**_PLAIN, "index_number": "12345678-8/2020-00073"}

RULE = Rule(
    code="FD015",
    name="hyphen-in-index-number",
    severity=Severity.NOTE,
    scope="whole",
    title=Text(
        "The hyphen in an index number's organisation code is not written as in the rest of the list.",
        "索引号中机构代码的连字符与清单中其他索引号写法不一致。",
    ),
    find=find,
    examples=(
        Example(
            "one with a hyphen among others without",
            register=(_PLAIN, _PLAIN, _HYPHENED),
            catalog=(_HYPHENED, _HYPHENED, _PLAIN),
            expect=((2, None), (None, 2)),
        ),
        Example("the whole list keeps it", register=(_HYPHENED, _HYPHENED), catalog=(_PLAIN,)),
        Example(
            "a wrong check character; a scheme of the office's own",
            register=(_PLAIN,),
            catalog=(
                _PLAIN,
                _PLAIN,
                {**_PLAIN, "index_number": "12345678-7/2020-00073"},
                {**_PLAIN, "index_number": "LJ-A-2020-0113"},
            ),
        ),
    ),
)
