"""A forwarded document departs from the openness of its source.

## Why it matters
Whoever made a document decides whether it is public, and whoever passes it on cannot decide otherwise
(2019 regulation art. 10: the maker publishes; State Council General Office, 国办发〔2016〕80号: a document
that forwards another follows it). A forwarding notice that publishes what its source withholds lets it out
by the back door (2019 regulation art. 14 to 16; 2007 regulation art. 14); one that withholds what the
source publishes hides nothing and keeps readers from learning what to do with it.

## What it looks at
Records whose title says 转发…, and, in either list, the record of the document that they forward: the same
title once both are folded. The openness of the source is what its list says of it, and public if it stands
in the catalog. High where the notice is published, or is to be, and the source is withheld; medium where
the source is given on request only; low where the source is public and the notice is withheld or given on
request. Where several records have the title of the source, they must say the same.

## Not a finding when
- the source is in neither list, or nothing is said of its openness;
- both say the same;
- the notice has a grade of secrecy: it may add what is secret;
- the notice itself was received;
- it lies outside the scope of the audit.

## What to do
Ask the maker of the source what holds. Bring the notice in line with it, or give the reason: a notice may
add something that is internal.

## 中文
**转发文件的公开属性与被转发文件不一致。**

为何重要：制作机关决定公开属性（2019年条例第十条），转发文件应当与被转发文件一致（国办发〔2016〕80号）。公开转发不予公开的文件，等于变相公开（2019年条例第十四至十六条、2007年条例第十四条）；被转发文件已公开而转发件不公开的，没有保密意义。

如何处理：向原制发机关核实；据以更正转发件的公开属性，或者说明理由（如转发时附加了内部要求）。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.normalise.text import fold_titles, split_titles
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import judged, place
from disclosure_audit.schema.columns import SIDES

_FORWARDS = r"^[^《》]{0,40}?(?:转发|批转)"
_REST = r"^[^《》]{0,40}?(?:转发|批转)《?(.{6,})$"
_CLOSING = r"》?(?:的通知)$"
_TWICE = r"的通知》?的通知$"
_WITHHELD, _ON_REQUEST, _PUBLIC = "withheld", "on_request", "public"


def find(tables: Tables) -> pl.LazyFrame:
    """Return the forwarding records whose openness differs from that of what they forward."""
    notices = _notices(tables)
    if notices.is_empty():
        return _told(
            notices.with_columns(source_says=pl.lit(None), source_title=pl.lit(None)).lazy()
        )
    sources = _sources(tables, notices["core"])
    return _told(notices.lazy().join(sources, on="core", how="inner"))  # fmt: skip


def _says(side: str) -> pl.Expr:
    """Return what a record says of its openness: the catalog's are public if they say nothing."""
    silent = pl.lit(_PUBLIC if side == "catalog" else None, dtype=pl.String)
    return (
        pl.when(pl.col("is_withheld") | pl.col("is_classified"))
        .then(pl.lit(_WITHHELD))
        .when(pl.col("is_on_request"))
        .then(pl.lit(_ON_REQUEST))
        .when(pl.col("openness").is_not_null())
        .then(pl.lit(_PUBLIC))
        .otherwise(silent)
    )


def _notices(tables: Tables) -> pl.DataFrame:
    """Return the forwarding records with ``says`` and ``core``, the title that they forward."""
    asked = pl.concat(
        judged(tables, side)
        .filter(
            pl.col("title").str.contains_any(["转发", "批转"]),
            pl.col("title").str.contains(_FORWARDS), ~pl.col("is_received"), ~pl.col("is_classified")
        )
        .select(*place(side), "title", "openness", _says(side).alias("says"))
        for side in SIDES
    ).filter(pl.col("says").is_not_null()).collect()  # fmt: skip
    rest = asked["title"].str.strip_chars().str.extract(_REST)
    twice = rest.str.contains(_TWICE).fill_null(value=False)
    # 转发A的通知 may be short for 转发A的通知的通知: the core of a title has no 的通知 at its end
    inner = pl.DataFrame({"rest": rest, "twice": twice}).select(
        pl.when("twice").then(pl.col("rest").str.replace(_CLOSING, "")).otherwise("rest")
    )["rest"]
    core = split_titles(fold_titles(inner))["norm_title_core"]
    return asked.with_columns(core.alias("core")).filter(pl.col("core").is_not_null())


