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

METHODS: dict[str, Text] = {
    "number": Text("document number", "发文字号"),
    "index": Text("index number", "索引号"),
    "url": Text("address", "链接"),
    "title": Text("title", "标题"),
    "similar": Text("similar titles", "标题相似"),
    "reviewer": Text("a reviewer's decision", "人工认定"),
}
"""What spoke loudest for a pair."""

DISPOSITION_REASONS: dict[str, Text] = {
    "neither_title_nor_number": Text("it has neither title nor number", "既无标题也无文号"),
    "uncertain_link": Text("its link is uncertain", "对应关系不确定"),
    "registered_twice": Text("registered twice", "重复登记"),
    "not_to_be_published": Text("not to be published", "不予公开"),
    "on_request": Text("to be disclosed on request", "依申请公开"),
    "no_reason_given": Text("no reason given", "未说明理由"),
    "classified": Text("classified", "涉密"),
    "by_plain_weekdays": Text(
        "counted by Monday to Friday: the official calendar of that year is not known",
        "该年官方放假安排未知，按周一至周五计算",
    ),
    "another_channel": Text("published through another channel too", "也在另一渠道公开"),
    "linked": Text("the register has the document", "登记簿中有该文件"),
    "unregistered": Text("the register has no such document", "登记簿中没有该文件"),
}

STAGES: dict[str, Text] = {
    "read register": Text("read register", "读取登记簿"),
    "read catalog": Text("read catalog", "读取目录"),
    "match": Text("match", "比对"),
    "search": Text("search texts", "检索文本"),
    "dispositions": Text("dispositions", "判定去向"),
    "rules": Text("rules", "检查规则"),
    "write": Text("write", "写入结果"),
}
"""The stages of a scan, in their order."""
