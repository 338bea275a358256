"""An index number stands out of the order of its neighbours' dates.

## Why it matters
The serial of an index number is given as documents are entered, year by year (2007 regulation art. 19;
2019 regulation art. 12: the catalog lists the index first). A number far from its neighbours in time was
given late, given to another document before, or belongs to a record whose date is wrong.

## What it looks at
Index numbers that name an organisation, a year and a serial, on each side. Each date of a record is
compared with the median date of the eleven records around it in the order of serials (same organisation,
same year; at least five with a date). A record is out of order if every date that it has, made and
published, lies more than the setting `fields.serial_days` (90) from its median. Always a note: offices
enter older papers in batches.

## Not a finding when
- one of its dates fits: an old paper that is entered late has its date of publication in order;
- the neighbours are fewer than five, or as spread as the record: half of them lie as far from the median;
- the number is of a local scheme without an organisation, or malformed (FD003);
- the document was received, or the record lies outside the scope of the audit.

## What to do
Look at the dates first, then at the office's list of numbers for what else had this one.

## 中文
**索引号的顺序与相邻文件的日期不符。**

为何重要：索引号的顺序号按年度依次编制（2007年条例第十九条；2019年条例第十二条）；与前后相邻文件日期相去甚远的，或为后补，或曾为他文占用，或日期有误。

如何处理：先核对日期，再查编号登记，看该号是否另有所属。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import both_sides, judged, place
from disclosure_audit.schema.columns import DATE_COLUMNS, Side

_WINDOW, _LEAST = 11, 5
"""Records around one, itself among them, and how many of them must have a date."""
_SERIES = ("index_org", "index_year")


def find(tables: Tables) -> pl.LazyFrame:
    """Return the records whose dates all lie far from their neighbours'."""
    return both_sides(lambda side: _on(tables, side))


def _on(tables: Tables, side: Side) -> pl.LazyFrame:
    limit = tables.config.fields.serial_days
    ordered = (
        judged(tables, side)
        .filter(
            pl.col("index_serial").is_not_null(),
            pl.col("index_org").is_not_null(),
            pl.col("index_form") != "malformed",
            ~pl.col("is_received"),
        )
        .sort(*_SERIES, "index_serial", "issued_on", "published_on", "row", nulls_last=True)
    )
    for name in DATE_COLUMNS:
        day = pl.col(name).cast(pl.Int32).cast(pl.Float64)
        ordered = ordered.with_columns(_median(day).alias(f"_{name}")).with_columns(
            (day - pl.col(f"_{name}")).abs().alias(f"_{name}_off")
        )
        ordered = ordered.with_columns(_median(pl.col(f"_{name}_off")).alias(f"_{name}_spread"))
    far = [
        (pl.col(f"_{name}_off") > limit) & (pl.col(f"_{name}_spread") <= limit)
        for name in DATE_COLUMNS
    ]
    known = [pl.col(f"_{name}_off").is_not_null() for name in DATE_COLUMNS]
    return ordered.filter(
        pl.any_horizontal(known),
        *(is_far | pl.col(name).is_null() for is_far, name in zip(far, DATE_COLUMNS, strict=True)),
    ).select(
        *place(side),
        "index_number",
        *DATE_COLUMNS,
        *(
            pl.col(f"_{name}").round(0).cast(pl.Int32).cast(pl.Date).alias(f"neighbours_{name}")
            for name in DATE_COLUMNS
        ),
    )


def _median(values: pl.Expr) -> pl.Expr:
    return values.rolling_median(_WINDOW, min_samples=_LEAST, center=True).over(*_SERIES)


def _numbered(serial: int, day: str, published: str = "") -> dict[str, str]:
    return {
        "title": f"临江市第{serial}批建设用地批复",
        "index_number": f"123456788/2020-{serial:05}",
        "issued_on": day,
        "published_on": published,
    }


_IN_ORDER = tuple(_numbered(month, f"2020-{month:02}-10") for month in (1, 2, 3, 4, 5, 6, 7, 8))
_NEAR = tuple(_numbered(serial, f"2020-03-{serial:02}") for serial in range(1, 9))

RULE = Rule(
    code="FD006",
    name="index-number-out-of-order",
    severity=Severity.NOTE,
    scope="whole",
    confidence="low",
    title=Text(
        "An index number stands out of the order of its neighbours' dates.",
        "索引号的顺序与相邻文件的日期不符。",
    ),
    find=find,
    examples=(
        Example(
            "a document of November among those of March",
            register=({"title": "临江市公园名录"},),
            catalog=(*_NEAR[:4], _numbered(5, "2020-11-05"), *_NEAR[5:]),
            expect=((None, 4),),
        ),
        Example(
            "in order; a month apart each; an old paper that was entered in its turn",
            register=_IN_ORDER,
            catalog=(
                *({**record, "published_on": "2020-03-20"} for record in _NEAR[:4]),
                _numbered(5, "2011-03-05", "2020-03-20"),
                *({**record, "published_on": "2020-03-20"} for record in _NEAR[5:]),
            ),
        ),
        Example(
            "too few to tell; a local scheme",
            register=(_NEAR[0], _numbered(2, "2020-11-05"), _NEAR[2]),
            catalog=tuple(
                {**record, "index_number": f"LJ-{n}", "issued_on": f"20{10 + n}-01-01"}
                for n, record in enumerate(_NEAR)
            ),
        ),
    ),
)
