"""A document that should be public is not in the catalog.

## Why it matters
What an office must publish on its own account it must publish in full and in time: 2007
regulation art. 9 to 12 and 18; 2019 regulation art. 19 to 21 and 26 (20 working days). A document
that is in the register, is not withheld and is past its time limit is owed to the public.

## What it looks at
The register records with the disposition `omitted`: nothing in the catalog was linked to them,
their openness does not keep them back, they were made and not received, and their time limit has
run out on the day the audit looks at. The evidence names the last day of that limit, if one was in
force when the document was made, and the nearest record of the catalog that was weighed and refused,
with the reason, because that is where a person looks first.

## Not a finding when
- the openness says that the document is not to be published;
- it was received from another office, which is its publisher;
- it is not due yet;
- a link waits for a person's word: that record is `needs_review`;
- it lies outside the scope of the audit.

## What to do
Look at the nearest record first: if it is the document, record the link. Otherwise publish the
document, or enter the reason for withholding it in the register. Where it was published in a place
that the catalog does not cover, add that catalog to the scan.

## 中文
**应公开的文件未在目录中公开。**

为何重要：主动公开的信息应当全面、及时公开（2007年条例第九至十二条、第十八条；2019年条例第十九至二十一条、第二十六条，二十个工作日内）。

如何处理：先核对最接近的目录记录，确为同一文件的，登记该对应关系；否则补充公开，或在登记簿中注明不公开的理由。已在其他渠道公开的，请把该渠道目录一并纳入扫描。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import judged, nearest, place
from disclosure_audit.time_limits.deadlines import NEEDED, deadlines


def find(tables: Tables) -> pl.LazyFrame:
    """Return the omitted register records, each with the nearest refused catalog record."""
    omitted = (
        judged(tables, "register")
        .filter(pl.col("disposition") == "omitted")
        .select(*NEEDED, "openness", "owner")
        .collect()
    )
    due = deadlines(omitted, tables.config)
    binds = pl.col("basis").is_not_null()
    by_weekdays = binds & pl.col("is_outside_calendar")
    return (
        omitted.with_columns(due["due_on"], due["basis"], due["is_outside_calendar"])
        .lazy()
        .join(nearest(tables, "register", "omitted"), on="row", how="left")
        .select(
            *place("register"),
            "issued_on",
            pl.when(binds).then("due_on").alias("due_on"),
            pl.when(by_weekdays).then(pl.lit("weekdays")).alias("counted_by"),
            "openness",
            pl.col("owner").alias("responsible"),
            pl.col("nearest_row").alias("nearest_catalog_row"),
            "nearest_title",
            "nearest_number",
            "nearest_score",
            "refused_because",
        )
    )


RULE = Rule(
    code="OM001",
    name="omitted-document",
    severity=Severity.HIGH,
    scope="key",
    together=("candidate",),
    title=Text(
        "A document that should be public is not in the catalog.",
        "应公开的文件未在目录中公开。",
    ),
    find=find,
    examples=(
        Example(
            "made public according to the register, missing in the catalog",
            register=(
                {
                    "title": "临江市人民政府关于加强城市供水管理的通知",
                    "doc_number": "临政发〔2019〕3号",
                    "issued_on": "2019-03-04",
                    "openness": "主动公开",
                },
                {
                    "title": "临江市人民政府关于公布市级文物保护单位名单的通知",
                    "doc_number": "临政发〔2019〕4号",
                    "issued_on": "2019-03-11",
                    "openness": "主动公开",
                },
            ),
            catalog=(
                {
                    "title": "临江市人民政府关于公布市级文物保护单位名单的通知",
                    "doc_number": "临政发〔2019〕4号",
                    "issued_on": "2019-03-11",
                    "published_on": "2019-03-15",
                },
            ),
            config={"time_limit": {"as_of": "2020-01-01"}},
            expect=((0, None),),
        ),
        Example(
            "only the twelfth batch was published, not the thirteenth",
            register=(
                {
                    "title": "临江市人民政府关于第13批次建设用地的批复",
                    "doc_number": "临政函〔2019〕31号",
                    "issued_on": "2019-03-04",
                },
            ),
            catalog=(
                {
                    "title": "临江市人民政府关于第12批次建设用地的批复",
                    "doc_number": "临政函〔2019〕30号",
                    "issued_on": "2019-03-04",
                    "published_on": "2019-03-15",
                },
            ),
            config={"time_limit": {"as_of": "2020-01-01"}},
            expect=((0, None),),
        ),
        Example(
            "withheld, received, and not yet due",
            register=(
                {
                    "title": "临江市人民政府关于报送年度考核情况的报告",
                    "doc_number": "临政报〔2019〕5号",
                    "issued_on": "2019-03-04",
                    "openness": "不予公开",
                },
                {
                    "title": "云山省人民政府关于做好春耕工作的通知",
                    "doc_number": "云政发〔2019〕9号",
                    "issued_on": "2019-03-04",
                    "direction": "收文",
                },
                {
                    "title": "临江市人民政府关于命名平安社区的决定",
                    "doc_number": "临政发〔2019〕40号",
                    "issued_on": "2019-12-30",
                    "openness": "主动公开",
                },
            ),
            catalog=(
                {
                    "title": "临江市城区道路照明设施维修公告",
                    "issued_on": "2019-05-04",
                    "published_on": "2019-05-05",
                },
            ),
            config={"time_limit": {"as_of": "2020-01-02"}},
        ),
    ),
)
