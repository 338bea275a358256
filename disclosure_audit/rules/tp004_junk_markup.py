"""A text holds markup that no editor writes.

## Why it matters
Tags with random names, rows of empty tags, hidden blocks or loaded scripts in a text come from a
machine that copied or changed the page. What is published must be accurate (2007 regulation art. 6;
2019 regulation art. 6), and hidden markup can lead readers elsewhere without their seeing it
(Cybersecurity Law of 2016, art. 21, on guarding against tampering).

## What it looks at
Every text of a record and the full texts: runs of tags in which a random id stands, or one id twice (an
id must be unique in a page: HTML Standard), three empty tags in a row, blocks that are not displayed,
scripts and frames from elsewhere. Medium, low where only tags are empty or the register alone has it.
One finding per text. The verdict is “a tampered copy, it seems”, never whose fault it is.

## Not a finding when
- single tags mark a search word or a line break (`<em>`, `<br>`, `<p>`): listings have them;
- a title names another in pointed brackets (《关于调整<…计划>的意见》);
- the record lies outside the scope of the audit.

## What to do
Look at the page's source. If the tags stand there, have the operator clean the page and find out what
wrote them; if not, the list was taken from a copy: take it anew from the site.

## 中文
**文字中含有非正常编辑产生的标签。**

为何重要：随机命名的标签、成串的空标签、隐藏的区块或外部脚本，来自复制或改动网页的程序，属于疑似被篡改的副本。政府信息应当准确公开（2007年、2019年条例第六条）；隐藏标签可在读者不知情时将其引向他处（2016年网络安全法第二十一条关于防止篡改的要求）。

如何处理：查看网页源代码；确有此类标签的，由运维单位清除并查明来源；没有的，说明目录取自他人副本，应从本网站重新导出。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import by_confidence, graded, gravest, hits_of, told


def find(tables: Tables) -> pl.LazyFrame:
    """Return the surest run of junk tags of each text."""
    hits = hits_of(tables, "tampering").filter(pl.col("what") == "junk_markup")
    published = by_confidence("medium", "medium", "low")
    severity = graded(published=published, linked=pl.lit("low"), internal=pl.lit("low"))
    return gravest(hits.with_columns(severity=severity)).select(told())


_PUBLIC = {
    "title": "临江市公园管理办法",
    "doc_number": "临政发〔2021〕9号",
    "issued_on": "2021-03-01",
}

RULE = Rule(
    code="TP004",
    name="junk-markup",
    severity=Severity.MEDIUM,
    scope="record",
    title=Text("A text holds markup that no editor writes.", "文字中含有非正常编辑产生的标签。"),
    find=find,
    examples=(
        Example(
            "tags with one random id in a summary",
            register=(_PUBLIC,),
            catalog=(
                {
                    **_PUBLIC,
                    "summary": '<noframes id="qwrtz"><address id="qwrtz"></address></noframes>公园管理',
                },
            ),
            expect=((None, 0),),
        ),
        Example(
            "a script from elsewhere",
            register=(_PUBLIC,),
            catalog=({**_PUBLIC, "summary": "公园管理<script src='//a.example/x.js'></script>"},),
            expect=((None, 0),),
        ),
        Example(
            "tags of a listing, and a name in pointed brackets",
            register=(_PUBLIC,),
            catalog=(
                {**_PUBLIC, "title": "临江市<em>公园</em>管理办法<br>"},
                {"title": "关于《调整<临江市一九九二年立法计划>的意见》的通知"},
                {"title": "临江市绿道规划", "summary": "<p>绿道</p><p>附图</p><p></p>"},
            ),
        ),
    ),
)
