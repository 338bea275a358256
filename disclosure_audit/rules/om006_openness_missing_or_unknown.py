"""A record does not say whether it is to be published.

## Why it matters
An office decides on the openness of a document before it is signed and keeps the decision with it: whether
to publish it, to give it on request or to withhold it (2019 regulation art. 5, 13 and 17; the reasons of
the last two go into the register, 国办发〔2016〕80号). A record without that decision is published or left
out by chance; a word that nobody knows is taken for "to be published".

## What it looks at
The openness of each record, where its list has such a column: `missing` (empty; medium in the register,
low in the catalog, whose entries are public already) or `unknown` (a word that none of the settings
`openness.public`, `openness.withheld` and `openness.on_request` lists; medium).

The rule is not applicable when neither list has the column.

## Not a finding when
- the list has no column for the openness;
- the document was received: its maker decides;
- a grade of secrecy says it: a classified record needs no further word;
- a note in brackets follows a known word that lets it be published (`主动公开（全文）`);
- neither title nor number is left (IN001), or the record lies outside the scope of the audit.

## What to do
Ask the responsible department and enter the decision. A word that the office does use goes into the
settings under `openness`, on the side that it means.

## 中文
**记录未注明公开属性或注明的用词无法识别。**

为何重要：公文的公开属性应在签发前确定并随文记载（2019年条例第五条、第十三条、第十七条；拟不公开的要说明理由，国办发〔2016〕80号）；没有注明或用词无法识别的，是否公开便无从核对，且会被当作应当公开处理。

如何处理：请承办部门补定公开属性；本单位惯用的词语写入设置 openness 中相应的一栏。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, NotApplicable, Rule, Tables
from disclosure_audit.rules.views import UNREADABLE, judged, place
from disclosure_audit.schema.columns import SIDES, Side

_NOTE = r"\s*[(（\[【][^()（）\[\]【】]*[)）\]】]$"
_SHOWN = 40
"""Characters of a cell that are shown: a shifted column may hold a whole text."""


def find(tables: Tables) -> pl.LazyFrame | NotApplicable:
    """Return the records whose openness is empty or unknown."""
    sides = [side for side in SIDES if "openness" in tables.present[side]]
    if not sides:
        return NotApplicable(
            Text("neither list has a column for the openness", "两份清单都没有“公开属性”列")
        )
    return pl.concat([_on(tables, side) for side in sides])


def _on(tables: Tables, side: Side) -> pl.LazyFrame:
    missing = pl.col("openness").is_null()
    public = [word.lower() for word in tables.config.openness.public]
    cell = pl.col("openness").str.strip_chars().str.to_lowercase()
    known = (
        pl.col("is_withheld") | pl.col("is_on_request") | cell.str.replace(_NOTE, "").is_in(public)
    )
    grave = pl.lit("medium")
    return (
        judged(tables, side)
        .filter(
            missing | ~known,
            ~pl.col("is_received"),
            ~(missing & pl.col("is_classified")),
            pl.col("disposition") != UNREADABLE,
        )
        .select(
            *place(side),
            pl.when(missing).then(pl.lit("low" if side == "catalog" else "medium")).otherwise(grave).alias("severity"),
            pl.when(missing).then(pl.lit("missing")).otherwise(pl.lit("unknown")).alias("fault"),
            pl.col("openness").str.slice(0, _SHOWN),
        )
    )  # fmt: skip


_NOTICE = {
    "title": "临江市水利局关于公布取水许可名单的公告",
    "doc_number": "临水公告〔2021〕5号",
    "issued_on": "2021-04-01",
    "openness": "主动公开",
}
_NEXT = {
    **_NOTICE,
    "title": "临江市水利局关于汛期值守安排的通知",
    "doc_number": "临水发〔2021〕6号",
}

RULE = Rule(
    code="OM006",
    name="openness-missing-or-unknown",
    severity=Severity.MEDIUM,
    scope="record",
    title=Text(
        "A record does not say whether it is to be published.",
        "记录未注明公开属性或注明的用词无法识别。",
    ),
    find=find,
    examples=(
        Example(
            "an empty cell; a word that means nothing known; boxes to tick",
            register=(
                {**_NOTICE, "openness": ""},
                {**_NEXT, "openness": "待定"},
                {**_NEXT, "doc_number": "临水发〔2021〕7号", "openness": "□主动公开 ☑不予公开"},
            ),
            catalog=({"title": _NOTICE["title"]},),
            expect=((0, None), (1, None), (2, None)),
        ),
        Example(
            "known words, a note in brackets, a grade of secrecy, a received document, no such column",
            register=(
                _NOTICE,
                {**_NEXT, "openness": "主动公开（全文）"},
                {**_NEXT, "doc_number": "临水发〔2021〕8号", "openness": "", "classification": "秘密★10年"},
                {**_NEXT, "doc_number": "云水函〔2021〕9号", "openness": "", "direction": "收文"},
                {**_NEXT, "doc_number": "临水发〔2021〕10号", "openness": "依申请公开"},
            ),
            catalog=({"title": _NOTICE["title"]},),
        ),
        Example(
            "the office's own word, once it is listed",
            register=({**_NOTICE, "openness": "上网"}, {**_NEXT, "openness": "不上网"}),
            catalog=({"title": _NOTICE["title"]},),
            config={"openness": {"public": ["上网"]}},
            expect=((1, None),),
        ),
        Example(
            "the catalog's own column",
            register=({"title": _NOTICE["title"], "doc_number": _NOTICE["doc_number"]},),
            catalog=({**_NOTICE, "openness": ""}, {**_NEXT, "openness": "是"}),
            expect=((None, 0),),
        ),
    ),
)  # fmt: skip
