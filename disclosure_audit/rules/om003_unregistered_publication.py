"""A published document is not in the register.

## Why it matters
A register that does not hold what was published is incomplete, and an incomplete register hides
omissions as well. The document may also be another body's, a draft, or one put up by mistake.
Sent documents are registered before they go out (Regulation on the Work of Handling Official
Documents of Party and Government Organs, 2012); information must be true and published by the body
that made it (2007 regulation art. 6 and 17; 2019 regulation art. 6 and 10).

## What it looks at
The catalog records with the disposition `unregistered`. The evidence names the nearest register
record that was weighed and refused, with the reason. A record without a document number gets a low
confidence: it is often news or a page that is no document at all.

## Not a finding when
- the record repeats one that is linked: that is DU001's business;
- a link waits for a person's word;
- it lies outside the scope of the audit. Exclude categories such as 政务动态 with
  `scope.category.exclude` when the catalog mixes news with documents.

## What to do
Look at the nearest register record first. Otherwise find out who made the document: enter it in the
register if the office did, and take it from the catalog if it should not be there.

## 中文
**目录中公开的文件在登记簿中查不到。**

为何重要：登记簿缺了已公开的文件，说明登记不全，漏公开也就难以发现；该文件也可能属于其他机关、是草稿或误发（2007年条例第六条、第十七条；2019年条例第六条、第十条）。

如何处理：先核对最接近的登记记录；再查明制发单位，属本机关制发的补登记，不应公开的从目录中撤下。目录中混有政务动态等新闻的，可用 `scope.category.exclude` 排除。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import judged, nearest, place


def find(tables: Tables) -> pl.LazyFrame:
    """Return the unregistered catalog records, each with the nearest refused register record."""
    unnumbered = pl.col("doc_number").is_null()
    return (
        judged(tables, "catalog")
        .filter(pl.col("disposition") == "unregistered")
        .join(nearest(tables, "catalog", "unregistered"), on="row", how="left")
        .select(
            *place("catalog"),
            pl.when(unnumbered).then(pl.lit("low")).otherwise(pl.lit("high")).alias("confidence"),
            "issued_on",
            "published_on",
            "issuer",
            "category",
            "channel",
            pl.col("nearest_row").alias("nearest_register_row"),
            "nearest_title",
            "nearest_number",
            "nearest_score",
            "refused_because",
        )
    )


RULE = Rule(
    code="OM003",
    name="unregistered-publication",
    severity=Severity.MEDIUM,
    scope="key",
    together=("candidate",),
    title=Text(
        "A published document is not in the register.",
        "目录中公开的文件在登记簿中查不到。",
    ),
    find=find,
    examples=(
        Example(
            "published, and the register does not know it",
            register=(
                {
                    "title": "临江市人民政府关于公布市级文物保护单位名单的通知",
                    "doc_number": "临政发〔2019〕4号",
                    "issued_on": "2019-03-11",
                },
            ),
            catalog=(
                {
                    "title": "临江市人民政府关于公布市级文物保护单位名单的通知",
                    "doc_number": "临政发〔2019〕4号",
                    "issued_on": "2019-03-11",
                    "published_on": "2019-03-15",
                },
                {
                    "title": "临江市财政局关于下达支农专项资金的函",
                    "doc_number": "临财函〔2019〕51号",
                    "issued_on": "2019-03-12",
                    "published_on": "2019-03-15",
                },
            ),
            expect=((None, 1),),
        ),
        Example(
            "registered under a title that drops the issuer; news outside the scope",
            register=(
                {
                    "title": "关于公布市级文物保护单位名单的通知",
                    "doc_number": "临政发〔2019〕4号",
                    "issued_on": "2019-03-11",
                },
            ),
            catalog=(
                {
                    "title": "临江市人民政府关于公布市级文物保护单位名单的通知",
                    "doc_number": "临政发〔2019〕4号",
                    "issued_on": "2019-03-11",
                    "published_on": "2019-03-15",
                    "category": "政策文件",
                },
                {
                    "title": "市领导调研春耕生产",
                    "issued_on": "2019-03-12",
                    "published_on": "2019-03-12",
                    "category": "政务动态",
                },
            ),
            config={"scope": {"category": {"exclude": ["政务动态"]}}},
        ),
        Example(
            "the register's batch is another one",
            register=(
                {
                    "title": "临江市人民政府关于第13批次建设用地的批复",
                    "doc_number": "临政函〔2019〕31号",
                    "issued_on": "2019-03-04",
                },
            ),
            catalog=(
                {
                    "title": "临江市人民政府关于第12批次建设用地的批复",
                    "doc_number": "临政函〔2019〕30号",
                    "issued_on": "2019-03-04",
                    "published_on": "2019-03-15",
                },
            ),
            expect=((None, 0),),
        ),
    ),
)
