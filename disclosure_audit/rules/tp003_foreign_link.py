"""A link leads to a host that is not the government's.

## Why it matters
Sites of the government stand under `.gov.cn` or `.政务` and no other suffix (Guideline on the
development of government websites, 国办发〔2017〕47号, on domain names). An address elsewhere means that
the document is published where the office does not answer for it, that the domain changed hands, or
that the link was changed; then the reader does not get the accurate information that is due (2007
regulation art. 6; 2019 regulation art. 6).

## What it looks at
The address of each record of the catalog, and the links in the texts of what is published. Allowed are
the hosts under `gov.cn` and `政务`, those of the setting `scanner.hosts` with their subdomains, and a
host that at least 5 % of the catalog's addresses have, five at the least. High where the host is a
bare address on the net, is encoded (Punycode), mixes scripts or looks like an allowed one
(`g0v.cn`, `gov.cn.example`); else medium. A foreign host that a text merely names is low. One finding
per text. The verdict is “a changed link, it seems”, never whose fault it is.

## Not a finding when
- the address is a path without a host;
- the host is allowed by its ending, by the settings or by its share of the catalog (a look-alike never
  is by its share);
- a text in the register alone names it;
- the record lies outside the scope of the audit.

## What to do
Open the address in a safe environment. If the host is the office's own or a partner's, add it to
`scanner.hosts`; else correct the link, and where it leads to betting or adult pages report it to the
site's operator at once.

## 中文
**链接指向非政府网站的主机。**

为何重要：政府网站只使用以 .gov.cn 为后缀的英文域名和符合要求的中文域名（政府网站发展指引，国办发〔2017〕47号）。指向他处的链接，或者公开在机关不能负责之处，或者域名已易主，或者链接疑似被篡改，读者得不到准确的政府信息（2007年、2019年条例第六条）。

如何处理：在安全环境中打开核实；确属本单位或合作单位的，加入设置 scanner.hosts；否则更正链接，指向博彩色情网页的立即报告网站运维单位。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import INTERNAL, gravest, hits_of, told
from disclosure_audit.rules.views import judged, place
from disclosure_audit.scanner.tampering.hosts import GOVERNMENT, host_of, is_under, oddity

_SHARE, _LEAST = 0.05, 5
"""Share of the catalog's addresses, and number of them, that make a host its own."""
_NEVER_OWN = frozenset({"look_alike", "punycode", "other_script"})
"""What no share of the catalog excuses: many links may have been changed at once."""
_GRAVE = ("ip_address", "look_alike", "punycode", "other_script")
_SHOWN = 80


def find(tables: Tables) -> pl.LazyFrame:
    """Return the records whose address or text leads to a host that is not allowed."""
    domains = [*GOVERNMENT, *(host.lower().strip(". ") for host in tables.config.scanner.hosts)]
    addresses = judged(tables, "catalog").with_columns(host_of("url").alias("host"))
    addresses = addresses.filter(pl.col("host").is_not_null())
    counts = addresses.group_by("host").len().collect()
    least = pl.max_horizontal(pl.lit(_LEAST), _SHARE * pl.col("len").sum())
    own = counts.filter(pl.col("len") >= least)["host"].to_list()
    allowed = {*domains, *(host for host in own if oddity(host, domains) not in _NEVER_OWN)}
    links = (
        hits_of(tables, "tampering")
        .filter(pl.col("what") == "foreign_link", pl.col("standing") != INTERNAL)
        .with_columns(pl.col("term").alias("host"), pl.lit(None, dtype=pl.String).alias("term"))
    )
    mentioned = links.select(pl.col("host").unique()).collect()["host"].drop_nulls()
    signs = _signs({*counts["host"], *mentioned}, allowed)
    return pl.concat([_on_addresses(addresses, signs), _in_texts(links, signs)], how="diagonal")


