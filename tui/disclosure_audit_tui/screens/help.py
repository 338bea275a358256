"""What the keys of the screen below do; made of the keymap, so it never says anything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from disclosure_audit.glyphs import wrap
from disclosure_audit.language import Lang, Text
from disclosure_audit.presentation.keymap import GROUPS, LIST, OVERVIEW, PAIR, actions_of
from disclosure_audit.review.query.words import FIELDS
from disclosure_audit_tui.palette import keys_said
from disclosure_audit_tui.prompts.base import plain

TITLES: dict[str, Text] = {
    LIST: Text("Help: the list", "帮助：清单"),
    PAIR: Text("Help: two records side by side", "帮助：并排比对"),
    OVERVIEW: Text("Help: the overview", "帮助：总览"),
}
_OTHER = Text("Help", "帮助")
_KEYS = Text(
    "Esc or F1: close   arrows, PgUp, PgDn: scroll", "Esc 或 F1 关闭   方向键、PgUp、PgDn 滚动"
)
_MOVING: dict[str, Text] = {
    LIST: Text(
        "Arrows, PgUp, PgDn, Home and End move; the mouse clicks, drags and scrolls.",
        "方向键、PgUp、PgDn、Home、End 移动；鼠标可点击、拖动和滚动。",
    ),
    OVERVIEW: Text(
        "Arrows go from number to number, Tab from section to section; Enter or a click shows the"
        " rows that a number counts. The full part of a bar is decided, the light one open.",
        "方向键在数字间移动，Tab 在各部分间移动；按 Enter 或点击数字，显示其所计的行。"
        "条形中实心部分为已处理，浅色部分为待处理。",
    ),
}
_FILTER = Text("The filter", "筛选")
_GRAMMAR: tuple[tuple[Text, Text], ...] = (
    (Text("words", "字词"), Text("rows whose texts contain them", "文字中含有这些字词的行")),
    (Text("title:plan", "标题:规划"), Text("the field contains it", "该项含有")),
    (Text("owner=…  owner!=…", "责任=…  责任!=…"), Text("is just that; is not that", "恰为；不为")),
    (Text("status:open,confirmed", "状态:待处理,已确认"), Text("one of several", "其中之一")),
    (Text("rule:DU", "规则:DU"), Text("all rules of a family", "该类的全部规则")),
    (Text("severity>=high", "级别>=高"), Text("also > < <=, for numbers and days too",
                                            "也可用 > < <=；数字和日期同样")),
    (Text("score<90", "得分<90"), Text("in percent", "百分比")),
    (Text("month:2024-03", "月份:2024-03"), Text("also month>=2024", "也可写 月份>=2024")),
    (Text("note:any  note:none", "备注:有  备注:无"), Text("there is one; there is none", "已填；未填")),
    (Text("title~regex", "标题~正则"), Text("matches a regular expression", "符合正则表达式")),
    (Text("a b   a or b   -a", "甲 乙   甲 或 乙   -甲"), Text("both; either; not", "同时；任一；不含")),
    (Text("( … )   \"two words\"", "（…）   “两个 词”"), Text("together; as one", "分组；作为整体")),
)  # fmt: skip
_FIELDS = Text("Fields here: ", "可用的项：")


class HelpScreen(ModalScreen[None]):
    """Explains the screen that the keymap calls ``kind``; scrolls; Esc closes it."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,q,question_mark,enter", "close", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > Vertical { width: 96; max-width: 100%; height: auto; max-height: 100%;
        padding: 0 1; border: round $primary; background: $surface; }
    HelpScreen .title { text-style: bold; height: 1; }
    HelpScreen .keys { color: $text-muted; height: 1; }
    HelpScreen VerticalScroll { height: auto; background: $surface; }
    HelpScreen #text { height: auto; }
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    @property
    def lang(self) -> Lang:
        """The application's language."""
        lang: Lang = getattr(self.app, "lang", "en")
        return lang

    def compose(self) -> ComposeResult:
        """Draw the box."""
        with Vertical():
            yield plain(TITLES.get(self.kind, _OTHER).to(self.lang), "title")
            with VerticalScroll():
                yield Static(id="text", markup=False)
            yield plain(_KEYS.to(self.lang), "keys")

    def on_resize(self) -> None:
        """Break the lines anew."""
        page = self.query_one(VerticalScroll)
        page.styles.max_height = max(3, self.size.height - 4)
        width = min(96, self.size.width) - 6
        self.query_one("#text", Static).update(Content("\n").join(self._lines(width)))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_scroll(self, step: int) -> None:
        """Go a line up or down."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)

    def _lines(self, width: int) -> Iterator[Content]:
        lang, remap = self.lang, getattr(self.app, "keys", {})
        yield from _sentence(_MOVING.get(self.kind), lang, width)
        yield from explain_keys(self.kind, lang, remap, width)
        if self.kind == LIST:
            yield Content("")
            yield from explain_filter(self._list_kind(), lang, width)

    def _list_kind(self) -> str:
        """Return which list the screen below shows."""
        stack = self.app.screen_stack
        below: Any = stack[stack.index(self) - 1] if self in stack else None
        kind = str(getattr(below, "kind", "findings"))
        return kind if kind in FIELDS else "findings"


def explain_keys(kind: str, lang: Lang, remap: Mapping[str, str], width: int) -> Iterator[Content]:
    """Yield lines of at most ``width`` cells: each action of the screen with keys and sentence."""
    actions = actions_of(kind)
    keys = {action.id: keys_said(action, remap) for action in actions}
    titles = max((cell_len(a.title.to(lang)) for a in actions), default=0) + 2
    room = max((cell_len(said) for said in keys.values()), default=0) + 2
    for group, heading in GROUPS.items():
        mine = [action for action in actions if action.group == group]
        if mine:
            yield Content("")
            yield Content.styled(heading.to(lang), "bold $primary")
        for action in mine:
            lead = [
                (_filled(keys[action.id], room), "bold $accent"),
                (_filled(action.title.to(lang), titles), "bold"),
            ]
            yield from _hanging(lead, action.about.to(lang), width)


def explain_filter(kind: str, lang: Lang, width: int) -> Iterator[Content]:
    """Yield lines of at most ``width`` cells: the language of the filter and its fields here."""
    yield Content.styled(_FILTER.to(lang), "bold $primary")
    room = max(cell_len(form.to(lang)) for form, _ in _GRAMMAR) + 2
    for form, meaning in _GRAMMAR:
        yield from _hanging(
            [(_filled(form.to(lang), room), "bold $accent")], meaning.to(lang), width
        )
    names = (" " if lang == "en" else "、").join(field.called(lang) for field in FIELDS[kind])
    yield Content("")
    yield from _sentence(Text(_FIELDS.en + names, _FIELDS.zh + names), lang, width)


def _sentence(text: Text | None, lang: Lang, width: int) -> Iterator[Content]:
    if text is not None:
        yield from (Content(line) for line in wrap(text.to(lang), width))


def _hanging(lead: list[tuple[str, str]], text: str, width: int) -> Iterator[Content]:
    """Yield ``text`` broken into lines behind ``lead``."""
    indent = sum(cell_len(part) for part, _ in lead)
    for number, line in enumerate(wrap(text, max(16, width - indent))):
        if number == 0:
            yield Content.assemble(*lead, line)
        else:
            yield Content(" " * indent + line)


def _filled(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))
