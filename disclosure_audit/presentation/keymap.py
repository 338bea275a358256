"""Every action there is, its keys and its words: bindings, footer, help, menu, palette and buttons
come from this one list.

In the terminal an action ``confirm`` runs the method ``action_do_confirm`` of the screen; what is the
same on every screen (``of_app``) that of the application. ``await screen.run_action(action.command)``
does either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from disclosure_audit.language import Text
from disclosure_audit.presentation.key_names import full_name, shown_key

LIST, PAIR, OVERVIEW = "list", "pair", "overview"
EVERYWHERE = (LIST, PAIR, OVERVIEW)

GROUPS: dict[str, Text] = {
    "decide": Text("Decide", "作出决定"),
    "annotate": Text("Annotate", "批注"),
    "history": Text("Undo", "撤销"),
    "move": Text("Move and choose", "移动与选择"),
    "see": Text("What is shown", "显示内容"),
    "lists": Text("Lists", "清单"),
    "application": Text("Application", "程序"),
}
"""Headings of the help, in their order."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done. ``keys`` are joined by commas, the first one is shown."""

    id: str
    keys: str
    f_key: str | None
    title: Text
    about: Text
    group: str
    screens: tuple[str, ...]
    footer: bool = False
    """Whether the footer offers it."""

    @property
    def of_app(self) -> bool:
        """Whether it is the same on every screen."""
        return self.group in ("lists", "application") and self.id not in ("copy", "export")

    @property
    def command(self) -> str:
        """What ``Screen.run_action`` understands."""
        return f"app.do_{self.id}" if self.of_app else f"do_{self.id}"


def _action(
    action_id: str,
    keys: str,
    f_key: str | None,
    title: tuple[str, str],
    about: tuple[str, str],
    group: str,
    screens: tuple[str, ...] = (LIST, PAIR),
    *,
    footer: bool = False,
) -> Action:
    return Action(action_id, keys, f_key, Text(*title), Text(*about), group, screens, footer)


