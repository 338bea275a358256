"""The address of a published document does not answer.

## Why it matters
To publish is to let people read (2007 regulation art. 15; 2019 regulation art. 23 and 24: on the office's
site, for search, reading and download). A document whose page is gone is listed and not published.

## What it looks at
Only with `scan --check-links` (setting `addresses.check`): the well-formed web addresses of the catalog are
asked for, each once, by HEAD and, where that is refused, by GET without reading the page; of one host at most
`addresses.per_host` (100), spread over the list, `addresses.pause` (1 s) apart, all within
`addresses.seconds` (300). Redirects are followed, never into a private network. What the answers were is kept
in the run (`addresses.parquet`): judging and repeating the run asks nobody again.

`gone` (404, 410) is medium. `server_error`, `no_host`, `no_connection`, `timeout`, `bad_certificate`,
`redirects` (too many) and `private_address` are low and of medium confidence: they may pass. After three
questions without any answer a host is left alone.

The rule is not applicable when nobody asked for a check, and when not a single host answered: then it is
the net that failed.

## Not a finding when
- the server refuses programs (401, 403, 429): that says nothing of the page;
- the address was not asked for: too many of one host, out of time, or a host that was left alone;
- it is a path without a host, is malformed (FD011), holds a password or a masked text;
- the record lies outside the scope of the audit.

## What to do
Open the address by hand. If the page moved, correct the address; if it is gone, put it back, or give the
reason why the document is no longer public.

## 中文
**已公开文件的链接打不开。**

为何重要：公开须便于公众检索、查阅、下载（2007年条例第十五条；2019年条例第二十三条、第二十四条）；页面不存在的文件，列入目录也不等于公开。

如何处理：人工打开核实；页面已迁移的更正链接，已丢失的恢复，确已不再公开的说明理由。仅在 scan --check-links 时检查，结果存入 addresses.parquet。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.addresses.schema import SILENT, UNREACHABLE, Outcome
from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, NotApplicable, Rule, Tables
from disclosure_audit.rules.views import judged, place

_SHOWN = 100


def find(tables: Tables) -> pl.LazyFrame | NotApplicable:
    """Return the catalog records whose address nobody outside reaches."""
    if not tables.config.addresses.check:
        return NotApplicable(
            Text("addresses were not asked for (scan --check-links)", "未检查链接能否打开（scan --check-links）")
        )  # fmt: skip
    outcomes = set(tables.addresses["outcome"]) - {str(Outcome.NOT_ASKED)}
    silent = {str(outcome) for outcome in SILENT}
    if outcomes & silent and outcomes <= silent | {str(Outcome.PRIVATE_ADDRESS)}:
        return NotApplicable(
            Text("not a single host answered: the network cannot be reached, it seems",
                 "没有任何主机应答：网络可能不通")
        )  # fmt: skip
    gone = pl.col("outcome") == str(Outcome.GONE)
    asked = tables.addresses.lazy().filter(pl.col("outcome").is_in([str(o) for o in UNREACHABLE]))
    return (
        judged(tables, "catalog")
        .join(asked, on="row", how="inner")
        .select(
            *place("catalog"),
            pl.when(gone).then(pl.lit("medium")).otherwise(pl.lit("low")).alias("severity"),
            pl.when(gone).then(pl.lit("high")).otherwise(pl.lit("medium")).alias("confidence"),
            pl.col("outcome").alias("fault"),
            pl.col("status").alias("http_status"),
            pl.col("url").str.slice(0, _SHOWN),
        )
    )


_PAGE = {"title": "临江市公园名录", "issued_on": "2021-03-04"}

RULE = Rule(
    code="FD012",
    name="unreachable-address",
    severity=Severity.LOW,
    scope="whole",
    title=Text("The address of a published document does not answer.", "已公开文件的链接打不开。"),
    needs={"catalog": ("url",)},
    find=find,
    examples=(
        Example(
            "an address inside the office's own network leads nobody there from outside",
            register=(_PAGE,),
            catalog=({**_PAGE, "url": "http://127.0.0.1:9/1.html"},),
            config={"addresses": {"check": True, "pause": 0}},
            expect=((None, 0),),
        ),
        Example(
            "not applicable: nobody asked for a check",
            register=(_PAGE,),
            catalog=({**_PAGE, "url": "http://127.0.0.1:9/1.html"},),
        ),
        Example(
            "a path, a malformed address, a password: not asked for",
            register=(_PAGE,),
            catalog=(
                {**_PAGE, "url": "/zwgk/1.html"},
                {**_PAGE, "url": "http:/www.linjiang.example/1.html"},
                {**_PAGE, "url": "http://me:word@127.0.0.1/1.html"},
            ),
            config={"addresses": {"check": True}},
        ),
    ),
)
