"""A serial lies far beyond the end of its series.

## Why it matters
A document number names one document (GB/T 9704-2012, 7.2.5). With a slip in its serial the document
is not found when it is cited, and the series seems to lack thousands of documents.

## What it looks at
The serials of a series in both lists together, from the highest down. A serial is doubted where the
step up to it is at least 100 and at least twice the serial below; with fewer than five serials below
only a step of 10,000 is. With five below, chance leaves such a step open less than once in 20,000
series, however sparse they are. Each such serial makes one finding, at the record that has it: in the register, else
in the catalog. The series ends before it.

## Not a finding when
- others stand close below it: a block of numbers may have been reserved;
- more than three serials of a series, and more than one in twenty, lie so far out;
- the document was received, or the agency code is none that the register sends under.

## What to do
Compare the number with the document itself and correct it in the list that has it wrong. Where the
number is right, say so when reviewing.

## 中文
**发文字号的序号远超本系列。**

为何重要：发文字号是文件的标识（GB/T 9704-2012，7.2.5）。序号写错，引用时便找不到文件，系列中也会凭空多出成千的缺号。

如何处理：与文件原件核对，更正写错的一处；确系该号的，审阅时注明。
"""

from __future__ import annotations

from functools import partial

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, NotApplicable, Rule, Tables
from disclosure_audit.rules.views import judged
from disclosure_audit.series.following import stand_for
from disclosure_audit.series.presence import numbered, presence

NO_NUMBERS = NotApplicable(
    Text("no document number of a series could be read", "没有可识别的成系列的文号")
)


def find(tables: Tables) -> pl.LazyFrame | NotApplicable:
    """Return each serial that lies far beyond its series, at the record that has it."""
    found = numbered(tables.register, tables.catalog, tables.config)
    if found.rows.is_empty():
        return NO_NUMBERS
    held = presence(found, tables.config).filter(pl.col("in_register") | pl.col("in_catalog"))
    sound = ~pl.col("is_implausible")
    doubted = (
        held.filter((~sound).any().over("series_no"))
        .with_columns(
            pl.col("serial").filter(sound).max().over("series_no").alias("last_serial"),
            sound.sum().over("series_no").alias("serials_in_series"),
        )
        .filter("is_implausible")
    )
    return stand_for(doubted, found, partial(judged, tables)).lazy().select(
        "register_row",
        "catalog_row",
        "series",
        "serial",
        "last_serial",
        "serials_in_series",
    )  # fmt: skip


def _series(*serials: int) -> tuple[dict[str, str], ...]:
    subjects = [
        "供水管理",
        "防汛准备",
        "道路照明",
        "学前教育",
        "文物保护",
        "食品安全",
        "城市绿化",
        "公共交通",
    ]
    return tuple(
        {
            "title": f"临江市人民政府关于加强{subject}工作的通知",
            "doc_number": f"临政发〔2019〕{serial}号",
            "issued_on": f"2019-03-{day:02}",
        }
        for day, (subject, serial) in enumerate(zip(subjects, serials, strict=False), 1)
    )


RULE = Rule(
    code="OM005",
    name="implausible-serial",
    severity=Severity.LOW,
    confidence="medium",
    scope="whole",
    title=Text(
        "A serial lies far beyond the end of its series.",
        "发文字号的序号远超本系列。",
    ),
    find=find,
    examples=(
        Example(
            "No. 99999 in a series of seven",
            register=_series(1, 2, 3, 4, 5, 6, 99999, 8),
            catalog=_series(1, 2),
            expect=((6, None),),
        ),
        Example(
            "the slip is in the catalog",
            register=_series(1, 2, 3, 4, 5, 6, 7),
            catalog=(*_series(1, 2, 3, 4, 5, 6), {**_series(1, 2, 3, 4, 5, 6, 7077)[6], "published_on": "2019-03-20"}),
            expect=((None, 6),),
        ),
        Example(
            "a gap that a lost page would leave is no slip",
            register=_series(1, 2, 3, 4, 5, 6, 60, 61),
            catalog=_series(1, 2),
        ),
        Example(
            "a block that was reserved for another department",
            register=_series(1, 2, 3, 4, 5, 5001, 5002, 5003),
            catalog=_series(1, 2),
        ),
    ),
)  # fmt: skip