ACTIONS: tuple[Action, ...] = (
    _action("confirm", "c", "f2", ("Confirm", "确认"),
            ("The finding is right: something has to be done about it.", "问题属实，需要处理。"),
            "decide", footer=True),
    _action("dismiss", "d", "f3", ("Dismiss", "排除"),
            ("The finding is no defect; asks for the reason.", "不构成问题；需选择理由。"),
            "decide", footer=True),
    _action("waive", "w", "f4", ("Waive", "豁免"),
            ("The defect is accepted until a day; asks for reason, approver and day.",
             "问题在限期内予以容许；需填写理由、批准人和期限。"),
            "decide", footer=True),
    _action("same", "l", "f5", ("Same", "同一文件"),
            ("Both records describe one document: link them.", "两条记录是同一文件：建立对应。"),
            "decide"),
    _action("differ", "x", "f6", ("Not the same", "不是同一文件"),
            ("The records describe two documents: break the link.", "两条记录不是同一文件：取消对应。"),
            "decide"),
    _action("reopen", "o", None, ("Reopen", "重新打开"),
            ("Takes a decision back; the finding is open again.", "取消已有决定，恢复为待处理。"),
            "decide"),
    _action("repeat", "full_stop", None, ("Repeat", "重复上次"),
            ("Decides as the last time.", "按上一次的决定处理。"), "decide"),
    _action("note", "n", "f7", ("Note", "备注"),
            ("Writes a note on it.", "填写备注。"), "annotate", footer=True),
    _action("flag", "f", "f8", ("Flag", "标记"),
            ("Sets or removes a flag, to find it again.", "加上或去掉旗标，便于查找。"),
            "annotate", footer=True),
    _action("assign", "a", "f9", ("Assign", "指派"),
            ("Says who is to see to it.", "指定由谁处理。"), "annotate"),
    _action("reveal", "R", None, ("Reveal", "显示原文"),
            ("Shows what is masked in this record; the journal notes that you did.",
             "显示本条记录中被遮盖的内容；此操作会记入日志。"), "annotate"),
    _action("undo", "u,ctrl+z", "f10", ("Undo", "撤销"),
            ("Takes your last decision back.", "撤销您的上一个决定。"),
            "history", EVERYWHERE, footer=True),
    _action("redo", "r,ctrl+y", None, ("Redo", "恢复"),
            ("Brings back what you undid last.", "恢复刚撤销的决定。"), "history", EVERYWHERE),
    _action("open", "enter", None, ("Open", "打开"),
            ("Shows both records side by side, and the evidence.", "并排查看两条记录和依据。"),
            "move", (LIST,), footer=True),
    _action("next", "tab,right_square_bracket", None, ("Next open", "下一条"),
            ("Goes to the next one that is open.", "转到下一条待处理的。"), "move"),
    _action("previous", "shift+tab,left_square_bracket", None, ("Previous open", "上一条"),
            ("Goes to the previous one that is open.", "转到上一条待处理的。"), "move"),
    _action("records", "left", None, ("To the records", "转到记录"),
            ("Puts the keyboard on the records, to scroll them.", "将焦点移到两条记录，可滚动查看。"),
            "move", (PAIR,)),
    _action("candidates", "right", None, ("To the candidates", "转到候选"),
            ("Puts the keyboard on the other records to choose from, else on the evidence.",
             "将焦点移到其他候选记录；没有候选时移到匹配依据。"), "move", (PAIR,)),
    _action("mark", "space", None, ("Mark", "选中"),
            ("Marks the row; decisions then are for all marked rows.",
             "选中该行；之后的决定对所有选中的行生效。"), "move", (LIST,)),
    _action("range", "V", None, ("Mark a range", "选中一段"),
            ("Marks from the last marked row to here; also Shift with arrows or click.",
             "从上次选中的行到此处全部选中；也可用 Shift+方向键或 Shift+点击。"), "move", (LIST,)),
    _action("mark_all", "ctrl+a", None, ("Mark all", "全部选中"),
            ("Marks all rows of the filter, or none if all are.", "选中筛选出的所有行；再按一次取消。"),
            "move", (LIST,)),
    _action("back", "escape", None, ("Back", "返回"),
            ("Clears marks, then the filter; else goes back.", "依次取消选中、清除筛选、返回。"),
            "move", EVERYWHERE),
    _action("filter", "slash,ctrl+f", None, ("Filter", "筛选"),
            ("Shows only what you ask for: rule:DU severity>=high or words of the title.",
             "只显示符合条件的行，如：规则:DU 级别>=高，或标题中的字词。"),
            "see", (LIST,), footer=True),
    _action("like", "equals_sign", "f11", ("Filter by this cell", "按此值筛选"),
            ("Keeps rows with the value under the cursor.", "只保留与光标处值相同的行。"),
            "see", (LIST,)),
    _action("sort", "s", None, ("Sort", "排序"),
            ("Sorts by the column under the cursor; again: reversed, then as before.",
             "按光标所在列排序；再按反序，第三次复原。"), "see", (LIST,)),
    _action("sort_more", "S", None, ("Sort within", "次级排序"),
            ("Adds the column as a further key of the sorting.", "在现有排序之内再按此列排序。"),
            "see", (LIST,)),
    _action("narrower", "less_than_sign", None, ("Narrower", "列变窄"),
            ("Makes the column narrower; or drag its edge.", "缩小列宽；也可拖动列边。"),
            "see", (LIST,)),
    _action("wider", "greater_than_sign", None, ("Wider", "列变宽"),
            ("Makes the column wider; or drag its edge.", "加大列宽；也可拖动列边。"),
            "see", (LIST,)),
    _action("columns", "v", None, ("Columns", "选择列"),
            ("Chooses the columns and their order.", "选择要显示的列及其顺序。"), "see", (LIST,)),
    _action("views", "g", None, ("Views", "视图"),
            ("Opens a saved view.", "打开已保存的视图。"), "see", (LIST,)),
    _action("save_view", "ctrl+s", None, ("Save view", "保存视图"),
            ("Saves filter, sorting and columns under a name.", "以名称保存筛选、排序和列。"),
            "see", (LIST,)),
    _action("overview", "0", None, ("Overview", "总览"),
            ("Counts, each a door to its rows.", "各项数目，可进入相应的行。"), "lists", EVERYWHERE),
    _action("findings", "1", None, ("Findings", "审计发现"),
            ("The list of findings.", "审计发现清单。"), "lists", EVERYWHERE),
    _action("links", "2", None, ("Links", "对应关系"),
            ("The list of links between the two lists.", "两份清单之间的对应关系。"),
            "lists", EVERYWHERE),
    _action("register", "3", None, ("Register", "登记簿"),
            ("The records of the register.", "登记簿的记录。"), "lists", EVERYWHERE),
    _action("catalog", "4", None, ("Catalog", "公开目录"),
            ("The records of the catalog.", "公开目录的记录。"), "lists", EVERYWHERE),
    _action("export", "e,ctrl+e", None, ("Export", "导出"),
            ("Writes the rows that are shown to a file.", "将所显示的行写入文件。"),
            "application", (LIST,)),
    _action("copy", "y,ctrl+c", None, ("Copy", "复制"),
            ("Copies the rows as they are shown.", "按所显示的内容复制。"), "application"),
    _action("scan", "ctrl+n", None, ("New scan", "重新扫描"),
            ("Scans both lists again.", "重新扫描两份清单。"), "application", EVERYWHERE),
    _action("theme", "t", None, ("Theme", "配色"),
            ("Changes the colours.", "更换配色。"), "application", EVERYWHERE),
    _action("lang", "ctrl+l", None, ("中文", "English"),
            ("Changes the language.", "切换界面语言。"), "application", EVERYWHERE),
    _action("palette", "ctrl+p", None, ("Search actions", "查找操作"),
            ("Finds an action by its name.", "按名称查找操作。"), "application", EVERYWHERE),
    _action("menu", "", "f12", ("All actions", "全部操作"),
            ("Lists all that can be done here.", "列出此处可用的全部操作。"),
            "application", EVERYWHERE, footer=True),
    _action("help", "question_mark", "f1", ("Help", "帮助"),
            ("Explains the keys of this screen.", "说明本界面的按键。"),
            "application", EVERYWHERE, footer=True),
    _action("quit", "q,ctrl+q", None, ("Quit", "退出"),
            ("Leaves; every decision is saved already.", "退出；所有决定均已保存。"),
            "application", EVERYWHERE),
)  # fmt: skip

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}


