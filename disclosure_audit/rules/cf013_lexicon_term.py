"""A published text holds a term of the office's own lexicon.

## Why it matters
Beside what is secret everywhere an office knows words of its own that must not go out: the name of an
operation, of an informant's matter, of a project under negotiation. It listed them so that each text is
examined for them before and after it is published (2007 regulation art. 14; 2019 regulation art. 14 to
17).

## What it looks at
The terms of every category that no other rule is about, in any text of a published record and in the
full texts; the severity is the lexicon's. In the register only where that record is linked to a published
one: a note. Up to three different terms of a category in a text have a finding each, more of them one
finding with their number. The evidence names the category; the term itself only where the lexicon does
not call it secret.

## Not a finding when
- the term is part of a longer phrase that the lexicon calls harmless, stands inside the name of a
  document in 《 》 or is negated, or its borders fall inside other words;
- it stands in the register alone;
- the lexicon is not among the settings (`scanner.lexicons`);
- the record lies outside the scope of the audit.

## What to do
Read the passage (`--reveal` shows it) and decide with whoever keeps the lexicon. If the hit is harmless,
add the phrase to the term's harmless contexts instead of waiving each finding.

## 中文
**已公开的文字含有本单位词表中的词语。**

为何重要：除法定秘密外，本单位还有不宜外传的专用名称，列入词表即为在公开前后逐一审查（2007年条例第十四条；2019年条例第十四至十七条）。

如何处理：查看上下文（用 `--reveal` 显示），与词表维护人员共同判定；确属无害的，将该短语加入词条的无害语境，不必逐条豁免。
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Example, Rule, Tables
from disclosure_audit.rules.hit_views import INTERNAL, TERM, gravest, hits_of, term_severity, told

_OF_OTHER_RULES = (
    "handling_mark", "openness_note", "surveying", "military", "trade_secret",
    "unpublished_decision", "brand",
)  # fmt: skip


def find(tables: Tables) -> pl.LazyFrame:
    """Return the terms of each text that no other rule is about, up to three of a category one by one."""
    terms = (
        hits_of(tables, TERM)
        .filter(~pl.col("what").is_in(_OF_OTHER_RULES), pl.col("standing") != INTERNAL)
        .with_columns(severity=term_severity("medium"))
    )
    return gravest(terms, apart=True).select(told())


_LEXICON = {"scanner": {"lexicons": [str(Path(__file__).with_name("cf013_lexicon.toml"))]}}
_PLAIN = {
    "title": "临江市商务局关于组织招商活动的通知",
    "doc_number": "临商发〔2021〕12号",
    "issued_on": "2021-03-01",
}

RULE = Rule(
    code="CF013",
    name="lexicon-term",
    severity=Severity.MEDIUM,
    scope="record",
    title=Text(
        "A published text holds a term of the office's own lexicon.",
        "已公开的文字含有本单位词表中的词语。",
    ),
    find=find,
    examples=(
        Example(
            "two terms of one category in a published summary",
            register=(_PLAIN,),
            catalog=({**_PLAIN, "summary": "请做好青鸾项目、白泽专班的接待工作。"},),
            expect=((None, 0), (None, 0)),
            config=_LEXICON,
        ),
        Example(
            "the register has it and the published record dropped it: a note",
            register=({**_PLAIN, "summary": "请做好青鸾项目的接待工作。"},),
            catalog=(_PLAIN,),
            expect=((0, None),),
            config=_LEXICON,
        ),
        Example(
            "a harmless phrase, and a name in 《 》",
            register=(_PLAIN,),
            catalog=({**_PLAIN, "summary": "参观青鸾项目陈列馆，分发《白泽专班纪事》。"},),
            config=_LEXICON,
        ),
        Example(
            "without the lexicon nothing is known of its terms",
            register=(_PLAIN,),
            catalog=({**_PLAIN, "summary": "请做好青鸾项目、白泽专班的接待工作。"},),
        ),
    ),
)
