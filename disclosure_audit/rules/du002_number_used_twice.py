"""Two different documents carry the same document number.

## Why it matters
A document number stands for one document (GB/T 9704-2012: agency code, year and serial). Two
documents under one number cannot be told apart when they are cited, requested or repealed.

## What it looks at
On each side, records with an equal number that matching does not hold for one document. The record
made first (in the catalog: published first) is taken for the rightful one; every other record of
another document is reported, with the first one as evidence. Two records count only if their
issuing bodies are equal or one of them is unknown. In the catalog the confidence is medium: a
number there is now and then one that the page merely cites.

## Not a finding when
- the two are repeats of one document: DU001 and DU004 report those;
- orders and announcements (`第5号`) of different bodies: each has a series of its own;
- announcements without a year in the number that were made in different years: such series start
  again;
- one of them is an explanation or an attachment (解读, 图解, 附件) that names its document's number;
- the documents were received: their numbers are other offices' business.

## What to do
Look up both originals and correct the number in the list that has it wrong. If the number really
was given twice, keep it for the first document and have the second one renumbered.

## 中文
**两份不同的文件使用同一文号。**

为何重要：一个发文字号只对应一份文件（GB/T 9704-2012）；重号使引用、申请和废止都无从区分。

如何处理：核对两份原件，更正登错的一处；确系重号的，保留在先的一份，另一份重新编号。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.collisions import collisions
from disclosure_audit.rules.views import both_sides, place
from disclosure_audit.schema.columns import Side

_COMPANION = r"解读|图解|^附件|附件[0-9一二三四五六七八九十]*[:：]"


def find(tables: Tables) -> pl.LazyFrame:
    """Return each record but the first that carries another document's number."""
    return both_sides(lambda side: _on(tables, side))


def _on(tables: Tables, side: Side) -> pl.LazyFrame:
    restarts = (pl.col("number_kind") == "announcement") & pl.col("number_year").is_null()
    key = [
        pl.col("number_key"),
        pl.when(restarts).then(pl.coalesce("issued_on", "published_on").dt.year()),
    ]
    where = (
        pl.col("number_key").is_not_null()
        & (pl.col("number_form") != "unparsable")
        & ~pl.col("is_received").fill_null(False)
        & ~pl.col("title").fill_null("").str.contains(_COMPANION)
    )
    return collisions(tables, side, key, pl.col("norm_issuer"), where).select(
        *place(side),
        pl.lit("high" if side == "register" else "medium").alias("confidence"),
        "doc_number",
        "first_row",
        "first_title",
        "first_day",
    )


_LIBRARY = {
    "title": "临江市图书馆管理办法",
    "doc_number": "临政发〔2018〕6号",
    "issuer": "临江市人民政府",
    "issued_on": "2018-02-01",
}
_FOREST = {
    "title": "关于加强森林防火工作的通知",
    "doc_number": "临政发〔2018〕6号",
    "issuer": "临江市人民政府",
    "issued_on": "2018-02-20",
}

RULE = Rule(
    code="DU002",
    name="number-used-twice",
    severity=Severity.MEDIUM,
    scope="key",
    together=("number_key", "repeat"),
    title=Text(
        "Two different documents carry the same document number.",
        "两份不同的文件使用同一文号。",
    ),
    find=find,
    examples=(
        Example(
            "the later of two documents in the register, however the number is written",
            register=({**_FOREST, "doc_number": "临政发[2018]06号"}, _LIBRARY),
            catalog=({"title": "临江市供水价格公告"},),
            expect=((0, None),),
        ),
        Example(
            "announcement No. 1 of two bodies, and of two years",
            register=(
                {"title": "关于注销采矿许可证的公告", "doc_number": "公告第1号", "issuer": "临江市自然资源局", "issued_on": "2019-01-05"},
                {"title": "关于食品抽检结果的公告", "doc_number": "公告第1号", "issuer": "临江市市场监督管理局", "issued_on": "2019-01-06"},
                {"title": "关于征收补偿方案的公告", "doc_number": "公告第1号", "issuer": "临江市自然资源局", "issued_on": "2020-01-06"},
            ),
            catalog=({"title": "临江市供水价格公告"},),
        ),
        Example(
            "an explanation names the number of its document",
            register=(_LIBRARY,),
            catalog=(
                {**_LIBRARY, "published_on": "2018-02-03"},
                {**_LIBRARY, "title": "《临江市图书馆管理办法》政策解读", "published_on": "2018-02-05"},
            ),
        ),
    ),
)  # fmt: skip
