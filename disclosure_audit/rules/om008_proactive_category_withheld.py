"""A document of a kind that must be published is withheld.

## Why it matters
The regulation names what an office publishes without being asked: what touches the interests of the
public (2019 regulation art. 19), fifteen heads for every office (art. 20: rules, duties, plans,
statistics, licences, penalties, budgets, fees, procurement, projects, welfare, emergencies, inspections,
recruitment), and land acquisition, housing and relief for cities, counties and towns (art. 21). For
documents made before 2019-05-15: 2007 regulation art. 9 to 12. Withholding one of these breaks the duty
itself, whatever the drafter proposed.

## What it looks at
Records of either list whose openness says that they are withheld (medium) or given on request only (low),
and whose title or category has the words of a head: a table that comes with the tool, with the provision
of either regulation, and the words in the setting `openness.proactive`. Words in a title only make it
likely: confidence medium, and low for heads that need more judgement (rules, penalties, projects, welfare)
or where the reason names art. 16, which may hold for a draft but hardly for the thing itself.

The rule is not applicable when neither list has a column for the openness.

## Not a finding when
- the reason names a state secret, what laws forbid, or the rights of a third party: 2019 regulation
  art. 14 and 15, 2007 regulation art. 8 and 14, go before;
- the record has a grade of secrecy;
- the title is that of a request, a report, a letter, minutes or a draft: these are on their way to an
  outcome and no outcome;
- the rules are the office's own housekeeping (机关, 考勤, 印章 and the like in the title);
- the head is new in 2019 and the document older;
- the document was received, or the record lies outside the scope of the audit.

## What to do
Read the document. If it is what its title says, publish it, with the protected parts taken out (2019
regulation art. 37). If it is something else, say so in the reason.

## 中文
**属于应当主动公开的事项却未主动公开。**

为何重要：2019年条例第十九条至第二十一条列明应当主动公开的政府信息（2019年5月15日以前形成的，适用2007年条例第九条至第十二条）；对这些事项不予公开或只依申请公开，本身即违反公开义务。

如何处理：核对文件内容；确属该类事项的，应当主动公开，含有不应公开内容的可作区分处理（2019年条例第三十七条）；不属于的，在理由中说明。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, NotApplicable, Rule, Tables
from disclosure_audit.rules.openness_law.load import (
    Head,
    ground,
    has_any,
    heads,
    hints,
    process_words,
    regulation,
)
from disclosure_audit.rules.views import UNREADABLE, judged, place
from disclosure_audit.schema.columns import SIDES, Side

_INSIDE = ("2019-16", "国办发〔2010〕5号")
"""Grounds that leave the duty standing: what is internal or under way."""


def find(tables: Tables) -> pl.LazyFrame | NotApplicable:
    """Return the withheld records whose title or category must be published."""
    sides = [side for side in SIDES if "openness" in tables.present[side]]
    if not sides:
        return NotApplicable(
            Text("neither list has a column for the openness", "两份清单都没有“公开属性”列")
        )
    return pl.concat([_on(tables, side) for side in sides])


def _on(tables: Tables, side: Side) -> pl.LazyFrame:
    openness = tables.config.openness
    asked = heads(openness.proactive)
    some = hints(word for head in asked for word in head.words)
    rank = pl.col("confidence").replace_strict(["high", "medium", "low"], [0, 1, 2])
    # Narrowed down step by step: asked for all at once, every word would be looked for in every title.
    held = (
        judged(tables, side)
        .filter(
            pl.col("is_withheld") | pl.col("is_on_request"),
            ~pl.col("is_classified"),
            ~pl.col("is_received"),
            pl.col("disposition") != UNREADABLE,
        )
        .select(
            "row", "title", "category", "openness", "openness_reason", "issued_on", "is_withheld"
        )
        .with_columns(_said=pl.concat_str("title", "category", separator="\n", ignore_nulls=True))
        .collect()
    )
    held = held.filter(pl.col("_said").str.contains_any(some, ascii_case_insensitive=True))
    held = held.filter(~has_any(pl.col("title").fill_null(""), process_words()))
    held = held.with_columns(ground("openness_reason", openness.grounds).alias("ground"))
    held = held.filter(pl.col("ground").is_null() | pl.col("ground").is_in(_INSIDE))
    return (
        held.lazy()
        .with_columns(pl.coalesce([_told_by(head) for head in asked]).alias("head"))
        .filter(pl.col("head").is_not_null())
        .with_columns(pl.col("head").struct.field("provision", "confidence"))
        .select(
            *place(side),
            pl.when("is_withheld").then(pl.lit("medium")).otherwise(pl.lit("low")).alias("severity"),
            pl.when(pl.col("ground").is_not_null() | (rank == 2)).then(pl.lit("low")).otherwise(pl.lit("medium"))
            .alias("confidence"),
            "provision",
            "openness",
            "openness_reason",
            "category",
        )
    )  # fmt: skip


def _told_by(head: Head) -> pl.Expr:
    """Return the provision and the confidence where a record has the words of ``head``, else null."""
    said = has_any(pl.col("_said"), head.words)
    if head.exceptions:
        said &= ~has_any(pl.col("title").fill_null(""), head.exceptions)
    old = pl.lit(head.before or None, dtype=pl.String)
    provision = pl.when(regulation() == "2007").then(old).otherwise(pl.lit(head.provision))
    return pl.when(said & provision.is_not_null()).then(
        pl.struct(
            provision.alias("provision"), pl.lit(head.confidence).alias("confidence")
        )
    )  # fmt: skip


_PLAN = {
    "title": "临江市人民政府办公室关于印发临江市防汛应急预案的通知",
    "doc_number": "临政办发〔2021〕5号",
    "issued_on": "2021-04-01",
    "openness": "不予公开",
    "openness_reason": "",
}
_OTHER = {"title": "临江市水利局关于公布取水许可名单的公告"}

RULE = Rule(
    code="OM008",
    name="proactive-category-withheld",
    severity=Severity.MEDIUM,
    scope="record",
    confidence="medium",
    title=Text(
        "A document of a kind that must be published is withheld.",
        "属于应当主动公开的事项却未主动公开。",
    ),
    find=find,
    examples=(
        Example(
            "an emergency plan; a budget on request only; a plot of land; a category",
            register=(
                _PLAN,
                {**_PLAN, "title": "临江市水利局2021年部门预算", "doc_number": "", "openness": "依申请公开"},
                {**_PLAN, "title": "临江市东村征地补偿安置方案公告", "doc_number": "临政告〔2010〕6号", "issued_on": "2010-04-01"},
                {**_PLAN, "title": "2021年一季度有关情况", "doc_number": "临政办发〔2021〕7号", "category": "财政预算"},
            ),
            catalog=(_OTHER,),
            expect=((0, None), (1, None), (2, None), (3, None)),
        ),
        Example(
            "a request, a report, a draft, housekeeping, a state secret, a grade, to be published, received",
            register=(
                {**_PLAN, "title": "临江市水利局关于防汛应急预案修订的请示", "doc_number": "临水〔2021〕1号"},
                {**_PLAN, "title": "关于征求临江市防汛应急预案意见的通知", "doc_number": "临水〔2021〕2号"},
                {**_PLAN, "title": "关于印发机关考勤管理办法的通知", "doc_number": "临水〔2021〕3号"},
                {**_PLAN, "doc_number": "临水〔2021〕4号", "openness_reason": "涉及国家秘密"},
                {**_PLAN, "doc_number": "临水〔2021〕5号", "classification": "机密★10年"},
                {**_PLAN, "doc_number": "临水〔2021〕6号", "openness": "主动公开"},
                {**_PLAN, "doc_number": "云水〔2021〕7号", "direction": "收文"},
                {**_PLAN, "title": "临江市2015年考试录用公务员公告", "doc_number": "", "issued_on": "2015-03-01"},
            ),
            catalog=(_OTHER,),
        ),
        Example(
            "words of the office's own, with their provision",
            register=({**_PLAN, "title": "临江市城区占道挖掘计划", "doc_number": "临政办发〔2021〕8号"},),
            catalog=(_OTHER,),
            config={"openness": {"proactive": {"省条例第十条": ["占道*计划"]}}},
            expect=((0, None),),
        ),
    ),
)  # fmt: skip
