"""A published text hints at a trade secret.

## Why it matters
What a company keeps secret and hands to an office stays the company's: trade secrets whose publication
would harm a third party must not be published unless that party agrees or the public interest weighs
more, and the party is asked beforehand (2007 regulation art. 14 and 23; 2019 regulation art. 15 and
32). An office keeps confidential the trade secrets that it learns of in its duty (Data Security Law
art. 38).

## What it looks at
The terms of the lexicons' category `trade_secret` in every text of a published record and in the full
texts. Medium, unless the lexicon gives the term another severity: a word is a hint, only the content
shows whether a secret lies there. In the register only where that record is linked to a published one:
a note. One finding per text.

## Not a finding when
- the text is about trade secrets (商业秘密保护条例, 商业秘密保护示范区): the longer phrase wins;
- the term stands inside the name of a document in 《 》 or is negated (不涉及商业秘密);
- it stands in the register alone;
- the record lies outside the scope of the audit.

## What to do
Look at what the text discloses: prices, formulas, customers, processes that the company has not made
public. If in doubt, take it down and ask the company; publish the rest without those parts.

## 中文
**已公开的文字疑似涉及商业秘密。**

为何重要：公开会对第三方合法权益造成损害的商业秘密不得公开，第三方同意或者不公开会对公共利益造成重大影响的除外，并应事先征求其意见（2007年条例第十四条、第二十三条；2019年条例第十五条、第三十二条）；国家机关对履职中知悉的商业秘密应当保密（数据安全法第三十八条）。

如何处理：核对是否披露了企业未公开的报价、配方、客户、工艺等内容；有疑问的先撤下并征求企业意见，作区分处理后再公开。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import found_on_published, gravest, term_severity, told


def find(tables: Tables) -> pl.LazyFrame:
    """Return the gravest such term of each text."""
    terms = found_on_published(tables, "trade_secret").with_columns(
        severity=term_severity("medium")
    )
    return gravest(terms).select(told())


_PUBLIC = {
    "title": "临江市防汛应急预案",
    "doc_number": "临政办发〔2021〕9号",
    "issued_on": "2021-03-01",
}
_HINT = {
    "title": "临江市水务局关于水厂改造项目技术方案评审情况的报告",
    "doc_number": "临水报〔2021〕6号",
    "issued_on": "2021-04-01",
    "summary": "附件含有企业商业秘密。",
}

RULE = Rule(
    code="CF010",
    name="trade-secret-hint",
    severity=Severity.MEDIUM,
    scope="record",
    title=Text("A published text hints at a trade secret.", "已公开的文字疑似涉及商业秘密。"),
    confidence="medium",
    find=find,
    examples=(
        Example(
            "a summary says that the annex holds a company's trade secret",
            register=(_PUBLIC,),
            catalog=(_PUBLIC, _HINT),
            expect=((None, 1),),
        ),
        Example("in the register alone", register=(_PUBLIC, _HINT), catalog=(_PUBLIC,)),
        Example(
            "texts about trade secrets hold none",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {"title": "临江市商业秘密保护办法"},
                {"title": "临江市市场监督管理局关于开展商业秘密保护示范区建设的通知"},
            ),
        ),
    ),
)
