"""Words beside a number that say what it is: an identifier of a person, or some other number."""

from __future__ import annotations

import re
from collections.abc import Sequence

ID, MOBILE, CARD, PASSPORT, OTHER, ORGANISATION = (
    "id", "mobile", "card", "passport", "other", "organisation",
)  # fmt: skip

_WORDS = {
    ORGANISATION: r"统一(?:社会)?信用代码|(?:社会)?信用代码|组织机构代码|纳税人识别号|税号",
    PASSPORT: r"护照(?:号码?|编号)?|(?i:passport)(?: ?(?i:no|number))?",
    ID: (
        r"(?:居民|公民)?身份(?:证件?)?(?:号码?|编号|编码)|居民身份证|身份证件?|证件(?:号码?|编号)|"
        r"居住证(?:号码?)?|(?i:id ?card|id ?no|id ?number|sfzh?)"
    ),
    CARD: (
        r"(?:银行|储蓄|借记|信用|工资|社保|还款|收款)卡(?:卡号|[账帐]号|号码?)?|卡号|"
        r"(?:银行)?[账帐]号|[账帐]户|(?i:card ?no|card ?number|bank ?card)"
    ),
    MOBILE: (
        r"手机(?:号码?)?|移动电话|联系(?:电话|方式|人)|电话(?:号码)?|预留号码?|微信号?|短信|热线|致电|"
        r"(?i:mobile|telephone|phone|cell|tel)"
    ),
    OTHER: (
        r"(?:统一|电子)?监管号|索引号|案号|编号|文号|字号|流水号?|序列?号|条形?码|订单号?|合同号|代码|编码|"
        r"[发凭]票号码?|凭证号|受理号|许可证?号?|证书号|登记号|备案号?|批准号|单元号|宗地号?|地块|"
        r"(?i:qq)(?:号码?|群)?|群号|学号|工号|档号|卷号|单号|车架号|发动机号|图号|项目|(?i:no|number|isbn|imei)"
    ),
}
_WORD = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _WORDS.items()))
_BESIDE = re.compile(r"[\s:：为是即系（(【\[「“\"'=#|，,+]*(?:[一-鿿]{0,2}[:：为是])?\s*")
_REACH = 24
_SENTENCE = re.compile("[。；;！!？?]")
_BEHIND = re.compile(r"\s?[（(\[【]\s?(?:本人)?")
_JOINT = re.compile(r"[\s、，,和及与或/／;；|转]{1,3}")
_UNIT = re.compile(
    r"\s?(?:(?:万|亿|千|百)?(?:元|股|吨|人次|平方|公顷|亩|千瓦|美元|欧元|份|件|字节)|%|％|[万亿][^\s]|号(?!码))"
)
_ADDRESS = re.compile(r"(?i)(?:https?://|www\.|ftp://)[^\s，。；、（）]*$")
_EXAMPLE = re.compile(r"(?:如|例|样例|示例|格式|样式|形式|显示为)[^。；\n]{0,6}$")


class Labels:
    """What the words around one number say."""

    __slots__ = ("beside", "near")

    def __init__(self, near: frozenset[str], beside: str | None) -> None:
        self.near = near
        """Kinds of the words that stand before it in its clause."""
        self.beside = beside
        """Kind of the word right beside it, if there is one."""

    def says(self, kind: str) -> bool:
        """Return whether a word says that the number is of ``kind``."""
        return self.beside == kind or (
            kind in self.near and self.beside not in (OTHER, ORGANISATION)
        )


NOTHING = Labels(frozenset(), None)


def label_field(field: str) -> Labels:
    """Return what the header of a column says of its cells."""
    kinds = [str(match.lastgroup) for match in _WORD.finditer(field)]
    personal = frozenset(kinds) - {OTHER, ORGANISATION}
    if personal:
        return Labels(personal, next(kind for kind in reversed(kinds) if kind in personal))
    return Labels(frozenset(kinds), kinds[-1]) if kinds else NOTHING


def label_number(
    text: str, start: int, end: int, previous: tuple[int, Labels], field: Labels = NOTHING
) -> Labels:
    """Return what the words around ``text[start:end]`` say.

    ``previous`` is the end of the long number before it and its labels: what follows it after no
    more than a comma is of the same kind. ``field`` is what holds where no word says otherwise.
    """
    floor, inherited = previous
    if floor and _JOINT.fullmatch(text, floor, start):
        return inherited
    window = text[max(floor, start - _REACH) : start]
    window = window[max((m.end() for m in _SENTENCE.finditer(window)), default=0) :]
    found = [(str(match.lastgroup), match.end()) for match in _WORD.finditer(window)]
    beside = None
    if found and _BESIDE.fullmatch(window, found[-1][1]):
        beside = found[-1][0]
    behind = _BEHIND.match(text, end)
    after = _WORD.match(text, behind.end()) if behind else None
    if after and after.lastgroup not in (OTHER, ORGANISATION):
        return Labels(frozenset({str(after.lastgroup)}), after.lastgroup)
    near = frozenset(kind for kind, _ in found)
    return Labels(near, beside) if near else field


def is_quantity(text: str, end: int) -> bool:
    """Return whether a unit or 号 follows: an amount or a serial rather than an identifier."""
    return _UNIT.match(text, end) is not None


def is_in_address(text: str, start: int) -> bool:
    """Return whether it is part of an internet address."""
    return _ADDRESS.search(text[max(0, start - 200) : start]) is not None


def is_example(text: str, start: int) -> bool:
    """Return whether the words before say that what follows is an example."""
    return _EXAMPLE.search(text[max(0, start - 10) : start]) is not None


def words_of(kinds: Sequence[str]) -> str:
    """Return the pattern of the words of these kinds."""
    return "|".join(_WORDS[kind] for kind in kinds)
