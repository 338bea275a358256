"""A published text names a surveying or military subject, which is to be referred.

## Why it matters
Whether survey results or military facilities may be described in public is not for the office to
decide: coordinates of control points, conversion parameters and large-scale results over wide areas
are listed as secret by the surveying authority (Surveying and Mapping Law; 测绘地理信息管理工作国家秘密
范围的规定, 2020), military facilities are protected by their own law (军事设施保护法). What an office
cannot decide alone it must refer to the competent authority before publishing (2007 regulation
art. 14; 2019 regulation art. 17).

## What it looks at
The terms of the lexicons' categories `surveying` and `military` in every text of a published record
and in the full texts. Low, unless the lexicon gives the term another severity: the word alone is no
violation, it says whom to ask. In the register only where that record is linked to a published one: a
note. One finding per text and category.

## Not a finding when
- the term is part of a longer harmless phrase, stands inside the name of a document in 《 》 or is
  negated;
- the text gives ordinary coordinates of a parcel, with no term of the lexicon beside them;
- it stands in the register alone;
- the record lies outside the scope of the audit.

## What to do
Refer: ask the surveying authority or the military unit concerned, with the text at hand, whether it may
stay. Keep their answer and waive the finding with it. Do not delete on suspicion alone.

## 中文
**已公开的文字涉及测绘或军事事项，应提请主管部门确认。**

为何重要：测绘成果、军事设施能否公开不由本机关自行认定：控制点坐标、坐标转换参数、大范围大比例尺成果的密级由测绘主管部门规定（测绘法、2020年《测绘地理信息管理工作国家秘密范围的规定》），军事设施适用军事设施保护法；不能确定能否公开的，应当报主管部门或者保密行政管理部门确定（2007年条例第十四条；2019年条例第十七条）。

如何处理：提请测绘主管部门或者有关军事单位确认，保存答复并据以豁免；不要仅凭词语删除。此项仅提请确认，并非认定违规。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import found_on_published, gravest, term_severity, told


def find(tables: Tables) -> pl.LazyFrame:
    """Return the gravest term of each category and text."""
    terms = found_on_published(tables, "surveying", "military")
    return gravest(terms.with_columns(severity=term_severity("low"))).select(told())


_PUBLIC = {
    "title": "临江市防汛应急预案",
    "doc_number": "临政办发〔2021〕9号",
    "issued_on": "2021-03-01",
}
_SURVEY = {
    "title": "临江市自然资源局关于提供坐标转换参数的函",
    "doc_number": "临自然资函〔2021〕17号",
    "issued_on": "2021-04-01",
}

RULE = Rule(
    code="CF009",
    name="referred-subject",
    severity=Severity.LOW,
    scope="record",
    title=Text(
        "A published text names a surveying or military subject, which is to be referred.",
        "已公开的文字涉及测绘或军事事项，应提请主管部门确认。",
    ),
    confidence="medium",
    find=find,
    examples=(
        Example(
            "conversion parameters in a published title",
            register=(_PUBLIC,),
            catalog=(_PUBLIC, _SURVEY),
            expect=((None, 1),),
        ),
        Example(
            "land of a military facility in a published title",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {**_SURVEY, "title": "临江市自然资源局关于军事设施用地范围调整的批复"},
            ),
            expect=((None, 1),),
        ),
        Example("in the register alone", register=(_PUBLIC, _SURVEY), catalog=(_PUBLIC,)),
        Example(
            "surveying as such is no secret",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {**_SURVEY, "title": "临江市自然资源局关于开展测绘法宣传日活动的通知"},
            ),
        ),
    ),
)
