"""The published title differs from the registered one.

## Why it matters
Information must be published accurately (2007 regulation art. 6; 2019 regulation art. 6), and the
name is one of the items the catalog must give (2007 regulation art. 19; 2019 regulation art. 12).
A changed title makes the document impossible to find by its real name; now and then it is the sign
of a changed text.

## What it looks at
The titles of linked pairs, folded. A link that waits for a person's word gives a low confidence.

## Not a finding when
- only the issuing body's name before 关于, 中华人民共和国, or the 的通知 at the end is dropped;
- only width, spaces, punctuation, 《 》, tags or the way a number is written differ;
- only a note such as `[PDF]` or （附件） is added;
- one of the two titles is empty: FD001 reports that.

## What to do
Compare both with the original document and correct the list that is wrong. If the text was changed
as well, check who changed it and when.

## 中文
**公开的标题与登记的标题不一致。**

为何重要：政府信息应当准确公开（2007年、2019年条例第六条），名称是目录的必备要素（2007年条例第十九条；2019年条例第十二条）；标题改动后难以检索，有时还意味着正文被改动。

如何处理：对照原件更正错误的一方；正文也有改动的，查明何人何时所改。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import pairs


def find(tables: Tables) -> pl.LazyFrame:
    """Return the linked pairs whose titles differ beyond harmless folding."""
    return (
        pairs(tables, "title", "norm_title_core")
        .filter(pl.col("registered_norm_title_core") != pl.col("published_norm_title_core"))
        .select(
            "register_row",
            "catalog_row",
            "confidence",
            pl.col("registered_title").alias("registered"),
            pl.col("published_title").alias("published"),
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
    code="DF001",
    name="title-differs",
    severity=Severity.MEDIUM,
    scope="key",
    together=("link",),
    title=Text(
        "The published title differs from the registered one.",
        "公开的标题与登记的标题不一致。",
    ),
    find=find,
    examples=(
        Example(
            "a word was changed",
            register=(_REGISTERED,),
            catalog=(
                {**_PUBLISHED, "title": "临江市人民政府关于印发临江市城市绿地管理办法的通知"},
            ),
            expect=((0, 0),),
        ),
        Example(
            "issuer and 的通知 dropped, other punctuation, a tag and a note",
            register=(_REGISTERED,),
            catalog=({**_PUBLISHED, "title": "关于印发《临江市<em>城市绿化</em>管理办法》 [PDF]"},),
        ),
        Example(
            "the number that tells two batches apart was changed under the same index number",
            register=({**_REGISTERED, "title": "临江市人民政府关于第12批次建设用地的批复"},),
            catalog=({**_PUBLISHED, "title": "临江市人民政府关于第13批次建设用地的批复"},),
            expect=((0, 0),),
        ),
    ),
)
