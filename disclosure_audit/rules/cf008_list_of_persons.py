"""A text is a list of persons with their numbers.

## Why it matters
Lists of recipients, candidates or owners are what leaks most: one file that was meant for the office
or for a notice board, with names and numbers of hundreds. Each line harms one person's privacy (2019
regulation art. 15); together they are what a leak of personal information is, to be stopped, reported
and told to those concerned (Personal Information Protection Law art. 57). Where a list must be public,
names and results are enough: what ought not to be public is taken out first (2019 regulation art. 37).

## What it looks at
Texts (a cell or a full text) in which at least three different numbers stand in a table or each beside
a person's name: identity, passport, bank card and mobile numbers and masks that leak. Critical where
at least three of them are identity, passport or card numbers, else high, for a list of telephones may
be a directory. In the register high if its document is published, else low, for the register is the
office's own. One finding per text, with how many numbers there are; the numbers have findings of
CF005 to CF007.

## Not a finding when
- the numbers in the list are masked so that they tell nothing;
- fewer than three different numbers stand beside names, or several without any name;
- it is a list of organisations with their credit codes or landlines;
- the record lies outside the scope of the audit.

## What to do
Take the file down at once, also its attachments and copies in other channels, and report it as a leak.
Publish the list anew without the columns that nobody needs, or with masks that cover them.

## 中文
**文字为附有号码的人员名单。**

为何重要：发放、录用、权属等名单是最常见的泄露源，一份文件即涉及多人。公开会损害个人隐私的信息不得公开（2019年条例第十五条），应当公开的须先作区分处理（第三十七条）；泄露的应立即补救、报告并通知本人（个人信息保护法第五十七条）。

如何处理：立即撤下文件及附件、其他渠道的副本，按泄露事件报告；删除不必要的列或者脱敏后重新公布。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import IDENTIFIER, graded, hits_of

_LEAST = 3
_GRAVE = ("resident_id", "resident_id_15", "passport", "bank_card")
_SORTS = (*_GRAVE, "mobile", "leaking_mask")
_CELL = ("side", "row", "file", "field")


def find(tables: Tables) -> pl.LazyFrame:
    """Return the texts with at least three different numbers beside names or in a table."""
    listed = pl.col("because").list.set_intersection(["name", "table"]).list.len() > 0
    grave = pl.col("token").filter(pl.col("what").is_in(_GRAVE)).n_unique()
    return (
        hits_of(tables, IDENTIFIER)
        .filter(pl.col("what").is_in(_SORTS), listed.fill_null(False))
        .sort(*_CELL, "start", nulls_last=True)
        .group_by(*_CELL, maintain_order=True)
        .agg(
            pl.col("register_row", "catalog_row", "standing").first(),
            pl.col("token").n_unique().alias("count"),
            grave.alias("grave"),
            pl.col("token").drop_nulls().unique().sort().alias("tokens"),
        )
        .filter(pl.col("count") >= _LEAST)
        .with_columns(
            severity=graded(
                published=pl.when(pl.col("grave") >= _LEAST)
                .then(pl.lit("critical"))
                .otherwise(pl.lit("high")),
                linked=pl.lit("high"),
                internal=pl.lit("low"),
            )
        )
        .select(
            "register_row",
            "catalog_row",
            "severity",
            pl.concat_str("field", pl.col("tokens").list.join(","), separator=" ").alias("detail"),
            "file",
            "field",
            "count",
        )
    )


# Made up: serials of 000 on the first of October 1949, and names that stand for anybody.
_LIST = "张三 110101194910010001\n李四 11010119491001001X\n王五 110101194910010028"
_PLAIN = {
    "title": "临江市民政局关于发放临时救助金的公示",
    "doc_number": "临民发〔2021〕12号",
    "issued_on": "2021-03-01",
}

RULE = Rule(
    code="CF008",
    name="list-of-persons",
    severity=Severity.CRITICAL,
    scope="record",
    title=Text("A text is a list of persons with their numbers.", "文字为附有号码的人员名单。"),
    find=find,
    examples=(
        Example(
            "three persons with their identity numbers",
            register=(_PLAIN,),
            catalog=({**_PLAIN, "summary": _LIST},),
            expect=((None, 0),),
        ),
        Example(
            "in the register, which is the office's own",
            register=({**_PLAIN, "summary": _LIST},),
            catalog=({**_PLAIN, "title": "临江市公园管理办法", "doc_number": "临政发〔2020〕2号", "issued_on": "2020-01-06"},),
            expect=((0, None),),
        ),
        Example(
            "one person; and a list that is masked as it should be",
            register=(_PLAIN,),
            catalog=(
                {**_PLAIN, "summary": "救助对象：张三，身份证号110101194910010001"},
                {**_PLAIN, "doc_number": "临民发〔2021〕13号", "summary": "张三 110***********0001\n李四 110***********001X\n王五 110***********0028"},
            ),
        ),
    ),
)  # fmt: skip
