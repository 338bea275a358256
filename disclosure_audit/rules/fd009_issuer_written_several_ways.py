"""An issuing body is written in several ways.

## Why it matters
The issuing body says who answers for a document (2019 regulation art. 10; 2007 regulation art. 17), and a
document number belongs to one body (GB/T 9704-2012). Under two names a body's documents come apart in
every search, count and list by department.

## What it looks at
The distinct names of issuing bodies of both lists, folded. Proposed as one are `abbreviation` (市政府办 and
市人民政府办公室; a table of usual short forms comes with the tool), `place_left_out` (自然资源局 and
霁川市自然资源局) and `slip` (a rare name one letter from a frequent one, where that letter makes a pair of
letters that stands nowhere else in the lists, nor in three titles; low confidence). One finding per list and form, on the first
record that has it; the evidence gives the more frequent form and how many records have either. It is a
proposal: nothing is merged, and matching and the other rules go by the names as they stand. At most the
50,000 most frequent names are compared.

## Not a finding when
- the names differ in a place or its rank: 霁川市 and 霁川县, a city's bureau and its district's;
- they differ in the sort of body (局, 委, 厅, 办) or in a number, a quarter of the sky or another ordinal;
- a name without a place may be that of several bodies in the list, or the nation's beside a province's;
- only spaces, signs or width differ;
- they are predecessor and successor (环保局, 生态环境局), or several bodies in one cell;
- the document was received, or the record lies outside the scope of the audit.

## What to do
Decide on one form and write it everywhere, best where the list is exported. If the two are different
bodies, leave them and say so in the review.

## 中文
**同一发文机关有多种写法。**

为何重要：发文机关表明由谁负责公开（2019年条例第十条；2007年条例第十七条），文号也属于特定机关（GB/T 9704-2012）；同一机关写法不一，检索、统计和按部门列表都会被拆开。

如何处理：确定一种规范写法，在导出环节统一；确系不同机关的，在审阅中说明。本规则只作提示，不合并任何名称。
"""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.issuer_variants.propose import propose
from disclosure_audit.rules.views import both_sides, judged, place
from disclosure_audit.schema.columns import SIDES, Side

_JOINT = r"等[0-9一二三四五六七八九十]*个?(?:部门|单位|机关|厅局)|[、,，;；/|]|\S[\s\u3000]\S"
"""Signs between several bodies in one cell."""
_A_WORD = 3
"""Titles in which two letters must stand together to be known as part of a word."""
_FIRST = ("issued_on", "published_on", "title", "doc_number", "index_number", "row")


def find(tables: Tables) -> pl.LazyFrame:
    """Return the first record of each list with each form of a name that may be a variant."""
    counted = pl.concat([_named(tables, side) for side in SIDES]).group_by("norm_issuer").len()
    counts = dict(counted.collect().iter_rows())
    proposals = propose(counts, lambda pairs: _in_titles(tables, pairs))
    usual = pl.LazyFrame(
        {
            "norm_issuer": [one.variant for one in proposals],
            "_usual": [one.usual for one in proposals],
            "variant": [one.kind for one in proposals],
            "usual_count": [counts[one.usual] for one in proposals],
        },
        schema={"norm_issuer": pl.String, "_usual": pl.String, "variant": pl.String, "usual_count": pl.UInt32},
    )  # fmt: skip
    forms = (
        pl.concat([_named(tables, side) for side in SIDES])
        .group_by(pl.col("norm_issuer").alias("_usual"))
        .agg(pl.col("issuer").str.strip_chars().min().alias("usual_form"))
    )
    told = usual.join(forms, on="_usual", how="left")
    return both_sides(lambda side: _on(tables, side, told))


def _named(tables: Tables, side: Side) -> pl.LazyFrame:
    return (
        judged(tables, side)
        .filter(
            pl.col("norm_issuer").is_not_null(),
            ~pl.col("is_received"),
            ~pl.col("issuer").str.strip_chars().str.contains(_JOINT),
        )
        .select("issuer", "norm_issuer", *_FIRST)
    )


def _in_titles(tables: Tables, pairs: Collection[str]) -> set[str]:
    """Return which of some pairs of letters stand in titles often enough to be words."""
    if not pairs:
        return set()
    wanted = list(pairs)
    titles = pl.concat(
        judged(tables, side).select(pl.col("norm_title").alias("t")) for side in SIDES
    )
    found = (
        titles.filter(pl.col("t").str.contains_any(wanted))
        .select(pl.col("t").str.extract_many(wanted, overlapping=True).list.unique())
        .explode("t")
        .group_by("t")
        .len()
        .filter(pl.col("len") >= _A_WORD)
        .collect()
    )
    return set(found["t"])


def _on(tables: Tables, side: Side, told: pl.LazyFrame) -> pl.LazyFrame:
    return (
        _named(tables, side)
        .join(told, on="norm_issuer", how="inner")
        .sort(*_FIRST, nulls_last=True)
        .group_by("norm_issuer", maintain_order=True)
        .agg(pl.len().alias("records"), pl.all().first())
        .select(
            *place(side),
            pl.when(pl.col("variant") == "slip").then(pl.lit("low")).otherwise(pl.lit("medium")).alias("confidence"),
            pl.col("norm_issuer").alias("detail"),
            "issuer",
            "records",
            "usual_form",
            "usual_count",
            "variant",
        )
    )  # fmt: skip


def _by(issuer: str, number: int) -> dict[str, str]:
    return {
        "title": f"关于第{number}批建设用地的批复",
        "issuer": issuer,
        "issued_on": f"2021-03-{number:02}",
    }


RULE = Rule(
    code="FD009",
    name="issuer-written-several-ways",
    severity=Severity.NOTE,
    scope="whole",
    confidence="medium",
    title=Text("An issuing body is written in several ways.", "同一发文机关有多种写法。"),
    find=find,
    examples=(
        Example(
            "a short form; a place left out; a slip of the pen",
            register=({"title": "临江市公园名录", "issuer": "临江市人民政府办公室"},),
            catalog=(
                _by("临江市人民政府办公室", 1),
                _by("市政府办", 2),
                _by("临江市自然资源局", 3),
                _by("临江市自然资源局", 4),
                _by("自然资源局", 5),
                _by("临江市自燃资源局", 6),
            ),
            expect=((None, 1), (None, 4), (None, 5)),
        ),
        Example(
            "another place, rank, sort of body, ordinal; only signs; two bodies in one cell",
            register=({"title": "临江市公园名录", "issuer": "临江市人民政府"},),
            catalog=(
                _by("临江市人民政府", 1),
                _by("临河市人民政府", 2),
                _by("临江县人民政府", 3),
                _by("临江市东城区人民政府", 4),
                _by("临江市第一中级人民法院", 5),
                _by("临江市第一中级人民法院", 6),
                _by("临江市第二中级人民法院", 7),
                _by("临江市发展和改革局", 8),
                _by("临江市发展和改革委员会", 9),
                _by("临江市 人民政府", 10),
                _by("临江市人民政府、临江市发展和改革局", 11),
            ),
        ),
        Example(
            "of two short forms neither is said to be one city's or the other's",
            register=(_by("市政府办公室", 1),),
            catalog=(
                _by("临江市人民政府办公室", 1),
                _by("临河市人民政府办公室", 2),
                _by("市政府办", 3),
            ),
            expect=((None, 2),),
        ),
    ),
)  # fmt: skip
