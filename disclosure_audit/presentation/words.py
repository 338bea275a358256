"""What a review says by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text

if TYPE_CHECKING:
    from disclosure_audit.review.entry import Entry

READING = Text("reading the lists…", "正在读取清单…")
JUDGING = Text("judging…", "正在重新判断…")
SORTING = Text("sorting…", "正在排序…")
FILTERING = Text("filtering…", "正在筛选…")
COUNTING = Text("counting…", "正在计数…")
NO_JOURNAL = Text("the journal does not answer", "日志无响应")
NO_TEXTS = Text("a list cannot be shown: {why}", "无法显示清单内容：{why}")
NOTHING_HERE = Text("there is nothing here to decide on", "此处没有可处理的内容")
NO_FINDING = Text(
    "this is no finding: link or unlink it, flag it, or write a note",
    "这不是审计发现：可关联、解除关联、标记或备注",
)
NO_PAIR = Text("this concerns one record only: open it to choose another",
               "只涉及一条记录：请打开后选择另一条")  # fmt: skip
NO_UNDO = Text("there is nothing to undo", "没有可撤销的决定")
NO_REDO = Text("there is nothing to bring back", "没有可恢复的决定")
NO_REPEAT = Text("nothing has been decided yet", "尚未作出过决定")
NONE_OPEN = Text("nothing else is open here", "此处已没有其他待处理的")
TAKEN = Text(
    "{who} decided on this meanwhile: look, then press the key again to decide otherwise",
    "{who} 刚对此作出了决定：请查看，如仍要改动请再按一次",
)
SURE = Text("{what} - for {n} rows?", "对 {n} 行执行“{what}”？")
NOTE_ON = Text("Note", "备注")
COPIED = Text("copied {n} rows", "已复制 {n} 行")
UNDONE = Text("undone: {what}", "已撤销：{what}")
REDONE = Text("brought back: {what}", "已恢复：{what}")
READ_FIRST = Text("the lists are read first; this takes a moment", "先读取两份清单，请稍候")
READ_ONLY = Text("read-only", "只读")
PLACE = Text("{n} of {all}", "第 {n} 条，共 {all} 条")
UNREAD = Text("{side}: the text is not shown, {why}", "{side}：未显示内容，{why}")
ALONE = Text("no other record came near enough to be offered", "没有足够接近、可供选择的其他记录")
NO_RECORD = Text("no record", "没有记录")

SHOWN = Text("{shown} of {all}", "{shown} / {all}")
OPEN = Text("{n} open", "待处理 {n}")
MARKED = Text("{n} marked", "已选 {n}")
NO_ROWS = Text(
    "No row passes the filter. Esc clears it.", "没有符合筛选条件的行。按 Esc 清除筛选。"
)
EMPTY = Text("This list is empty.", "此清单为空。")
CHOOSE_COLUMNS = Text("Columns", "选择列")
COLUMN_KEYS = Text(
    "Space: show or hide   Shift+arrows: move   Enter: OK   Esc: cancel",
    "空格 显示/隐藏   Shift+方向键 移动   Enter 确定   Esc 取消",
)
SEARCH = Text("name of an action…", "输入操作名称…")
CHOOSE_VIEW = Text("Saved views", "视图")
NAME_VIEW = Text("Save this view as", "视图名称")
RENAME_VIEW = Text("New name of the view", "视图的新名称")
DELETE_VIEW = Text("Delete the view “{name}”?", "删除视图“{name}”？")
REPLACE_VIEW = Text(
    "There is a view “{name}” already. Replace it?", "已有名为“{name}”的视图，是否替换？"
)
VIEW_SAVED = Text("saved as “{name}”", "已保存为“{name}”")
THEME_IS = Text("colours: {name}", "配色：{name}")

LISTS: dict[str, Text] = {
    "findings": Text("Findings", "审计发现"),
    "links": Text("Links", "对应关系"),
    "register": Text("Register", "登记簿"),
    "catalog": Text("Catalog", "公开目录"),
}

_WHAT: dict[str, tuple[str, str, str]] = {
    "finding": ("finding", "findings", "个问题"),
    "pair": ("pair", "pairs", "对记录"),
    "record": ("record", "records", "条记录"),
}
_MOST_SAID = 3


def say_entries(entries: Sequence[Entry]) -> Text:
    """Return who did what, as “王 confirmed 3 findings”; names are made visible and cut."""
    from disclosure_audit.review.decisions import ACTIONS

    counts: dict[tuple[str, str, str], int] = {}
    for entry in entries:
        if entry.kind == "journal":
            continue
        place = (entry.user, entry.action, entry.kind)
        counts[place] = counts.get(place, 0) + 1
    parts = [
        (shorten(visible(user), 16), ACTIONS.get(action, Text(action, action)), kind, n)
        for (user, action, kind), n in list(counts.items())[:_MOST_SAID]
    ]
    more = " …" if len(counts) > _MOST_SAID else ""
    return Text(
        en="; ".join(_english(*part) for part in parts) + more,
        zh="；".join(_chinese(*part) for part in parts) + more,
    )


def say_done(entries: Sequence[Entry]) -> Text:
    """Return what was done, without who did it."""
    said = say_entries(entries)
    names = {shorten(visible(entry.user), 16) for entry in entries}
    if len(names) == 1:
        name = names.pop()
        return Text(said.en.removeprefix(name + " "), said.zh.removeprefix(name))
    return said


def _english(who: str, did: Text, kind: str, n: int) -> str:
    if kind == "batch":
        return f"{who} {did.en} a decision" if n == 1 else f"{who} {did.en} {n} decisions"
    one, many, _ = _WHAT.get(kind, ("", "", ""))
    return f"{who} {did.en} {n:,} {one if n == 1 else many}".rstrip()


def _chinese(who: str, did: Text, kind: str, n: int) -> str:
    what = "个决定" if kind == "batch" else _WHAT.get(kind, ("", "", ""))[2]
    return f"{who}{did.zh} {n:,} {what}".rstrip()
