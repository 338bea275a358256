"""What a condition can be about, in the words that it is written with."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure_audit.language import Text
from disclosure_audit.names import DISPOSITIONS, SEVERITIES

_RECORDS, _FINDINGS = Text("records", "条记录"), Text("findings", "个问题")
_WAIVERS, _INPUTS = Text("waivers", "项豁免"), Text("inputs", "份输入")
_ROWS, _ENTRIES = Text("rows", "行"), Text("entries", "条")


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is counted.

    ``key`` is how it is written in a condition, and so is each of ``aliases`` and the Chinese
    ``title``; neither case nor blanks matter. ``how`` says how it is counted.
    """

    key: str
    title: Text
    unit: Text
    how: Text
    aliases: tuple[str, ...] = ()
    is_share: bool = False
    """Whether it is a share by nature, so that its limit needs a ``%``."""
    has_share: bool = True
    """Whether a limit in percent has a meaning."""
    is_state: bool = False
    """Whether it can stand without an operator: ``waiver expired`` means any."""


_OF_RECORDS = Text(
    "records with this disposition, from the control totals; a percentage is of all records of the"
    " lists that can have it",
    "该去向的记录数，取自控制总数；百分比以可有该去向的清单的全部记录为基数",
)
_NICKNAMES = {
    "omitted": ("漏公开", "遗漏"),
    "repeated": ("重复",),
    "needs_review": ("待核对",),
    "unregistered": ("未登记",),
    "published_differs": ("内容不一致",),
}

_DISPOSITIONS = tuple(
    Measure(code, title, _RECORDS, _OF_RECORDS, _NICKNAMES.get(code, ()))
    for code, title in DISPOSITIONS.items()
)
_OTHERS = (
    Measure(
        "coverage", Text("coverage", "公开率"), _RECORDS,
        Text("of the documents that should be public, the share that is: published and published_differs,"
             " divided by these, omitted and needs_review of the register",
             "应公开的文件中已公开的比例：已公开（含内容不一致）÷（已公开＋未见公开＋登记簿中待人工核对）"),
        ("覆盖率",), is_share=True,
    ),
    Measure(
        "rejected", Text("rejected rows", "拒读的行"), _ROWS,
        Text("rows of both lists that could not be read, from the control totals; a percentage is of all rows",
             "两份清单中无法读入的行数，取自控制总数；百分比以全部行为基数"),
        ("拒读",),
    ),
    Measure(
        "possible_loss", Text("pairs left out by a cap", "因上限而未比对的候选"), _RECORDS,
        Text("pairs that could have become links and were left out by a cap of matching",
             "因匹配上限而舍去、本可能成为对应关系的候选对数"),
        ("可能遗漏",), has_share=False,
    ),
    Measure(
        "findings", Text("findings", "问题"), _FINDINGS,
        Text("findings that count; a percentage is of the records of the list that they are told of,"
             " the larger share where they are told of both",
             "计数的问题；百分比以问题所在清单的记录数为基数，两份清单都有时取较大者"),
        ("问题数",),
    ),
    Measure(
        "new", Text("new findings", "新增问题"), _FINDINGS,
        Text("findings that count and that the baseline does not hold",
             "计数且不在基线中的问题"),
        ("新增", "新问题"),
    ),
    Measure(
        "review open", Text("findings nobody decided on", "未处理的问题"), _FINDINGS,
        Text("findings that count and that no reviewer has confirmed; a percentage is of the"
             " findings that count and those that reviewers dismissed or waived",
             "计数且尚无人确认的问题；百分比以计数的问题与审阅人已排除、已豁免的问题之和为基数"),
        ("待处理",),
    ),
    Measure(
        "review confirmed", Text("confirmed findings", "已确认的问题"), _FINDINGS,
        Text("findings that count and that a reviewer has confirmed; the percentage as for review open",
             "计数且已由审阅人确认的问题；百分比同上"),
        ("已确认",),
    ),
    Measure(
        "waiver expired", Text("expired waivers", "过期的豁免"), _WAIVERS,
        Text("waivers whose day has passed: those of the waivers file and those that reviewers gave",
             "截止日期已过的豁免：豁免文件中的，以及审阅人作出的"),
        ("豁免过期",), has_share=False, is_state=True,
    ),
    Measure(
        "file waiver expired", Text("expired waivers of the file", "豁免文件中过期的豁免"), _WAIVERS,
        Text("as waiver expired, those of the waivers file only; always judged where there is such a file",
             "同上，仅限豁免文件；有豁免文件时一律判定"),
        has_share=False, is_state=True,
    ),
    Measure(
        "waiver invalid", Text("waivers that are not in order", "不合要求的豁免"), _WAIVERS,
        Text("entries of the waivers file that lack something or cannot be understood; always judged"
             " where there is such a file",
             "豁免文件中缺项或无法识别的条目；有豁免文件时一律判定"),
        ("豁免无效",), has_share=False, is_state=True,
    ),
    Measure(
        "baseline stale", Text("findings gone, still in the baseline", "已消失但仍在基线中的问题"), _ENTRIES,
        Text("entries of the baseline whose finding is gone, of rules that could judge",
             "基线中问题已不存在的条目（限能作出判断的规则）"),
        ("基线过时",), has_share=False, is_state=True,
    ),
    Measure(
        "changed inputs", Text("inputs changed since the scan", "扫描后改动的输入"), _INPUTS,
        Text("inputs whose SHA-256 is no longer the recorded one, or of which that cannot be told",
             "SHA-256 与记录不符或无从核对的输入"),
        ("输入变更", "输入改动"), has_share=False, is_state=True,
    ),
)  # fmt: skip

MEASURES: dict[str, Measure] = {measure.key: measure for measure in (*_DISPOSITIONS, *_OTHERS)}
"""Every measure but rules and severities, which are written by their own names."""

RULES = Measure(
    "rules", Text("findings of these rules", "这些规则的问题"), _FINDINGS,
    Text("rules by code, name or family, several with commas: their findings that count; the percentage"
         " as for findings",
         "按编号、名称或类别写出的规则（多个用逗号分隔）：其计数的问题；百分比同“问题”"),
)  # fmt: skip
SEVERITY = Measure(
    "severity", Text("findings of this severity or worse", "该级别或更高的问题"), _FINDINGS,
    Text("note, low, medium, high or critical: findings that count and are as bad or worse; the"
         " percentage as for findings",
         "提示、低、中、高、严重：该级别或更高且计数的问题；百分比同“问题”"),
)  # fmt: skip


def fold(words: str) -> str:
    """Return ``words`` as they are compared: neither case, blanks, hyphens nor underscores matter."""
    return "".join(char for char in words.casefold() if char not in " \t_-")


BY_WORDS: dict[str, str] = {
    fold(word): measure.key
    for measure in MEASURES.values()
    for word in (measure.key, *measure.aliases, measure.title.zh)
}
"""Folded spelling -> key of the measure."""
SEVERITY_BY_WORDS: dict[str, str] = {
    fold(word): code for code, name in SEVERITIES.items() for word in (code, name.zh)
}
