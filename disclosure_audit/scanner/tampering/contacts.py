"""Advertisements with a way to reach the seller, inserted in a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_audit.scanner.tampering.trace import Trace
from disclosure_audit.scanner.tampering.wording import FIGHT

SIGN = (
    r"(?i)(?:qq|微信|薇信|威信|扣扣|v信|vx|telegram|whatsapp|skype)(?:号码|号|群)?\s?[:：+=]?\s?[a-z0-9_-]"
    r"|(?:电话|手机|联系方式|热线)\s?[:：+]?\s?1[3-9]"
)
_CALL = re.compile(
    r"(?P<call>(?:请|可|欢迎)?(?:加|添加|扣|找|咨询|联系)?(?:客服|业务)?(?:我|本人)?(?:的)?"
    r"(?:qq|微信|薇信|威信|扣扣|v信|vx|telegram|whatsapp|skype)(?:号码|号|群)?)"
    r"\s?[:：+=]?\s?(?P<name>[a-z0-9_-]{5,20})",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?P<call>电话|手机|联系方式|热线)\s?[:：+]?\s?(?P<name>1[3-9]\d[\d -]{8,11})")
_GOODS = re.compile(
    r"代开(?:发票)?|代办|办证|刻章|刻公章|开(?:具)?发票|贷款|套现|兼职|刷单|加盟|招代理|出售|低价|高仿|诚聘|招聘"
)
LONG = frozenset({"summary", "full_text"})
"""Fields in which the contacts of an office are ordinary."""
_BESIDE = 20


def contacts_in(text: str, field: str) -> Iterator[Trace]:
    """Yield the invitations to get in touch. The span leaves out the number: others mask it."""
    for shape, ordinary in ((_CALL, False), (_PHONE, True)):
        for match in shape.finditer(text):
            start, end = match.span("call")
            around = text[max(0, start - _BESIDE) : match.end() + _BESIDE]
            sells = _GOODS.search(around) is not None
            if not sells and (field in LONG or ordinary):
                continue
            dropped = "harmless_phrase" if FIGHT.search(around) else None
            confidence = "high" if sells else "medium"
            because = ("keyword", "shape") if sells else ("shape",)
            yield Trace(start, end, "contact_insert", confidence, because, dropped)
