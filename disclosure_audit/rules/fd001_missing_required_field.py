"""A record lacks a field that it must have.

## Why it matters
The catalog must give index, name, summary and date of each document (2007 regulation art. 19; 2019
regulation art. 12). What is empty can be neither found nor compared: a record without a date has no
time limit.

## What it looks at
The fields that the profile names for each side (setting `rules.profile`): a cell that is empty though
its list has the column. One finding per record and field. `minimal` asks for title, number and date
made, in the catalog for the date published too; `2007-guideline` for the seven catalog fields; `gov-portal`
for those of a portal's page; a profile of the office's own says what it likes.

A field may be `required`, `optional`, or required on a condition: `if_numbered` (the document has a
number), `if_public` and `if_withheld` (what its openness says), `if_linked` (the other list has the
document). A document number itself is required only where it can be shown that there is one: the record
linked to this one on the other side holds it. Links that wait for a person's word do not count. News
items and notices without a number are therefore no findings.

## Not a finding when
- the list has no such column at all: that shows in the mapping of the columns, and one finding per
  row would say nothing more;
- a date is there but cannot be understood: FD004 reports that;
- neither title nor number is left: IN001 reports that;
- the document was received: its maker answers for its fields;
- the record lies outside the scope of the audit.

## What to do
Fill the field in from the original document. If the office does not keep that field, choose another
profile, or write one of your own and name it in `rules.profile`.

## 中文
**记录缺少必填字段。**

为何重要：目录应当列明索引、名称、内容概述、生成日期（2007年条例第十九条；2019年条例第十二条）；空缺的字段既无法检索也无法比对，没有日期就无从计算公开期限。

如何处理：依原件补填；本单位不设该字段的，另选 `rules.profile`（`minimal`、`2007-guideline`、`gov-portal`）或自写一份。仅当另一清单中对应记录有文号时，才认定文号缺失。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Need, Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, NotApplicable, Rule, Tables
from disclosure_audit.rules.field_profiles.load import load_profile
from disclosure_audit.rules.views import UNREADABLE, judged, place
from disclosure_audit.schema.columns import DATE_COLUMNS, SIDES, Side


def find(tables: Tables) -> pl.LazyFrame | NotApplicable:
    """Return one row per record and field that is empty and must not be.

    Raises ``UsageError`` if the settings name a profile or a field that does not exist.
    """
    profile = load_profile(tables.config.rules.profile)
    frames = [
        _without(tables, side, field, need)
        for side in SIDES
        for field, need in getattr(profile, side).items()
        if need != "optional" and field in tables.present[side]
    ]
    if not frames:
        return NotApplicable(
            Text("neither list has a column that is required", "两份清单都没有必填字段所在的列")
        )
    return pl.concat(frames)


def _without(tables: Tables, side: Side, field: str, need: Need) -> pl.LazyFrame:
    empty = pl.col(field).is_null()
    if field in DATE_COLUMNS:
        empty &= pl.col(f"{field}_text").is_null()
    records = judged(tables, side).filter(
        empty, pl.col("disposition") != UNREADABLE, ~pl.col("is_received")
    )
    if need == "if_numbered" and field == "doc_number":
        records = records.join(_numbered_elsewhere(tables, side), on="row", how="inner")
    else:
        records = _needed(tables, side, records, need).with_columns(
            pl.lit(None, dtype=pl.String).alias("other_list_says")
        )
    return records.select(
        *place(side),
        pl.lit(field).alias("field"),
        "other_list_says",
        pl.lit(field).alias("detail"),
    )


def _needed(tables: Tables, side: Side, records: pl.LazyFrame, need: Need) -> pl.LazyFrame:
    """Return the records for which the condition holds."""
    held_back = pl.col("is_withheld") | pl.col("is_on_request")
    match need:
        case "if_numbered":
            return records.filter(pl.col("number_key").is_not_null())
        case "if_public":
            return records.filter(~held_back, ~pl.col("is_classified"))
        case "if_withheld":
            return records.filter(held_back)
        case "if_linked":
            firm = tables.links.lazy().filter(pl.col("status") != "review")
            return records.join(firm, left_on="row", right_on=f"{side}_row", how="semi")
        case _:
            return records


def _numbered_elsewhere(tables: Tables, side: Side) -> pl.LazyFrame:
    """Return the rows of ``side`` whose linked record has a number: ``row, other_list_says``."""
    other: Side = "catalog" if side == "register" else "register"
    numbered = (
        tables.side(other).lazy()
        .filter(pl.col("number_key").is_not_null())
        .select(pl.col("row").alias(f"{other}_row"), pl.col("doc_number").alias("other_list_says"))
    )  # fmt: skip
    return (
        tables.links.lazy()
        .filter(pl.col("status") != "review")
        .join(numbered, on=f"{other}_row", how="inner")
        .group_by(pl.col(f"{side}_row").alias("row"))
        .agg(pl.col("other_list_says").min())
    )


_REGISTERED = {
    "title": "临江市人民政府关于印发临江市城市绿化管理办法的通知",
    "doc_number": "临政发〔2017〕21号",
    "issued_on": "2017-08-01",
}
_PUBLISHED = {**_REGISTERED, "published_on": "2017-08-05"}
_NEWS = {
    "title": "我市召开防汛工作会议",
    "doc_number": "",
    "issued_on": "2017-08-02",
    "published_on": "2017-08-02",
}

RULE = Rule(
    code="FD001",
    name="missing-required-field",
    version=2,
    severity=Severity.LOW,
    scope="key",
    together=("link",),
    title=Text("A record lacks a field that it must have.", "记录缺少必填字段。"),
    find=find,
    examples=(
        Example(
            "the register holds the number that the catalog leaves out",
            register=(_REGISTERED,),
            catalog=({**_PUBLISHED, "doc_number": ""}, _NEWS),
            expect=((None, 0),),
        ),
        Example(
            "no date made, and a number without a title",
            register=(
                {**_REGISTERED, "issued_on": ""},
                {**_REGISTERED, "title": "", "doc_number": "临政发〔2017〕30号"},
            ),
            catalog=(_PUBLISHED,),
            expect=((0, None), (1, None)),
        ),
        Example(
            "news without a number; a date that cannot be understood; no such column at all",
            register=({**_REGISTERED, "issued_on": "见附件"},),
            catalog=({k: v for k, v in _NEWS.items() if k != "issued_on"},),
        ),
        Example(
            "the settings say what is required",
            register=({**_REGISTERED, "issuer": "", "issued_on": ""},),
            catalog=(_PUBLISHED,),
            config={"rules": {"profile": {"register": {"issuer": "required"}}}},
            expect=((0, None),),
        ),
        Example(
            "a profile asks for more, and on conditions",
            register=(_REGISTERED,),
            catalog=(
                {**_PUBLISHED, "summary": "", "openness": "主动公开", "openness_reason": ""},
                {**_NEWS, "summary": "会议概况", "openness": "不予公开", "openness_reason": ""},
            ),
            config={"rules": {"profile": {"catalog": {"summary": "if_numbered", "openness_reason": "if_withheld"}}}},
            expect=((None, 0), (None, 1)),
        ),
        Example(
            "the seven catalog fields",
            register=(_REGISTERED,),
            catalog=(
                {**_PUBLISHED, "index_number": "123456788/2017-00021", "summary": "绿化管理", "issuer": ""},
            ),
            config={"rules": {"profile": "2007-guideline"}},
            expect=((None, 0),),
        ),
    ),
)  # fmt: skip