def _signs(hosts: set[str], allowed: set[str]) -> pl.LazyFrame:
    """Return ``host`` and ``sign`` (why it is not allowed) of the hosts that are not."""
    foreign = sorted(host for host in hosts if not is_under(host, allowed))
    signs = [oddity(host, allowed) or "foreign_host" for host in foreign]
    return pl.LazyFrame(
        {"host": foreign, "sign": signs}, schema={"host": pl.String, "sign": pl.String}
    )


def _on_addresses(addresses: pl.LazyFrame, signs: pl.LazyFrame) -> pl.LazyFrame:
    is_grave = pl.col("sign").is_in(_GRAVE)
    return addresses.join(signs, on="host", how="inner").select(
        *place("catalog"),
        pl.when(is_grave).then(pl.lit("high")).otherwise(pl.lit("medium")).alias("severity"),
        pl.when(is_grave).then(pl.lit("high")).otherwise(pl.lit("medium")).alias("confidence"),
        pl.lit("url").alias("detail"),
        pl.lit(None, dtype=pl.String).alias("file"),
        pl.lit("url").alias("field"),
        pl.lit("foreign_link").alias("what"),
        "host",
        pl.col("sign").alias("because"),
        pl.col("url").str.slice(0, _SHOWN).alias("excerpt"),
    )


def _in_texts(links: pl.LazyFrame, signs: pl.LazyFrame) -> pl.LazyFrame:
    """A text may name any site; only an odd host makes a link in it suspicious."""
    is_grave = pl.col("sign").is_in(_GRAVE)
    hits = links.join(signs, on="host", how="inner").with_columns(
        severity=pl.when(is_grave).then(pl.lit("high")).otherwise(pl.lit("low")),
        confidence=pl.when(is_grave).then(pl.lit("medium")).otherwise(pl.lit("low")),
        because=pl.concat_list("sign"),
    )
    return gravest(hits).select(told("host"))


_SITE = "https://www.linjiang.gov.cn/zwgk/"
_PUBLIC = {
    "title": "临江市公园管理办法",
    "doc_number": "临政发〔2021〕9号",
    "issued_on": "2021-03-01",
    "url": f"{_SITE}9.html",
}
_OTHER = {
    "title": "临江市防汛应急预案",
    "doc_number": "临政办发〔2021〕4号",
    "issued_on": "2021-04-01",
}
_OWN = tuple(
    {
        "title": f"临江市第{number}批历史建筑名录",
        "issued_on": f"2021-05-{number:02}",
        "url": f"https://linjiang-records.example/{number}.html",
    }
    for number in range(1, 6)
)

RULE = Rule(
    code="TP003",
    name="foreign-link",
    severity=Severity.MEDIUM,
    scope="whole",
    title=Text(
        "A link leads to a host that is not the government's.", "链接指向非政府网站的主机。"
    ),
    find=find,
    examples=(
        Example(
            "a foreign host; one that poses as the government's; a bare address",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {**_OTHER, "url": "https://linjiang.example/4.html"},
                {"title": "临江市绿道规划", "url": "http://www.linjiang.g0v.cn/5.html"},
                {"title": "临江市公园名录", "url": "http://203.0.113.7/6.html"},
            ),
            expect=((None, 1), (None, 2), (None, 3)),
        ),
        Example(
            "a title that leads to a look-alike",
            register=(_PUBLIC,),
            catalog=(_PUBLIC, {**_OTHER, "title": "临江市防汛预案（www.gov.cn.example.com）"}),
            expect=((None, 1),),
        ),
        Example(
            "a path without a host; 政务; a host of the settings",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {**_OTHER, "url": "/zwgk/4.html"},
                {"title": "临江市绿道规划", "url": "http://临江市.政务/5.html"},
                {"title": "临江市公园名录", "url": "https://data.linjiang.example/6.html"},
            ),
            config={"scanner": {"hosts": ["linjiang.example"]}},
        ),
        Example(
            "the host that most of the catalog has is its own",
            register=(_PUBLIC,),
            catalog=(_PUBLIC, *_OWN),
        ),
    ),
)
