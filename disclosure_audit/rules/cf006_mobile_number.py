"""A text holds a mobile telephone number.

## Why it matters
A mobile number belongs to a person and finds him day and night: it is personal information, whose
publication needs a duty or a consent (Personal Information Protection Law art. 25 and 34; 2019
regulation art. 15). Many numbers in official texts are the contact of an office or of an official in
charge, given out on purpose; so this is asked, not asserted.

## What it looks at
The mobile numbers (11 digits from 13 to 19, bounded by no other digit) that the scanner finds in any
column or full text. On what is published: medium; low where the words in front say that it is a
contact of the office (联系电话, 咨询, 举报, 值班, 热线) and the number stands in no list of persons,
or where the scanner is in doubt. In the register a note, or low if its document is published. Up to
three different numbers in a text have a finding each, more of them one finding with their number.

## Not a finding when
- the number is a landline or a service number (0797-1234567, 12345): an office's telephone is public;
- it is masked (`138****8000`) or an example of masking;
- the digits are part of a longer number, or stand in a column of index numbers, serials or addresses;
- the record lies outside the scope of the audit.

## What to do
Replace a private number by the office's telephone, or mask its four middle digits. A contact that is
meant to be public may be waived, with the reason.

## 中文
**文字中含有手机号码。**

为何重要：手机号码属于个人信息，公开须有职责依据或者取得同意（个人信息保护法第二十五条、第三十四条；2019年条例第十五条）。公文中不少号码是有意公布的联系方式，故此处仅提请核实。

如何处理：私人号码改为单位电话，或者隐去中间四位；确需公布的联系电话，可说明理由予以豁免。
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

_CONTACT = "联系|咨询|举报|投诉|监督|受理|服务电话|值班|热线|办公电话|报名|传真"
"""Words of a text by which an office says where it can be reached."""


def find(tables: Tables) -> pl.LazyFrame:
    """Return the mobile numbers of each text, up to three one by one."""
    in_list = pl.col("because").list.contains("table").fill_null(False)
    is_contact = pl.col("excerpt").str.contains(_CONTACT).fill_null(False) & ~in_list
    numbers = (
        hits_of(tables, IDENTIFIER)
        .filter(pl.col("what") == "mobile")
        .with_columns(
            severity=graded(
                published=pl.when(is_contact)
                .then(pl.lit("low"))
                .otherwise(by_confidence("medium", "medium", "low")),
                linked=pl.lit("low"),
                internal=pl.lit("note"),
            )
        )
    )
    return gravest(numbers, apart=True).select(told())


# The service number of an operator, which stands for no person.
_NUMBER = "13800138000"
_PLAIN = {
    "title": "临江市住房保障中心关于公共租赁住房轮候结果的公告",
    "doc_number": "临住保〔2021〕4号",
    "issued_on": "2021-03-01",
}

RULE = Rule(
    code="CF006",
    name="mobile-number",
    severity=Severity.MEDIUM,
    scope="record",
    title=Text("A text holds a mobile telephone number.", "文字中含有手机号码。"),
    find=find,
    examples=(
        Example(
            "a tenant's number in a published summary",
            register=(_PLAIN,),
            catalog=({**_PLAIN, "summary": f"承租人手机号码{_NUMBER}，轮候顺序第3位。"},),
            expect=((None, 0),),
        ),
        Example(
            "dashed, as the contact of the office",
            register=(_PLAIN,),
            catalog=({**_PLAIN, "summary": "咨询电话：138-0013-8000"},),
            expect=((None, 0),),
        ),
        Example(
            "a landline, a masked number, digits of a longer number",
            register=(_PLAIN,),
            catalog=(
                {**_PLAIN, "summary": f"电话0797-1234567、12345，手机138****8000，统一监管号36{_NUMBER}55"},
            ),
        ),
    ),
)  # fmt: skip
