"""A title or text is strung together from search words.

## Why it matters
Words joined by `_`, `|` or `>` with brands among them are written for search machines: they draw
readers who look for the office to other sites. Such a copy is no accurate publication (2007 regulation
art. 6; 2019 regulation art. 6), and it shows that somebody could write to the page (Cybersecurity Law of
2016, art. 21, on guarding against tampering).

## What it looks at
Every text of a record and the full texts, line by line: two joined parts or more that hold a gambling
or adult brand, or the shape of its advertisement. Joined by commas alone both must be sure. High where
a part is sure, else medium. One finding per text. The verdict is “a tampered copy, it seems”, never
whose fault it is.

## Not a finding when
- the name of the site or a column is joined to a title (…的通知_政策文件_某市人民政府);
- a path of a site is given (首页 > 政务公开 > 规范性文件);
- only one part holds a brand: TP001 reports that;
- the record lies outside the scope of the audit.

## What to do
Compare the title with the register and with the page. Have the site's operator restore it and look for
further pages with such titles: they are seldom alone.

## 中文
**标题或文字由搜索关键词串联而成。**

为何重要：以 _、|、> 串联并夹带品牌的文字是写给搜索引擎看的，会把查找机关的读者引向其他网站；此类疑似被篡改的副本不符合准确公开的要求（2007年、2019年条例第六条），也说明网页曾被他人写入（2016年网络安全法第二十一条）。

如何处理：与登记簿和网页核对，由运维单位恢复原标题，并排查其他类似网页。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import by_confidence, gravest, hits_of, told


def find(tables: Tables) -> pl.LazyFrame:
    """Return the surest keyword list of each text."""
    hits = hits_of(tables, "tampering").filter(pl.col("what") == "keyword_list")
    return gravest(hits.with_columns(severity=by_confidence("high", "medium", "low"))).select(
        told()
    )


_PUBLIC = {
    "title": "临江市公园管理办法",
    "doc_number": "临政发〔2021〕9号",
    "issued_on": "2021-03-01",
}
_OTHER = {"doc_number": "临财〔2021〕4号", "issued_on": "2021-04-01"}

RULE = Rule(
    code="TP002",
    name="keyword-list-title",
    severity=Severity.HIGH,
    scope="record",
    title=Text(
        "A title or text is strung together from search words.",
        "标题或文字由搜索关键词串联而成。",
    ),
    find=find,
    examples=(
        Example(
            "brands joined by low lines before the title",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {**_OTHER, "title": "qm888娱乐官网_xk99棋牌app下载_临江市财政局预算公开"},
            ),
            expect=((None, 1),),
        ),
        Example(
            "a path of the site with brands in it",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {**_OTHER, "title": "xk99棋牌 当前位置: 主页 > 99bet安卓客户端 > 预算公开"},
            ),
            expect=((None, 1),),
        ),
        Example(
            "the site and the column joined to the title; a path",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {"title": "临江市财政局关于预算公开的通知_政策文件_临江市人民政府"},
                {"title": "首页 > 政务公开 > 体育平台建设规划 | 临江市体育局"},
            ),
        ),
    ),
)
