"""What people call the codes that the frames hold."""

from __future__ import annotations

from disclosure_audit.language import Lang, Text
from disclosure_audit.schema.columns import BY_NAME

SIDES = {"register": Text("register", "登记簿"), "catalog": Text("catalog", "公开目录")}

DISPOSITIONS = {
    "published": Text("published", "已公开"),
    "published_differs": Text("published, but differs", "已公开但内容不一致"),
    "needs_review": Text("needs review", "待人工核对"),
    "omitted": Text("omitted", "未见公开"),
    "withheld": Text("withheld", "不予公开"),
    "not_due": Text("not due yet", "未到公开期限"),
    "received": Text("received from others", "收文"),
    "linked": Text("linked to the register", "与登记簿对应"),
    "repeated": Text("repeated", "重复公开"),
    "unregistered": Text("not in the register", "登记簿中没有"),
    "out_of_scope": Text("out of scope", "不在审计范围"),
    "unreadable": Text("unreadable", "无法读取"),
}

SEVERITIES = {
    "critical": Text("critical", "严重"),
    "high": Text("high", "高"),
    "medium": Text("medium", "中"),
    "low": Text("low", "低"),
    "note": Text("note", "提示"),
}
"""Worst first."""

LINKS = {
    "certain": Text("certain", "确定"),
    "probable": Text("probable", "很可能"),
    "review": Text("for review", "待核对"),
}


def name(table: dict[str, Text], code: str, lang: Lang) -> str:
    """Return what ``code`` is called in ``lang``; an unknown code stays as it is."""
    return table[code].to(lang) if code in table else code


_PREFIXES = {
    "registered_": Text("registered ", "登记的"),
    "published_": Text("published ", "公开的"),
    "nearest_": Text("nearest ", "最接近的"),
    "first_": Text("first ", "首条的"),
    "other_": Text("other ", "另一条的"),
}
_EVIDENCE = {
    "line": Text("line", "行号"),
    "reason": Text("reason", "原因"),
    "source": Text("source", "来源"),
    "grade": Text("grade", "密级"),
    "field": Text("field", "字段"),
    "excerpt": Text("excerpt", "摘录"),
    "expired": Text("expired", "已过期限"),
    "responsible": Text("responsible", "承办部门"),
    "nearest_number": Text("nearest number", "最接近的文号"),
    "nearest_score": Text("nearest score", "最接近的得分"),
    "nearest_catalog_row": Text("nearest catalog row", "最接近的目录行"),
    "nearest_register_row": Text("nearest register row", "最接近的登记行"),
    "refused_because": Text("refused because", "未采信原因"),
}


def evidence(code: str, lang: Lang) -> str:
    """Return what a piece of evidence is called; an unknown one keeps its name."""
    if code in _EVIDENCE:
        return _EVIDENCE[code].to(lang)
    if code in BY_NAME:
        return BY_NAME[code].title.to(lang)
    for prefix, label in _PREFIXES.items():
        if code.startswith(prefix) and (column := BY_NAME.get(code.removeprefix(prefix))):
            return label.to(lang) + column.title.to(lang)
    return code.replace("_", " ")
