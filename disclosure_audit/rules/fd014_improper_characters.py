"""A field holds hidden or full-width characters.

## Why it matters
A title with a character without width in it looks right and is not found by searching; an index
number in full-width digits is another number to every computer. Information must be published
accurately (2007 regulation art. 6; 2019 regulation art. 6), and the catalog must give title, index
number and date made in a form that can be looked up (2007 regulation art. 19; 2019 regulation
art. 12).

## What it looks at
`hidden_character` (low): controls and characters without width, as they come from web pages, in title,
summary, document number, index number and issuing body. `full_width` (a note): letters and digits in
double width in the numbers and the issuing body. `space` (a note): an ideographic or unbreakable
space in index number and issuing body, any space inside the organisation's part of an index number. In
the evidence hidden characters are spelled out (`<U+200B>`). One finding per field.

## Not a finding when
- the width is that of a title or a summary: there it is wording;
- the character belongs to the script (Mongolian, Arabic, Tibetan) or to an emoji;
- the direction of writing is overridden (U+202D, U+202E): what is shown is not what is stored, and a
  person must say which is meant;
- the form of the document number is at fault altogether and FD002 gives it whole; dates have FD013;
- the record lies outside the scope of the audit.

## What to do
Write the field as the evidence proposes; `disclosure-audit fix` does so in a copy of the list. If many
rows show it, correct the page or program that the list is copied from.

## 中文
**字段中含有隐藏字符或全角字符。**

为何重要：标题中夹有零宽字符，看似无误却检索不到；索引号用全角数字，对计算机即为另一编号。政府信息应当准确公开（2007年、2019年条例第六条），目录应便于查询（2007年条例第十九条；2019年条例第十二条）。

如何处理：按建议的写法更正，可用 `disclosure-audit fix` 生成更正后的副本；大量出现的，在来源网页或导出程序中修正。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.corrections.characters import correct_characters
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import both_sides, judged, place
from disclosure_audit.schema.columns import Side

_SHOWN = 120
"""Characters of a cell that are shown: a summary may be a whole text."""


def find(tables: Tables) -> pl.LazyFrame:
    """Return one row per field with characters that only spoil its form."""
    return both_sides(lambda side: _on(tables, side))


def _on(tables: Tables, side: Side) -> pl.LazyFrame:
    found = correct_characters(tables.side(side)).lazy()
    shown = pl.col("written").str.slice(0, _SHOWN)
    return found.join(judged(tables, side).select("row"), on="row", how="semi").select(
        *place(side),
        pl.when(pl.col("fault").str.contains("hidden_character", literal=True))
        .then(pl.lit("low"))
        .otherwise(pl.lit("note"))
        .alias("severity"),
        "field",
        shown.map_elements(visible, return_dtype=pl.String).alias("written"),
        pl.col("proposed").str.slice(0, _SHOWN),
        "fault",
        pl.col("field").alias("detail"),
    )


_PLAIN = {
    "title": "临江市公园名录",
    "index_number": "123456788/2020-00072",
    "issuer": "临江市财政局 临江市税务局",
}

RULE = Rule(
    code="FD014",
    name="improper-characters",
    severity=Severity.NOTE,
    scope="record",
    title=Text("A field holds hidden or full-width characters.", "字段中含有隐藏字符或全角字符。"),
    find=find,
    examples=(
        Example(
            "a sign without width in a title, full-width digits, an ideographic space",
            register=({**_PLAIN, "title": "临江市\u200b公园名录"}, _PLAIN),
            catalog=(
                {**_PLAIN, "index_number": "１２３４５６７８８／２０２０－０００７２"},
                {**_PLAIN, "issuer": "临江市财政局\u3000临江市税务局"},
                _PLAIN,
            ),
            expect=((0, None), (None, 0), (None, 1)),
        ),
        Example(
            "width in a title is wording; a malformed document number has FD002",
            register=({**_PLAIN, "title": "临江市公园名录（２０２０版）"},),
            catalog=({**_PLAIN, "doc_number": "临政发〔２０２０〕\u200b12号"},),
        ),
        Example(
            "what Mongolian needs, and an override that a person must look at",
            register=({**_PLAIN, "title": "ᠮᠣᠩᠭᠣᠯ\u200dᠬᠡᠯᠡ"},),
            catalog=({**_PLAIN, "title": "临江市\u202e公园名录"},),
        ),
    ),
)
