"""A text bears the traces of a machine-made copy.

## Why it matters
Pinyin in brackets between the characters and document numbers that lost a bracket come from programs
that clone or convert pages. No office writes so: the list or the page is a copy, and what else was
changed in it nobody knows. Information must be published accurately (2007 regulation art. 6; 2019
regulation art. 6).

## What it looks at
Every text of a record and the full texts. Characters that are followed by their sound in brackets, with
or without tone marks, three times or more (low), twice (note). Document numbers such as 〔202130, in
which a bracket is lost (note; surer beside a date that lost its signs). One finding per text and sort.
The verdict is “a tampered copy, it seems”, never whose fault it is.

## Not a finding when
- a single rare character is explained, as in a name;
- the letters in brackets are no pinyin (附件(a), 千米(km));
- the number stands in the column of the document number: FD002 judges that;
- the record lies outside the scope of the audit.

## What to do
Find out where the text came from. If it stands so on the office's site, have it replaced from the file;
if the list was taken from a cloned page, take it anew from the site, and report the clone to the unit
that supervises the site.

## 中文
**文字带有机器转换副本的痕迹。**

为何重要：字间夹注拼音、发文字号括号残缺，是克隆或转换网页的程序留下的痕迹，机关行文不会如此；该文字疑似被篡改的副本，其他内容是否被改动难以确知。政府信息应当准确公开（2007年、2019年条例第六条）。

如何处理：查明文字来源；本单位网站即如此的，据原件更正；取自克隆网页的，从本网站重新导出，并向网站主管单位报告。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import by_confidence, gravest, hits_of, told


def find(tables: Tables) -> pl.LazyFrame:
    """Return the surest trace of each sort in each text."""
    of_number = pl.col("what") == "damaged_number"
    severity = (
        pl.when(of_number).then(pl.lit("note")).otherwise(by_confidence("low", "low", "note"))
    )
    hits = hits_of(tables, "tampering").filter(
        (pl.col("what") == "pinyin_notes") | (of_number & (pl.col("field") != "doc_number"))
    )
    return gravest(hits.with_columns(severity=severity)).select(told())


_PUBLIC = {
    "title": "临江市公园管理办法",
    "doc_number": "临政发〔2021〕9号",
    "issued_on": "2021-03-01",
}

RULE = Rule(
    code="TP006",
    name="pinyin-notes",
    severity=Severity.LOW,
    scope="record",
    title=Text("A text bears the traces of a machine-made copy.", "文字带有机器转换副本的痕迹。"),
    find=find,
    examples=(
        Example(
            "characters followed by their sound, with and without tones",
            register=(_PUBLIC,),
            catalog=(
                {**_PUBLIC, "summary": "為加強公園(yuán)管理(lǐ)，制(zhì)定本辦法"},
                {"title": "临江市绿(lv)道规(gui)划(hua)纲要", "issued_on": "2021-05-01"},
            ),
            expect=((None, 0), (None, 1)),
        ),
        Example(
            "a document number that lost its bracket",
            register=(_PUBLIC,),
            catalog=({**_PUBLIC, "summary": "依据临政办〔202130 于2021926印发"},),
            expect=((None, 0),),
        ),
        Example(
            "one rare character explained; items and units in brackets; a whole number",
            register=(_PUBLIC,),
            catalog=(
                {
                    **_PUBLIC,
                    "summary": "亳(bó)州路改造，见附件(a)、附件(b)，长3千米(km)，临政〔2021〕30号",
                },
            ),
        ),
    ),
)
