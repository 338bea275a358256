"""The address of a record is malformed.

## Why it matters
The catalog leads to the information (2007 regulation art. 19; 2019 regulation art. 12), and whoever
follows an address that cannot be one arrives nowhere: the document counts as published and cannot be read.

## What it looks at
The address of each record on both sides, by its letters alone, without any access to the net:
`wide_signs` (full-width signs or backslashes), `spaces` inside, `two_addresses` in one, `broken_scheme`
(`http:/`, `htp://`), `no_host`, `broken_host` (no domain, two dots, a port that is no number),
`no_web_address` (words, a path on a computer, a mail address), all low; `no_scheme` (`www.…` without
`http://`) is a note. Whether a well-formed address answers is FD012's question.

## Not a finding when
- the cell is empty;
- it is a path from the page that holds the list (`/zwgk/1.html`, `../a.htm`);
- the address has Chinese letters in its host or path, a port, or another address as a parameter;
- the record lies outside the scope of the audit.

## What to do
Open the document on the site and copy its address anew. Where the whole column fails, it may hold
something else, or the export cuts or widens it.

## 中文
**记录的链接格式有误。**

为何重要：目录应当指引读者找到信息（2007年条例第十九条；2019年条例第十二条）；链接格式有误，文件虽列入目录却打不开。

如何处理：在网站上打开该文件，重新复制链接；整列有误的，检查列的对应关系和导出环节。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.normalise.address import address_fault, is_plain_address
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import both_sides, judged, place
from disclosure_audit.schema.columns import Side

_SHOWN = 100
"""Characters of a cell that are shown: a shifted column may hold a whole text."""


def find(tables: Tables) -> pl.LazyFrame:
    """Return the records whose address cannot be one."""
    return both_sides(lambda side: _on(tables, side))


def _on(tables: Tables, side: Side) -> pl.LazyFrame:
    return (
        judged(tables, side)
        .filter(pl.col("url").is_not_null() & ~is_plain_address("url"))
        .with_columns(address_fault("url").alias("fault"))
        .filter(pl.col("fault").is_not_null())
        .select(
            *place(side),
            pl.when(pl.col("fault") == "no_scheme").then(pl.lit("note")).otherwise(pl.lit("low")).alias("severity"),
            "fault",
            pl.col("url").str.slice(0, _SHOWN),
        )
    )  # fmt: skip


_PAGE = {"title": "临江市公园名录", "issued_on": "2021-03-04"}


def _at(number: int, url: str) -> dict[str, str]:
    return {**_PAGE, "title": f"临江市第{number}批公园名录", "url": url}


RULE = Rule(
    code="FD011",
    name="malformed-address",
    severity=Severity.LOW,
    scope="record",
    title=Text("The address of a record is malformed.", "记录的链接格式有误。"),
    find=find,
    examples=(
        Example(
            "one of each sort",
            register=({**_PAGE, "url": "见附件"},),
            catalog=(
                _at(1, "http：//www.linjiang.gov.cn/1.html"),
                _at(2, "http://www.linjiang.gov.cn/a b.html"),
                _at(3, "http://www.linjiang.gov.cn/1.htmlhttp://www.linjiang.gov.cn/2.html"),
                _at(4, "http:/www.linjiang.gov.cn/4.html"),
                _at(5, "http:///zwgk/5.html"),
                _at(6, "http://www..linjiang.gov.cn/6.html"),
                _at(7, "C:\\\\zwgk\\\\7.html"),
                _at(8, "www.linjiang.gov.cn/8.html"),
            ),
            expect=((0, None), *((None, row) for row in range(8))),
        ),
        Example(
            "whole addresses, paths, a port, Chinese letters, an address as a parameter, none",
            register=({**_PAGE, "url": ""},),
            catalog=(
                _at(1, "https://www.linjiang.gov.cn/zwgk/t20210304_1.html"),
                _at(2, "/zwgk/2.html"),
                _at(3, "../2021/3.htm"),
                _at(4, "http://www.linjiang.gov.cn:8080/4.html?id=1&x=%E4"),
                _at(5, "http://临江市.政务/公园/5.html"),
                _at(6, "http://www.linjiang.gov.cn/go?url=http://www.gov.cn/6.html"),
                _at(7, "content/post_7.html"),
                _at(8, "//www.linjiang.gov.cn/8.html"),
                _at(9, "http://10.2.3.4/9.html"),
            ),
        ),
        Example(
            "the host has no domain",
            register=(_PAGE,),
            catalog=({**_PAGE, "url": "http://server7/zwgk/1.html"},),
            expect=((None, 0),),
        ),
    ),
)  # fmt: skip
