"""What people call the codes that the frames hold."""

from __future__ import annotations

from disclosure_audit.language import Lang, Text

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


VETOES: dict[str, Text] = {
    "another_number": Text("another document number", "发文字号不同"),
    "other_numbers_in_title": Text("other numbers in the title", "标题中的数字不同"),
    "other_object_in_title": Text("another object in the title", "标题所指对象不同"),
    "too_little_evidence": Text("too little evidence", "证据不足"),
    "a_rival_fits_better": Text("a rival fits better", "另有更合适的记录"),
    "reviewer": Text("a reviewer decided otherwise", "人工核对另有认定"),
}
"""Why a pair of records is no link."""
