"""A text holds a person's identity, passport or bank card number.

## Why it matters
With such a number a stranger can borrow, register or impersonate in the person's name, and it
cannot be taken back. Information whose publication would harm privacy must not be published (2007
regulation art. 14; 2019 regulation art. 15). An office may process personal information only as far
as its duty needs and must not make it public without consent (Personal Information Protection Law
art. 25 and 34); financial accounts are sensitive (art. 28).

## What it looks at
The resident identity numbers (18 digits with check digit, GB 11643; the old 15 digits), passport and
bank card numbers that the scanner finds in any column or full text, spaced, dashed, full-width or
written in Chinese digits. How sure it is comes from the check digit, the birth date, the province and
the words beside it, and the evidence names them.

- Published: a sure identity number is critical; a doubtful one, and any of the others, is high,
  medium or low by how sure it is.
- In the register: high if its document is published (medium if in doubt), else low or a note, for the
  register is the office's own.

Up to three different numbers of one sort in a text have a finding each, more of them one finding with
their number. The digits are never shown unless `--reveal` is set.

## Not a finding when
- the number is masked so that it tells nothing (`110***********0001`);
- it is an organisation's (unified social credit code) or another number: index number, case number,
  the column says so;
- its check digit is wrong and no word beside it speaks for it;
- the record lies outside the scope of the audit.

## What to do
Take the text down, mask the number (keep at most the first three and the last four characters, and
never the birth date), and publish it anew. Ask for copies in caches and other channels to be removed.
A leak may have to be reported, and the person told (Personal Information Protection Law art. 57).

## 中文
**文字中含有个人身份证件号码或银行卡号。**

为何重要：此类号码一经公开无法收回，可被冒用。公开后会损害个人隐私的信息不得公开（2007年条例第十四条；2019年条例第十五条）；国家机关处理个人信息不得超出履职所必需的限度，未经同意不得公开（个人信息保护法第二十五条、第三十四条），金融账户属敏感个人信息（第二十八条）。

如何处理：立即撤下，脱敏后（最多保留前三位和后四位，不得保留出生日期）重新发布；清理缓存和其他渠道的副本；按规定报告并视情况通知本人（个人信息保护法第五十七条）。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import (
    IDENTIFIER,
    by_confidence,
    graded,
    gravest,
    hits_of,
    told,
)

_SORTS = ("resident_id", "resident_id_15", "bank_card", "passport")


def find(tables: Tables) -> pl.LazyFrame:
    """Return the identifiers of each text, up to three of a sort one by one."""
    published = (
        pl.when(pl.col("what") == "resident_id")
        .then(by_confidence("critical", "high", "medium"))
        .otherwise(by_confidence("high", "medium", "low"))
    )
    identifiers = (
        hits_of(tables, IDENTIFIER)
        .filter(pl.col("what").is_in(_SORTS))
        .with_columns(
            severity=graded(
                published=published,
                linked=by_confidence("high", "high", "medium"),
                internal=by_confidence("low", "note", "note"),
            )
        )
    )
    return gravest(identifiers, apart=True).select(told())


# Made up: a serial of 000 or 001 on the first of October 1949, a card number made of noughts.
_PERSON, _OTHER_PERSON, _CARD = "110101194910010001", "11010119491001001X", "6222020100000000008"
_PLAIN = {
    "title": "临江市民政局关于发放临时救助金的公示",
    "doc_number": "临民发〔2021〕12号",
    "issued_on": "2021-03-01",
}

RULE = Rule(
    code="CF005",
    name="personal-identifier",
    severity=Severity.CRITICAL,
    scope="record",
    title=Text(
        "A text holds a person's identity, passport or bank card number.",
        "文字中含有个人身份证件号码或银行卡号。",
    ),
    find=find,
    examples=(
        Example(
            "an identity number and a card number in a published summary",
            register=(_PLAIN,),
            catalog=({**_PLAIN, "summary": f"申请人身份证号：{_PERSON}，银行卡号：{_CARD}。"},),
            expect=((None, 0), (None, 0)),
        ),
        Example(
            "two persons in one title, spaced and full-width",
            register=(_PLAIN,),
            catalog=(
                {**_PLAIN, "title": "关于撤销身份证号110101 19491001 0001和身份证号１１０１０１１９４９１００１００１Ｘ登记的公告"},
            ),
            expect=((None, 0), (None, 0)),
        ),
        Example(
            "in the register, which is the office's own",
            register=({**_PLAIN, "summary": f"公民身份号码 {_OTHER_PERSON}"},),
            catalog=({**_PLAIN, "title": "临江市公园管理办法", "doc_number": "临政发〔2020〕2号", "issued_on": "2020-01-06"},),
            expect=((0, None),),
        ),
        Example(
            "masked as it should be; a credit code; an index number made of region, date and serial",
            register=(_PLAIN,),
            catalog=(
                {**_PLAIN, "summary": "身份证号：110***********0001，统一社会信用代码91110000100000000X", "index_number": _PERSON},
            ),
        ),
    ),
)  # fmt: skip
