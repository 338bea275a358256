"""A document is in the catalog more than once.

## Why it matters
The catalog should hold each document once, in one place and in one version (2007 regulation
art. 19; 2019 regulation art. 12). Repeats swell the annual count, and sooner or later one copy is
corrected and the other is not.

## What it looks at
The repeats that matching found on the catalog side: `exact` (every compared field equal after
folding) or `near` (medium confidence). Where the record has neither a number nor a date nor an
index number, the confidence is low: notices of one title come out every month. The evidence names
the record that came first.

## Not a finding when
- the two stand in different channels (site, gazette, platform): one document may be published in
  several places. Within one channel the second copy is still reported;
- the titles are alike and a number, a date or an ordinal tells two documents apart: that is no
  repeat.

## What to do
Keep the copy whose address others cite, and take the other one down or redirect it. If they are two
documents, correct the field that makes them look alike.

## 中文
**同一文件在目录中重复公开。**

为何重要：目录中每份文件应只有一条（2007年条例第十九条；2019年条例第十二条）。重复会虚增年度统计，日后还会出现一处已改、一处未改。

如何处理：保留已被引用的一条，其余撤下或跳转；确属两份文件的，更正造成混淆的字段。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import judged, place, same_document_surety


def find(tables: Tables) -> pl.LazyFrame:
    """Return the catalog records that repeat an earlier one of their channel."""
    group = _groups(tables)
    place_of = pl.col("place")
    in_channel = place_of.min().over("first", "channel")
    in_unknown = place_of.filter(pl.col("channel").is_null()).min().over("first")
    rival = (
        pl.when(pl.col("channel").is_null())
        .then(place_of.min().over("first"))
        .otherwise(pl.min_horizontal(in_channel, in_unknown))
    )
    others = group.select(
        pl.col("place").alias("rival"),
        pl.col("row").alias("of_row"),
        pl.col("published_on").alias("of_published_on"),
        pl.col("url").alias("of_url"),
    )
    return (
        group.with_columns(rival.alias("rival"))
        .filter(pl.col("rival") < place_of)
        .join(others, on="rival", how="inner")
        .select(
            *place("catalog"),
            same_document_surety(),
            "kind",
            "of_row",
            "score",
            "channel",
            "published_on",
            "of_published_on",
            "url",
            "of_url",
        )
    )


def _groups(tables: Tables) -> pl.LazyFrame:
    """Return the records that describe a document of several records, ``first`` naming it.

    ``place`` numbers them all; within a document the one that ``repeats`` calls the first leads,
    the others follow by date, address and title, so that shuffled rows give the same findings.
    """
    repeats = (
        tables.repeats.lazy()
        .filter(pl.col("side") == "catalog")
        .select("row", pl.col("of_row").alias("first"), "kind", pl.col("score").round(1))
    )
    firsts = repeats.select(pl.col("first").alias("row"), "first").unique()
    return (
        pl.concat([firsts, repeats], how="diagonal")
        .join(judged(tables, "catalog"), on="row", how="inner")
        .sort(
            pl.col("row") != pl.col("first"),
            "published_on",
            "issued_on",
            "url",
            "title",
            "row",
            nulls_last=True,
        )
        .with_row_index("place")
    )


_NOTICE = {
    "title": "临江市人民政府关于禁止燃放烟花爆竹的通告",
    "doc_number": "临政告〔2021〕2号",
    "issued_on": "2021-01-05",
    "published_on": "2021-01-08",
}
_REGISTERED = {k: v for k, v in _NOTICE.items() if k != "published_on"}

RULE = Rule(
    code="DU001",
    name="repeated-publication",
    severity=Severity.MEDIUM,
    scope="key",
    together=("repeat",),
    title=Text("A document is in the catalog more than once.", "同一文件在目录中重复公开。"),
    find=find,
    examples=(
        Example(
            "the same record twice",
            register=(_REGISTERED,),
            catalog=(_NOTICE, _NOTICE),
            expect=((None, 1),),
        ),
        Example(
            "one document in two channels is harmless, twice in one of them is not",
            register=(_REGISTERED,),
            catalog=(
                {**_NOTICE, "channel": "门户网站"},
                {**_NOTICE, "channel": "政府公报"},
                {**_NOTICE, "channel": "政府公报"},
            ),
            expect=((None, 2),),
        ),
        Example(
            "the notices of two years are two documents",
            register=(_REGISTERED,),
            catalog=(
                _NOTICE,
                {
                    **_NOTICE,
                    "doc_number": "临政告〔2022〕2号",
                    "issued_on": "2022-01-05",
                    "published_on": "2022-01-08",
                },
            ),
        ),
    ),
)
