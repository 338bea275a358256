"""A full text could not be read, or not to its end, so it was not searched.

## Why it matters
What was not read was not searched: a mark of secrecy or a list of persons may stand in it. A report
that finds nothing is only worth something if it says what it could not look into.

## What it looks at
Every file in the folder of full texts, and every path that a record gives. Each one that could not be
read is named with the reason; so is one of which only some pages have text. Medium, since each is a gap
of the same size, whatever its cause (damaged, encrypted, without a text layer, too large, missing).
High where the file or the path would have done harm: a path that leads out of the folder
(`outside_folder`) lets a list choose which files of the computer are opened, and no honest document
unpacks or expands without end (`zip_bomb`, `entity_bomb`).

## Not a finding when
- no folder of full texts is set (`scanner.texts`), or a record has no text;
- the file could be read to its end, whatever it says: that is the other rules' business;
- the record lies outside the scope of the audit.

## What to do
Do what the reason says: recognise the text of images, remove the password, convert old formats to DOCX or
PDF, raise the limits in `[scanner]` where the file is sound, correct the path. Do not open a file that is
said to be a bomb; ask who put it there.

## 中文
**有全文无法读取或未读完，未能检查。**

为何重要：未读取的正文没有经过检查，其中可能有密级标志或者人员名单；只有写明哪些内容未能检查，“未发现问题”才可信。路径指向文件夹之外、压缩炸弹、实体炸弹属于有害情形，列为高，其余为中。

如何处理：按所列原因处理：图像文件先行文字识别，解除密码，旧格式转换为 DOCX 或 PDF，文件正常的可调高 `[scanner]` 中的限额，更正路径；被判为炸弹的文件不要打开，并查明来源。
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.views import both_sides, judged, place
from disclosure_audit.schema.columns import Side

_HARMFUL = ("outside_folder", "zip_bomb", "entity_bomb")


def find(tables: Tables) -> pl.LazyFrame:
    """Return the full texts that were not read, or in part only."""
    return both_sides(lambda side: _unread(tables, side))


def _unread(tables: Tables, side: Side) -> pl.LazyFrame:
    texts = tables.texts.lazy().filter(
        pl.col("side") == side, (pl.col("status") == "unreadable") | pl.col("reason").is_not_null()
    )
    of_records = texts.join(judged(tables, side).select("row"), on="row", how="semi")
    of_none = texts.filter(pl.col("row").is_null())
    return pl.concat([of_records, of_none]).select(
        *place(side),
        pl.when(pl.col("reason").is_in(_HARMFUL))
        .then(pl.lit("high"))
        .otherwise(pl.lit("medium"))
        .alias("severity"),
        pl.col("file").alias("detail"),
        "file",
        "reason",
    )


_NOTICE = {"title": "临江市人民政府关于加强防汛工作的通知", "issued_on": "2021-05-06"}
_FOLDER = {"scanner": {"texts": str(Path(__file__).with_name("in002_texts"))}}

RULE = Rule(
    code="IN002",
    name="unreadable-full-text",
    severity=Severity.MEDIUM,
    scope="record",
    title=Text(
        "A full text could not be read, or not to its end, so it was not searched.",
        "有全文无法读取或未读完，未能检查。",
    ),
    find=find,
    examples=(
        Example(
            "the file that a record names is not there",
            register=(_NOTICE,),
            catalog=({**_NOTICE, "text_path": "notice-2.txt"},),
            expect=((None, 0),),
            config=_FOLDER,
        ),
        Example(
            "a path that leads out of the folder, in either list",
            register=({**_NOTICE, "text_path": "../in002_unreadable_full_text.py"},),
            catalog=({**_NOTICE, "text_path": "../in002_unreadable_full_text.py"},),
            expect=((0, None), (None, 0)),
            config=_FOLDER,
        ),
        Example(
            "the file is there and was read",
            register=(_NOTICE,),
            catalog=({**_NOTICE, "text_path": "notice.txt"},),
            config=_FOLDER,
        ),
        Example(
            "no folder of full texts is set",
            register=(_NOTICE,),
            catalog=({**_NOTICE, "text_path": "notice-2.txt"},),
        ),
    ),
)
