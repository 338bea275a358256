"""What the codes are called that the lists of the review hold, each table in its order."""

from __future__ import annotations

from disclosure_audit.dispositions import CATALOG, REGISTER
from disclosure_audit.language import Text
from disclosure_audit.names import DISPOSITIONS, LINKS, SEVERITIES, SIDES
from disclosure_audit.review.decisions import PAIR_STATUS, REASONS, STATUS
from disclosure_audit.schema.columns import Side

SEVERITY: dict[str, Text] = dict(reversed(SEVERITIES.items()))
"""The mildest first."""

CONFIDENCE: dict[str, Text] = {
    "low": Text("low", "低"),
    "medium": Text("medium", "中"),
    "high": Text("high", "高"),
}

SIDE: dict[str, Text] = dict(SIDES)

UNLINKED = "unlinked"
"""Status of a pair that a person has parted and that is no link any more."""

LINK_STATUS: dict[str, Text] = {
    UNLINKED: Text("unlinked", "已解除"),
    **dict(reversed(LINKS.items())),
}
"""The least sure first."""

METHOD: dict[str, Text] = {
    "number": Text("document number", "发文字号"),
    "index": Text("index number", "索引号"),
    "url": Text("address", "链接"),
    "title": Text("title", "标题"),
    "similar": Text("similar titles", "标题相似"),
    "reviewer": Text("a reviewer's decision", "人工认定"),
}
"""What spoke loudest for a link."""

DISPOSITION_OF: dict[Side, dict[str, Text]] = {
    "register": {str(code): DISPOSITIONS[code] for code in REGISTER},
    "catalog": {str(code): DISPOSITIONS[code] for code in CATALOG},
}

DISPOSITION_REASON: dict[str, Text] = {
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

YES_NO: dict[str, Text] = {"yes": Text("yes", "是"), "no": Text("no", "否")}

__all__ = [
    "CONFIDENCE",
    "DISPOSITION_OF",
    "DISPOSITION_REASON",
    "LINK_STATUS",
    "METHOD",
    "PAIR_STATUS",
    "REASONS",
    "SEVERITY",
    "SIDE",
    "STATUS",
    "UNLINKED",
    "YES_NO",
]
