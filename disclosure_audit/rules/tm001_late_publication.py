"""A document was published after its time limit.

## Why it matters
What an office must publish it must publish within 20 working days of the day it was made (2007
regulation art. 18, in force since 2008-05-01; 2019 regulation art. 26, since 2019-05-15), unless
another law sets another limit. A late publication keeps its readers from what they may rely on or
object to, and inspections count it.

## What it looks at
The first publication of each document in the catalog, and the days from the day it was made to that
day, by the official calendar with its moved weekends. Late is what came at least one working day
after the last one; rest days right after it make nothing late. The regulation is the one in force on
the day the document was made. Special limits (`[[time_limit.special]]`, and those that come with the
tool) go before; the evidence names the provision.

The register's date made counts, because a later one in the catalog can make a late publication look
timely (DF003); the catalog's counts where the register has none, where the document is not in the
register, and where the link waits for a person's word. Such a link gives a low confidence. Where the
two dates differ and the catalog's alone would show no delay, the confidence is medium. Beyond the
years of the official calendar Monday to Friday are counted, and the evidence says so.

## Not a finding when
- the document was made before 2008-05-01, when no limit was in force;
- an earlier publication of the same document was in time: later ones are repeats (DU001);
- a date is missing or doubtful (FD001, FD004), or the publication precedes a date made (FD005);
- the record lies outside the scope of the audit.

## What to do
Compare both dates with the original and the site's log; a document moved from an older site often
bears the day of the move. Where the delay is real, look for its cause in the department. Where
another law sets another limit, enter it in the settings.

## 中文
**文件超过期限才公开。**

为何重要：主动公开的信息应当自形成之日起二十个工作日内公开（2007年条例第十八条，2008年5月1日起施行；2019年条例第二十六条，2019年5月15日起施行），法律、法规另有规定的从其规定。

如何处理：成文日期对照原件，公开日期对照网站日志，由旧网站迁移的文件常以迁移日为公开日期；确属逾期的，向承办部门查明原因；另有规定期限的，写入设置。成文日期以登记簿为准，登记簿没有的以目录为准；同一文件多次公开的，只看首次。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, NotApplicable, Rule, Tables
from disclosure_audit.rules.views import judged
from disclosure_audit.schema.columns import SIDES
from disclosure_audit.time_limits.publications import NEEDED_OF_PUBLISHED, publications

_NO_DATE = NotApplicable(
    Text("neither list has a column for the date made (issued_on)",
         "两份清单均没有“成文日期”列（issued_on）")
)  # fmt: skip


def find(tables: Tables) -> pl.LazyFrame | NotApplicable:
    """Return the documents whose first publication came after the last day of their limit."""
    if not any("issued_on" in tables.present[side] for side in SIDES):
        return _NO_DATE
    register, catalog = (
        judged(tables, side).select(NEEDED_OF_PUBLISHED).collect() for side in SIDES
    )
    links = tables.links.join(register, left_on="register_row", right_on="row", how="semi")
    found = publications(register, catalog, links, tables.repeats, tables.config)
    return (
        found.lazy()
        .filter("is_late")
        .select(
            "register_row",
            "catalog_row",
            pl.when(pl.col("link") == "review")
            .then(pl.lit("low"))
            .when("is_late_either_way")
            .then(pl.lit("high"))
            .otherwise(pl.lit("medium"))
            .alias("confidence"),
            "issued_on",
            "made_in",
            pl.col("other_issued_on").alias("other_list_says"),
            "published_on",
            "due_on",
            pl.col("limit").alias("days_allowed"),
            "days_taken",
            pl.col("calendar").alias("days_of"),
            "late_by",
            "regulation",
            "basis",
            pl.when("is_outside_calendar").then(pl.lit("weekdays")).alias("counted_by"),
            "link",
        )
    )  # fmt: skip


_REGISTERED = {
    "title": "临江市人民政府关于加强城市供水管理的通知",
    "doc_number": "临政发〔2021〕3号",
    "issued_on": "2021-03-01",
}
_PUBLISHED = {**_REGISTERED, "published_on": "2021-03-29"}
_LATE = {**_REGISTERED, "published_on": "2021-03-30"}
_NOTICE = {
    "title": "临江市征收土地公告（2022年第3号）",
    "issued_on": "2022-03-01",
    "published_on": "2022-03-23",
}

RULE = Rule(
    code="TM001",
    name="late-publication",
    severity=Severity.MEDIUM,
    scope="key",
    together=("link", "repeat"),
    title=Text("A document was published after its time limit.", "文件超过期限才公开。"),
    needs={"catalog": ("published_on",)},
    find=find,
    examples=(
        Example(
            "published on the twenty-first working day",
            register=(_REGISTERED,),
            catalog=(_LATE,),
            expect=((0, 0),),
        ),
        Example(
            "published on the twentieth working day, and on the Saturday after a twentieth one",
            register=(_REGISTERED,),
            catalog=(
                _PUBLISHED,
                {"title": "临江市公园名录", "issued_on": "2021-03-05", "published_on": "2021-04-03"},
            ),
        ),
        Example(
            "a later date made in the catalog hides nothing",
            register=(_REGISTERED,),
            catalog=({**_LATE, "issued_on": "2021-03-04"},),
            expect=((0, 0),),
        ),
        Example(
            "in no register, by the catalog's own date",
            register=({"title": "临江市公园名录"},),
            catalog=(_LATE,),
            expect=((None, 0),),
        ),
        Example(
            "published again after the limit; the first time was within it",
            register=(_REGISTERED,),
            catalog=({**_LATE, "published_on": "2021-06-01"}, _PUBLISHED),
        ),
        Example(
            "made before there was a limit; published before it was made",
            register=({"title": "临江市公园名录"},),
            catalog=(
                {**_LATE, "issued_on": "2008-04-30"},
                {"title": "临江市志", "issued_on": "2021-03-01", "published_on": "2020-03-30"},
            ),
        ),
        Example(
            "a notice of land acquisition has 15 working days",
            register=({"title": "临江市公园名录"},),
            catalog=(_NOTICE, {**_NOTICE, "title": "临江市征收土地预公告（2022年第4号）"}),
            expect=((None, 0),),
        ),
        Example(
            "thirty calendar days by the settings; the thirtieth is a Saturday",
            register=({**_REGISTERED, "issued_on": "2021-03-04"},),
            catalog=({**_REGISTERED, "issued_on": "2021-03-04", "published_on": "2021-04-06"},),
            config={
                "time_limit": {
                    "special": [
                        {"name": "notices", "kind": ["通知"], "calendar_days": 30, "basis": "市办法第三条"}
                    ]
                }
            },
        ),
    ),
)  # fmt: skip
