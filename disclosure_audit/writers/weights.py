"""What people call the codes of the matching: the levels of evidence, vetoes, methods, reasons."""

from __future__ import annotations

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import METHODS, name
from disclosure_audit.schema.columns import BY_NAME

_EQUAL, _DIFFERS = Text("equal", "一致"), Text("differs", "不一致")
_MISSING = Text("missing", "缺失")
_CONTAINED = Text("one contains the other", "一方包含另一方")
_KEY = {"equal": _EQUAL, "differs": _DIFFERS, "missing": _MISSING}
_NAME = {"equal": _EQUAL, "contained": _CONTAINED, "differs": _DIFFERS, "missing": _MISSING}
_FIELD = {
    **_NAME,
    "close": Text("nearly equal", "基本一致"),
    "alike": Text("alike", "相似"),
    "usual": Text("values that go together", "取值通常对应"),
    "unusual": Text("values that seldom go together", "取值很少对应"),
}
"""Levels of a summary and of further comparison fields."""
_DATE = {
    "equal": _EQUAL,
    "days": Text("one to three days apart", "相差一至三天"),
    "swapped": Text("month and day swapped", "月日颠倒"),
    "year": Text("same day, one year apart", "月日相同，相差一年"),
    "far": Text("far apart", "相差较远"),
    "missing": _MISSING,
}
_TITLE = {
    "same": Text("the same", "一致"),
    "contained": _CONTAINED,
    "typo": Text("a typo apart", "疑似笔误"),
    "near": Text("one or two edits apart", "仅差一两个字"),
    "reworded": Text("reworded", "表述不同"),
    "sibling": Text("alike, but another object", "相似但对象不同"),
    "numbers": Text("other numbers in it", "其中数字不同"),
    "different": Text("different", "不同"),
    "missing": _MISSING,
}
_FIELDS = {
    "number": (BY_NAME["doc_number"].title, _KEY),
    "index": (BY_NAME["index_number"].title, _KEY),
    "url": (BY_NAME["url"].title, _KEY),
    "title": (BY_NAME["title"].title, _TITLE),
    "date": (BY_NAME["issued_on"].title, _DATE),
    "published": (BY_NAME["published_on"].title, _DATE),
    "issuer": (BY_NAME["issuer"].title, _NAME),
    "summary": (BY_NAME["summary"].title, _FIELD),
}
"""What the fields that are always compared are called, and their levels."""
_PRIOR = Text("before any comparison", "比较之前")


def name_weight(code: str, lang: Lang) -> str:
    """Return what a weight of evidence is called; ``code`` is ``prior``, ``reviewer`` or
    ``field level``.

    A field that is none of ours is a header of the lists, compared because the settings say so.
    """
    if code == "prior":
        return _PRIOR.to(lang)
    if code == "reviewer":
        return METHODS[code].to(lang)
    field, _, level = code.rpartition(" ")
    title, levels = _FIELDS.get(field, (Text(visible(field), visible(field)), _FIELD))
    return title.to(lang) + ("：" if lang == "zh" else ": ") + name(levels, level, lang)
