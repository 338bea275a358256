"""The published issuing body differs from the registered one.

## Why it matters
The body that makes information publishes it and answers for it (2007 regulation art. 17; 2019
regulation art. 10). Under another body's name an applicant turns to the wrong office.

## What it looks at
The issuing bodies of linked pairs, folded. A link that waits for a person's word gives a low
confidence.

## Not a finding when
- one name is the tail of the other (国土资源局, 临江市国土资源局);
- a joint document: one list names all bodies, the other only one of them;
- only 人民政府 and 政府, or 办公厅 and 办公室, differ, or 中华人民共和国 is dropped;
- one of the two is empty.

A government and its office (市人民政府, 市人民政府办公室) are two bodies: that is a finding.

## What to do
Look at the head and the seal of the original and correct the list that is wrong.

## 中文
**公开的发文机关与登记的发文机关不一致。**

为何重要：政府信息由制作机关负责公开（2007年条例第十七条；2019年条例第十条）；机关名称错误会使申请人找错对象。

如何处理：对照原件的版头和印章，更正错误的一方。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import pairs

_SEVERAL = r"[、,，;；/\s]"


def find(tables: Tables) -> pl.LazyFrame:
    """Return the linked pairs whose issuing bodies are both there and not the same body."""
    registered, published = _name("registered_norm_issuer"), _name("published_norm_issuer")
    tail = registered.str.ends_with(published) | published.str.ends_with(registered)
    several = {
        side: pl.col(f"{side}_issuer").str.strip_chars().str.contains(_SEVERAL)
        for side in ("registered", "published")
    }
    joint = (several["registered"] & registered.str.contains(published, literal=True)) | (
        several["published"] & published.str.contains(registered, literal=True)
    )
    return (
        pairs(tables, "issuer", "norm_issuer")
        .filter(pl.col("registered_norm_issuer") != pl.col("published_norm_issuer"))
        .filter(registered != published, ~tail, ~joint)
        .select(
            "register_row",
            "catalog_row",
            "confidence",
            pl.col("registered_issuer").alias("registered"),
            pl.col("published_issuer").alias("published"),
            pl.col("status").alias("link"),
        )
    )


def _name(column: str) -> pl.Expr:
    """Return a body's name without the words that lists shorten."""
    return (
        pl.col(column)
        .str.replace_all("人民政府", "政府", literal=True)
        .str.replace_all("办公厅", "办公室", literal=True)
        .str.replace_all("中华人民共和国", "", literal=True)
    )


_REGISTERED = {
    "title": "临江市国土资源局关于印发土地整治项目管理办法的通知",
    "doc_number": "临国土资发〔2017〕21号",
    "issued_on": "2017-08-01",
    "issuer": "临江市国土资源局",
}
_PUBLISHED = {**_REGISTERED, "published_on": "2017-08-05"}

RULE = Rule(
    code="DF004",
    name="issuer-differs",
    severity=Severity.LOW,
    scope="key",
    together=("link",),
    title=Text(
        "The published issuing body differs from the registered one.",
        "公开的发文机关与登记的发文机关不一致。",
    ),
    find=find,
    examples=(
        Example(
            "another bureau",
            register=(_REGISTERED,),
            catalog=({**_PUBLISHED, "issuer": "临江市财政局"},),
            expect=((0, 0),),
        ),
        Example(
            "a government and its office are two bodies",
            register=({**_REGISTERED, "issuer": "临江市人民政府"},),
            catalog=({**_PUBLISHED, "issuer": "临江市人民政府办公室"},),
            expect=((0, 0),),
        ),
        Example(
            "the place name is dropped",
            register=(_REGISTERED,),
            catalog=({**_PUBLISHED, "issuer": "国土资源局"},),
        ),
        Example(
            "a joint document under its first body",
            register=({**_REGISTERED, "issuer": "临江市国土资源局、临江市财政局"},),
            catalog=(_PUBLISHED,),
        ),
    ),
)
