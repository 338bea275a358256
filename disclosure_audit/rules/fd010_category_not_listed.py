"""The category of a record is not in the office's list.

## Why it matters
The catalog is sorted by categories (2007 regulation art. 19; 2019 regulation art. 12); a document under a
category that the office does not have, or that is misspelt, is missing wherever people look for it.

## What it looks at
The category of each record, where the setting `fields.categories` lists the office's categories. Width,
spaces and case do not count. The evidence names the listed category that is written most alike, if one is.

The rule is not applicable without such a list.

## Not a finding when
- the cell is empty (FD001);
- the category is a path (`业务管理/土地`, `业务管理>土地`) whose last or first part is listed;
- the document was received, or the record lies outside the scope of the audit.

## What to do
Correct the category, or add it to `fields.categories` if the office has taken it up.

## 中文
**记录的分类不在本单位分类目录中。**

为何重要：目录按类别编排（2007年条例第十九条；2019年条例第十二条）；归入不存在或写错的类别，读者便无从找到。

如何处理：更正分类；本单位确已增设的，加入设置 fields.categories。
"""

from __future__ import annotations

import re

import polars as pl
from rapidfuzz import fuzz, process

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.normalise.characters import fold_text
from disclosure_audit.rules.base import Example, NotApplicable, Rule, Tables
from disclosure_audit.rules.views import both_sides, judged, place
from disclosure_audit.schema.columns import Side

_LIKENESS = 60
"""Least likeness (0 to 100) of a listed category that is named."""
_LOOKED_UP = 2_000
"""Distinct unlisted categories beyond which none is named: the column holds something else."""
_PARTS = re.compile(r"\s*[/>＞»|、\\]\s*|--+")


def find(tables: Tables) -> pl.LazyFrame | NotApplicable:
    """Return the records whose category is none of those in the settings."""
    listed = {_fold(name): name for name in tables.config.fields.categories}
    if not listed:
        return NotApplicable(
            Text("the settings list no categories (fields.categories)", "设置中没有分类目录（fields.categories）")
        )  # fmt: skip
    return both_sides(lambda side: _on(tables, side, listed))


def _on(tables: Tables, side: Side, listed: dict[str, str]) -> pl.LazyFrame:
    records = judged(tables, side).filter(pl.col("category").is_not_null(), ~pl.col("is_received"))
    distinct = records.select(pl.col("category").unique()).collect()["category"]
    unknown = [name for name in sorted(distinct) if not _is_listed(name, listed)]
    named = len(unknown) <= _LOOKED_UP
    nearest = [_nearest(name, listed) if named else None for name in unknown]
    found = pl.LazyFrame(
        {"category": unknown, "listed_category": nearest},
        schema={"category": pl.String, "listed_category": pl.String},
    )
    return records.join(found, on="category", how="inner").select(
        *place(side), "category", "listed_category"
    )


def _fold(name: str) -> str:
    return "".join(fold_text(name).lower().split())


def _is_listed(name: str, listed: dict[str, str]) -> bool:
    parts = [part for part in _PARTS.split(name) if part.strip()]
    return any(_fold(part) in listed for part in (name, *parts[:1], *parts[-1:]))


def _nearest(name: str, listed: dict[str, str]) -> str | None:
    found = process.extractOne(_fold(name), list(listed), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    return listed[found[0]] if found else None


_PARK = {"title": "临江市公园名录", "issued_on": "2021-03-04", "category": "业务管理"}
_LISTED = {"fields": {"categories": ["业务管理", "政务动态", "政策法规"]}}

RULE = Rule(
    code="FD010",
    name="category-not-listed",
    severity=Severity.LOW,
    scope="whole",
    title=Text(
        "The category of a record is not in the office's list.",
        "记录的分类不在本单位分类目录中。",
    ),
    find=find,
    examples=(
        Example(
            "misspelt; unknown",
            register=({**_PARK, "category": "其他"},),
            catalog=(_PARK, {**_PARK, "category": "政物动态"}),
            config=_LISTED,
            expect=((0, None), (None, 1)),
        ),
        Example(
            "spaces and width; a path; none",
            register=({**_PARK, "category": ""},),
            catalog=({**_PARK, "category": "业务 管理"}, {**_PARK, "category": "首页>业务管理"}),
            config=_LISTED,
        ),
        Example(
            "not applicable: no list",
            register=(_PARK,),
            catalog=({**_PARK, "category": "其他"},),
        ),
    ),
)
