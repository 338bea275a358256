"""A mark of secrecy whose term has run out is still shown.

## Why it matters
When the term on a mark has run out the document is declassified of itself (Law on Guarding State
Secrets); the mark with grade and term (GB/T 9704-2012) no longer says what is so, and who reads it must
take the page for a leak. The document is to be examined once more before it is published (2019
regulation art. 17), for the term may have been prolonged, or the document may touch other protected
matters (2007 regulation art. 14; 2019 regulation art. 14 to 16).

## What it looks at
The marks of secrecy in any text of a published record and in the full texts whose term, counted from
the day the document was made, had run out on the day of the audit. One finding per record and field,
for the gravest grade. The mark stays masked unless `--reveal` is set.

## Not a finding when
- the mark names no term or 长期, or the record no date: then CF001 reports it as a mark in force;
- the term has not run out;
- the mark stands in the register, which shows what was so at the time;
- the record lies outside the scope of the audit.

## What to do
Have the declassification confirmed by the office that set the grade, then remove the mark or note
beside it that it no longer holds. If the term was prolonged, take the document off the site at once.

## 中文
**保密期限已满的密级标志仍在显示。**

为何重要：保密期限已满的自行解密（保守国家秘密法），标志（GB/T 9704-2012）已与实际不符，易被误认为泄密；公开前仍须审查（2019年条例第十七条），期限可能已被延长，内容也可能涉及其他不予公开事项（2007年条例第十四条；2019年条例第十四至十六条）。

如何处理：请原定密机关确认解密后去除或者注明失效；期限已延长的，立即撤下。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import (
    MARK,
    PUBLISHED,
    by_grade,
    gravest_marks,
    hits_of,
    worst_first,
)


def find(tables: Tables) -> pl.LazyFrame:
    """Return the gravest expired mark of each field of each published record."""
    marks = (
        hits_of(tables, MARK)
        .filter(pl.col("expired"), pl.col("standing") == PUBLISHED)
        .with_columns(severity=pl.lit("low"))
    )
    return gravest_marks(marks, [by_grade(), *worst_first()], "excerpt")


_PUBLIC = {
    "title": "临江市防汛应急预案",
    "doc_number": "临政办发〔2021〕9号",
    "issued_on": "2021-03-01",
}
_OLD = {"title": "临江市应急避难场所分布图（机密★10年）", "issued_on": "1990-03-01"}

RULE = Rule(
    code="CF014",
    name="expired-classification-mark",
    severity=Severity.LOW,
    scope="record",
    title=Text(
        "A mark of secrecy whose term has run out is still shown.",
        "保密期限已满的密级标志仍在显示。",
    ),
    find=find,
    examples=(
        Example(
            "ten years, thirty years ago",
            register=(_PUBLIC,),
            catalog=(_PUBLIC, _OLD),
            expect=((None, 1),),
        ),
        Example(
            "the term runs on, has no end, or is not named",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {**_OLD, "issued_on": "2020-03-01"},
                {**_OLD, "title": "临江市人民防空工程分布图（机密★长期）"},
                {**_OLD, "title": "临江市通信管线分布图（机密★）"},
            ),
        ),
        Example("in the register", register=(_PUBLIC, _OLD), catalog=(_PUBLIC,)),
    ),
)
