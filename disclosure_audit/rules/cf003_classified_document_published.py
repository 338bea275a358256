"""A document with a grade of secrecy is in the catalog.

## Why it matters
Information that was lawfully made a state secret must not be published (2007 regulation art. 14;
2019 regulation art. 14; Law on Guarding State Secrets). Either the document leaked, or the register
still carries a grade that no longer holds; both need the secrecy officer.

## What it looks at
Linked pairs whose register record or whose catalog record has a grade (绝密, 机密, 秘密) in its
classification column; and catalog records that carry one themselves and are linked to nothing. A
link that waits for a person's word gives a low confidence, unless the catalog itself holds a grade.
Where the classification states a term (`秘密★5年`) that had run out when the document was
published, the severity is low: it was probably declassified, but somebody should confirm it.

## Not a finding when
- the classification column says 无, 非密, 普通 or the like, or is empty;
- it holds a handling mark (内部资料), which is no grade;
- it lies outside the scope of the audit.

## What to do
Take the document off the site at once and tell the secrecy officer; do not forward the text. If it
had been declassified, enter that in the register.

## 中文
**带有密级的文件出现在目录中。**

为何重要：依法确定为国家秘密的信息不得公开（2007年条例第十四条；2019年条例第十四条；保守国家秘密法）。要么是泄密，要么是登记簿仍保留已失效的密级。

如何处理：立即撤下并报告保密工作机构，不得转发内容；确已解密的，在登记簿中注明。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import judged, pairs, place, surety

_TERM = r"(?:★|☆|\*).*?([0-9]{1,2})\s*年"


def find(tables: Tables) -> pl.LazyFrame:
    """Return the published records that one of the two lists calls classified."""
    by_register = pl.col("registered_is_classified").fill_null(False)
    by_catalog = pl.col("published_is_classified").fill_null(False)
    linked = (
        pairs(tables, "is_classified", "classification", "issued_on", "published_on")
        .filter(by_register | by_catalog)
        .select(
            "register_row",
            "catalog_row",
            pl.when(by_catalog)
            .then(pl.lit("high"))
            .otherwise(surety("status"))
            .alias("confidence"),
            pl.col("status").alias("link"),
            "registered_classification",
            "published_classification",
            pl.coalesce("registered_issued_on", "published_issued_on").alias("issued_on"),
            pl.col("published_published_on").alias("published_on"),
        )
    )
    alone = (
        judged(tables, "catalog")
        .filter(pl.col("is_classified"))
        .join(tables.links.lazy(), left_on="row", right_on="catalog_row", how="anti")
        .select(
            *place("catalog"),
            pl.lit("high").alias("confidence"),
            pl.col("classification").alias("published_classification"),
            "issued_on",
            "published_on",
        )
    )
    grade = pl.coalesce("published_classification", "registered_classification")
    years = grade.str.extract(_TERM).cast(pl.String).fill_null("200")
    ended = pl.col("issued_on").dt.offset_by(years + "y") < pl.col("published_on")
    return pl.concat([linked, alone], how="diagonal").with_columns(
        severity=pl.when(ended).then(pl.lit("low")).otherwise(pl.lit(None))
    )


_SECRET = {
    "title": "临江市人民防空工程建设规划",
    "doc_number": "临防办〔2015〕8号",
    "issued_on": "2015-06-01",
    "classification": "机密",
}
_PUBLISHED = {**_SECRET, "classification": "", "published_on": "2015-06-09"}

RULE = Rule(
    code="CF003",
    name="classified-document-published",
    severity=Severity.CRITICAL,
    scope="key",
    together=("link",),
    title=Text(
        "A document with a grade of secrecy is in the catalog.",
        "带有密级的文件出现在目录中。",
    ),
    find=find,
    examples=(
        Example(
            "classified in the register, present in the catalog",
            register=(_SECRET,),
            catalog=(_PUBLISHED,),
            expect=((0, 0),),
        ),
        Example(
            "the catalog itself carries a grade; the term is unknown",
            register=({"title": "临江市公园管理办法", "doc_number": "临政发〔2015〕2号"},),
            catalog=({**_PUBLISHED, "classification": "秘密"},),
            expect=((None, 0),),
        ),
        Example(
            "said not to be secret, or nothing said",
            register=(
                {**_SECRET, "classification": "非密"},
                {**_SECRET, "title": "临江市公园绿地管理办法", "doc_number": "临政发〔2015〕2号", "classification": ""},
            ),
            catalog=(
                _PUBLISHED,
                {**_PUBLISHED, "title": "临江市公园绿地管理办法", "doc_number": "临政发〔2015〕2号"},
            ),
        ),
    ),
)  # fmt: skip
