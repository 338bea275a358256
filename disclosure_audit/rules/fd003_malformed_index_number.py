"""An index number is malformed or its check character is wrong.

## Why it matters
The index number names the organisation and the document (2007 regulation art. 19; 2019 regulation
art. 12). The organisation's code in it has a check character (GB 11714 for the nine-character code,
GB 32100 for the 18-character one): a wrong one means a mistyped number, under which the document
will not be found again.

## What it looks at
The index number of each record: the guideline form `123456788/2020-00072`, the form with the
unified social credit code before the slash, and the check character of either. Where year and month stand
in place of the year, or the serial has another length, the form is local but the code is still one: a wrong
check character is low, if the code has 18 characters or keeps the hyphen of nine.

## Not a finding when
- the number follows a scheme of the office's own (`local`) that names no such code: such schemes are
  common and have no check character;
- the hyphen of the organisation code is kept, or the year is followed by a month;
- there is no index number, or the record lies outside the scope of the audit.

## What to do
Compare it with the number under which the page is published. If all numbers of an office fail, its
organisation code was entered wrongly once and copied.

## 中文
**索引号格式错误或校验码不符。**

为何重要：索引号标明机构和文件（2007年条例第十九条；2019年条例第十二条），其中机构代码带有校验码（GB 11714、GB 32100）；校验不符说明录入有误，文件将无法再检索到。

如何处理：与网页所载索引号核对更正；全部不符的，多为机构代码最初录错后被沿用。
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

_HYPHENED = r"^\s*[0-9A-Za-z]{8}-[0-9A-Za-z]\s*/"


def find(tables: Tables) -> pl.LazyFrame:
    """Return the records whose index number is malformed or fails its check."""
    return both_sides(lambda side: _on(tables, side))


def _on(tables: Tables, side: Side) -> pl.LazyFrame:
    malformed = pl.col("index_form") == "malformed"
    local = pl.col("index_form") == "local"
    # Nine characters before a slash are often no code at all; a hyphen before the last one says so.
    is_code = (pl.col("index_org").str.len_chars() == 18) | pl.col("index_number").str.contains(
        _HYPHENED
    )
    unchecked = ~pl.col("index_check") & (~local | is_code)
    return (
        judged(tables, side)
        .filter(malformed | unchecked.fill_null(False))
        .select(
            *place(side),
            pl.when(local).then(pl.lit("low")).otherwise(pl.lit("medium")).alias("severity"),
            pl.col("index_number").str.slice(0, _SHOWN).alias("written"),
            pl.col("index_form").alias("form"),
            pl.when(malformed)
            .then(pl.lit("malformed"))
            .otherwise(pl.lit("wrong_check_character"))
            .alias("fault"),
        )
    )


_GOOD = {"title": "临江市公园名录", "index_number": "123456788/2020-00072"}

RULE = Rule(
    code="FD003",
    name="malformed-index-number",
    severity=Severity.MEDIUM,
    scope="record",
    version=2,
    title=Text(
        "An index number is malformed or its check character is wrong.",
        "索引号格式错误或校验码不符。",
    ),
    find=find,
    examples=(
        Example(
            "one digit of the organisation code is wrong",
            register=(_GOOD,),
            catalog=({**_GOOD, "index_number": "123456788/2020-00072"}, {**_GOOD, "index_number": "123456787/2020-00073"}),
            expect=((None, 1),),
        ),
        Example(
            "the hyphen is kept; a scheme of the office's own; none at all",
            register=(_GOOD,),
            catalog=(
                {**_GOOD, "index_number": "12345678-8/2020-00072"},
                {**_GOOD, "index_number": "LJ-A-2020-0113"},
                {**_GOOD, "index_number": ""},
            ),
        ),
        Example(
            "a wrong credit code, and a wrong code before year and month",
            register=({**_GOOD, "index_number": "11440000006939748X/2020-00072"},),
            catalog=(
                {**_GOOD, "index_number": "11440000006939748X/202003-00073"},
                {**_GOOD, "index_number": "12345678-7/202003-00074"},
                {**_GOOD, "index_number": "12345678-8/202003-00075"},
                {**_GOOD, "index_number": "LJ2020A01/202003-00076"},
            ),
            expect=((0, None), (None, 0), (None, 1)),
        ),
        Example(
            "broken off before the serial",
            register=({**_GOOD, "index_number": "123456788/2020-"},),
            catalog=(_GOOD,),
            expect=((0, None),),
        ),
    ),
)  # fmt: skip
