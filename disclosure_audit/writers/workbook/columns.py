"""The columns of the workbook's lists: what they are called, and what their codes mean."""

from __future__ import annotations

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.names import (
    DISPOSITION_REASONS,
    DISPOSITIONS,
    LINKS,
    METHODS,
    SEVERITIES,
    SIDES,
    VETOES,
)
from disclosure_audit.review.decisions import REASONS, STATUS
from disclosure_audit.review.sheets import Column


def text(name: str, en: str, zh: str) -> Column:
    """Return a column of text."""
    return Column(name, Text(en, zh))


def number(name: str, en: str, zh: str) -> Column:
    """Return a column of numbers."""
    return Column(name, Text(en, zh), align="right", dtype=pl.Int64)


def row(name: str, en: str, zh: str) -> Column:
    """Return a column of rows, which a person is shown counted from 1."""
    return Column(name, Text(en, zh), align="right", dtype=pl.UInt32, is_row=True)


def day(name: str, en: str, zh: str) -> Column:
    """Return a column of dates."""
    return Column(name, Text(en, zh), dtype=pl.Date)


SEVERITY = Column("severity", Text("severity", "级别"), coded=SEVERITIES)
RULE = text("rule", "rule", "规则")
VERDICT = text("verdict", "what is wrong", "判定")
STATUS_OF = Column("status", Text("status", "状态"), coded=STATUS)
REASON = Column("reason", Text("reason", "理由"), coded=REASONS)
TITLE = text("title", "title", "标题")
NUMBER = text("doc_number", "document number", "发文字号")
OWNER = text("owner", "department", "承办部门")
ISSUER = text("issuer", "issuing body", "发文机关")
SIDE = Column("side", Text("list", "清单"), coded=SIDES)
REGISTER_ROW = row("register_row", "register row", "登记行")
CATALOG_ROW = row("catalog_row", "catalog row", "目录行")
RECORD = text("record_id", "record number", "序号")
EVIDENCE = text("evidence", "evidence", "依据")
MESSAGE = text("message", "message", "说明")
NOTE = text("note", "note", "备注")
FINDING = text("finding_id", "id of the finding", "问题编号")
REVIEWER = text("reviewer", "reviewer", "审核人")
DECIDED = text("decided_at", "decided (UTC)", "处理时间（UTC）")
UNTIL = day("until", "waived until", "豁免至")
ISSUED = day("issued_on", "date made", "成文日期")
LIKELIHOOD = Column(
    "score", Text("link right, %", "对应为真的概率 %"), align="right", dtype=pl.Float64
)
MOST_LIKELY = 99.9999
"""What the likelihood of a link never exceeds: no score is certainty, however it is rounded."""
DISPOSITION = Column("disposition", Text("disposition", "去向"), coded=DISPOSITIONS)
DISPOSITION_REASON = Column("reason", Text("reason", "原因"), coded=DISPOSITION_REASONS)
LINK = Column("status", Text("link", "对应"), coded=LINKS)
METHOD = Column("method", Text("by", "依据"), coded=METHODS)
VETO = Column("refused_because", Text("not linked because", "未对应的原因"), coded=VETOES)
RECORDS = number("records", "records", "条数")


def unsure(likelihood: pl.Expr) -> pl.Expr:
    """Return ``score``: a likelihood in percent that is never rounded to certainty."""
    return likelihood.clip(upper_bound=MOST_LIKELY).alias("score")