def _sources(tables: Tables, cores: pl.Series) -> pl.LazyFrame:
    """Return ``core, source_says, source_title`` of the documents with these titles.

    Those of which the records do not say the same are left out.
    """
    found = pl.concat(
        judged(tables, side)
        .filter(pl.col("norm_title_core").is_in(cores.unique().implode()))
        .select(
            pl.col("norm_title_core").alias("core"),
            _says(side).alias("source_says"),
            pl.col("title").alias("source_title"),
        )
        for side in SIDES
    )
    return (
        found.drop_nulls("source_says")
        .group_by("core")
        .agg(pl.col("source_says").unique(), pl.col("source_title").min())
        .filter(pl.col("source_says").list.len() == 1)
        .with_columns(pl.col("source_says").list.first())
    )


def _told(pairs: pl.LazyFrame) -> pl.LazyFrame:
    source, notice = pl.col("source_says"), pl.col("says")
    return pairs.filter(notice != source).select(
        "register_row",
        "catalog_row",
        pl.when((source == _WITHHELD) & (notice == _PUBLIC))
        .then(pl.lit("high"))
        .when((source != _PUBLIC) & (notice != _WITHHELD))
        .then(pl.lit("medium"))
        .otherwise(pl.lit("low"))
        .alias("severity"),
        "openness",
        "source_says",
        "source_title",
    )


_SOURCE = {
    "title": "临江市人民政府关于加强城市供水管理的通知",
    "doc_number": "临政发〔2021〕9号",
    "issued_on": "2021-03-01",
    "openness": "主动公开",
}
_NOTICE = {
    "title": "临江市水利局转发临江市人民政府关于加强城市供水管理的通知",
    "doc_number": "临水发〔2021〕14号",
    "issued_on": "2021-03-20",
    "openness": "不予公开",
}
_OTHER = {"title": "临江市公园名录"}

RULE = Rule(
    code="OM009",
    name="forwarded-document-departs",
    severity=Severity.MEDIUM,
    scope="whole",
    confidence="medium",
    title=Text(
        "A forwarded document departs from the openness of its source.",
        "转发文件的公开属性与被转发文件不一致。",
    ),
    find=find,
    examples=(
        Example(
            "withheld, though the source is public; published, though the source is withheld",
            register=(
                _SOURCE,
                _NOTICE,
                {**_SOURCE, "title": "云江省水利厅关于水库调度数据的通知", "doc_number": "云水发〔2021〕2号", "direction": "收文", "openness": "不予公开"},
                {**_NOTICE, "title": "转发《云江省水利厅关于水库调度数据的通知》的通知", "doc_number": "临水发〔2021〕15号", "openness": "主动公开"},
            ),
            catalog=(_OTHER,),
            expect=((1, None), (3, None)),
        ),
        Example(
            "both public; a source that nothing is said of; a source in no list; a notice with a grade",
            register=(
                _SOURCE,
                {**_NOTICE, "openness": "主动公开"},
                {**_NOTICE, "doc_number": "临水发〔2021〕16号", "classification": "秘密★5年"},
                {**_SOURCE, "title": "云江省水利厅关于汛期值守的通知", "doc_number": "云水发〔2021〕3号", "direction": "收文", "openness": ""},
                {**_NOTICE, "title": "转发云江省水利厅关于汛期值守的通知", "doc_number": "临水发〔2021〕17号"},
                {**_NOTICE, "title": "转发云江省水利厅关于河道采砂的通知", "doc_number": "临水发〔2021〕18号"},
            ),
            catalog=(_OTHER,),
        ),
        Example(
            "the source stands in the catalog",
            register=(_NOTICE, {**_SOURCE, "title": "临江市河道管理规划", "doc_number": "临政发〔2021〕3号"}),
            catalog=({"title": _SOURCE["title"], "doc_number": _SOURCE["doc_number"], "issued_on": "2021-03-01"},),
            expect=((0, None),),
        ),
    ),
)  # fmt: skip
