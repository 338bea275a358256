"""The sentences that say why a header was mapped, left over or asked about."""

from __future__ import annotations

from collections.abc import Iterable

from disclosure_audit.language import Lang, Text
from disclosure_audit.schema.columns import BY_NAME

WHY: dict[str, Text] = {
    "configured": Text(en="set in the configuration", zh="由配置指定"),
    "alias": Text(en='known header "{alias}"', zh="已知列名“{alias}”"),
    "trimmed": Text(en='known header "{alias}", with an addition', zh="已知列名“{alias}”，另有附加字样"),
    "close": Text(en='close to "{alias}" ({score})', zh="与“{alias}”相近（{score}）"),
    "words": Text(en='the words of "{alias}"', zh="按“{alias}”的字面含义"),
    "pinyin": Text(en='field code "{alias}"', zh="字段代码“{alias}”"),
    "look": Text(
        en='the header "{alias}" is open, its cells tell', zh="列名“{alias}”含义未定，由单元格内容确定"
    ),
    "sole_date": Text(
        en="the only date of a register, and its cells are dates", zh="登记簿中唯一的日期列，且内容均为日期"
    ),
    "archive_date": Text(
        en="the only date of a list of filed documents: the date they were made", zh="归档文件目录的日期，即文件形成时间"
    ),
    "nameless": Text(en="left over: the column has no header", zh="未采用：该列没有列名"),
    "unknown": Text(en="left over: not known", zh="未采用：无法识别"),
    "other": Text(
        en='left over: "{alias}" is none of the columns looked at', zh="未采用：“{alias}”不在核对范围内"
    ),
    "other_date": Text(
        en='left over: "{alias}" is neither the date made nor the date published',
        zh="未采用：“{alias}”既非成文日期，也非发布日期",
    ),
    "better": Text(
        en='left over: another column ("{header}") fits "{en}" better',
        zh="未采用：另一列“{header}”更符合“{zh}”",
    ),
    "asked_elsewhere": Text(
        en='left over: other columns are asked about for "{en}"', zh="未采用：“{zh}”由其他列待确认"
    ),
    "barred": Text(en='left over: the configuration says there is no "{name}"', zh="未采用：配置指明没有“{name}”列"),
    "cells": Text(en="left over: its cells do not fit the header", zh="未采用：单元格内容与列名不符"),
    "asked": Text(en="asked: could be {en}", zh="待确认：可能是{zh}"),
    "tied": Text(en="asked: {others_en} could be {en} just as well", zh="待确认：{others_zh}同样可能是{zh}"),
}  # fmt: skip
"""Reason -> sentence. ``{en}`` and ``{zh}`` take what differs between the two languages."""


def name_columns(names: Iterable[str], lang: Lang) -> str:
    """Return canonical columns for a sentence: ``issued_on or published_on``, ``成文日期或发布日期``."""
    if lang == "en":
        return " or ".join(names)
    return "或".join(f"“{BY_NAME[name].title.zh}”" for name in names)
