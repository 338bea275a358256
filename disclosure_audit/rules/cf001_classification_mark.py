"""A record carries a secrecy mark.

## Why it matters
A grade with a star or a term (`机密★20年`) is how a state secret is marked (Law on Guarding State
Secrets; GB/T 9704-2012, 密级和保密期限). State secrets must not be published (2007 regulation
art. 8 and 14; 2019 regulation art. 14), and each document is examined before it goes out (2007
regulation art. 14; 2019 regulation art. 17). A mark in the catalog is a leak until a person says
otherwise.

## What it looks at
The marks that the lexicon finds in any text of a record but its classification: most stand in a
title or a summary, but where cells have slipped a mark turns up in a number, an address or a date.
In the catalog a mark is critical if it is sure, else high; low if its term has run out. In the register a mark is a note, because a register
may hold secret documents: it is reported only where the classification column does not say so, and
it is high when that record is linked to a published one. One finding per record and field, for the
gravest mark. The text stays masked unless `--reveal` is set.

## Not a finding when
- the text is about secrecy (保密法宣传, 商业秘密保护条例, 保密审查): it has no shape of a mark;
- a grade alone is the answer that the column asks for (openness, reason for withholding, category);
- the words stand inside the name of a document in 《 》 or cross two words (计算机密码);
- in the register, the classification column holds a grade, or the term has run out.

## What to do
Take the record off the site first and ask afterwards: tell the office's secrecy officer, find out
whether the document is classified and who put it up. If the term has run out, remove the mark or
have the declassification confirmed. In the register, fill in the classification.

## 中文
**记录带有密级标志。**

为何重要：“密级★期限”是国家秘密标志（保守国家秘密法、GB/T 9704-2012）；国家秘密不得公开，公开前须经保密审查（2007年条例第八条、第十四条；2019年条例第十四条、第十七条）。除密级栏外，各栏文字均在查找之列：串列时，密级标志可能落入文号、链接或日期栏。

如何处理：先撤下、后核查，报告保密工作机构；保密期限已满的，去除标志或办理解密确认；登记簿漏填密级的，予以补填。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import judged, place
from disclosure_audit.schema.columns import Side

_KIND = "classification_mark"
_GRADES = ("绝密", "机密", "秘密")
_CONFIDENCES = ("high", "medium", "low")


def find(tables: Tables) -> pl.LazyFrame:
    """Return the gravest mark of each field of each record."""
    return pl.concat([_catalog(tables), _register(tables)])


def _catalog(tables: Tables) -> pl.LazyFrame:
    severity = (
        pl.when(_expired())
        .then(pl.lit("low"))
        .when(pl.col("confidence") == "high")
        .then(pl.lit("critical"))
        .otherwise(pl.lit("high"))
    )
    return _marks(tables, "catalog").select(_shape("catalog", severity))


def _register(tables: Tables) -> pl.LazyFrame:
    is_out = pl.col("row").is_in(
        tables.links.filter(pl.col("status") != "review").get_column("register_row").implode()
    )
    severity = pl.when(is_out).then(pl.lit("high")).otherwise(pl.lit("note"))
    return (
        _marks(tables, "register")
        .filter(~pl.col("is_classified").fill_null(False), ~_expired())
        .select(_shape("register", severity))
    )


def _marks(tables: Tables, side: Side) -> pl.LazyFrame:
    """Return the gravest mark of each field: unexpired first, then by grade and confidence."""
    return (
        tables.hits.lazy()
        .filter(pl.col("side") == side, pl.col("kind") == _KIND)
        .select("row", "field", "grade", "expired", "confidence", "excerpt")
        .sort(
            "row",
            "field",
            _expired(),
            pl.col("grade").replace_strict(_GRADES, range(3), default=3),
            pl.col("confidence").replace_strict(_CONFIDENCES, range(3), default=3),
            "excerpt",
        )
        .unique(["row", "field"], keep="first", maintain_order=True)
        .join(judged(tables, side), on="row", how="inner")
        # Without a serial of its own a record is called by its index number: one mark, not two.
        .filter(
            (pl.col("field") != "record_id")
            | pl.col("record_id").ne_missing(pl.col("index_number"))
        )
    )


def _expired() -> pl.Expr:
    return pl.col("expired").fill_null(False)


def _shape(side: Side, severity: pl.Expr) -> list[pl.Expr]:
    columns = ("confidence", "field", "grade", "expired", "excerpt", "classification")
    return [
        *place(side),
        severity.alias("severity"),
        pl.col("field").alias("detail"),
        *map(pl.col, columns),
    ]


_PLAN = {"title": "临江市应急避难场所分布图（机密★20年）", "issued_on": "2021-03-01"}
_PUBLIC = {
    "title": "临江市防汛应急预案",
    "issued_on": "2021-03-01",
    "doc_number": "临政办发〔2021〕9号",
}
_HARMLESS = (
    {"title": "临江市保密局关于开展保密法宣传月活动的通知"},
    {"title": "临江市商业秘密保护办法"},
    {"title": "临江市网络与信息系统计算机密码应用管理办法"},
)

RULE = Rule(
    code="CF001",
    name="classification-mark",
    severity=Severity.CRITICAL,
    scope="record",
    title=Text("A record carries a secrecy mark.", "记录带有密级标志。"),
    version=2,
    find=find,
    examples=(
        Example(
            "a mark in a published title",
            register=(_PUBLIC,),
            catalog=(_PUBLIC, _PLAN),
            expect=((None, 1),),
        ),
        Example(
            "a mark in the register that the classification column does not bear out",
            register=({**_PLAN, "classification": ""}, {**_PUBLIC, "classification": ""}),
            catalog=(_PUBLIC,),
            expect=((0, None),),
        ),
        Example(
            "the register's classification column says so already",
            register=({**_PLAN, "classification": "机密"}, {**_PUBLIC, "classification": ""}),
            catalog=(_PUBLIC,),
        ),
        Example(
            "cells have slipped: the mark stands in the number and in the address",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {
                    "title": "临江市人民防空工程分布图",
                    "doc_number": "机密★20年",
                    "url": "秘密★10年",
                    "issued_on": "2021-03-01",
                },
            ),
            expect=((None, 1), (None, 1)),
        ),
        Example(
            "a grade as the reason for withholding is no mark",
            register=({**_PUBLIC, "openness": "不予公开", "openness_reason": "秘密"},),
            catalog=({"title": "临江市公园管理办法", "issued_on": "2021-03-02"},),
        ),
        Example("texts about secrecy are not secret", register=_HARMLESS, catalog=_HARMLESS),
    ),
)  # fmt: skip