def actions_of(screen: str) -> tuple[Action, ...]:
    """Return what can be done on ``screen``."""
    return tuple(action for action in ACTIONS if screen in action.screens)


def keys_of(action: Action, remap: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the keys of ``action`` as Textual calls them, a user's own in place of the usual.

    F-keys stay: they are the way that works whatever was chosen.
    """
    given = (remap or {}).get(action.id)
    usual = action.keys if given is None else given
    keys = [full_name(key.strip()) for key in usual.split(",") if key.strip()]
    return (*keys, *([action.f_key] if action.f_key else []))


def granted(
    actions: Iterable[Action], remap: Mapping[str, str] | None = None
) -> list[tuple[Action, str]]:
    """Return each of ``actions`` with each of its keys; what ``remap`` gives to one is no other's."""
    own = {key for name in remap or {} if name in BY_ID for key in keys_of(BY_ID[name], remap)}
    return [
        (action, key)
        for action in actions
        for key in keys_of(action, remap)
        if action.id in (remap or {}) or key not in own
    ]


def clashes(remap: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return which keys of ``remap`` two of its actions claim: key, action, action."""
    claims = [(key, name) for name in remap if name in BY_ID for key in keys_of(BY_ID[name], remap)]
    owners: dict[str, str] = {}
    return [
        (shown_key(key), owners[key], name)
        for key, name in claims
        if owners.setdefault(key, name) != name
    ]
