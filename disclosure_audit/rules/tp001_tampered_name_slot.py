"""A gambling or adult brand or an advertisement stands in an official text.

## Why it matters
A copy in which a brand has taken the place of an office's name is no longer the office's word, and
readers are led to betting sites under its name. Information must be published accurately, and false
information about it is to be corrected in public (2007 regulation art. 6; 2019 regulation art. 6).
Who runs a site must guard it against tampering (Cybersecurity Law of 2016, art. 21).

## What it looks at
Every text of a record and the full texts. A brand that stands where a body's name belongs (among the
offices that lead another, before 承办 or the rest of a name), a brand at the head, the tail or between,
and an invitation to get in touch with a seller. Brands are those of the lexicons, and what its shape
gives away: a token of letters and digits, or a firm, glued to what such sites offer. Critical where it
is sure, high where it is likely, low for a listed word in mid-sentence; an inserted contact one grade
less than critical. One finding per text and sort. The verdict is
“a tampered copy, it seems”, never whose fault it is.

## Not a finding when
- the words are a matter of government: 彩票管理条例, 体育局, 电子竞技, 政务服务平台, 微信公众平台;
- the text tells of the fight against such offers (打击…赌博, 查处…案);
- a summary or a full text gives the contacts of an office;
- the record lies outside the scope of the audit.

## What to do
Compare it with the document in the file. If the list was taken from the site, look at the page itself
and at its source, keep a copy as evidence, and have the site's operator restore the text and find out
how it was changed; the other pages of that day may be affected too. Then take the list anew.

## 中文
**官方文字中出现博彩色情品牌或广告。**

为何重要：机构名称被品牌替换的副本疑似被篡改，已不是机关的原文，还会把读者引向违法网站。政府信息应当准确公开，发现虚假信息应当予以澄清（2007年、2019年条例第六条）；网络运营者应当防止网络数据被篡改（2016年网络安全法第二十一条）。

如何处理：与归档原件核对；来自网站的，查看网页及其源代码并留存证据，由运维单位恢复原文、查明篡改途径，并排查同期其他网页，之后重新导出目录。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import by_confidence, gravest, hits_of, told

_WHATS = ("brand_in_name_slot", "brand_tail", "contact_insert")


def find(tables: Tables) -> pl.LazyFrame:
    """Return the surest brand and the surest inserted contact of each text."""
    severity = (
        pl.when(pl.col("what") == "contact_insert")
        .then(by_confidence("high", "medium", "low"))
        .otherwise(by_confidence("critical", "high", "low"))
    )
    hits = hits_of(tables, "tampering").filter(pl.col("what").is_in(_WHATS))
    return gravest(hits.with_columns(severity=severity)).select(told())


_PUBLIC = {
    "title": "临江市公园管理办法",
    "doc_number": "临政发〔2021〕9号",
    "issued_on": "2021-03-01",
}
_NOTICE = {"doc_number": "临国土资〔2021〕4号", "issued_on": "2021-04-01"}

RULE = Rule(
    code="TP001",
    name="tampered-name-slot",
    severity=Severity.CRITICAL,
    scope="record",
    title=Text(
        "A gambling or adult brand or an advertisement stands in an official text.",
        "官方文字中出现博彩色情品牌或广告。",
    ),
    find=find,
    examples=(
        Example(
            "a firm among the offices that lead the bureau",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {
                    **_NOTICE,
                    "title": "临江市国土资源局工作报告",
                    "summary": "在省国土资源厅、星月娱乐,星月国际娱乐的领导下，各项工作有序开展",
                },
            ),
            expect=((None, 1),),
        ),
        Example(
            "a brand in the place of the town's name, another at the tail",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {**_NOTICE, "title": "qm888娱乐信息中心承办的网站检查情况"},
                {"title": "临江市防汛应急预案xk99棋牌app下载", "issued_on": "2021-05-01"},
            ),
            expect=((None, 1), (None, 2)),
        ),
        Example(
            "a seller's contact inserted in a title",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {**_NOTICE, "title": "临江市土地利用总体规划 代开发票加微信lj2021vip"},
            ),
            expect=((None, 1),),
        ),
        Example(
            "lottery, sport, games and platforms are matters of government",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {"title": "临江市彩票管理条例实施细则"},
                {"title": "临江市体育局关于促进电子竞技和文化娱乐、文化体育产业发展的意见"},
                {"title": "临江市12345政务服务平台APP下载安装注册登录指南"},
                {"title": "临江市人民政府关于微信公众平台管理的通知"},
            ),
        ),
        Example(
            "the fight against such offers names them",
            register=(_PUBLIC,),
            catalog=(
                _PUBLIC,
                {"title": "临江市公安局关于打击99xbet等网络赌博平台的通告"},
                {"title": "临江市公安局关于取缔非法真人娱乐平台的通告"},
            ),
        ),
    ),
)
