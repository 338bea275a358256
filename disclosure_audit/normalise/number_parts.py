"""What a document number is made of, and how it is spelled: as an identity and as the standard.

GB/T 9704-2012, 7.2.5: agency code, four-digit year in ``〔〕``, serial without leading zero and
without 第, 号. Orders carry a running number with 第 and no year (7.3.2, 命令格式); announcements
(公告, 通告) a series of their own, ``2018年第14号`` or in brackets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["ordinary", "order", "announcement", "telegram", "other"]
Layout = Literal["bracket", "year", "plain"]
"""``〔2018〕14号``, ``2018年第14号``, ``第14号``."""

EARLIEST_YEAR = 1949
ANNOUNCEMENTS = ("公告", "通告", "布告", "公示")
STATE = "中华人民共和国"
TELEGRAM = "明电|密电|内电|传真电报|发电$|电发$|电$"
"""What a telegram's code holds. 国能发电力 and the like only hold 发电 in the middle."""

_ALIASES = {"国务院令": "国令"}
"""The State Council's orders carry 国令第841号 on their face and are cited as 国务院令第841号."""


@dataclass(frozen=True, slots=True)
class Number:
    """One document number. ``written_code`` is its code as the cell spells it."""

    kind: Kind
    layout: Layout
    code: str
    serial: int
    year: int | None = None
    letter: str = ""
    """Letters before the serial (``A12号``); they name a series of its own."""
    part: str = ""
    """What follows the serial and makes another document of it (``之1``, ``A``)."""
    written_code: str = ""
    written_serial: str = ""
    """The serial in Chinese numerals, where an order or announcement has it so."""

    @property
    def key(self) -> str:
        """The identity: equal for two spellings of one number, never for two numbers."""
        tail = f"{self.letter}{self.serial}号{self.part}"
        if self.year is None:
            return f"{self.code}第{tail}"
        if self.kind in ("order", "announcement"):
            return f"{self.code}{self.year}年第{tail}"
        return f"{self.code}〔{self.year}〕{tail}"

    @property
    def spelling(self) -> str | None:
        """The number as the standard spells it; ``None`` where the standard has no form for it."""
        year_is_missing = self.year is None and self.kind in ("ordinary", "telegram", "other")
        if self.letter or self.part or year_is_missing:
            return None
        serial = self.written_serial or str(self.serial)
        if self.layout == "bracket":
            return f"{self.written_code}〔{self.year}〕{self.serial}号"
        if self.layout == "year":
            return f"{self.written_code}{self.year}年第{serial}号"
        return f"{self.written_code}第{serial}号"


def kind_of_code(code: str) -> Kind:
    """Return the kind that a code belongs to; ``ordinary`` unless it ends in 令 or 公告 ..."""
    if code.endswith("令"):
        return "order"
    return "announcement" if code.endswith(ANNOUNCEMENTS) else "ordinary"


def identify_issuer(code: str) -> str:
    """Return the code of an order or announcement without 中华人民共和国 and without separators."""
    bare = "".join(character for character in code if character not in "、,· ")
    bare = bare.replace(STATE, "") or bare
    return _ALIASES.get(bare, bare)
