"""A published text looks like a paper on the way to a decision.

## Why it matters
Records of discussions, drafts, letters of consultation, requests and reports that arise on the way to
a decision need not be published (2019 regulation art. 16); a draft taken for the decision misleads who
relies on it, and one that got out before its time may endanger what it prepares (economic and public
security: 2007 regulation art. 8; 2019 regulation art. 14).

## What it looks at
The terms of the lexicons' category `unpublished_decision` (讨论稿, 送审稿, 内部征求意见稿 and the like)
in every text of a published record and in the full texts. Low, unless the lexicon gives the term another
severity: the regulation allows such papers to stay inside, it does not forbid them to be public. In the
register only where that record is linked to a published one: a note. One finding per text.

## Not a finding when
- the draft is published for the public to comment on (公开征求意见): that is what the law wants;
- the term is part of a longer harmless phrase, stands inside the name of a document in 《 》 or is
  negated;
- it stands in the register alone;
- the record lies outside the scope of the audit.

## What to do
Ask the department whether the final version was meant. If so, replace the text; if the draft was meant
to be public, waive the finding with the reason.

## 中文
**已公开的文字疑似尚未定稿的过程性文件。**

为何重要：讨论记录、过程稿、磋商信函、请示报告等过程性信息可以不予公开（2019年条例第十六条）；误将过程稿当作定稿公布会误导公众，提前流出还可能影响有关决策（2007年条例第八条；2019年条例第十四条）。

如何处理：向承办部门核实应公开的是否为定稿；是则替换，确为有意公开的，说明理由予以豁免。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import found_on_published, gravest, term_severity, told


def find(tables: Tables) -> pl.LazyFrame:
    """Return the gravest such term of each text."""
    terms = found_on_published(tables, "unpublished_decision").with_columns(
        severity=term_severity("low")
    )
    return gravest(terms).select(told())


_PUBLIC = {
    "title": "临江市防汛应急预案",
    "doc_number": "临政办发〔2021〕9号",
    "issued_on": "2021-03-01",
}
_DRAFT = {
    "title": "临江市城市更新实施方案（送审稿）",
    "doc_number": "临住建报〔2021〕22号",
    "issued_on": "2021-04-01",
}

RULE = Rule(
    code="CF011",
    name="unpublished-decision-hint",
    severity=Severity.LOW,
    scope="record",
    title=Text(
        "A published text looks like a paper on the way to a decision.",
        "已公开的文字疑似尚未定稿的过程性文件。",
    ),
    confidence="medium",
    find=find,
    examples=(
        Example(
            "a version for approval in a published title",
            register=(_PUBLIC,),
            catalog=(_PUBLIC, _DRAFT),
            expect=((None, 1),),
        ),
        Example("in the register alone", register=(_PUBLIC, _DRAFT), catalog=(_PUBLIC,)),
        Example(
            "a draft for the public to comment on",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {
                    **_DRAFT,
                    "title": "关于公开征求《临江市城市更新办法（征求意见稿）》意见的公告",
                    "doc_number": "临住建告〔2021〕2号",
                },
            ),
        ),
    ),
)
