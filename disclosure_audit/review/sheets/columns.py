"""The columns of each list: what they are called, how wide they are, what their codes mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.review.sheets import codes
from disclosure_audit.schema.columns import BY_NAME

Kind = Literal["findings", "links", "register", "catalog"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet. ``width`` counts terminal cells; a ``hidden`` one is shown on demand.

    ``coded`` says what the codes of the column are called; what it does not know is text itself.
    """

    name: str
    title: Text
    width: int = 12
    align: Literal["left", "right"] = "left"
    hidden: bool = False
    coded: Mapping[str, Text] | None = None
    dtype: pl.DataType | type[pl.DataType] = pl.String
    is_row: bool = False
    """Whether it holds rows, counted from 0; a person is shown them counted from 1."""
    falls: bool = False
    """Whether its first sorting falls: the gravest, the most or the latest comes first."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list as a frame, and how its columns are shown."""

    kind: Kind
    frame: pl.DataFrame
    columns: tuple[Column, ...]
    plain: pl.DataFrame | None = field(default=None, repr=False, compare=False)
    """The list before anything was decided, kept for the next making."""
    made_of: tuple[object, ...] = field(default=(), repr=False, compare=False)
    """What ``plain`` was made of."""


def _text(name: str, en: str, zh: str, width: int, *, hidden: bool = False) -> Column:
    return Column(name, Text(en, zh), width, hidden=hidden)


def _number(
    name: str, en: str, zh: str, dtype: type[pl.DataType] = pl.UInt32, *, hidden: bool = False
) -> Column:
    return Column(name, Text(en, zh), 7, "right", hidden, dtype=dtype)


def _code(
    name: str, en: str, zh: str, width: int, coded: Mapping[str, Text], *, hidden: bool = False
) -> Column:
    return Column(name, Text(en, zh), width, hidden=hidden, coded=coded)


def _row(name: str, en: str, zh: str, *, hidden: bool = False) -> Column:
    return Column(name, Text(en, zh), 7, "right", hidden, dtype=pl.UInt32, is_row=True)


def _ranked(
    name: str, en: str, zh: str, width: int, coded: Mapping[str, Text], *, falls: bool = False
) -> Column:
    """Return a column whose codes sort as they stand in ``coded``."""
    dtype = pl.Enum(list(coded))
    return Column(name, Text(en, zh), width, coded=coded, dtype=dtype, falls=falls)


def _date(name: str, en: str, zh: str, *, hidden: bool = False) -> Column:
    return Column(name, Text(en, zh), 10, hidden=hidden, dtype=pl.Date)


_FLAGGED = Column("flagged", Text("flag", "标记"), 4, dtype=pl.Boolean, falls=True)
_TITLE = _text("title", "title", "标题", 40)
_NUMBER = _text("doc_number", "number", "文号", 20)
_OWNER = _text("owner", "owner", "责任", 12)
_NOTE = _text("note", "note", "备注", 20)
_SCORE = Column("score", Text("score %", "得分 %"), 8, "right", dtype=pl.Float64)
_MONTH = _text("month", "month", "月份", 7)
_ISSUER = _text("issuer", "issuer", "发文机关", 16)

_FINDINGS = (
    _ranked("severity", "severity", "级别", 8, codes.SEVERITY, falls=True),
    _text("rule", "rule", "规则", 6),
    _ranked("status", "status", "状态", 9, codes.STATUS),
    _FLAGGED,
    _TITLE,
    _NUMBER,
    _OWNER,
    _SCORE,
    _MONTH,
    _NOTE,
    _text("rule_title", "what is wrong", "判定", 30),
    _text("message", "message", "说明", 50, hidden=True),
    _ranked("confidence", "confidence", "把握", 10, codes.CONFIDENCE),
    Column("issuer", _ISSUER.title, _ISSUER.width, hidden=True),
    _text("category", "category", "分类", 12, hidden=True),
    _code("side", "list", "清单", 8, codes.SIDE, hidden=True),
    _row("register_row", "reg. row", "登记行", hidden=True),
    _row("catalog_row", "cat. row", "目录行", hidden=True),
    _text("record_id", "record", "序号", 14, hidden=True),
    _code("reason", "reason", "理由", 16, codes.REASONS),
    _text("reviewer", "reviewer", "审核人", 10, hidden=True),
    Column("decided_at", Text("decided (UTC)", "处理时间 (UTC)"), 24, hidden=True, falls=True),
    _date("until", "waived until", "豁免至", hidden=True),
    Column("is_new", Text("new", "新增"), 4, hidden=True, dtype=pl.Boolean, falls=True),
    _text("finding_id", "id", "编号", 16, hidden=True),
)
_LINKS = (
    _ranked("status", "link", "对应", 11, codes.LINK_STATUS),
    _SCORE,
    _code("decided", "decided", "认定", 13, codes.PAIR_STATUS),
    _FLAGGED,
    _text("register_title", "title in the register", "登记标题", 34),
    _text("catalog_title", "title in the catalog", "目录标题", 34),
    _text("register_number", "number in the register", "登记文号", 18),
    _text("catalog_number", "number in the catalog", "目录文号", 18),
    _code("method", "by", "依据", 16, codes.METHODS),
    _OWNER,
    _MONTH,
    _NOTE,
    _row("register_row", "reg. row", "登记行", hidden=True),
    _row("catalog_row", "cat. row", "目录行", hidden=True),
)


def _records(side: Literal["register", "catalog"]) -> tuple[Column, ...]:
    called = {name: BY_NAME[name].title for name in ("issued_on", "published_on", "openness")}
    return (
        _row("row", "row", "行"),
        _code("disposition", "became", "去向", 22, codes.DISPOSITION_OF[side]),
        _FLAGGED,
        _TITLE,
        _NUMBER,
        _ISSUER,
        Column("issued_on", called["issued_on"], 10, dtype=pl.Date),
        Column("published_on", called["published_on"], 10, dtype=pl.Date),
        _OWNER,
        Column("findings", Text("findings", "问题数"), 7, "right", dtype=pl.UInt32, falls=True),
        _SCORE,
        _NOTE,
        _code("reason", "reason", "理由", 20, codes.DISPOSITION_REASONS),
        _text("month", "month", "月份", 7, hidden=True),
        _text("category", "category", "分类", 12, hidden=True),
        Column("openness", called["openness"], 12, hidden=True),
        _row("linked_row", "its row there", "对应行", hidden=True),
        _text("url", "address", "链接", 40, hidden=True),
    )


_COLUMNS: dict[Kind, tuple[Column, ...]] = {
    "findings": _FINDINGS,
    "links": _LINKS,
    "register": _records("register"),
    "catalog": _records("catalog"),
}


def columns_of(kind: Kind) -> tuple[Column, ...]:
    """Return the columns of a kind of list in the order in which they are shown."""
    return _COLUMNS[kind]
