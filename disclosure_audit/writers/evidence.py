"""What evidence says to a person: no column names, no codes, rows counted from 1."""

from __future__ import annotations

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import LINKS, VETOES
from disclosure_audit.readers.reasons import REASONS
from disclosure_audit.scanner.reasons import BECAUSE, WHAT
from disclosure_audit.schema.columns import BY_NAME, DATE_COLUMNS
from disclosure_audit.spans import FULL_TEXT
from disclosure_audit.texts.reasons import INCOMPLETE
from disclosure_audit.texts.reasons import REASONS as TEXT_REASONS

_PREFIXES = {
    "registered_": Text("registered ", "登记的"),
    "published_": Text("published ", "公开的"),
    "nearest_": Text("nearest ", "最接近的"),
    "first_": Text("first ", "首条的"),
    "of_": Text("earlier ", "先前的"),
    "other_": Text("other ", "另一条的"),
}
LABELS = {
    "because": Text("signs", "判断依据"),
    "count": Text("how many different", "不重复数量"),
    "days": Text("days apart", "相差天数"),
    "days_too_early": Text("days too early", "提前天数"),
    "excerpt": Text("excerpt", "摘录"),
    "expired": Text("term run out", "保密期限已满"),
    "fault": Text("fault", "问题"),
    "field": Text("field", "字段"),
    "file": Text("file", "文件"),
    "first_day": Text("date of the first", "首条的日期"),
    "first_row": Text("row of the first", "首条所在行"),
    "form": Text("form", "写法"),
    "grade": Text("grade", "密级"),
    "host": Text("host", "主机名"),
    "kind": Text("likeness", "相同程度"),
    "line": Text("line in the file", "文件行号"),
    "link": Text("link", "对应关系"),
    "nearest_catalog_row": Text("nearest catalog row", "最接近的目录行"),
    "nearest_number": Text("nearest number", "最接近的文号"),
    "nearest_register_row": Text("nearest register row", "最接近的登记行"),
    "nearest_score": Text("its score in bits", "其匹配得分（比特）"),
    "of_record": Text("earlier record number", "先前的序号"),
    "of_row": Text("earlier row", "先前所在行"),
    "other_list_says": Text("the other list says", "另一份清单中为"),
    "published": Text("published", "公开的"),
    "published_openness": Text("openness in the catalog", "目录中的公开属性"),
    "reason": Text("reason", "原因"),
    "refused_because": Text("not linked because", "未对应的原因"),
    "registered": Text("registered", "登记的"),
    "registered_openness": Text("openness in the register", "登记簿中的公开属性"),
    "responsible": Text("responsible", "承办部门"),
    "says": Text("the note says", "附注内容"),
    "score": Text("score in bits", "匹配得分（比特）"),
    "source": Text("source", "来源"),
    "standard_form": Text("standard form", "规范写法"),
    "term": Text("term", "词语"),
    "what": Text("type", "类型"),
    "written": Text("written", "原文"),
}
"""What the evidence of the rules is called."""

_YES_NO = {"true": Text("yes", "是"), "false": Text("no", "否")}
_FAULTS = {
    "malformed": Text("malformed", "格式有误"),
    "wrong_check_character": Text("wrong check character", "校验位有误"),
    "impossible": Text("no such day", "日期不存在"),
    "incomplete": Text("incomplete", "不完整"),
    "sentinel": Text("a stand-in, not a date", "占位日期"),
    "unparsable": Text("cannot be understood", "无法识别"),
    "out_of_range": Text("too long ago or in the future", "年代过早或晚于当前"),
    "two_digit_year": Text("a year of two digits", "年份只有两位"),
}
VALUES: dict[str, dict[str, Text]] = {
    "expired": _YES_NO,
    "fault": _FAULTS,
    "field": {name: column.title for name, column in BY_NAME.items()}
    | {f"{name}_text": BY_NAME[name].title for name in DATE_COLUMNS}
    | {FULL_TEXT: Text("full text", "正文")},
    "form": {
        "credit_code": Text("with a credit code", "含统一社会信用代码"),
        "guideline": Text("as in the guideline", "规范格式"),
        "local": Text("local", "地方格式"),
        "malformed": Text("malformed", "格式有误"),
        "unparsable": Text("cannot be understood", "无法识别"),
        "variant": Text("another way of writing", "非规范写法"),
    },
    "kind": {
        "exact": Text("the same in every compared field", "各比对项完全相同"),
        "near": Text("nearly the same", "基本相同"),
        "reviewer": Text("the same by a reviewer's decision", "人工认定为同一文件"),
    },
    "link": LINKS,
    "reason": TEXT_REASONS
    | INCOMPLETE
    | REASONS
    | {"no_title_and_no_number": Text("neither title nor number", "既无标题也无文号")},
    "refused_because": VETOES,
    "says": {
        "withheld": Text("not to be published", "不予公开"),
        "on_request": Text("published on request", "依申请公开"),
        "public": Text("to be published", "公开发布"),
    },
    "what": WHAT,
}
"""Evidence -> code -> what it says. Any other value is text of the lists and stays as it is."""


def label(name: str, lang: Lang) -> str:
    """Return what a piece of evidence is called; an unknown one keeps its name."""
    if name in LABELS:
        return LABELS[name].to(lang)
    if name in BY_NAME:
        return BY_NAME[name].title.to(lang)
    for prefix, words in _PREFIXES.items():
        if name.startswith(prefix) and (column := BY_NAME.get(name.removeprefix(prefix))):
            return words.to(lang) + column.title.to(lang)
    return name.replace("_", " ")


def value(name: str, text: str, lang: Lang) -> str:
    """Return what a piece of evidence says, control characters made visible.

    Rows are counted from 0 in the frames, and from 1 by people.
    """
    if text in VALUES.get(name, {}):
        return VALUES[name][text].to(lang)
    if name == "because":
        return _joined(text, lang)
    if name.endswith("_row") and text.isdecimal():
        return f"{int(text) + 1:,}"
    return visible(text)


def _joined(codes: str, lang: Lang) -> str:
    """Return what several codes of :data:`disclosure_audit.scanner.reasons.BECAUSE` say."""
    words = [BECAUSE[code].to(lang) if code in BECAUSE else code for code in codes.split(", ")]
    return visible(("，" if lang == "zh" else ", ").join(words))
