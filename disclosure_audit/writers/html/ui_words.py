"""What the page says around the data, handed to its script too."""

from __future__ import annotations

from disclosure_audit.language import Lang, Text

COLUMNS: dict[str, Text] = {
    "severity": Text("severity", "级别"),
    "rule": Text("rule", "规则"),
    "document": Text("document", "文件"),
    "owner": Text("department", "承办部门"),
    "month": Text("made", "成文"),
    "score": Text("link", "对应"),
    "status": Text("status", "状态"),
}
"""The columns of the list of findings, in their order."""

UI: dict[str, Text] = {
    "theme": Text("Light or dark", "浅色／深色"),
    "print": Text("Print", "打印"),
    "search": Text("Search: title, number, rule, department, id …", "搜索：标题、文号、规则、部门、编号……"),
    "all_severities": Text("all severities", "全部级别"),
    "all_rules": Text("all rules", "全部规则"),
    "all_owners": Text("all departments", "全部部门"),
    "all_statuses": Text("all statuses", "全部状态"),
    "no_owner": Text("no department named", "未注明部门"),
    "clear": Text("Clear", "清除"),
    "shown": Text("{n} of {all} findings", "{all} 个问题中的 {n} 个"),
    "none": Text("No finding is like that.", "没有符合条件的问题。"),
    "close": Text("Close", "关闭"),
    "before": Text("Previous", "上一个"),
    "after": Text("Next", "下一个"),
    "evidence": Text("Evidence", "证据"),
    "records": Text("The records", "记录内容"),
    "record": Text("The record", "记录内容"),
    "same": Text("equal", "一致"),
    "link": Text("The link", "对应关系"),
    "by": Text("{status}, found by {how}", "{status}，依据：{how}"),
    "bits": Text("Weights in bits", "权重（比特）"),
    "decision": Text("Decision", "处理情况"),
    "undecided": Text("Nobody has decided yet.", "尚无人处理。"),
    "sort": Text("sort by {what}", "按{what}排序"),
    "list": Text("Findings", "问题清单"),
    "id": Text("id", "编号"),
    "empty": Text("(empty)", "（空）"),
}  # fmt: skip


def ui(lang: Lang) -> dict[str, str]:
    """Return the words of the page in ``lang``, by their key."""
    return {key: words.to(lang) for key, words in UI.items()}
