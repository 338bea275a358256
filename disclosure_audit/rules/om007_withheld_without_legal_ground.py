"""A document is withheld for a reason that is no legal ground.

## Why it matters
Publication is the rule; what may be withheld is listed. 2019 regulation art. 14 (state secrets, what
laws forbid to publish, what endangers national, public or economic security or social stability), art. 15
(trade secrets, privacy and other rights of third parties), art. 16 (personnel, logistics and internal
workflow; records of discussion, drafts, consultations, requests and reports; case files of enforcement).
Before 2019-05-15: 2007 regulation art. 8 and 14; what is internal or still under way was set apart by
国办发〔2010〕5号. "The head does not want it" or "sensitive" is none of these.

## What it looks at
Register records whose openness says that they are not to be published, and whose reason has none of the
words of a legal ground: a table that comes with the tool, by article, and the words in the setting
`openness.grounds`. Which regulation counts is told by the date made; without a date, the one in force.
The words only show that a ground is named, not that it applies: that is for a person.

The rule is not applicable when the register has no column for the openness or for the reason.

## Not a finding when
- there is no reason at all: OM002 reports that;
- the document is to be had on request: that is a choice of way, not a ban;
- it has a grade of secrecy: the grade is the ground;
- it was received: its maker decides;
- it lies outside the scope of the audit.

## What to do
Ask the responsible department which article applies. If one does, enter it with the reason; if none
does, the document is to be published. Words of the office's own that do name a ground go into
`openness.grounds` with their provision.

## 中文
**不予公开的理由不属于法定不公开情形。**

为何重要：以公开为常态，不公开的情形由条例列明：2019年条例第十四条（国家秘密、法律行政法规禁止公开、三安全一稳定）、第十五条（商业秘密、个人隐私等）、第十六条（内部事务、过程性信息、执法案卷）；2019年5月15日以前适用2007年条例第八条、第十四条及国办发〔2010〕5号。

如何处理：请承办部门说明适用哪一条，补记到理由中；不属于任何一条的，应当公开。本单位确指法定情形的用语，可连同条款写入设置 openness.grounds。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.openness_law.load import ground, regulation
from disclosure_audit.rules.views import UNREADABLE, judged, place


def find(tables: Tables) -> pl.LazyFrame:
    """Return the withheld register records whose reason names no ground."""
    return (
        judged(tables, "register")
        .filter(
            pl.col("is_withheld"),
            pl.col("openness_reason").is_not_null(),
            ~pl.col("is_received"),
            ~pl.col("is_classified"),
            pl.col("disposition") != UNREADABLE,
        )
        .filter(ground("openness_reason", tables.config.openness.grounds).is_null())
        .select(
            *place("register"),
            "openness",
            "openness_reason",
            regulation().alias("regulation"),
            "issued_on",
        )
    )


_HELD = {
    "title": "临江市水利局关于调整水费收取方式的通知",
    "doc_number": "临水发〔2021〕5号",
    "issued_on": "2021-04-01",
    "openness": "不予公开",
    "openness_reason": "领导要求",
}
_OTHER = {"title": "临江市水利局关于公布取水许可名单的公告"}

RULE = Rule(
    code="OM007",
    name="withheld-without-legal-ground",
    severity=Severity.MEDIUM,
    scope="record",
    confidence="medium",
    title=Text(
        "A document is withheld for a reason that is no legal ground.",
        "不予公开的理由不属于法定不公开情形。",
    ),
    needs={"register": ("openness", "openness_reason")},
    find=find,
    examples=(
        Example(
            "the head wants it so; sensitive; a ground that came with the 2019 regulation, before it",
            register=(
                _HELD,
                {**_HELD, "doc_number": "临水发〔2021〕6号", "openness_reason": "内容敏感"},
                {**_HELD, "doc_number": "临水罚〔2018〕7号", "issued_on": "2018-04-01", "openness_reason": "行政执法案卷"},
            ),
            catalog=(_OTHER,),
            expect=((0, None), (1, None), (2, None)),
        ),
        Example(
            "grounds in words and by article, a grade, on request, none given, received",
            register=(
                {**_HELD, "openness_reason": "涉及个人隐私"},
                {**_HELD, "doc_number": "临水发〔2021〕6号", "openness_reason": "《条例》第十六条"},
                {**_HELD, "doc_number": "临水发〔2021〕7号", "classification": "秘密★10年"},
                {**_HELD, "doc_number": "临水发〔2021〕8号", "openness": "依申请公开"},
                {**_HELD, "doc_number": "临水发〔2021〕9号", "openness_reason": ""},
                {**_HELD, "doc_number": "云水函〔2021〕10号", "direction": "收文"},
                {**_HELD, "doc_number": "临水罚〔2020〕7号", "issued_on": "2020-04-01", "openness_reason": "行政执法案卷"},
            ),
            catalog=(_OTHER,),
        ),
        Example(
            "words of the office's own, with their provision",
            register=({**_HELD, "openness_reason": "成本监审底稿"}, {**_HELD, "doc_number": "临水发〔2021〕6号"}),
            catalog=(_OTHER,),
            config={"openness": {"grounds": {"价格法第三十六条": ["成本*底稿"]}}},
            expect=((1, None),),
        ),
    ),
)  # fmt: skip
