"""What the page says by itself and the keys it knows: the terminal's own words and keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from disclosure_audit.language import Lang, Text
from disclosure_audit.notebook.widget.page_keys import FULL_WIDTH_KEYS, page_keys
from disclosure_audit.presentation import words
from disclosure_audit.presentation.forms import CANCEL, DAYS, FORMS, IN_DAYS, OK, Form
from disclosure_audit.presentation.keymap import BY_ID
from disclosure_audit.review.decisions import LONGEST_TEXT, REASONS
from disclosure_audit.review.query.parse import LONGEST as LONGEST_FILTER
from disclosure_audit.review.sheets import KINDS

OFFERED = (
    "confirm", "dismiss", "waive", "same", "differ", "reopen", "repeat", "note", "flag", "assign",
    "undo", "redo", "previous", "next",
)  # fmt: skip
"""Actions with a button, in this order."""
BESIDES = (
    "open", "records", "candidates", "mark", "mark_all", "back", "filter", "views", "findings",
    "links", "register", "catalog", "lang", "help",
)  # fmt: skip
"""Actions with a key."""
_LABELS: dict[str, Text] = {
    "title": Text("Review", "审阅"),
    "list": Text("List", "清单"),
    "view": Text("View", "视图"),
    "own_filter": Text("own filter", "自定义筛选"),
    "filter": Text("Filter", "筛选"),
    "filter_hint": Text(
        "rule:DU  severity>=high  status:open  words of the title",
        "规则:DU  级别>=高  状态:待处理  标题中的字词",
    ),
    "rows": Text("Rows of the list", "清单各行"),
    "pair": Text("Both records", "两条记录"),
    "choices": Text("Candidates", "候选记录"),
    "actions": Text("Decide", "作出决定"),
    "previous_page": Text("previous rows", "上一页"),
    "next_page": Text("next rows", "下一页"),
    "silent": Text(
        "no answer yet: nothing counts as decided before it appears here (is the kernel busy?)",
        "尚无响应：未在此显示的决定均未生效（内核是否正忙？）",
    ),
    "close": Text("Close", "关闭"),
    "keys": Text("Keys", "按键"),
    "click_first": Text(
        "Keys work while the focus is in this frame.", "焦点位于此框内时按键有效。"
    ),
}


def all_words(lang: Lang, remap: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return all that the page says that does not come from the run, and which key does what.

    ``remap`` are a person's own keys, by action.
    """
    keys = page_keys((*OFFERED, *BESIDES), remap)
    told = {
        name: {
            "title": BY_ID[name].title.to(lang),
            "about": BY_ID[name].about.to(lang),
            "keys": keys[name],
        }
        for name in keys
    }
    return {
        "lang": "zh-CN" if lang == "zh" else "en",
        "labels": {name: text.to(lang) for name, text in _LABELS.items()},
        "actions": told,
        "offered": list(OFFERED),
        "keys": {key: name for name, action in told.items() for key in action["keys"]},
        "full_width": FULL_WIDTH_KEYS,
        "lists": {kind: words.LISTS[kind].to(lang) for kind in KINDS},
        "forms": {
            name: {part: text.to(lang) for part, text in _asked(form).items()}
            for name, form in FORMS.items()
        },
        "reasons": [[code, text.to(lang)] for code, text in REASONS.items()],
        "days": [[days, IN_DAYS.to(lang, n=days)] for days in DAYS],
        "sure": words.SURE.to(lang),
        "ok": OK.to(lang),
        "cancel": CANCEL.to(lang),
        "longest": {"text": LONGEST_TEXT, "filter": LONGEST_FILTER},
    }


def _asked(form: Form) -> dict[str, Text]:
    return {"one": form.one, "many": form.many, **form.labels}
