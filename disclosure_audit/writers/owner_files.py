"""File names for departments: legal on every system, different from each other, and readable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text

LONGEST = 120
"""Most bytes of a name in UTF-8, its ending not counted; file systems take 255."""
_NAMELESS = Text("no department named", "未注明部门")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\ufffd-\uffff]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
"""Names that Windows keeps for devices, whatever follows the dot."""


def file_names(owners: Iterable[str], suffix: str, lang: Lang) -> dict[str, str]:
    """Return a file name for each department, ``""`` being those that name none.

    What no file name may hold becomes ``_``, what is too long is cut, and a number tells apart names
    that a system may take for one, which heeds neither case nor the form of accents.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for owner in owners:
        plain = _plain(owner or _NAMELESS.to(lang))
        name, number = _cut(plain, LONGEST), 1
        while _folded(name) in taken:
            number += 1
            mark = f" ({number})"
            name = _cut(plain, LONGEST - len(mark)) + mark
        taken.add(_folded(name))
        names[owner] = name + suffix
    return names


def _plain(owner: str) -> str:
    text = unicodedata.normalize("NFC", visible(owner))
    name = _FORBIDDEN.sub("_", text).strip(" .") or "_"
    return f"_{name}" if _RESERVED.fullmatch(name) or name.startswith("-") else name


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode("utf-8", "ignore").strip(" .")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
