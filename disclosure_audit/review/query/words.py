"""The fields of the filter language: what they are called, what they look at, what they take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from disclosure_audit.language import Lang, Text
from disclosure_audit.review.sheets import codes

Type = Literal["text", "code", "rule", "number", "row", "percent", "date", "yes"]

NONE: tuple[str, ...] = ("none", "无", "空")
ANY: tuple[str, ...] = ("any", "有", "非空")
YES: tuple[str, ...] = ("yes", "true", "1", "是")
NO: tuple[str, ...] = ("no", "false", "0", "否")
OR: tuple[str, ...] = ("or", "或", "|", "｜")
AND: tuple[str, ...] = ("and", "且", "&", "＆")
NOT: tuple[str, ...] = ("not", "非")
TODAY: tuple[str, ...] = ("today", "今天", "今日")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a list.

    ``columns`` of the sheet are looked at, more than one only for a text. ``also`` are further
    names; ``codes`` the values of a code with their words, the lowest first where ``is_ordered``.
    """

    name: str
    type: Type
    title: Text
    columns: tuple[str, ...]
    also: tuple[str, ...] = ()
    codes: Mapping[str, Text] = field(default_factory=dict)
    is_ordered: bool = False
    is_listed: bool = False
    """Whether a text has so few values that they are offered."""
    form: Literal["day", "month", "moment"] = "day"
    """How the column of a date holds it: as a date, as ``2024-03``, as UTC time in ISO 8601."""

    def called(self, lang: Lang) -> str:
        """Return the name to write in ``lang``."""
        return self.title.zh if lang == "zh" else self.name

    def names(self) -> tuple[str, ...]:
        """Return every name that the field answers to, in small letters."""
        spelt = (self.name, self.title.zh, *self.also)
        return tuple(dict.fromkeys(each.casefold() for each in spelt))


def _field(
    name: str, kind: Type, zh: str, columns: str | None = None, also: str = "", **more: object
) -> Field:
    """Return a field; ``columns`` and ``also`` are lists with blanks between."""
    return Field(
        name,
        kind,
        Text(name, zh),
        tuple((columns or name).split()),
        tuple(also.split()),
        **more,  # type: ignore[arg-type]  # the table below is checked by a test
    )


_DECIDED: tuple[Field, ...] = (
    _field("flagged", "yes", "标记", also="flag 已标记"),
    _field("note", "text", "备注", also="notes 批注"),
    _field("owner", "text", "责任", also="科室 责任科室 承办部门 承办 department", is_listed=True),
)
_PAIR: tuple[Field, ...] = (
    _field("register_row", "row", "登记行", also="register 登记簿行"),
    _field("catalog_row", "row", "目录行", also="catalog 公开目录行"),
    _field("score", "percent", "得分", also="分数 probability 概率"),
    _field("month", "date", "月份", also="成文月份", form="month"),
)

_FINDINGS: tuple[Field, ...] = (
    _field("rule", "rule", "规则", also="code 规则编号"),
    _field(
        "severity", "code", "级别", also="严重程度 level", codes=codes.SEVERITY, is_ordered=True
    ),
    _field(
        "confidence", "code", "把握", also="可信度 置信度", codes=codes.CONFIDENCE, is_ordered=True
    ),
    _field("status", "code", "状态", also="处理状态", codes=codes.STATUS),
    _field("reason", "code", "理由", also="原因 排除理由", codes=codes.REASONS),
    _field("title", "text", "标题", also="题名"),
    _field("number", "text", "文号", "doc_number", "doc_number 字号 发文字号"),
    _field("message", "text", "说明", also="信息 描述"),
    _field("verdict", "text", "判定", "rule_title", "rule_title 规则标题", is_listed=True),
    _field("issuer", "text", "发文机关", also="机关", is_listed=True),
    _field("category", "text", "分类", also="类别", is_listed=True),
    _field("side", "code", "清单", also="list", codes=codes.SIDE),
    _field("record", "text", "序号", "record_id", "record_id"),
    _field("reviewer", "text", "审核人", also="复核人 by", is_listed=True),
    _field("decided", "date", "处理时间", "decided_at", "decided_at 处理日期", form="moment"),
    _field("until", "date", "豁免至", also="截止 豁免期限"),
    _field("new", "yes", "新增", "is_new", "is_new 新问题"),
    _field("id", "text", "编号", "finding_id", "finding_id"),
    _field("text", "text", "全文", "title doc_number message record_id note", "文字 any_text"),
    *_DECIDED,
    *_PAIR,
)
_LINKS: tuple[Field, ...] = (
    _field("status", "code", "状态", also="对应状态", codes=codes.LINK_STATUS, is_ordered=True),
    _field("method", "code", "依据", also="方法", codes=codes.METHODS),
    _field("decided", "code", "认定", also="decision 决定", codes=codes.PAIR_STATUS),
    _field("title", "text", "标题", "register_title catalog_title", "题名"),
    _field("register_title", "text", "登记标题"),
    _field("catalog_title", "text", "目录标题", also="公开标题"),
    _field("number", "text", "文号", "register_number catalog_number", "doc_number 字号 发文字号"),
    _field("register_number", "text", "登记文号"),
    _field("catalog_number", "text", "目录文号", also="公开文号"),
    _field(
        "text",
        "text",
        "全文",
        "register_title catalog_title register_number catalog_number note",
        "文字 any_text",
    ),
    *_DECIDED,
    *_PAIR,
)


def _records(side: Literal["register", "catalog"]) -> tuple[Field, ...]:
    return (
        _field("row", "row", "行", also="行号"),
        _field(
            "disposition", "code", "去向", also="处置 状态 status", codes=codes.DISPOSITION_OF[side]
        ),
        _field("reason", "code", "理由", also="原因", codes=codes.DISPOSITION_REASONS),
        _field("title", "text", "标题", also="题名"),
        _field("number", "text", "文号", "doc_number", "doc_number 字号 发文字号"),
        _field("issuer", "text", "发文机关", also="机关", is_listed=True),
        _field("issued_on", "date", "成文日期", also="issued 日期 date"),
        _field("published_on", "date", "发布日期", also="published 公开日期"),
        _field("month", "date", "月份", also="成文月份", form="month"),
        _field("category", "text", "分类", also="类别", is_listed=True),
        _field("openness", "text", "公开属性", is_listed=True),
        _field("linked", "row", "对应行", "linked_row", "linked_row 对方行"),
        _field("score", "percent", "得分", also="分数 probability 概率"),
        _field("findings", "number", "问题数", also="问题"),
        _field("url", "text", "链接", also="网址 address"),
        _field("text", "text", "全文", "title doc_number note", "文字 any_text"),
        *_DECIDED,
    )


FIELDS: dict[str, tuple[Field, ...]] = {
    "findings": _FINDINGS,
    "links": _LINKS,
    "register": _records("register"),
    "catalog": _records("catalog"),
}
"""The fields of each kind of sheet."""

EVERYWHERE = "text"
"""The field that a word without a field looks in."""


@cache
def by_name(kind: str) -> dict[str, Field]:
    """Return the fields of ``kind`` by every name they answer to, in small letters."""
    return {name: field for field in FIELDS[kind] for name in field.names()}


def of_column(kind: str, column: str) -> Field:
    """Return the field that looks at this column of a sheet alone. Raises ``KeyError`` if none."""
    for each in FIELDS[kind]:
        if each.columns == (column,):
            return each
    raise KeyError(column)


def column_names(fields: Iterable[Field]) -> set[str]:
    """Return the columns that the fields look at."""
    return {column for each in fields for column in each.columns}
