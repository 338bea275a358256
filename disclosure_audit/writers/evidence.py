"""What evidence says to a person: no column names, no codes, rows counted from 1."""

from __future__ import annotations

from collections.abc import Mapping

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import LINKS, SIDES, VETOES
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
    "basis": Text("legal basis", "依据"),
    "characters": Text("characters", "字数"),
    "count": Text("how many different", "不重复数量"),
    "counted_by": Text("counted by", "计算方法"),
    "days": Text("days apart", "相差天数"),
    "days_allowed": Text("days allowed", "规定天数"),
    "days_left": Text("working days left", "剩余工作日"),
    "days_of": Text("counted in", "计算单位"),
    "days_taken": Text("days taken", "实际天数"),
    "days_too_early": Text("days too early", "提前天数"),
    "due_on": Text("to be public by", "应公开截止日"),
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
    "http_status": Text("HTTP status", "HTTP 状态码"),
    "kind": Text("likeness", "相同程度"),
    "last_serial": Text("highest serial besides", "其余最大序号"),
    "late_by": Text("working days late", "逾期工作日"),
    "line": Text("line in the file", "文件行号"),
    "link": Text("link", "对应关系"),
    "made_in": Text("date made taken from", "成文日期取自"),
    "missing": Text("how many serials", "缺号个数"),
    "listed_category": Text("listed category", "目录中的相近分类"),
    "missing_in": Text("missing in", "缺于"),
    "nearest_catalog_row": Text("nearest catalog row", "最接近的目录行"),
    "nearest_number": Text("nearest number", "最接近的文号"),
    "nearest_register_row": Text("nearest register row", "最接近的登记行"),
    "nearest_score": Text("its score in bits", "其匹配得分（比特）"),
    "of_record": Text("earlier record number", "先前的序号"),
    "of_row": Text("earlier row", "先前所在行"),
    "neighbours_issued_on": Text("date made of its neighbours", "相邻文件的成文日期"),
    "neighbours_published_on": Text("date published of its neighbours", "相邻文件的发布日期"),
    "other_list_says": Text("the other list says", "另一份清单中为"),
    "proposed": Text("proposed", "建议写法"),
    "provision": Text("provision", "条款"),
    "published": Text("published", "公开的"),
    "published_openness": Text("openness in the catalog", "目录中的公开属性"),
    "ranges": Text("in how many gaps", "缺号段数"),
    "reason": Text("reason", "原因"),
    "records": Text("records with this form", "此写法的记录数"),
    "refused_because": Text("not linked because", "未对应的原因"),
    "registered": Text("registered", "登记的"),
    "regulation": Text("regulation in force", "适用条例"),
    "registered_openness": Text("openness in the register", "登记簿中的公开属性"),
    "responsible": Text("responsible", "承办部门"),
    "says": Text("the note says", "附注内容"),
    "score": Text("score in bits", "匹配得分（比特）"),
    "serial": Text("serial", "序号"),
    "serials": Text("serials", "缺号"),
    "serials_in_series": Text("serials in the series", "系列中的序号个数"),
    "series": Text("series", "文号系列"),
    "source": Text("source", "来源"),
    "source_says": Text("openness of the source", "被转发文件的公开属性"),
    "source_title": Text("source", "被转发文件"),
    "standard_form": Text("standard form", "规范写法"),
    "term": Text("term", "词语"),
    "usual_count": Text("records with the usual form", "常用写法的记录数"),
    "usual_form": Text("usual form", "常用写法"),
    "variant": Text("sort of variant", "异写类型"),
    "what": Text("type", "类型"),
    "written": Text("written", "原文"),
}
"""What the evidence of the rules is called."""

_YES_NO = {"true": Text("yes", "是"), "false": Text("no", "否")}
_OPENNESS = {
    "withheld": Text("not to be published", "不予公开"),
    "on_request": Text("published on request", "依申请公开"),
    "public": Text("to be published", "公开发布"),
}
_FAULTS = {
    "missing": Text("missing", "空缺"),
    "unknown": Text("an unknown word", "用词无法识别"),
    "too_short": Text("too short", "过短"),
    "too_long": Text("too long", "过长"),
    "wide_signs": Text("full-width signs or backslashes", "含全角符号或反斜杠"),
    "spaces": Text("spaces inside", "含空格"),
    "two_addresses": Text("two addresses in one", "两个链接连在一起"),
    "broken_scheme": Text("http:// is misspelt", "http:// 写法有误"),
    "no_host": Text("no such host", "没有该主机"),
    "broken_host": Text("no proper host", "主机名有误"),
    "no_web_address": Text("no web address", "不是网址"),
    "no_scheme": Text("http:// is missing", "缺少 http://"),
    "gone": Text("the page is gone", "页面不存在"),
    "server_error": Text("the server fails", "服务器出错"),
    "no_connection": Text("no connection", "无法连接"),
    "timeout": Text("no answer in time", "超时无应答"),
    "bad_certificate": Text("bad certificate", "证书无效"),
    "redirects": Text("it leads on and on", "跳转过多"),
    "private_address": Text("an address inside a network", "内网地址"),
    "malformed": Text("malformed", "格式有误"),
    "wrong_check_character": Text("wrong check character", "校验位有误"),
    "impossible": Text("no such day", "日期不存在"),
    "incomplete": Text("incomplete", "不完整"),
    "sentinel": Text("a stand-in, not a date", "占位日期"),
    "unparsable": Text("cannot be understood", "无法识别"),
    "out_of_range": Text("too long ago or in the future", "年代过早或晚于当前"),
    "hidden_character": Text("hidden characters", "含隐藏字符"),
    "full_width": Text("full-width letters or digits", "含全角字母或数字"),
    "space": Text("odd spaces", "空格不规范"),
    "two_digit_year": Text("a year of two digits", "年份只有两位"),
}
VALUES: dict[str, dict[str, Text]] = {
    "basis": {
        "2007 regulation art. 18": Text("2007 regulation art. 18", "2007年条例第十八条"),
        "2019 regulation art. 26": Text("2019 regulation art. 26", "2019年条例第二十六条"),
    },
    "counted_by": {
        "weekdays": Text(
            "Monday to Friday: the official calendar of that year is not known",
            "周一至周五：该年官方放假安排未知",
        ),
    },
    "days_of": {
        "working": Text("working days", "工作日"),
        "calendar": Text("calendar days", "自然日"),
    },
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
    "made_in": SIDES,
    "missing_in": {"both": Text("register and catalog", "登记簿和公开目录")},
    "reason": TEXT_REASONS
    | INCOMPLETE
    | REASONS
    | {"no_title_and_no_number": Text("neither title nor number", "既无标题也无文号")},
    "refused_because": VETOES,
    "regulation": {
        "2007": Text("2007 regulation", "2007年条例"),
        "2019": Text("2019 regulation", "2019年条例"),
    },
    "says": _OPENNESS,
    "source_says": _OPENNESS,
    "variant": {
        "abbreviation": Text("a short form", "简称"),
        "place_left_out": Text("the place is left out", "省略地名"),
        "slip": Text("a slip of the pen, it seems", "疑为笔误"),
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
        return _joined(text, BECAUSE, lang)
    if name == "fault":
        return _joined(text, _FAULTS, lang)
    if name.endswith("_row") and text.isdecimal():
        return f"{int(text) + 1:,}"
    return visible(text)


def _joined(codes: str, said: Mapping[str, Text], lang: Lang) -> str:
    """Return what several codes say that stand in one text."""
    words = [said[code].to(lang) if code in said else code for code in codes.split(", ")]
    return visible(("，" if lang == "zh" else ", ").join(words))
