"""The published title holds what no office adds to the registered one.

## Why it matters
Titles in two lists differ by a typo, a dropped issuer or a changed word. Letters, long numbers,
advertising words or a firm's name that only the published one has are another matter: the page may be
a tampered copy. Information must be published accurately (2007 regulation art. 6; 2019 regulation
art. 6), and the name of a document is an item of the catalog (2007 regulation art. 19; 2019 regulation
art. 12).

## What it looks at
The folded titles of linked pairs. Of the published one: words of Latin letters that the register's
lacks; numbers of five digits or more that it lacks, save dates; words of betting advertisements that it
lacks; and a firm's name in front of the same title in place of the body's. The confidence is medium,
low where the link waits for a person's word. One finding per pair. The verdict is “a tampered copy, it
seems”, never whose fault it is.

## Not a finding when
- the titles differ in Han characters only, in punctuation, width or tags: DF001 reports what matters;
- a year, a batch or another short number differs, or a date is added;
- the issuing body is dropped, added or abbreviated, or another body stands there (DF001, DF004);
- the added word is an abbreviation of up to five letters in capitals (GDP, LED);
- one of the two titles is empty.

## What to do
Compare both titles with the document in the file and open the page. If the page says what the list
says, keep a copy of it and have the site's operator restore it; then look at the text too.

## 中文
**公开的标题出现登记标题所没有的异常内容。**

为何重要：两份清单的标题常因笔误、省略机关、改动个别字词而不同；只见于公开标题的外文字母、长串数字、推广用语或公司名称则不然，网页可能是疑似被篡改的副本。政府信息应当准确公开（2007年、2019年条例第六条），名称是目录的必备要素（2007年条例第十九条；2019年条例第十二条）。

如何处理：与归档原件核对并打开网页查看；网页确如目录所载的，留存证据并由运维单位恢复，同时核查正文。
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import pairs

_LETTERS = r"[a-z][a-z0-9]+"
_DIGITS = r"[0-9]{5,}"
_DATE = r"^(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])?$"
_WORDS = (
    r"娱乐城|国际娱乐|真人娱乐|博彩|买球|下注|百家乐|老虎机|六合彩|官网|网址|网页版|登录|客户端|手机版|安卓"
    r"|app下载|代开发票|加微信|无码"
)
"""Words of advertisements. 成人 (组成人员), 注册 (注册资本) and 登陆 are ordinary in titles."""
_ABBREVIATION = r"[A-Z]{2,5}"
_VERB = "关于|印发|转发|批转"
_FIRM = rf"^([^0-9]{{2,30}}?(?:公司|集团|娱乐|国际|俱乐部|棋牌|真人|网站|官网))(?:{_VERB})"
_OFFICE = rf"(?:政府|委员会|办公[厅室]|[局厅委部院署])(?:{_VERB})"
_SIGNS = ("letters", "digits", "words")


def find(tables: Tables) -> pl.LazyFrame:
    """Return the linked pairs whose published title holds what the registered one cannot explain."""
    named = pairs(tables, "title", "norm_title").filter(
        pl.col("registered_norm_title") != pl.col("published_norm_title")
    )
    capitals = pl.col("published_title").str.extract_all(_ABBREVIATION)
    letters = _added(_LETTERS).list.set_difference(
        capitals.list.eval(pl.element().str.to_lowercase())
    )
    dates = pl.element().str.contains(_DATE)
    signs = named.with_columns(
        letters.alias("letters"),
        _added(_DIGITS).list.eval(pl.element().filter(~dates)).alias("digits"),
        _added(_WORDS).alias("words"),
        _replaced().alias("replaced"),
    )
    some = {name: pl.col(name).list.len() > 0 for name in _SIGNS}
    because = pl.concat_str(
        *(pl.when(has).then(pl.lit(f"inserted_{name}")) for name, has in some.items()),
        pl.when("replaced").then(pl.lit("replaced_body")),
        separator=", ",
        ignore_nulls=True,
    )
    return signs.filter(pl.any_horizontal(*some.values(), "replaced")).select(
        "register_row",
        "catalog_row",
        pl.when(pl.col("status") == "review")
        .then(pl.lit("low"))
        .otherwise(pl.lit("medium"))
        .alias("confidence"),
        pl.col("registered_title").alias("registered"),
        pl.col("published_title").alias("published"),
        because.alias("because"),
        pl.col("status").alias("link"),
    )


def _added(pattern: str) -> pl.Expr:
    """Return what matches in the published title and in no place of the registered one."""
    published, registered = (
        pl.col(f"{of}_norm_title").str.extract_all(pattern) for of in ("published", "registered")
    )
    return published.list.set_difference(registered)


def _replaced() -> pl.Expr:
    """Return whether a firm speaks in the published title where a body spoke in the registered."""
    firm = pl.col("published_norm_title").str.extract(_FIRM)
    known = pl.col("registered_norm_title").str.contains(firm, literal=True)
    speaks = pl.col("registered_norm_title").str.contains(_OFFICE)
    return (firm.is_not_null() & ~known & speaks).fill_null(value=False)


_REGISTERED = {
    "title": "临江市人民政府关于印发临江市城市绿化管理办法的通知",
    "doc_number": "临政发〔2017〕21号",
    "index_number": "123456788/2017-00021",
    "issued_on": "2017-08-01",
}
_PUBLISHED = {**_REGISTERED, "published_on": "2017-08-05"}

RULE = Rule(
    code="TP005",
    name="text-departs-from-register",
    severity=Severity.MEDIUM,
    scope="key",
    together=("link",),
    title=Text(
        "The published title holds what no office adds to the registered one.",
        "公开的标题出现登记标题所没有的异常内容。",
    ),
    confidence="medium",
    find=find,
    examples=(
        Example(
            "a brand is added at the tail",
            register=(_REGISTERED,),
            catalog=(
                {
                    **_PUBLISHED,
                    "title": "临江市人民政府关于印发临江市城市绿化管理办法的通知xk99在线官网",
                },
            ),
            expect=((0, 0),),
        ),
        Example(
            "a firm stands in the place of the body",
            register=(_REGISTERED,),
            catalog=({**_PUBLISHED, "title": "星月国际娱乐关于印发临江市城市绿化管理办法的通知"},),
            expect=((0, 0),),
        ),
        Example(
            "a word is changed, the issuer and the ending are dropped, a note and tags are added",
            register=(_REGISTERED, {**_REGISTERED, "title": "临江市公园名录", "doc_number": "临政发〔2017〕30号", "index_number": "123456788/2017-00030"}),
            catalog=(
                {**_PUBLISHED, "title": "关于印发<em>临江市城市绿地</em>管理办法 [PDF]"},
                {**_PUBLISHED, "title": "临江市公园目录（2017年）", "doc_number": "临政发〔2017〕30号", "index_number": "123456788/2017-00030"},
            ),
        ),
        Example(
            "an abbreviation and a date are added",
            register=(_REGISTERED,),
            catalog=(
                {**_PUBLISHED, "title": "20170801临江市人民政府关于印发临江市城市绿化（GIS）管理办法的通知"},
            ),
        ),
    ),
)  # fmt: skip
