"""Names that Excel accepts for sheets, whatever a department is called."""

from __future__ import annotations

import re
from collections.abc import Collection

from disclosure_audit.glyphs import visible

LONGEST = 31
"""Most characters of a name, counted in UTF-16."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\ufffd-\uffff]")
_RESERVED = {"history"}
_NAMELESS = "-"


def sheet_name(wanted: str, taken: Collection[str]) -> str:
    """Return ``wanted`` as a legal name that none of ``taken`` is, whatever their case.

    What is forbidden becomes ``_``, what is too long is cut, and a number in brackets tells alike
    ones apart.
    """
    plain = _FORBIDDEN.sub("_", visible(wanted)).strip(" '") or _NAMELESS
    used = {name.casefold() for name in taken} | _RESERVED
    name, number = _cut(plain, LONGEST), 1
    while name.casefold() in used:
        number += 1
        mark = f" ({number})"
        name = _cut(plain, LONGEST - len(mark)) + mark
    return name


def _cut(text: str, most: int) -> str:
    kept = text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
    return kept.strip(" '") or _NAMELESS
