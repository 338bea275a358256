"""The canonical columns: what every register and every catalog is brought to.

Only ``title`` or ``doc_number`` is indispensable. Dates are dates, everything else is text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

from disclosure_audit.language import Text

Side = Literal["register", "catalog"]
SIDES: tuple[Side, ...] = ("register", "catalog")


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column: its name, its type, and what people call it."""

    name: str
    title: Text
    dtype: type[pl.DataType] = pl.String


COLUMNS: tuple[Column, ...] = (
    Column("record_id", Text("record number", "序号")),
    Column("title", Text("title", "标题")),
    Column("doc_number", Text("document number", "发文字号")),
    Column("index_number", Text("index number", "索引号")),
    Column("issuer", Text("issuing body", "发文机关")),
    Column("issued_on", Text("date made", "成文日期"), pl.Date),
    Column("published_on", Text("date published", "发布日期"), pl.Date),
    Column("summary", Text("summary", "内容概述")),
    Column("category", Text("category", "分类")),
    Column("openness", Text("openness", "公开属性")),
    Column("openness_reason", Text("reason for withholding", "不公开理由")),
    Column("classification", Text("classification", "密级")),
    Column("direction", Text("direction (sent or received)", "收发类别")),
    Column("owner", Text("responsible department", "承办部门")),
    Column("channel", Text("channel", "公开渠道")),
    Column("url", Text("address", "链接")),
    Column("text_path", Text("path of the full text", "正文路径")),
)
"""Columns that a header can be mapped to, in the order in which they are shown."""

BY_NAME: dict[str, Column] = {column.name: column for column in COLUMNS}
DATE_COLUMNS: tuple[str, ...] = tuple(c.name for c in COLUMNS if c.dtype is pl.Date)
TEXT_COLUMNS: tuple[str, ...] = tuple(c.name for c in COLUMNS if c.dtype is pl.String)
PLACE_COLUMNS: dict[str, type[pl.DataType]] = {
    "side": pl.String,
    "row": pl.UInt32,
    "source": pl.String,
}
"""Where a record stood: ``row`` is its 0-based position among the data rows of its list."""
