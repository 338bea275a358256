"""A masked number still tells too much.

## Why it matters
Who masks a number means to protect the person. A mask that leaves digits 7 to 14 of an identity
number gives away the birth date and, with the region in front, often the person; one that hides only
two or three digits can be tried out in a moment. De-identified means that nobody can be recognised
without further information (Personal Information Protection Law art. 51 and 73; 2019 regulation
art. 15).

## What it looks at
The numbers with a mask (`*`, `×`, `●`, `x`) that the scanner finds in any column or full text and
whose visible part holds a birth date or too many digits. Medium on what is published (low if in
doubt), low in the register if its document is published, else a note. Up to three different ones in
a text have a finding each, more of them one finding with their number.

## Not a finding when
- the mask covers the birth date and leaves the ends (`110***********0001`);
- four digits or more of a mobile number are hidden (`138****8000`);
- the text shows how masking is done (示例, 如).

## What to do
Mask anew from the original, not from the published copy: hide the birth date whole, in a mobile number
the four middle digits, in a card number all but the last four.

## 中文
**已脱敏的号码仍泄露过多信息。**

为何重要：保留身份证号第七至十四位即泄露出生日期，连同行政区划往往足以识别个人；只遮盖两三位的号码可轻易试出。去标识化应使人不借助额外信息无法识别特定个人（个人信息保护法第五十一条、第七十三条；2019年条例第十五条）。

如何处理：以原文为准重新脱敏：出生日期全部遮盖，手机号遮盖中间四位，银行卡号只留末四位。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import (
    IDENTIFIER,
    by_confidence,
    graded,
    gravest,
    hits_of,
    told,
)


def find(tables: Tables) -> pl.LazyFrame:
    """Return the leaking masks of each text, up to three one by one."""
    masks = (
        hits_of(tables, IDENTIFIER)
        .filter(pl.col("what") == "leaking_mask")
        .with_columns(
            severity=graded(
                published=by_confidence("medium", "medium", "low"),
                linked=pl.lit("low"),
                internal=pl.lit("note"),
            )
        )
    )
    return gravest(masks, apart=True).select(told())


_PLAIN = {
    "title": "临江市民政局关于发放高龄津贴的公示",
    "doc_number": "临民发〔2021〕15号",
    "issued_on": "2021-03-01",
}

RULE = Rule(
    code="CF007",
    name="leaking-mask",
    severity=Severity.MEDIUM,
    scope="record",
    title=Text("A masked number still tells too much.", "已脱敏的号码仍泄露过多信息。"),
    find=find,
    examples=(
        Example(
            "the birth date is left",
            register=(_PLAIN,),
            catalog=({**_PLAIN, "summary": "领取人身份证号：11010119491001****"},),
            expect=((None, 0),),
        ),
        Example(
            "in the register too, more mildly",
            register=({**_PLAIN, "summary": "领取人身份证号：110101194910010***"},),
            catalog=(_PLAIN,),
            expect=((0, None),),
        ),
        Example(
            "masked as it should be",
            register=(_PLAIN,),
            catalog=({**_PLAIN, "summary": "身份证号：110***********0001，手机：138****8000"},),
        ),
    ),
)
