"""What to know before trusting a comparison of two runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from disclosure_audit.language import Text
from disclosure_audit.names import SIDES as SIDE_NAMES
from disclosure_audit.schema.columns import Side
from disclosure_audit.workspace import KEY_VARIABLE

OTHER_KEY = Text(
    "the runs were made with different keys, so ids of findings do not compare: findings are counted,"
    f" none is called new or gone; scan both with the same {KEY_VARIABLE}, or in one working folder",
    "两次运行所用密钥不同，问题编号无法比对：只统计数量，不区分新增与消失；请以同一"
    f" {KEY_VARIABLE} 或在同一工作文件夹中重新扫描",
)
_OTHER_LANG = Text(
    "the messages of the findings are in different languages and are not compared",
    "问题说明的语言不同，未作比较",
)
_OTHER_SETTINGS = Text(
    "the settings differ; findings and dispositions may have changed for that reason alone",
    "两次设置不同，问题与去向的变化可能仅由此而来",
)

_MOST_RULES = 12


def has_one_key(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Return whether ids of findings of both runs were made with one key, as their ``run.json`` say."""
    return before["key"] is not None and before["key"] == after["key"]


def notes_of(
    before: Mapping[str, Any], after: Mapping[str, Any], missing: Mapping[Side, Text]
) -> Iterator[Text]:
    """Yield what two ``run.json`` say that bears on the comparison, and which list is ``missing``."""
    if not has_one_key(before, after):
        yield OTHER_KEY
    for side, why in missing.items():
        name = SIDE_NAMES[side]
        yield Text(
            f"the records of the {name.en} are not compared: {why.en}",
            f"{name.zh}的记录未作比较：{why.zh}",
        )
    if before["tool_version"] != after["tool_version"]:
        yield Text(
            "the runs were made by different versions of the tool ({one}, {other}); findings may have"
            " changed for that reason alone",
            "两次运行的程序版本不同（{one}、{other}），问题的变化可能仅由此而来",
        ).fill(one=before["tool_version"], other=after["tool_version"])
    one, other = (
        {rule["code"]: (rule["version"], rule["not_applicable"] is None) for rule in info["rules"]}
        for info in (before, after)
    )
    unlike = sorted(code for code in one.keys() | other.keys() if one.get(code) != other.get(code))
    if unlike:
        codes = ", ".join(unlike[:_MOST_RULES]) + (" …" if len(unlike) > _MOST_RULES else "")
        yield Text(
            f"rules that only one run has, or in another version, or that were not applicable in one: {codes}",
            f"仅一次运行具有、版本不同，或仅在一次中不适用的规则：{codes}",
        )
    if _bearing(before["settings"]) != _bearing(after["settings"]):
        yield _OTHER_SETTINGS
    if before["as_of"] != after["as_of"]:
        yield Text(
            "the runs look on different days ({one}, {other}): what was not due then may be omitted now",
            "两次审计的基准日不同（{one}、{other}）：当时未到期的，如今可能已属未公开",
        ).fill(one=before["as_of"], other=after["as_of"])
    if before["lang"] != after["lang"]:
        yield _OTHER_LANG


def _bearing(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings but for the language and the day, which have notes of their own."""
    limit = {name: value for name, value in settings["time_limit"].items() if name != "as_of"}
    rest = {name: value for name, value in settings.items() if name != "lang"}
    return {**rest, "time_limit": limit}
