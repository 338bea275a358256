"""A document is not published proactively, and the register gives no reason.

## Why it matters
Publication is the rule and withholding the exception: 2019 regulation art. 5 and 13, with the
exceptions of art. 14 to 16; 2007 regulation art. 14. Whoever drafts a document proposes its
openness and, unless it is to be published proactively, gives the reason (State Council General Office,
国办发〔2016〕80号). Without a reason nobody can check whether an exception applies.

## What it looks at
Register records whose openness says that they are not to be published, or on request only, and
whose reason is empty.
The rule is not applicable when the register has no column for the openness or for the reason.

## Not a finding when
- the record has a grade of secrecy: the grade is the reason;
- the document was received: its maker decides;
- it lies outside the scope of the audit.

## What to do
Ask the responsible department which exception applies. Enter it in the register, or publish the
document.

## 中文
**登记簿中不予公开或依申请公开的文件未注明理由。**

为何重要：以公开为常态、不公开为例外（2019年条例第五条、第十三至十六条；2007年条例第十四条）。拟不公开或依申请公开的公文要依法依规说明理由（国办发〔2016〕80号）；没有理由就无从核对是否属于例外。

如何处理：请承办部门说明依据哪一项例外，补记到登记簿；不属于例外的，应当公开。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import judged, place


def find(tables: Tables) -> pl.LazyFrame:
    """Return the withheld register records whose reason is empty."""
    return (
        judged(tables, "register")
        .filter(
            pl.col("is_withheld") | pl.col("is_on_request"),
            pl.col("openness_reason").is_null(),
            ~pl.col("is_received").fill_null(False),
            ~pl.col("is_classified").fill_null(False),
            pl.col("disposition") != "unreadable",
        )
        .select(*place("register"), "openness", "issued_on")
    )


_REPORT = {
    "title": "临江市水利局关于报送水库除险加固情况的报告",
    "doc_number": "临水报〔2020〕5号",
    "issued_on": "2020-04-01",
    "openness": "不予公开",
    "openness_reason": "",
}

RULE = Rule(
    code="OM002",
    name="withheld-without-reason",
    severity=Severity.MEDIUM,
    scope="record",
    title=Text(
        "A document is not published proactively, and the register gives no reason.",
        "登记簿中不予公开或依申请公开的文件未注明理由。",
    ),
    needs={"register": ("openness", "openness_reason")},
    find=find,
    examples=(
        Example(
            "withheld or on request, and the reason is empty",
            register=(
                _REPORT,
                {**_REPORT, "doc_number": "临水报〔2020〕6号", "openness_reason": "请示报告"},
                {**_REPORT, "doc_number": "临水报〔2020〕7号", "openness": "依申请公开"},
            ),
            catalog=({"title": "临江市水利局关于公布取水许可名单的公告"},),
            expect=((0, None), (2, None)),
        ),
        Example(
            "a reason is given, the grade is the reason, the document was received, it is to be published",
            register=(
                {**_REPORT, "openness_reason": "内部请示报告"},
                {**_REPORT, "doc_number": "临水报〔2020〕6号", "classification": "秘密★10年"},
                {**_REPORT, "doc_number": "云水函〔2020〕7号", "direction": "收文"},
                {**_REPORT, "doc_number": "临水函〔2020〕8号", "openness": "主动公开"},
            ),
            catalog=({"title": "临江市水利局关于公布取水许可名单的公告"},),
        ),
        Example(
            "not applicable: the register has no column for the reason",
            register=({"title": _REPORT["title"], "openness": "不予公开"},),
            catalog=({"title": "临江市水利局关于公布取水许可名单的公告"},),
        ),
    ),
)  # fmt: skip
