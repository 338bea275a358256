"""A note on the text contradicts that it is published, or that it is withheld.

## Why it matters
Whether a document is public is decided before it is signed, and the decision goes out in the note below
its text: 此件公开发布, 此件依申请公开, 此件不予公开 (GB/T 9704-2012, 附注). A published text that says of
itself that it is not to be published was let out against that decision (2007 regulation art. 14; 2019
regulation art. 14 to 16). A text that says 此件公开发布 while the register withholds it shows that one of
the two is wrong (2019 regulation art. 13).

## What it looks at
The terms of the lexicons' category `openness_note` in any text but the openness columns; what a note
says is told by its words (不予, 不公开, 不宜: withheld; 依申请: on request; else public).

- Published, and the note says withheld: high; on request: medium; unless the lexicon gives the note
  another severity.
- In the register, linked to a published document: the same, unless its openness says so too.
- The note says public, and the register's openness withholds the document: a note.

## Not a finding when
- the note agrees: 此件公开发布 on a published text, 此件不予公开 on a record that is not published;
- a list, catalog or register, says on request of a record whose note says on request, and the text
  itself is not published;
- the words are part of a longer harmless phrase, stand inside the name of a document in 《 》 or are
  negated;
- the record lies outside the scope of the audit.

## What to do
Compare the note with the office's decision. If it holds, take the text down (or answer requests instead
of publishing); if it was changed, publish a version with the right note and correct the register.

## 中文
**正文注明的公开方式与公开状态或登记相矛盾。**

为何重要：公开属性在签发前确定并以附注注明（GB/T 9704-2012）；注明不予公开而出现在目录中，即违反原决定（2007年条例第十四条；2019年条例第十四至十六条）；注明公开发布而登记为不予公开，说明其中一方有误（2019年条例第十三条）。

如何处理：与原审批意见核对；原决定有效的，撤下正文（改为依申请提供）；已变更的，换用注明正确的版本，并更正登记簿。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import (
    INTERNAL,
    PUBLISHED,
    TERM,
    as_listed,
    gravest,
    hits_of,
    told,
)
from disclosure_audit.rules.views import pairs, surety
from disclosure_audit.spans import FULL_TEXT

_WITHHELD = "不予|不公开|不宜|不得|免予|暂不"
_ON_REQUEST = "依申请"
_ANSWERS = ("openness", "openness_reason")
"""Columns in which such words are the answer and no note."""


def find(tables: Tables) -> pl.LazyFrame:
    """Return the gravest contradicting note of each text."""
    notes = (
        hits_of(tables, TERM)
        .filter(pl.col("what") == "openness_note", ~pl.col("field").is_in(_ANSWERS))
        .with_columns(says=_meaning())
    )
    found = pl.concat([_let_out(notes), _held_back(tables, notes)], how="diagonal")
    return gravest(found).select(told("says", "registered_openness"))


def _meaning() -> pl.Expr:
    """Return what a note says: ``withheld``, ``on_request`` or ``public``."""
    return (
        pl.when(pl.col("term").str.contains(_WITHHELD))
        .then(pl.lit("withheld"))
        .when(pl.col("term").str.contains(_ON_REQUEST))
        .then(pl.lit("on_request"))
        .otherwise(pl.lit("public"))
    )


def _let_out(notes: pl.LazyFrame) -> pl.LazyFrame:
    """Return the notes against publishing on what is published or linked to it."""
    withheld, on_request = pl.col("says") == "withheld", pl.col("says") == "on_request"
    is_published = pl.col("standing") == PUBLISHED
    listed_so = pl.col("is_on_request").fill_null(False)
    whole_text = is_published & (pl.col("field") == FULL_TEXT)
    registered_so = ~is_published & pl.col("is_withheld").fill_null(False)
    return notes.filter(
        pl.col("standing") != INTERNAL,
        (withheld & ~registered_so) | (on_request & (~listed_so | whole_text) & ~registered_so),
    ).with_columns(
        severity=pl.when(withheld).then(as_listed("high")).otherwise(as_listed("medium"))
    )


def _held_back(tables: Tables, notes: pl.LazyFrame) -> pl.LazyFrame:
    """Return the notes for publishing on documents that the register withholds."""
    public = notes.filter(pl.col("says") == "public").with_columns(severity=pl.lit("note"))
    in_register = public.filter(pl.col("side") == "register", pl.col("is_withheld")).join(
        tables.register.lazy().select("row", pl.col("openness").alias("registered_openness")),
        on="row",
        how="left",
    )
    withheld = (
        pairs(tables, "is_withheld", "openness")
        .filter(pl.col("registered_is_withheld"))
        .select("catalog_row", "register_row", "registered_openness", surety("status").alias("link_surety"))
    )  # fmt: skip
    in_catalog = (
        public.filter(pl.col("side") == "catalog")
        .drop("register_row")
        .join(withheld, on="catalog_row", how="inner")
        # A note may be no surer than the link that it rests on.
        .with_columns(
            pl.when(pl.col("link_surety") == "low")
            .then(pl.lit("low"))
            .otherwise("confidence")
            .alias("confidence")
        )
        .drop("link_surety")
    )
    return pl.concat([in_register, in_catalog], how="diagonal")


_PLAIN = {
    "title": "临江市民政局关于做好临时救助工作的通知",
    "doc_number": "临民发〔2021〕12号",
    "issued_on": "2021-03-01",
    "openness": "主动公开",
}

RULE = Rule(
    code="CF012",
    name="openness-note-contradicts-catalog",
    severity=Severity.HIGH,
    scope="key",
    together=("link",),
    title=Text(
        "A note on the text contradicts that it is published, or that it is withheld.",
        "正文注明的公开方式与公开状态或登记相矛盾。",
    ),
    find=find,
    examples=(
        Example(
            "a published text says that it is not to be published",
            register=(_PLAIN,),
            catalog=({**_PLAIN, "summary": "各区民政局：（此件不予公开）"},),
            expect=((None, 0),),
        ),
        Example(
            "the register withholds what says that it is to be published",
            register=({**_PLAIN, "openness": "不予公开", "summary": "（此件公开发布）"},),
            catalog=(
                {
                    **_PLAIN,
                    "title": "临江市公园管理办法",
                    "doc_number": "临政发〔2020〕2号",
                    "issued_on": "2020-01-06",
                },
            ),
            expect=((0, None),),
        ),
        Example(
            "the same on the published text of a withheld document",
            register=({**_PLAIN, "openness": "不予公开"},),
            catalog=({**_PLAIN, "summary": "（此件公开发布）"},),
            expect=((0, 0),),
        ),
        Example(
            "note and openness agree",
            register=(_PLAIN,),
            catalog=(
                {**_PLAIN, "summary": "（此件公开发布）"},
                {
                    "title": "临江市民政局关于养老机构备案情况的函",
                    "doc_number": "临民函〔2021〕3号",
                    "openness": "依申请公开",
                    "summary": "（此件依申请公开）",
                },
            ),
        ),
    ),
)
