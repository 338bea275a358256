"""A record carries a secrecy mark.

## Why it matters
A grade with a star or a term (`机密★20年`) is how a state secret is marked (Law on Guarding State
Secrets; GB/T 9704-2012, 密级和保密期限). State secrets must not be published (2007 regulation
art. 8 and 14; 2019 regulation art. 14), and each document is examined before it goes out (2007
regulation art. 14; 2019 regulation art. 17). A mark in the catalog is a leak until a person says
otherwise.

## What it looks at
The marks that the scanner finds in any text of a record but its classification, and in the full
texts: most stand in a title, a summary or at the head of a document, but where cells have slipped a
mark turns up in a number, an address or a date. In the catalog a mark is critical if it is sure,
high if a grade stands alone, medium if it stands amid the lines of a full text, which may only speak
of marks. In the register a mark is a note, because a register may hold secret documents: it is
reported only where the classification column does not say so, and it is high when that record is
linked to a published one. One finding per record and field, for the gravest mark. The text stays
masked unless `--reveal` is set.

## Not a finding when
- the text is about secrecy (保密法宣传, 商业秘密保护条例, 保密审查): it has no shape of a mark;
- a grade alone is the answer that the column asks for (openness, reason for withholding, category);
- the words stand inside the name of a document in 《 》 or cross two words (计算机密码);
- the term of the mark has run out: CF014 reports that in the catalog;
- in the register, the classification column holds a grade.

## What to do
Take the record off the site first and ask afterwards: tell the office's secrecy officer, find out
whether the document is classified and who put it up. In the register, fill in the classification.

## 中文
**记录带有密级标志。**

为何重要：“密级★期限”是国家秘密标志（保守国家秘密法、GB/T 9704-2012）；国家秘密不得公开，公开前须经保密审查（2007年条例第八条、第十四条；2019年条例第十四条、第十七条）。除密级栏外，各栏文字和正文均在查找之列：串列时，密级标志可能落入文号、链接或日期栏。

如何处理：先撤下、后核查，报告保密工作机构；登记簿漏填密级的，予以补填。标志所载保密期限已满的，另见 CF014。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import (
    MARK,
    by_confidence,
    by_grade,
    graded,
    gravest_marks,
    hits_of,
    worst_first,
)


def find(tables: Tables) -> pl.LazyFrame:
    """Return the gravest mark of each field of each record whose term has not run out."""
    known = (pl.col("side") == "register") & pl.col("is_classified").fill_null(False)
    marks = (
        hits_of(tables, MARK)
        .filter(~pl.col("expired").fill_null(False), ~known)
        .with_columns(
            severity=graded(
                published=by_confidence("critical", "high", "medium"),
                linked=by_confidence("high", "high", "medium"),
                internal=pl.lit("note"),
            )
        )
    )
    order = [*worst_first(), by_grade()]
    return gravest_marks(marks, order, "expired", "excerpt", "classification")


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
    version=3,
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
        Example(
            "the term has run out",
            register=(_PUBLIC,),
            catalog=(_PUBLIC, {**_PLAN, "issued_on": "1990-03-01"}),
        ),
        Example("texts about secrecy are not secret", register=_HARMLESS, catalog=_HARMLESS),
    ),
)  # fmt: skip
