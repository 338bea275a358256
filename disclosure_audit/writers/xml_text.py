"""Text that XML 1.0 can hold."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from disclosure_audit.glyphs import visible

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (production 2 of the standard): no escape makes it one."""


def content(text: str) -> str:
    """Return text for between tags; lines stay, everything else that is hidden is spelt out.

    ``>`` is escaped too, so that ``]]>`` cannot occur.
    """
    return escape("\n".join(_clean(line) for line in text.split("\n")))


def attribute(text: str) -> str:
    """Return a quoted attribute value, on one line."""
    return quoteattr(_clean(text))


def _clean(line: str) -> str:
    return _FORBIDDEN.sub("\ufffd", visible(line))
