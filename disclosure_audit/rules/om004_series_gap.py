"""Serials are missing between two documents of one series.

## Why it matters
The serial of a document number counts what the office sent in one series and year (发文顺序号, GB/T
9704-2012, 7.2.5), so the serials run from 1 without gaps. One that neither list holds is a document
that was neither registered nor published, or none at all. An office keeps its register whole (Regulation on the Work of Handling
Official Documents of Party and Government Organs, 2012) and publishes what it must (2007 regulation
art. 9 and 18; 2019 regulation art. 19 and 26), so it can say which. A gap is a question, never proof
of an omission.

## What it looks at
Each series (agency code and year; orders run on over the years) from the first serial of the year,
`series.start`, to its last plausible one. Serials that neither list holds make one finding per range.
It is placed at the record that follows the gap: in the register, else in the catalog. Its id is made
from that record and the series and not from the range, so it stays when rows move and while
the gap shrinks from its front; a serial that is found within the gap parts it, and the part behind it
keeps the id. Where a series has more gaps than `series.most_gaps`, or lacks more serials than it has
(the lists are an excerpt of it), one finding names its first gaps and counts all. The confidence is
low.

## Not a finding when
- only one of the lists lacks the serial: OM001 and OM003 report that;
- the number was voided: name it in `series.voided`;
- the serial is implausibly high: OM005 reports that, and the series ends before it;
- the series has fewer than five serials (`series.fewest`), or its code is in `series.ignore`;
- the register sends nothing under that agency code: another body's document was put up as well;
- it comes after the last serial of the series: nobody can know of it.

## What to do
Look in the numbering book for what took the serial. Was it voided, enter it in the list of voided
numbers; is it secret or withheld, register it; was it forgotten, register and publish it.

## 中文
**同一系列的发文字号中有缺号。**

为何重要：发文字号的序号是同一机关代字、同一年度的发文顺序号（GB/T 9704-2012，7.2.5），从 1 起连续编排。两份清单都没有的序号，或是既未登记也未公开的文件，或是根本没有这份文件；登记应当完整，应公开的应当公开（2007年条例第九条、第十八条；2019年条例第十九条、第二十六条），机关理应说得清。缺号只是疑问，不足以认定漏公开。

如何处理：查编号登记，弄清该号给了什么文件。已作废的，列入作废文号；涉密或不予公开的，补登记；遗漏的，补登记并公开。
"""

from __future__ import annotations

from functools import partial

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, NotApplicable, Rule, Tables
from disclosure_audit.rules.views import judged
from disclosure_audit.series.following import stand_for
from disclosure_audit.series.gaps import shared_gaps
from disclosure_audit.series.presence import numbered, presence
from disclosure_audit.series.ranges import write_ranges

_SHOWN_RANGES = 5
NO_NUMBERS = NotApplicable(
    Text("no document number of a series could be read in the register",
         "登记簿中没有可识别的成系列的文号")
)  # fmt: skip


