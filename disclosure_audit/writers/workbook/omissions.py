"""The omissions as a list that can be sent to each department: facts on the left, its reply on the right."""

from __future__ import annotations

import datetime as dt

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.paper import Paper
from disclosure_audit.time_limits.deadlines import days_late
from disclosure_audit.writers.evidence_line import piece
from disclosure_audit.writers.stats import OMITTED
from disclosure_audit.writers.workbook import columns as c
from disclosure_audit.writers.workbook.lists import Listing

REPLIES = (
    c.text("reply_published", "published on", "实际公开日期"),
    c.text("reply_place", "where (address)", "公开位置（网址）"),
    c.text("reply_basis", "not published: legal basis", "不予公开的依据"),
    c.text("reply_action", "what will be done, by when", "处理意见及时限"),
    c.text("reply_by", "answered by, date", "经办人及日期"),
)
"""Left empty for the department."""
_COLUMNS = (
    c.OWNER, c.RECORD, c.NUMBER, c.TITLE, c.ISSUED, c.day("due_on", "to be public by", "应公开截止日"),
    c.number("late", "working days late", "逾期工作日"), c.text("openness", "openness", "公开属性"),
    c.REGISTER_ROW, c.row("nearest_row", "nearest catalog row", "最接近的目录行"),
    c.text("nearest_title", "nearest title", "最接近的标题"),
    c.text("nearest_number", "nearest number", "最接近的文号"), c.VETO,
    c.STATUS_OF, c.NOTE, *REPLIES, c.FINDING,
)  # fmt: skip
_ABOUT = Text(
    "documents that should be public and are not in the catalog, by department, to be answered",
    "应公开而未见公开的文件，按部门排列，供回复",
)


def omissions(paper: Paper) -> Listing:
    """Return the omissions that still stand, by department and date made.

    ``due_on`` is the last day of the time limit as the rule names it, ``late`` how many working days
    after it the audit's day is; both null where no date made is known or no limit was in force, and
    for runs that were made before the rule named it.
    """
    found = (
        paper.counted.filter(pl.col("rule") == OMITTED)
        .with_columns(
            *(
                piece(name).str.to_date("%Y-%m-%d", strict=False).alias(name)
                for name in ("issued_on", "due_on")
            ),
            piece("openness").alias("openness"),
            piece("nearest_catalog_row").cast(pl.UInt32, strict=False).alias("nearest_row"),
            *(piece(name).alias(name) for name in ("nearest_title", "nearest_number", "refused_because")),
            *(pl.lit(None, dtype=pl.String).alias(column.name) for column in REPLIES),
        )
        .drop("evidence")
    )  # fmt: skip
    as_of = dt.date.fromisoformat(paper.info["as_of"]) if paper.info["as_of"] else None
    today = pl.Series([as_of], dtype=pl.Date).new_from_index(0, found.height)
    found = found.with_columns(days_late(found["due_on"], today).alias("late"))
    return Listing(
        Text("Omissions", "未公开清单"),
        _ABOUT,
        _COLUMNS,
        found.sort("owner", "issued_on", "register_row", nulls_last=True),
        kept=4,
    )
