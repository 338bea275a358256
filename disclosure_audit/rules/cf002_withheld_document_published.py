"""A document that is not to be published is in the catalog.

## Why it matters
Somebody decided that the document stays inside: it may touch a state secret, a trade secret, a
person's privacy or the office's internal affairs (2007 regulation art. 14; 2019 regulation art. 14
to 16). Publishing it overturns that decision without anyone having made another.

## What it looks at
Linked pairs whose register record, or whose catalog record, has an openness that says it is not to
be published; and catalog records that say so of themselves and are linked to nothing (medium
confidence). A link that waits for a person's word gives a low confidence, unless the catalog's own
openness says the same.

## Not a finding when
- the openness says 依申请公开 (on request): that is a choice of way, not a ban;
- a similar record was refused as a candidate: only links count;
- it lies outside the scope of the audit.

## What to do
Take the document off the site until it is settled. If the decision still holds, report the mistake;
if the document has since been released, correct the openness in the register.

## 中文
**不予公开的文件出现在目录中。**

为何重要：不予公开的文件可能涉及国家秘密、商业秘密、个人隐私或内部事务（2007年条例第十四条；2019年条例第十四至十六条）。

如何处理：先撤下再核实；原决定仍有效的，按误公开处理；已转为公开的，更正登记簿的公开属性。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import judged, pairs, place, surety


def find(tables: Tables) -> pl.LazyFrame:
    """Return the published records that one of the two lists withholds."""
    by_register = pl.col("registered_is_withheld").fill_null(False)
    by_catalog = pl.col("published_is_withheld").fill_null(False)
    linked = (
        pairs(tables, "is_withheld", "openness", "openness_reason", "published_on")
        .filter(by_register | by_catalog)
        .select(
            "register_row",
            "catalog_row",
            pl.when(by_catalog)
            .then(pl.lit("high"))
            .otherwise(surety("status"))
            .alias("confidence"),
            pl.col("status").alias("link"),
            "registered_openness",
            "published_openness",
            pl.col("registered_openness_reason").alias("reason"),
            pl.col("published_published_on").alias("published_on"),
        )
    )
    alone = (
        judged(tables, "catalog")
        .filter(pl.col("is_withheld"))
        .join(tables.links.lazy(), left_on="row", right_on="catalog_row", how="anti")
        .select(
            *place("catalog"),
            pl.lit("medium").alias("confidence"),
            pl.col("openness").alias("published_openness"),
            pl.col("openness_reason").alias("reason"),
            "published_on",
        )
    )
    return pl.concat([linked, alone], how="diagonal")


_WITHHELD = {
    "title": "临江市民政局关于临时救助资金审核情况的报告",
    "doc_number": "临民报〔2020〕12号",
    "issued_on": "2020-06-01",
    "openness": "不予公开",
}
_PUBLISHED = {
    "title": "临江市民政局关于临时救助资金审核情况的报告",
    "doc_number": "临民报〔2020〕12号",
    "issued_on": "2020-06-01",
    "published_on": "2020-06-09",
}

RULE = Rule(
    code="CF002",
    name="withheld-document-published",
    severity=Severity.CRITICAL,
    scope="key",
    together=("link",),
    title=Text(
        "A document that is not to be published is in the catalog.",
        "不予公开的文件出现在目录中。",
    ),
    find=find,
    examples=(
        Example(
            "withheld in the register, present in the catalog",
            register=(_WITHHELD,),
            catalog=(_PUBLISHED,),
            expect=((0, 0),),
        ),
        Example(
            "the catalog says so of itself",
            register=({**_WITHHELD, "doc_number": "临民发〔2020〕3号", "title": "临江市民政局关于印发养老机构管理办法的通知", "openness": "主动公开"},),
            catalog=({**_PUBLISHED, "openness": "不予公开"},),
            expect=((None, 0),),
        ),
        Example(
            "on request is not withheld, and the next report is another document",
            register=(
                {**_WITHHELD, "openness": "依申请公开"},
                {**_WITHHELD, "doc_number": "临民报〔2021〕15号", "issued_on": "2021-06-01"},
            ),
            catalog=(_PUBLISHED,),
        ),
    ),
)  # fmt: skip
