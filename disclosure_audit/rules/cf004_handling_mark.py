"""A published text carries a handling mark.

## Why it matters
内部资料, 内部文件, 不得翻印, 工作秘密 are no grades of state secrecy, but who put them there meant the
paper to stay inside. Work secrets have a regime of their own (Law on Guarding State Secrets, 2024
revision, art. 64), and what concerns only the office's internal affairs need not be published (2019
regulation art. 16). Each document is examined before it goes out (2007 regulation art. 14; 2019
regulation art. 17): a mark that is still there says that nobody looked, or that the wrong version
went out.

## What it looks at
The terms of the lexicons' category `handling_mark` in every text of a published record and in the
full texts: high, unless the lexicon gives the term another severity. In the register such a mark is
where it belongs; it is a note, and only where that record is linked to a published one. One finding
per text, for the gravest term, with the number of different ones.

## Not a finding when
- the words are part of a longer harmless phrase (内部审计, 内部控制, 工作秘密管理办法);
- they stand inside the name of a document in 《 》 or are negated (不属于工作秘密);
- they stand in the register alone, on a record that nothing published is linked to;
- the record lies outside the scope of the audit.

## What to do
Take the text off the site and ask the department that made it whether it may be public. If it may,
publish it without the mark and enter the decision in the register.

## 中文
**已公开的文字带有内部管理标志。**

为何重要：“内部资料”“内部文件”“不得翻印”“工作秘密”等虽非国家秘密标志，但表明制发者无意对外公开；工作秘密另有管理制度（保守国家秘密法2024年修订第六十四条），内部事务信息可以不予公开（2019年条例第十六条），公开前均须审查（2007年条例第十四条；2019年条例第十七条）。

如何处理：先行撤下，请制发部门确认能否公开；可以公开的，去除标志后重新发布，并在登记簿中记明。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import found_on_published, gravest, term_severity, told


def find(tables: Tables) -> pl.LazyFrame:
    """Return the gravest handling mark of each text."""
    marks = found_on_published(tables, "handling_mark").with_columns(severity=term_severity("high"))
    return gravest(marks).select(told())


_MARKED = {
    "title": "临江市地下管线普查工作手册（内部资料 注意保存）",
    "doc_number": "临住建发〔2021〕31号",
    "issued_on": "2021-03-01",
}
_PUBLIC = {
    "title": "临江市防汛应急预案",
    "doc_number": "临政办发〔2021〕9号",
    "issued_on": "2021-03-01",
}
_HARMLESS = (
    {"title": "临江市审计局关于加强内部审计工作的通知"},
    {"title": "临江市财政局关于开展内部控制报告编报工作的通知"},
    {"title": "临江市人民政府办公室关于转发《机关内部资料管理办法》的通知"},
)

RULE = Rule(
    code="CF004",
    name="handling-mark",
    severity=Severity.HIGH,
    scope="record",
    title=Text("A published text carries a handling mark.", "已公开的文字带有内部管理标志。"),
    find=find,
    examples=(
        Example(
            "a handling mark in a published title",
            register=(_PUBLIC,),
            catalog=(_PUBLIC, _MARKED),
            expect=((None, 1),),
        ),
        Example(
            "the register has it and the published record dropped it: a note",
            register=(_MARKED, _PUBLIC),
            catalog=({**_MARKED, "title": "临江市地下管线普查工作手册"}, _PUBLIC),
            expect=((0, None),),
        ),
        Example(
            "in the register alone it is where it belongs",
            register=(_MARKED, _PUBLIC),
            catalog=(_PUBLIC,),
        ),
        Example("words that are no mark", register=_HARMLESS, catalog=_HARMLESS),
    ),
)