def find(tables: Tables) -> pl.LazyFrame | NotApplicable:
    """Return each range of serials that neither list holds, at the record that follows it."""
    found = numbered(tables.register, tables.catalog, tables.config)
    if found.rows.filter(pl.col("side") == "register").is_empty():
        return NO_NUMBERS
    settings = tables.config.series
    present = presence(found, tables.config)
    is_held = (pl.col("in_register") | pl.col("in_catalog")) & ~pl.col("is_implausible")
    worth = present.group_by("series_no").agg(
        is_held.sum().alias("_held"), pl.col("serial").filter(is_held).max().alias("last_serial")
    )
    gaps = (
        shared_gaps(present, found, tables.config)
        .join(worth.filter(pl.col("_held") >= settings.fewest), on="series_no")
        .with_columns(
            pl.len().over("series_no").alias("ranges"),
            (pl.col("count").sum().over("series_no") > pl.col("_held")).alias("_is_excerpt"),
        )
        .sort("series_no", "serial_from")
    )
    ranges = pl.col("ranges")
    too_many = (ranges > settings.most_gaps) | (pl.col("_is_excerpt") & (ranges > _SHOWN_RANGES))
    few, many = gaps.filter(~too_many), gaps.filter(too_many)
    texts = write_ranges(pl.col("serial_from"), pl.col("serial_to"))
    asked = pl.concat(
        [
            few.select(
                "series_no", "last_serial", pl.col("followed_by").alias("serial"),
                texts.alias("serials"), pl.col("count").alias("missing"),
                pl.lit(None, pl.UInt32).alias("ranges"), pl.lit("").alias("_all"),
            ),
            many.group_by("series_no", "last_serial").agg(
                pl.col("followed_by").last().alias("serial"),
                (
                    texts.head(_SHOWN_RANGES).str.join(", ")
                    + pl.when(pl.len() > _SHOWN_RANGES).then(pl.lit(", …")).otherwise(pl.lit(""))
                ).alias("serials"),
                pl.col("count").sum().alias("missing"),
                pl.col("ranges").first().cast(pl.UInt32),
                pl.lit("all").alias("_all"),
            ),
        ]
    )  # fmt: skip
    return stand_for(asked, found, partial(judged, tables)).lazy().select(
        "register_row",
        "catalog_row",
        pl.concat_str("series", "_all", separator=" ").alias("detail"),
        "series",
        "serials",
        "missing",
        "ranges",
        pl.lit("both").alias("missing_in"),
        "last_serial",
    )  # fmt: skip


def _letters(*numbers: str) -> tuple[dict[str, str], ...]:
    """Return documents with these numbers, one a day."""
    subjects = [
        "供水管理",
        "防汛准备",
        "道路照明",
        "学前教育",
        "文物保护",
        "食品安全",
        "城市绿化",
        "公共交通",
    ]
    return tuple(
        {
            "title": f"临江市人民政府关于加强{subject}工作的通知",
            "doc_number": number,
            "issued_on": f"2019-03-{day:02}",
            "published_on": f"2019-03-{day + 5:02}",
        }
        for day, (subject, number) in enumerate(zip(subjects, numbers, strict=False), 1)
    )


def _issued(records: tuple[dict[str, str], ...]) -> tuple[dict[str, str], ...]:
    return tuple(
        {key: text for key, text in record.items() if key != "published_on"} for record in records
    )


_GAPPED = _letters(*(f"临政发〔2019〕{n}号" for n in (2, 3, 6, 7, 8)))
_TWO = _letters(
    "国发〔2019〕1号",
    "国发〔2019〕9号",
    "临政发〔2019〕1号",
    "临政发〔2019〕2号",
    "临政发〔2019〕3号",
)

RULE = Rule(
    code="OM004",
    name="series-gap",
    severity=Severity.LOW,
    confidence="low",
    scope="whole",
    needs={"register": ("doc_number",)},
    title=Text(
        "Serials are missing between two documents of one series.",
        "同一系列的发文字号中有缺号。",
    ),
    find=find,
    examples=(
        Example(
            "No. 1 before the first, and Nos. 4 and 5 between two documents",
            register=_issued(_GAPPED),
            catalog=_GAPPED,
            expect=((0, None), (2, None)),
        ),
        Example(
            "No. 1 was voided, and Nos. 4 and 5 are in the catalog only",
            register=_issued(_GAPPED),
            catalog=(
                *_GAPPED,
                *_letters(*[""] * 6, "临政发〔2019〕4号", "临政发〔2019〕5号")[6:],
            ),
            config={"series": {"voided": ["临政发[2019]01号"]}},
        ),
        Example(
            "a gap that is followed by a document of the catalog alone",
            register=_issued(_GAPPED[:4]),
            catalog=(*_GAPPED[:4], {**_GAPPED[4], "doc_number": "临政发〔2019〕9号"}),
            config={"series": {"voided": ["临政发〔2019〕1号", "临政发〔2019〕4号", "临政发〔2019〕5号"]}},
            expect=((None, 4),),
        ),
        Example(
            "received documents are of another office's series; too few to ask",
            register=(
                *({**record, "direction": "收文"} for record in _issued(_TWO)[:2]),
                *({**record, "direction": "发文"} for record in _issued(_TWO)[2:]),
            ),
            catalog=_TWO[2:],
        ),
    ),
)  # fmt: skip
