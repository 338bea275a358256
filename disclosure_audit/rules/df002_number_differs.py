"""The published document number differs from the registered one.

## Why it matters
The document number is how a document is cited and requested (GB/T 9704-2012, 发文字号). Whoever
cites the published one cites a document that does not exist, or another one; information must be
published accurately (2007 regulation art. 6; 2019 regulation art. 6).

## What it looks at
The numbers of linked pairs, brought to one form. A link in spite of different numbers rests on other
strong evidence, such as an equal index number; such a link usually waits for a person's word, and
then the confidence is low.

## Not a finding when
- only the form differs (brackets, width, spaces, 第, leading zeros): FD002 reports that;
- one of the cells holds several numbers and the other's is among them;
- one of the two numbers is missing or cannot be read: FD001 and FD002 report that.

## What to do
Look up the number on the original and correct the list that is wrong. If they turn out to be two
documents, take the link back.

## 中文
**公开的文号与登记的文号不一致。**

为何重要：发文字号是引用和申请公开的依据（GB/T 9704-2012）；政府信息应当准确公开（2007年、2019年条例第六条）。

如何处理：对照原件更正错误的一方；确属两份文件的，撤销该对应关系。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import pairs


def find(tables: Tables) -> pl.LazyFrame:
    """Return the linked pairs whose document numbers are both there and unequal."""
    registered, published = pl.col("registered_number_key"), pl.col("published_number_key")
    among = published.is_in(pl.col("registered_number_others")).fill_null(False) | registered.is_in(
        pl.col("published_number_others")
    ).fill_null(False)
    return (
        pairs(tables, "doc_number", "number_key", "number_others")
        .filter(registered != published, ~among)
        .select(
            "register_row",
            "catalog_row",
            "confidence",
            pl.col("registered_doc_number").alias("registered"),
            pl.col("published_doc_number").alias("published"),
            pl.col("status").alias("link"),
        )
    )


_REGISTERED = {
    "title": "临江市人民政府关于印发临江市城市绿化管理办法的通知",
    "doc_number": "临政发〔2017〕21号",
    "index_number": "123456788/2017-00021",
    "issued_on": "2017-08-01",
}
_PUBLISHED = {**_REGISTERED, "published_on": "2017-08-05"}

RULE = Rule(
    code="DF002",
    name="number-differs",
    severity=Severity.MEDIUM,
    scope="key",
    together=("link",),
    title=Text(
        "The published document number differs from the registered one.",
        "公开的文号与登记的文号不一致。",
    ),
    find=find,
    examples=(
        Example(
            "two digits swapped; index number, title and date are equal",
            register=(_REGISTERED,),
            catalog=({**_PUBLISHED, "doc_number": "临政发〔2017〕12号"},),
            expect=((0, 0),),
        ),
        Example(
            "only written differently",
            register=(_REGISTERED,),
            catalog=({**_PUBLISHED, "doc_number": "临政发 [2017] 第021号"},),
        ),
        Example(
            "another number under the same title is another document",
            register=(
                {
                    "title": "临江市人民政府关于表彰先进集体的决定",
                    "doc_number": "临政发〔2016〕3号",
                    "issued_on": "2016-01-20",
                },
            ),
            catalog=(
                {
                    "title": "临江市人民政府关于表彰先进集体的决定",
                    "doc_number": "临政发〔2017〕5号",
                    "issued_on": "2017-01-22",
                },
            ),
        ),
    ),
)
