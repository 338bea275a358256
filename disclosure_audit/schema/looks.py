"""What the cells of a column look like. Only ever asked where a header leaves something open."""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl

SAMPLE_CELLS = 100
"""Cells looked at."""

_DATE = re.compile(
    r"^\s*(?:(?:公元|民国|中华民国)?\s*[\d〇○零一二三四五六七八九]{2,4}\s*[-/.年]\s*[\d一二三四五六七八九十]{1,3}"
    r"(?:\s*[-/.月]\s*[\d一二三四五六七八九十]{1,4}\s*日?)?月?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(?:19|20)\d{2}[01]\d[0-3]\d|[2-5]\d{4}(?:\.\d+)?|\d{1,2}月\d{1,2}日"
    r"|\d{1,2}(?:st|nd|rd|th)?[ -][A-Za-z]{3,9}\.?[ ,-]+\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4})"
    r"(?:[T\s]\s*\d{1,2}:\d{2}.*)?\s*$"
)
_NUMBER = re.compile(
    r"[〔\[【(（<《〈{［]\s*(?:19|20)\d{2}\s*[〕\]】)）>》〉}］]|第\s*\d+\s*号|令第|[\u4e00-\u9fff]\S*\d+\s*号\s*$"
)
_ENGLISH_NUMBER = re.compile(r"^[A-Z][A-Za-z]{0,9}[-/ .]?(?:19|20)?\d{2,4}[-/.]\S*\d+$")
_INDEX = re.compile(
    r"^(?:[0-9A-Z]{8}-?[0-9A-Z]|[0-9A-Z]{18}|[0-9A-Z]{2,}[0-9A-Z-]*)\s*/\s*\d{4}(?:\d\d)?\s*-\s*\d+"
    r"|^\d{3}[A-Z0-9]{6,}-\d+-(?:19|20)\d{2}-\d+|^[0-9A-Z]{9,18}-?(?:19|20)\d{2}-?\d{4,}"
)
_URL = re.compile(r"^\s*(?:https?:|ftp:)?//|^\s*https?:|^\s*www\.|^\s*/[\w./-]+\.s?html?\b", re.I)
_PATH = re.compile(
    r"^(?!\s*(?:https?:)?//).*\.(?:pdf|docx?|wps|ofd|txt|xml|html?|rtf|odt|tiff?|xlsx?|md)\s*$",
    re.I,
)
_OPENNESS = re.compile(
    r"主动|依申请|不予公开|免予公开|不公开|^公开$|^开放$|^控制$|^\s*(?:open|closed|withheld|exempt\w*|public|on request|proactive\w*"
    r"|(?:full|partial|part)(?:ly)?[ -]*(?:disclos|releas|grant|withh)\w*|refused|granted|restricted|disclosed|released"
    r"|not (?:disclosed|released|public))",
    re.I,
)
_CHANNEL = re.compile(
    r"网|公告栏|公报|栏|报|微信|微博|公众号|电视|广播|平台|大厅|档案馆|查阅|公示|会|website|web|notice",
    re.I,
)
_SECRECY = re.compile(
    r"绝密|机密|秘密|内部|涉密|非密|公开|^\s*(?:top secret|secret|confidential|restricted|official|unclassified|protected"
    r"|internal|public|sensitive|cabinet|open)\b",
    re.I,
)
_DIRECTION = re.compile(
    r"^\s*(?:收文|发文|来文|收|发|去文|外来|内发|receiv\w*|sent|incoming|outgoing|in|out|inward|outward|inbound|outbound)\s*$",
    re.I,
)
_ORGANISATION = re.compile(
    r"(?:局|委|府|厅|部|院|办|处|会|中心|室|所|科|股|站|司|集团|公司|学|校|队|组|院系|办公厅)(?:[(（].*[)）])?\s*$"
)
_REFUSAL = re.compile(r"条例|第.{1,3}条|秘密|隐私|过程性|内部|不予公开|不公开|第三方")
_LONG = 8


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda cell: pattern.search(cell) is not None


LOOKS: dict[str, tuple[Callable[[str], bool], float]] = {
    "date": (_matches(_DATE), 0.6),
    "number": (
        lambda c: bool(_NUMBER.search(c) or _ENGLISH_NUMBER.search(c)) and not _INDEX.match(c),
        0.5,
    ),
    "index": (_matches(_INDEX), 0.5),
    "url": (_matches(_URL), 0.5),
    "path": (_matches(_PATH), 0.5),
    "openness": (_matches(_OPENNESS), 0.6),
    "channel": (lambda c: bool(_CHANNEL.search(c)) and not _OPENNESS.search(c), 0.5),
    "secrecy": (_matches(_SECRECY), 0.6),
    "direction": (_matches(_DIRECTION), 0.8),
    "organisation": (_matches(_ORGANISATION), 0.6),
    "refusal": (_matches(_REFUSAL), 0.5),
    "long": (lambda c: len(c) >= _LONG, 0.6),
    "filled": (lambda c: bool(c.strip()), 0.5),
}
"""Look -> test of one cell, and the share of filled cells that must pass it."""


class Cells:
    """The sample's columns, read only when asked for."""

    def __init__(self, sample: pl.DataFrame | None) -> None:
        self._sample = sample
        self._read: dict[str, list[str]] = {}

    def of(self, header: str) -> list[str]:
        """Return up to ``SAMPLE_CELLS`` filled cells of ``header``; none without a sample."""
        if self._sample is None or header not in self._sample.columns:
            return []
        if header not in self._read:
            column = self._sample.get_column(header).drop_nulls().head(SAMPLE_CELLS)
            cells = (str(cell).strip() for cell in column.to_list())
            self._read[header] = [cell for cell in cells if cell]
        return self._read[header]

    def share(self, header: str, look: str) -> float | None:
        """Return the share of filled cells with that look, or ``None`` when there is no cell."""
        cells = self.of(header)
        test, _ = LOOKS[look]
        return sum(map(test, cells)) / len(cells) if cells else None

    def look_like(self, header: str, look: str) -> bool:
        """Return whether enough filled cells have that look. ``False`` when there is none."""
        share = self.share(header, look)
        return share is not None and share >= LOOKS[look][1]

    def contradict(self, header: str, look: str) -> bool:
        """Return whether there are filled cells and hardly any has that look."""
        share = self.share(header, look)
        return share is not None and share < 0.3
