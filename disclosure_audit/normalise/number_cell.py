"""A document-number cell without what is no part of the number: labels, notes, dates, quotes."""

from __future__ import annotations

import re

from disclosure_audit.normalise.characters import HAN, fold_text

OPENING, CLOSING = "〔［[【〖（(〈《<{「『﹝⟦", "〕］]】〗）)〉》>}」』﹞⟧"
BRACKETS = re.escape(OPENING + CLOSING)
"""Every bracket that stands around a year somewhere, to stand inside a character class."""

_LABELS = "发文字号|发文文号|公文文号|文件编号|文件字号|公文字号|发文编号|文件号|发文号|文书号|编号|文号|字号"
LABEL = rf"^(?:[〔\s]*(?:{_LABELS})\s*[〕\s]*[:：]?)+"
"""A label glued to the front of a number, once brackets are folded to 〔〕."""

_NOTE_WORDS = (
    "废止|失效|修订|修正|修改|有效|停止|宣布|联合|会签|此件|公开|代拟|节选|摘要|全文|部分|扫描|盖章"
    "|印发|转发|电子|原件|PDF|DOC|WORD|已|见"
)
_note = re.compile(rf"〔[^〔〕]*(?:{_NOTE_WORDS})[^〔〕]*〕$|〔\s*〕$")
_trailing_date = re.compile(
    r"(?:〔\s*)?(?:(?:成文|发布|发文|印发|公开|生成|签发)(?:日期|时间)[::]?)?\s*"
    r"(?:19|20)[0-9]{2}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*日?(?:印发)?\s*〕?$"
)
_trailing_label = re.compile(
    r"(?<=[号0-9〕。 ])(?:成文|发布|发文|印发|公开|生成|签发)(?:日期|时间|机关|机构)[::]?.*$"
)
_prose_before_code = re.compile(
    r"^.*的(?:通知|批复|决定|意见|函|通报|公告|报告|请示|决议|通告)[》〕]?(?=.)"
)
_open_quotes, _close_quotes = "“‘\"'`*#", "”’\"'`*#"
_SIGNS = str.maketrans({**dict.fromkeys(OPENING, "〔"), **dict.fromkeys(CLOSING, "〕"), "號": "号"})
_runs = re.compile(r"\s+")
_label = re.compile(LABEL)
_lone_bracket = re.compile(rf"^〔(?=[{HAN}A-Z]+〔)")
_list_number = re.compile(rf"^[0-9]{{1,2}}[.、)]\s*(?=[{HAN}])")
_after_number = re.compile(r"(?<=号)(?:文件?|印发)$")
_spaces = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")


def fold_cell(cell: str) -> str:
    """Return the cell in NFKC and upper case, every bracket 〔 or 〕, 號 as 号.

    White space is gone, except a single space between two digits: there it may part a year from
    a serial.
    """
    folded = fold_text(cell).strip().upper().translate(_SIGNS)
    return _runs.sub(" ", _spaces.sub("", folded))


def strip_cell(folded: str) -> str:
    """Return a folded cell without label, quotes, trailing note, date or punctuation."""
    text = strip_label(folded)
    before = None
    while text != before:
        before = text
        text = text.strip(" 。.,、;:!?…~-" + _open_quotes + _close_quotes)
        text = _note.sub("", text)
        text = _trailing_label.sub("", text)
        if "号" in text:
            head, sign, tail = text.rpartition("号")
            text = head + sign + _trailing_date.sub("", tail)
        text = _after_number.sub("", text)
        text = _lone_bracket.sub("", _strip_enclosing(text))
        text = _label.sub("", text)
    return _list_number.sub("", text)


def strip_label(folded: str) -> str:
    """Return a folded cell without the label in front; empty if it is a label alone."""
    return _label.sub("", folded)


def cut_prose(text: str) -> str:
    """Return what follows ``...的通知`` at the front: crawled numbers keep the end of a title."""
    return _prose_before_code.sub("", text)


def _strip_enclosing(text: str) -> str:
    """Drop one pair of brackets that goes around the whole."""
    if not (text.startswith("〔") and text.endswith("〕")):
        return text
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "〔") - (character == "〕")
        if depth == 0:
            return text[1:-1] if position == len(text) - 1 else text
    return text
